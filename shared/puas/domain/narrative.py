"""Drafts of the texts of a SKM report, written from its figures, for both forms of the report.

A draft says only what the figures say, so it differs from office to office; what needs local knowledge (causes, promises)
is left to the person who edits it. Paragraphs are separated by a blank line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.comparison import SAME, UP, Change, against_target, change, change_between, rules_of
from puas.domain.follow_up_ideas import follow_up_ideas
from puas.domain.printed_numbers import comma, listed, percentage, thousands
from puas.domain.regulation.edition import NOT_STATED
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import (
    DoneFollowUp,
    PlannedFollowUp,
    PreviousResult,
    Target,
    TrendPoint,
)
from puas.domain.result_snapshot import IndexFigures, ProfileTable, ResultSnapshot, UnitResult, UnsurFigures
from puas.domain.sample_size import TABLE, still_missing
from puas.domain.survey_period import span_label


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a result."""

    target: Target | None = None
    trend: Sequence[TrendPoint] = ()
    previous: PreviousResult | None = None
    done: Sequence[DoneFollowUp] = ()
    planned: Sequence[PlannedFollowUp] = ()


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
        "analisis_layanan": _services(result),
        "analisis_masalah": _problems(result),
        "rencana_tindak_lanjut": _plan(result, around.planned),
        "tren": _trend(around.trend),
        "tindak_lanjut_sebelumnya": _looking_back(around.previous, around.done),
        "kesimpulan": _conclusion(result, around),
        "saran": _advice(result),
    }


