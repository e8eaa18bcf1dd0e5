"""Drafts of the texts of a SKM report, written from its figures, for both forms of the report.

A draft says only what the figures say, so it differs from office to office; what needs local knowledge (causes, promises)
is left to the person who edits it. Paragraphs are separated by a blank line.
"""

from collections.abc import Mapping, Sequence

from puas.domain.comparison import change_between, rules_of
from puas.domain.follow_up_ideas import follow_up_ideas
from puas.domain.narrative_analysis import conclusion, problems_analysis, services_analysis
from puas.domain.narrative_context import Context
from puas.domain.narrative_phrases import by_size, moved, name_of, paragraphs, step_words, who
from puas.domain.printed_numbers import comma, listed, percentage, thousands
from puas.domain.regulation.edition import NOT_STATED
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import DoneFollowUp, PlannedFollowUp, PreviousResult, TrendPoint
from puas.domain.result_snapshot import ProfileTable, ResultSnapshot
from puas.domain.sample_size import TABLE, still_missing
from puas.domain.survey_period import span_label

__all__ = ["Context", "draft_texts"]


def draft_texts(result: ResultSnapshot, context: Context | None = None) -> dict[str, str]:
    """A draft for every editable section, by its slug in TEXT_SECTIONS."""
    around = context or Context()
    return {
        "latar_belakang": _background(result),
        "dasar_pelaksanaan": _legal_basis(result),
        "tujuan_manfaat": _purpose(result),
        "pelaksana": _who_surveyed(result),
        "metode": _method(result),
        "lokasi": _place(result),
        "waktu": _time(result),
        "penentuan_responden": _sample(result),
        "analisis_responden": _respondents(result),
        "analisis_layanan": services_analysis(result),
        "analisis_masalah": problems_analysis(result, around),
        "rencana_tindak_lanjut": _plan(result, around.planned),
        "tren": _trend(around.trend),
        "tindak_lanjut_sebelumnya": _looking_back(around.previous, around.done),
        "kesimpulan": conclusion(result, around),
        "saran": _advice(result),
    }


def _background(result: ResultSnapshot) -> str:
    office, counted = who(result), len(result.units)
    return paragraphs(
        "Pelayanan publik yang baik hanya dapat dinilai oleh mereka yang menerimanya. Undang-Undang Nomor 25 Tahun 2009 "
        "tentang Pelayanan Publik mengamanatkan penyelenggara untuk mengikutsertakan masyarakat dalam menilai pelayanan, "
        f"dan {result.edition_name} mewajibkan Survei Kepuasan Masyarakat (SKM) paling sedikit satu kali dalam setahun.",
        f"Sehubungan dengan itu, {office} melaksanakan SKM {result.period.label} terhadap {counted} jenis layanan dengan "
        f"{thousands(result.respondents)} responden. Laporan ini memuat hasilnya, analisis atas unsur yang lemah dan yang "
        "kuat, serta rencana tindak lanjut untuk memperbaiki pelayanan.",
    )


def _legal_basis(result: ResultSnapshot) -> str:
    rules = (
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        edition(result.edition_id).title,
    )
    rows = [f"{number}. {rule}{'.' if number == len(rules) else ';'}" for number, rule in enumerate(rules, start=1)]
    return paragraphs("Survei Kepuasan Masyarakat ini dilaksanakan berdasarkan peraturan berikut:", "\n".join(rows))


def _who_surveyed(result: ResultSnapshot) -> str:
    return (
        f"SKM {result.period.label} dilaksanakan secara mandiri oleh {who(result)}, {result.tenant.name}. Pengumpulan dan "
        "pemeriksaan jawaban, pengolahan data, serta penyusunan laporan dilakukan oleh petugas yang ditunjuk pimpinan unit."
    )


def _place(result: ResultSnapshot) -> str:
    services = [*(unit.name for unit in result.units), *(unit.name for unit in result.left_out)]
    where = f"Survei dilaksanakan pada tempat pelayanan {who(result)}, {result.tenant.name}"
    if not services:
        return f"{where}."
    noun = "jenis layanan" if len(services) == 1 else f"{len(services)} jenis layanan, yaitu"
    return f"{where}, bagi penerima {noun} {listed(services)}."


