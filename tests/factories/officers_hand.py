"""Sentences as officers write them around correct figures: other words, other roundings, and much that is no figure at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from puas.domain.printed_numbers import listed, percentage, thousands
from puas.domain.proof_time import months_between
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import UnsurFigures
from puas.domain.rounding import exact, round_half_up
from puas.domain.survey_period import span_label

RULE = edition()
_WORDS = {1: "satu", 2: "dua", 3: "tiga", 4: "empat", 5: "lima", 6: "enam", 12: "dua belas"}
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")

# True everywhere, and full of numbers that are no figures of the survey.
BYSTANDERS = (
    "Pelayanan dibuka Senin sampai Kamis pukul 08.00–15.30 WIB dan Jumat pukul 07.30–11.00 WIB.",
    "Dasar hukumnya adalah Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik dan Peraturan Pemerintah Nomor 96 Tahun 2012.",
    "Survei ini berpedoman pada Permen PANRB Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat.",
    "Hal itu sejalan dengan Pasal 38 ayat (1) Undang-Undang Nomor 25 Tahun 2009.",
    "Masyarakat dapat menghubungi nomor telepon (0399) 881234 atau WhatsApp 0812-3456-7890.",
    "Ruang tunggu seluas 45,5 m2 diperluas menjadi 62,75 m2.",
    "Anggaran perbaikan sebesar Rp 27.500.000 telah tersedia.",
    "Jarak kantor ke kecamatan terjauh 31,4 km.",
    "Rata-rata waktu tunggu di loket adalah 12,5 menit.",
    "Tingkat kepercayaan yang dipakai 95% dengan taraf kesalahan 5%.",
    "Petugas loket berjumlah 4 orang dan dibantu 2 orang tenaga magang.",
    "Kode pos kantor adalah 62115.",
    "Standar Pelayanan ditetapkan dengan Keputusan Kepala Nomor 188/21/2025 tanggal 3 Maret 2025.",
    "Setiap unsur dinilai dengan skala 1 sampai 4.",
    "Mutu pelayanan A berada pada rentang 88,31–100,00 dan mutu B pada 76,61–88,30.",
    "Dalam pelaksanaannya kami berkoordinasi dengan Dinas Komunikasi dan Informatika.",
    "Sebagian responden berasal dari Kabupaten Lembayung dan Kota Segara Asri.",
    "Kegiatan tersebut dilaksanakan bersama Dinas Kesehatan.",
    "Penyelesaian berkas paling lama 3 hari kerja sesuai SOP.",
    "Perangkat komputer yang dipakai berumur lebih dari 5 tahun.",
    "Jumlah penduduk 1.163.000 jiwa tersebar di 28 kecamatan.",
    "Loket 3 dan loket 4 melayani pemohon lanjut usia.",
    "Unsur pelayanan yang dinilai berjumlah 9 unsur.",
    "Bobot tiap unsur 1/9 atau 0,111.",
    "Aplikasi versi 2.4 mulai dipakai pada 5 Januari 2023.",
    "Tarif layanan mengikuti Peraturan Daerah Nomor 1 Tahun 2024, yaitu Rp15.000 per lembar.",
    "Waktu pelayanan di loket diatur bergantian agar tidak ada jeda istirahat.",
    "Setiap pengaduan dijawab paling lambat 5 hari kerja melalui SP4N-LAPOR!.",
    "Survei dilakukan secara berkala paling kurang 1 (satu) kali setahun.",
    "Nilai tukar dan inflasi sebesar 2,5 persen tidak dibahas dalam laporan ini.",
    "Pada Forum Konsultasi Publik hadir 35 peserta dari unsur akademisi, media, dan tokoh masyarakat.",
    "Rapat evaluasi dipimpin sekretaris dan dihadiri 12 pegawai.",
)
_PLACES_FOR_BYSTANDERS = (
    "latar_belakang", "dasar_pelaksanaan", "pelaksana", "metode", "lokasi", "analisis_masalah", "rencana_tindak_lanjut", "saran",
    "kesimpulan",
)  # fmt: skip


def rewrite(report: ReportSnapshot, rng: Random) -> dict[str, str]:
    """The texts after an officer has been over them."""
    texts = dict(report.texts)
    for section, versions in _HANDS.items():
        if section in texts and rng.random() < 0.7:
            written = rng.choice(versions)(report, rng)
            if written:
                texts[section] = written
    unused = rng.sample(BYSTANDERS, len(BYSTANDERS))
    for section in _PLACES_FOR_BYSTANDERS:
        if section in texts and rng.random() < 0.5:
            extra = [unused.pop() for _ in range(rng.randint(1, 2))]
            texts[section] = "\n\n".join((texts[section], " ".join(extra))) if rng.random() < 0.5 else f"{texts[section]} {' '.join(extra)}"
    return texts


def comma(value: Decimal | None, places: int | None = None) -> str:
    """A figure as written by hand, with its own decimals or rounded to fewer."""
    if value is None:
        return "–"
    number = value if places is None else round_half_up(exact(value), places)
    return str(number).replace(".", ",")


def name(unsur: UnsurFigures) -> str:
    """An unsur's printed name."""
    return RULE.unsur_named(unsur.slug).name