def _background(result: ResultSnapshot) -> str:
    who, counted = _who(result), len(result.units)
    return _paragraphs(
        "Pelayanan publik yang baik hanya dapat dinilai oleh mereka yang menerimanya. Undang-Undang Nomor 25 Tahun 2009 "
        "tentang Pelayanan Publik mengamanatkan penyelenggara untuk mengikutsertakan masyarakat dalam menilai pelayanan, "
        f"dan {result.edition_name} mewajibkan Survei Kepuasan Masyarakat (SKM) paling sedikit satu kali dalam setahun.",
        f"Sehubungan dengan itu, {who} melaksanakan SKM {result.period.label} terhadap {counted} jenis layanan dengan "
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
    return _paragraphs("Survei Kepuasan Masyarakat ini dilaksanakan berdasarkan peraturan berikut:", "\n".join(rows))


def _who_surveyed(result: ResultSnapshot) -> str:
    return (
        f"SKM {result.period.label} dilaksanakan secara mandiri oleh {_who(result)}, {result.tenant.name}. Pengumpulan dan "
        "pemeriksaan jawaban, pengolahan data, serta penyusunan laporan dilakukan oleh petugas yang ditunjuk pimpinan unit."
    )


def _place(result: ResultSnapshot) -> str:
    services = [unit.name for unit in (*result.units, *result.left_out)]
    where = f"Survei dilaksanakan pada tempat pelayanan {_who(result)}, {result.tenant.name}"
    if not services:
        return f"{where}."
    noun = "jenis layanan" if len(services) == 1 else f"{len(services)} jenis layanan, yaitu"
    return f"{where}, bagi penerima {noun} {listed(services)}."


def _purpose(result: ResultSnapshot) -> str:
    return _paragraphs(
        f"Survei ini bertujuan mengetahui tingkat kepuasan masyarakat terhadap pelayanan {_who(result)} secara berkala dan "
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
    used = _by_size(channels) if channels else []
    if not used:
        return first
    ways = listed([f"{label[:1].lower()}{label[1:]} ({thousands(n)})" for label, n in used])
    return _paragraphs(first, f"Jawaban diterima melalui {ways} dari {thousands(result.respondents)} responden.")


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
        return _paragraphs(first, f"Terkumpul {thousands(result.respondents)} responden, sehingga sampel minimum terpenuhi.")
    services = [
        f"{unit.name} (kurang {missing})"
        for unit in result.units
        if (missing := still_missing(unit.sample_target, unit.respondents) or 0)
    ]
    where = f" Kekurangan terdapat pada {listed(services)}." if services else ""
    return _paragraphs(
        first,
        f"Terkumpul {thousands(result.respondents)} responden, kurang {thousands(short)} dari sampel minimum; hasil survei "
        f"perlu dibaca dengan kehati-hatian yang sesuai.{where}",
    )


def _respondents(result: ResultSnapshot) -> str:
    sentences = [
        _largest_group(table)
        for table in result.profile
        if table.dimension in ("gender", "age_group", "education", "occupation") and _by_size(table)
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


def _services(result: ResultSnapshot) -> str:
    if result.index.nik is None:
        return _no_index(result)
    parts = [f"Nilai IKM {_who(result)} {_index_words(result.index)}."]
    graded = sorted((unit for unit in result.units if unit.index.nik is not None), key=_nik_of_unit)
    if len(graded) > 1:
        low, high = graded[0], graded[-1]
        parts.append(
            f"Dari {len(result.units)} jenis layanan, nilai tertinggi diperoleh {high.name} ({_short(high.index)}) dan nilai "
            f"terendah {low.name} ({_short(low.index)})."
        )
        parts.append(_both_means(result))
    below = [f"{unit.name} ({_short(unit.index)})" for unit in graded if unit.index.mutu in ("C", "D")]
    if below:
        parts.append(f"Layanan bermutu kurang yang memerlukan perhatian segera: {listed(below)}.")
    if result.left_out:
        names = listed([unit.name for unit in result.left_out])
        parts.append(f"Tidak dihitung karena belum ada jawaban: {names}.")
    return " ".join(part for part in parts if part)


def _problems(result: ResultSnapshot) -> str:
    lowest, highest = result.lowest(), result.highest()
    if not lowest:
        return _no_index(result)
    if lowest[0].nik == highest[0].nik:
        return (
            f"Semua unsur memperoleh nilai yang sama ({_value(lowest[0])}), sehingga survei ini tidak membedakan unsur yang "
            "lemah dan yang kuat. Keseragaman demikian perlu diperiksa terhadap cara pengisian kuesioner."
        )
    weak = listed([_named_value(result, each) for each in lowest])
    strong = listed([_named_value(result, each) for each in highest])
    paragraphs = [f"Tiga unsur dengan nilai terendah adalah {weak}.", f"Tiga unsur dengan nilai tertinggi adalah {strong}."]
    poor = [_name(result, each) for each in result.ranked() if each.mutu in ("C", "D")]
    if poor:
        paragraphs.append(f"Unsur yang bermutu kurang atau tidak baik dan harus didahulukan: {listed(poor)}.")
    else:
        gap = (highest[0].nik or Decimal(0)) - (lowest[0].nik or Decimal(0))
        paragraphs.append(
            f"Tidak ada unsur bermutu kurang; selisih antara unsur terkuat dan terlemah {comma(gap)}, sehingga perbaikan "
            f"dipusatkan pada {_name(result, lowest[0])}."
        )
    dissatisfied = _share_of_low_scores(result, lowest[0])
    if dissatisfied:
        paragraphs.append(dissatisfied)
    return _paragraphs(*paragraphs)


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
    return _paragraphs("Berdasarkan hasil analisis, diusulkan rencana tindak lanjut berikut.", "\n".join(rows))


def _trend(points: Sequence[TrendPoint]) -> str:
    if len(points) < 2:
        return "Tren belum dapat ditampilkan karena baru tersedia satu nilai." if points else "Belum ada nilai untuk tren."
    first, last, before = points[0], points[-1], points[-2]
    best = max(points, key=lambda point: point.nik)
    parts = [
        (f"Nilai SKM {last.label} sebesar {comma(last.nik)} ({last.mutu}), {_step_words(change_between(before, last))} "
        f"{before.label} ({comma(before.nik)}).")
    ]
    if len(points) > 2:
        parts.append(f"Dibandingkan {first.label} ({comma(first.nik)}), nilai {_moved(change_between(first, last))}.")
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


def _conclusion(result: ResultSnapshot, context: Context) -> str:
    if result.index.nik is None:
        return _no_index(result)
    parts = [
        (f"Pelaksanaan SKM {result.period.label} pada {_who(result)} dengan {thousands(result.respondents)} responden "
        f"menghasilkan IKM {_index_words(result.index)}.")
    ]
    if context.target is not None:
        check = against_target(result.index.nik, context.target.nik)
        verb = "mencapai" if check.reached else "belum mencapai"
        beyond = f", {'lebih' if check.reached else 'kurang'} {comma(abs(check.gap))}" if check.gap else ""
        source = f" ({context.target.source})" if context.target.source else ""
        parts.append(f"Nilai ini {verb} target {comma(context.target.nik)}{source}{beyond}.")
    if context.previous is not None:
        crossed = context.previous.edition_name != result.edition_name
        step = change(result.index.nik, context.previous.nik, rule_changed=crossed)
        parts.append(f"Nilai {_moved(step)} dibandingkan {context.previous.label} ({comma(context.previous.nik)}).")
    lowest, highest = result.lowest(), result.highest()
    if lowest[0].nik != highest[0].nik:
        parts.append(
            f"Unsur terkuat adalah {_named_value(result, highest[0])}, sedangkan yang paling memerlukan perbaikan adalah "
            f"{_named_value(result, lowest[0])}."
        )
    return " ".join(parts)


def _advice(result: ResultSnapshot) -> str:
    lowest = result.lowest()
    advice = ["Rencana tindak lanjut agar dilaksanakan tepat waktu dan perkembangannya diumumkan kepada masyarakat."]
    if lowest:
        names = listed([_name(result, each) for each in lowest])
        advice.insert(0, f"Perbaikan agar didahulukan pada unsur {names}.")
    if still_missing(result.sample_target, result.respondents):
        advice.append("Jumlah responden pada periode berikutnya agar ditambah sampai memenuhi sampel minimum.")
    if result.left_out:
        advice.append("Layanan yang belum memperoleh jawaban agar disertakan secara aktif dalam survei berikutnya.")
    return " ".join(advice)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(parts)


def _who(result: ResultSnapshot) -> str:
    return result.agency.name if result.agency else result.tenant.name


def _name(result: ResultSnapshot, unsur: UnsurFigures) -> str:
    return edition(result.edition_id).unsur_named(unsur.slug).name


def _value(unsur: UnsurFigures) -> str:
    return "–" if unsur.nik is None else f"{comma(unsur.nik)}, mutu {unsur.mutu}"


def _named_value(result: ResultSnapshot, unsur: UnsurFigures) -> str:
    return f"{_name(result, unsur)} ({_value(unsur)})"


def _short(index: IndexFigures) -> str:
    return "–" if index.nik is None else f"{comma(index.nik)}, mutu {index.mutu}"


def _index_words(index: IndexFigures) -> str:
    return "–" if index.nik is None else f"{comma(index.nik)} dengan mutu {index.mutu} ({index.predikat})"


def _nik_of_unit(unit: UnitResult) -> Decimal:
    return unit.index.nik or Decimal(0)


def _no_index(result: ResultSnapshot) -> str:
    if result.index.reason_unsur:
        names = edition(result.edition_id)
        unsur = listed([names.unsur_named(slug).name for slug in result.index.reason_unsur])
        return f"Indeks belum dapat dihitung karena tidak seorang pun menjawab unsur {unsur}."
    return "Indeks belum dapat dihitung karena belum ada jawaban yang masuk."


def _both_means(result: ResultSnapshot) -> str:
    simple, pooled = result.simple_mean, result.respondent_weighted
    if simple.nik is None or pooled.nik is None or simple.nik == pooled.nik:
        return ""
    chosen = "rata-rata antarlayanan" if result.index.nik == simple.nik else "gabungan seluruh responden"
    return (
        f"Nilai unit dihitung sebagai {chosen}; rata-rata antarlayanan {_short(simple)}, sedangkan gabungan seluruh responden "
        f"{_short(pooled)}."
    )


def _share_of_low_scores(result: ResultSnapshot, unsur: UnsurFigures) -> str:
    one, two, *_ = result.counts[unsur.slug]
    if not unsur.answered or not one + two:
        return ""
    return (
        f"Pada unsur {_name(result, unsur)}, {thousands(one + two)} dari {thousands(unsur.answered)} responden "
        f"({percentage(one + two, unsur.answered)}) memberi nilai 1 atau 2."
    )


def _by_size(table: ProfileTable) -> list[tuple[str, int]]:
    stated = [(row.label, row.respondents) for row in table.rows if row.slug != NOT_STATED and row.respondents]
    return sorted(stated, key=lambda row: -row[1])


def _largest_group(table: ProfileTable) -> str:
    (label, number), total = _by_size(table)[0], sum(row.respondents for row in table.rows)
    return (
        f"Menurut {table.label.lower()}, kelompok terbesar adalah {label} dengan {thousands(number)} orang "
        f"({percentage(number, total)})."
    )


def _step_words(step: Change) -> str:
    if step.direction == SAME:
        return "sama dengan"
    return f"{'naik' if step.direction == UP else 'turun'} {comma(abs(step.amount))} dari"


def _moved(step: Change) -> str:
    if step.direction == SAME:
        return "tidak berubah"
    return f"{'meningkat' if step.direction == UP else 'menurun'} {comma(abs(step.amount))}"


def _done_words(done: Sequence[DoneFollowUp]) -> str:
    if not done:
        return "Rencana tindak lanjut periode tersebut tidak tercatat pada sistem ini."
    finished = sum(row.state == "done" for row in done)
    running = sum(row.state == "in_progress" for row in done)
    waiting = len(done) - finished - running
    counts: Mapping[str, int] = {"telah dilaksanakan": finished, "dalam proses": running, "belum dilaksanakan": waiting}
    words = listed([f"{number} {state}" for state, number in counts.items() if number])
    return f"Dari {len(done)} rencana tindak lanjut, {words} ({percentage(finished, len(done))} selesai)."