def _purpose(result: ResultSnapshot) -> str:
    return paragraphs(
        f"Survei ini bertujuan mengetahui tingkat kepuasan masyarakat terhadap pelayanan {who(result)} secara berkala dan "
        "dapat dibandingkan dari waktu ke waktu, sebagai dasar penetapan kebijakan dan perbaikan pelayanan.",
        "Manfaatnya: diketahui kelemahan dan kekuatan tiap unsur pelayanan; tersedia umpan balik atas tindak lanjut periode "
        "sebelumnya; terdorong perbaikan yang berkelanjutan; dan masyarakat memperoleh gambaran terbuka tentang kinerja "
        "unit pelayanan.",
    )


def _method(result: ResultSnapshot) -> str:
    rule = edition(result.edition_id)
    first = (
        f"Pengumpulan data menggunakan kuesioner {result.edition_name} dengan {len(rule.unsur)} unsur pelayanan dan empat "
        "pilihan jawaban, bernilai 1 sampai 4. Responden mengisi kuesioner setelah menerima pelayanan, tanpa "
        "mencantumkan nama."
    )
    channels = result.profile_of("channel")
    used = by_size(channels) if channels else []
    if not used:
        return first
    ways = listed([f"{label[:1].lower()}{label[1:]} ({thousands(n)})" for label, n in used])
    return paragraphs(first, f"Jawaban diterima melalui {ways} dari {thousands(result.respondents)} responden.")


def _time(result: ResultSnapshot) -> str:
    period = result.period
    days = (period.ends_on - period.starts_on).days + 1
    return (
        f"SKM {period.label} dilaksanakan pada {span_label(period.starts_on, period.ends_on)} ({days} hari kalender). Hanya "
        "jawaban yang diterima dalam rentang itu yang dihitung."
    )


def _sample(result: ResultSnapshot) -> str:
    if result.population is None or result.sample_target is None:
        return (
            f"Jumlah populasi penerima layanan belum dicatat, sehingga kecukupan {thousands(result.respondents)} responden "
            "belum dapat dibandingkan dengan sampel minimum."
        )
    way = "baris tabel berikutnya" if result.policies.sample_size == TABLE else "rumus"
    first = (
        f"Populasi penerima layanan {thousands(result.population)} orang. Menurut Krejcie dan Morgan ({way}), sampel minimum "
        f"{thousands(result.sample_target)} responden, dibagi menurut besarnya populasi tiap jenis layanan."
    )
    short = still_missing(result.sample_target, result.respondents) or 0
    if not short:
        return paragraphs(first, f"Terkumpul {thousands(result.respondents)} responden, sehingga sampel minimum terpenuhi.")
    services = [
        f"{unit.name} (kurang {missing})"
        for unit in result.units
        if (missing := still_missing(unit.sample_target, unit.respondents) or 0)
    ]
    where = f" Kekurangan terdapat pada {listed(services)}." if services else ""
    return paragraphs(
        first,
        f"Terkumpul {thousands(result.respondents)} responden, kurang {thousands(short)} dari sampel minimum; hasil survei "
        f"perlu dibaca dengan kehati-hatian yang sesuai.{where}",
    )


def _respondents(result: ResultSnapshot) -> str:
    sentences = [
        _largest_group(table)
        for table in result.profile
        if table.dimension in ("gender", "age_group", "education", "occupation") and by_size(table)
    ]
    disability = result.profile_of("disability")
    if disability:
        counts = disability.counts()
        disabled = sum(n for slug, n in counts.items() if slug not in ("non_disabilitas", NOT_STATED))
        sentences.append(
            f"Penyandang disabilitas yang mengisi survei berjumlah {thousands(disabled)} orang."
            if disabled
            else "Belum ada penyandang disabilitas yang tercatat mengisi survei."
        )
    intro = f"Survei diikuti {thousands(result.respondents)} responden."
    return " ".join([intro, *sentences])


def _plan(result: ResultSnapshot, planned: Sequence[PlannedFollowUp]) -> str:
    names = {each.slug: each.name for each in edition(result.edition_id).unsur}
    if planned:
        unsur = listed(list(dict.fromkeys(names.get(row.unsur, row.unsur) for row in planned)))
        return (
            f"Berdasarkan hasil analisis, ditetapkan {len(planned)} rencana tindak lanjut untuk unsur {unsur}, masing-masing "
            "dengan waktu dan penanggung jawab. Pelaksanaannya dilaporkan pada periode berikutnya."
        )
    ideas = follow_up_ideas(result, names)
    if not ideas:
        return "Rencana tindak lanjut disusun setelah tersedia nilai per unsur."
    rows = [f"{number}. {idea.name}: {idea.plan}." for number, idea in enumerate(ideas, start=1)]
    return paragraphs("Berdasarkan hasil analisis, diusulkan rencana tindak lanjut berikut.", "\n".join(rows))