def who(report: ReportSnapshot) -> str:
    """The reporting office."""
    assert report.result.agency is not None
    return report.result.agency.name


def _two_decimals(unsur: UnsurFigures) -> str:
    """NRR with two decimals, from the exact mean, as a spreadsheet shows it."""
    return comma(unsur.nrr, 2)


def _background(report: ReportSnapshot, rng: Random) -> str:
    r = report.result
    return (
        f"{who(report)} sebagai penyelenggara pelayanan publik di {r.tenant.name} berkewajiban mendengar penilaian masyarakat.\n\n"
        f"Pada {r.period.label} survei diikuti oleh {thousands(r.respondents)} responden. Hasilnya disajikan dalam laporan ini."
    )


def _time_in_months(report: ReportSnapshot, rng: Random) -> str:
    period = report.result.period
    months = months_between(period.starts_on, period.ends_on)
    first, last = _MONTHS[period.starts_on.month - 1], _MONTHS[period.ends_on.month - 1]
    if period.starts_on.year != period.ends_on.year or months == 1 or months not in _WORDS:
        return ""
    joint = rng.choice(("–", " sampai dengan ", " s.d. ", " hingga "))
    count = rng.choice((str(months), f"{months} ({_WORDS[months]})", _WORDS[months]))
    return (
        f"Pelaksanaan survei berlangsung selama {count} bulan, yaitu bulan {first}{joint}{last} {period.ends_on.year}. "
        "Pengolahan data dan penyusunan laporan dikerjakan pada bulan berikutnya."
    )


def _time_in_days(report: ReportSnapshot, rng: Random) -> str:
    period = report.result.period
    days = (period.ends_on - period.starts_on).days + 1
    dates = span_label(period.starts_on, period.ends_on)
    return f"Pengumpulan data dilaksanakan pada {dates} atau {days} hari kalender, pada jam pelayanan."


def _sample(report: ReportSnapshot, rng: Random) -> str:
    r = report.result
    if r.population is None or r.sample_target is None:
        return ""
    enough = r.respondents >= r.sample_target
    verdict = (
        "Jumlah tersebut telah memenuhi sampel minimum."
        if enough
        else f"Jumlah tersebut belum memenuhi sampel minimum, masih kurang {thousands(r.sample_target - r.respondents)} responden."
    )
    return (
        f"Berdasarkan data tahun sebelumnya, jumlah populasi penerima layanan sebanyak {thousands(r.population)} orang. "
        f"Dengan tabel Krejcie dan Morgan diperoleh sampel sebanyak {thousands(r.sample_target)} responden. "
        f"Responden yang mengisi survei berjumlah {thousands(r.respondents)} orang. {verdict}"
    )


def _respondents(report: ReportSnapshot, rng: Random) -> str:
    r = report.result
    parts = []
    for table in r.profile:
        if table.dimension not in ("gender", "education", "occupation"):
            continue
        rows = sorted((row for row in table.rows if row.respondents and row.slug), key=lambda row: -row.respondents)
        if len(rows) < 2 or rows[0].respondents == rows[1].respondents:
            continue
        first, second = rows[0], rows[1]
        share = percentage(first.respondents, r.respondents)
        parts.append(
            rng.choice((
                (f"Menurut {table.label.lower()}, mayoritas responden adalah {first.label} sebanyak "
                 f"{thousands(first.respondents)} orang ({share})."),
                (f"Dari sisi {table.label.lower()}, responden didominasi oleh {first.label}, yaitu "
                 f"{thousands(first.respondents)} orang atau {share}, disusul {second.label} dengan "
                 f"{thousands(second.respondents)} responden."),
            ))
        )  # fmt: skip
    return f"Jumlah responden sebanyak {thousands(r.respondents)} orang. {' '.join(parts)}"