def _trend(points: Sequence[TrendPoint]) -> str:
    if len(points) < 2:
        return "Tren belum dapat ditampilkan karena baru tersedia satu nilai." if points else "Belum ada nilai untuk tren."
    first, last, before = points[0], points[-1], points[-2]
    best = max(points, key=lambda point: point.nik)
    parts = [
        (f"Nilai SKM {last.label} sebesar {comma(last.nik)} ({last.mutu}), {step_words(change_between(before, last))} "
        f"{before.label} ({comma(before.nik)}).")
    ]
    if len(points) > 2:
        parts.append(f"Dibandingkan {first.label} ({comma(first.nik)}), nilai {moved(change_between(first, last))}.")
        parts.append(f"Nilai tertinggi dalam rentang ini dicapai pada {best.label}, yaitu {comma(best.nik)}.")
    rules = rules_of(points)
    if len(rules) > 1:
        parts.append(
            f"Rentang ini memakai {listed(rules)}; mutu tiap tahun mengikuti peraturan yang berlaku saat itu, sehingga huruf "
            "mutunya tidak dapat dibandingkan langsung."
        )
    noted = [f"{point.label}: {point.note}" for point in points if point.note]
    if noted:
        parts.append(f"Catatan atas nilai yang diterbitkan dengan cara hitung lain: {'; '.join(noted)}.")
    return " ".join(parts)


def _looking_back(previous: PreviousResult | None, done: Sequence[DoneFollowUp]) -> str:
    if previous is None and not done:
        return "Belum ada hasil SKM periode sebelumnya pada sistem ini, sehingga belum ada tindak lanjut yang dilaporkan."
    parts = []
    if previous is not None:
        parts.append(f"Hasil SKM {previous.label} adalah {comma(previous.nik)} dengan mutu {previous.mutu} ({previous.predikat}).")
        weakest = sorted(previous.unsur, key=lambda each: each.nik)[:3]
        if weakest:
            parts.append(f"Tiga unsur terendah saat itu: {listed([f'{each.name} ({comma(each.nik)})' for each in weakest])}.")
    parts.append(_done_words(done))
    return " ".join(parts)


def _advice(result: ResultSnapshot) -> str:
    lowest = result.lowest()
    advice = ["Rencana tindak lanjut agar dilaksanakan tepat waktu dan perkembangannya diumumkan kepada masyarakat."]
    if lowest:
        names = listed([name_of(result, each) for each in lowest])
        advice.insert(0, f"Perbaikan agar didahulukan pada unsur {names}.")
    if still_missing(result.sample_target, result.respondents):
        advice.append("Jumlah responden pada periode berikutnya agar ditambah sampai memenuhi sampel minimum.")
    if result.left_out:
        advice.append("Layanan yang belum memperoleh jawaban agar disertakan secara aktif dalam survei berikutnya.")
    return " ".join(advice)


def _largest_group(table: ProfileTable) -> str:
    (label, number), total = by_size(table)[0], sum(row.respondents for row in table.rows)
    return (
        f"Menurut {table.label.lower()}, kelompok terbesar adalah {label} dengan {thousands(number)} orang "
        f"({percentage(number, total)})."
    )


def _done_words(done: Sequence[DoneFollowUp]) -> str:
    if not done:
        return "Rencana tindak lanjut periode tersebut tidak tercatat pada sistem ini."
    finished = sum(row.state == "done" for row in done)
    running = sum(row.state == "in_progress" for row in done)
    waiting = len(done) - finished - running
    counts: Mapping[str, int] = {"telah dilaksanakan": finished, "dalam proses": running, "belum dilaksanakan": waiting}
    words = listed([f"{number} {state}" for state, number in counts.items() if number])
    return f"Dari {len(done)} rencana tindak lanjut, {words} ({percentage(finished, len(done))} selesai)."