def _services(report: ReportSnapshot, rng: Random) -> str:
    r = report.result
    if r.index.nik is None or r.index.ni is None:
        return ""
    ni = comma(r.index.ni, rng.choice((2, 3)))
    first = rng.choice((
        (f"Hasil pengolahan menunjukkan nilai interval (NI) {ni} dan nilai konversi (NIK) "
         f"{comma(r.index.nik)}, mutu {r.index.mutu} ({r.index.predikat})."),
        f"IKM {who(report)} sebesar {comma(r.index.nik)} dengan mutu pelayanan {r.index.mutu} atau predikat {r.index.predikat}.",
        f"Nilai IKM yang diperoleh adalah {comma(r.index.nik)} ({r.index.mutu}). Angka itu setara dengan NI {ni}.",
    ))  # fmt: skip
    graded = sorted((unit for unit in r.units if unit.index.nik is not None), key=lambda unit: unit.index.nik or Decimal(0))
    if len(graded) < 2 or graded[0].index.nik == graded[1].index.nik or graded[-1].index.nik == graded[-2].index.nik:
        return first
    low, high = graded[0], graded[-1]
    return f"{first} " + rng.choice((
        (f"Layanan dengan nilai tertinggi adalah {high.name} ({comma(high.index.nik)}), sedangkan yang "
         f"terendah {low.name} ({comma(low.index.nik)})."),
        f"Layanan {low.name} memperoleh nilai terendah, yakni {comma(low.index.nik)} dengan mutu {low.index.mutu}.",
        f"{high.name} memperoleh {comma(high.index.nik)} dan {low.name} memperoleh {comma(low.index.nik)}.",
    ))  # fmt: skip


def _problems(report: ReportSnapshot, rng: Random) -> str:
    lowest, highest = report.result.lowest(), report.result.highest()
    if not lowest or lowest[0].nik == highest[0].nik or report.result.ranked()[2].nik == report.result.ranked()[3].nik:
        return ""
    show: Callable[[UnsurFigures], str] = rng.choice((
        lambda each: f"{name(each)} ({_two_decimals(each)})",
        lambda each: f"{name(each)} ({comma(each.nik)})",
        lambda each: f"{name(each)} dengan nilai {comma(each.nrr)}",
        lambda each: f"{name(each)} dengan NRR {comma(each.nrr)} atau {comma(each.nik)} (mutu {each.mutu})",
    ))  # fmt: skip
    weak, strong = listed([show(each) for each in lowest]), listed([show(each) for each in highest])
    names, values = listed([name(each) for each in lowest]), listed([comma(each.nik) for each in lowest])
    return rng.choice((
        (f"Tiga unsur terendah yaitu {weak}. Adapun tiga unsur tertinggi yaitu {strong}.\n\n"
         f"Rendahnya unsur {name(lowest[0])} disebabkan antrean yang menumpuk pada awal pekan."),
        (f"Berdasarkan tabel di atas, unsur dengan nilai terendah adalah {names} dengan nilai masing-masing {values}.\n\n"
         f"Unsur yang memperoleh nilai tertinggi adalah {show(highest[0])}."),
        (f"{name(lowest[0])} merupakan unsur dengan nilai terendah, yaitu {comma(lowest[0].nik)}. Keluhan terbanyak menyangkut "
         f"unsur tersebut. Sementara itu, nilai {comma(highest[0].nik)} pada unsur {name(highest[0])} menjadi yang terbaik."),
        (f"1. Unsur terlemah: {weak};\n2. Unsur terkuat: {strong}.\n\nKelemahan tersebut dibahas dalam rapat "
         "evaluasi bersama seluruh petugas."),
    ))  # fmt: skip


def _trend(report: ReportSnapshot, rng: Random) -> str:
    points = report.trend
    if len(points) < 2:
        return ""
    before, last = points[-2], points[-1]
    step = last.nik - before.nik
    verb = "naik" if step > 0 else "turun"
    if not step:
        return ""
    return rng.choice((
        (f"Nilai SKM {verb} {comma(abs(step))} poin, dari {comma(before.nik)} pada {before.label} menjadi "
         f"{comma(last.nik)} pada {last.label}."),
        (f"IKM {last.label} sebesar {comma(last.nik)} atau {verb} sebesar {comma(abs(step))} dibandingkan "
         f"{before.label} yang mencapai {comma(before.nik)}."),
        (f"{'Peningkatan' if step > 0 else 'Penurunan'} sebesar {comma(abs(step))} poin terjadi terhadap "
         f"{before.label} ({comma(before.nik)}, mutu {before.mutu})."),
    ))  # fmt: skip


def _looking_back(report: ReportSnapshot, rng: Random) -> str:
    previous = report.previous
    if previous is None:
        return ""
    weakest = sorted(previous.unsur, key=lambda each: each.nik)[:3]
    rows = listed([f"{each.name} ({comma(each.nik)}, mutu {each.mutu})" for each in weakest])
    return (
        f"Pada {previous.label} diperoleh IKM {comma(previous.nik)} dengan mutu {previous.mutu}. Tiga unsur terendah adalah {rows}.\n\n"
        "Rencana tindak lanjut atas ketiga unsur tersebut dan realisasinya dimuat dalam tabel berikut."
    )


def _conclusion(report: ReportSnapshot, rng: Random) -> str:
    r, previous, target = report.result, report.previous, report.target
    if r.index.nik is None:
        return ""
    parts = [
        rng.choice((
            f"IKM {who(report)} {r.period.label} sebesar {comma(r.index.nik)} dengan kategori mutu {r.index.mutu} ({r.index.predikat}).",
            (f"Dari {thousands(r.respondents)} responden diperoleh Indeks Kepuasan Masyarakat "
             f"{comma(r.index.nik)}, predikat {r.index.predikat}."),
            f"Secara umum mutu pelayanan {r.index.mutu} ({r.index.predikat}) dengan nilai {comma(r.index.nik)}.",
        ))
    ]  # fmt: skip
    if previous is not None and previous.nik != r.index.nik:
        up = r.index.nik > previous.nik
        amount = comma(abs(r.index.nik - previous.nik))
        parts.append(
            rng.choice((
                f"Nilai tersebut {'naik' if up else 'turun'} {amount} poin dari periode sebelumnya ({comma(previous.nik)}).",
                f"Dibandingkan {previous.label}, nilai IKM {'meningkat' if up else 'menurun'} {amount}.",
                f"Nilai IKM {'meningkat' if up else 'menurun'} dari {comma(previous.nik)} menjadi {comma(r.index.nik)}.",
            ))
        )  # fmt: skip
    if target is not None:
        reached = r.index.nik >= target.nik
        said = "sudah melampaui" if r.index.nik > target.nik else "sudah mencapai" if reached else "masih di bawah"
        parts.append(f"Capaian ini {said} target {comma(target.nik)}.")
    parts.append("Kepala kantor berkomitmen meningkatkan mutu pelayanan agar mencapai nilai yang lebih tinggi.")
    return " ".join(parts)


def _advice(report: ReportSnapshot, rng: Random) -> str:
    return (
        "Diharapkan nilai IKM pada periode berikutnya meningkat. Perlu penambahan sarana bagi penyandang disabilitas, dan hasil survei "
        f"diumumkan paling lambat Triwulan I {report.result.period.ends_on.year + 1}."
    )


_HANDS: dict[str, tuple[Callable[[ReportSnapshot, Random], str], ...]] = {
    "latar_belakang": (_background,),
    "waktu": (_time_in_months, _time_in_days),
    "penentuan_responden": (_sample,),
    "analisis_responden": (_respondents,),
    "analisis_layanan": (_services,),
    "analisis_masalah": (_problems,),
    "tren": (_trend,),
    "tindak_lanjut_sebelumnya": (_looking_back,),
    "kesimpulan": (_conclusion,),
    "saran": (_advice,),
}
