"""One fault each in the texts of a correct report: numbers retyped, lists out of order, sentences of another year or office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from puas.domain.printed_numbers import listed, percentage, thousands
from puas.domain.proof_text import MONTHS
from puas.domain.report_snapshot import ReportSnapshot
from tests.factories.officers_hand import RULE, comma, name
from tests.factories.report_corpus import Case
from tests.factories.report_spoiling import FaultKind, Injection, say, swap_digits, wrong_value


def _index(case: Case, rng: Random) -> ReportSnapshot | None:
    r = case.report.result
    if r.index.nik is None:
        return None
    wrong = swap_digits(rng, r.index.nik) if rng.random() < 0.4 else wrong_value(case.report, rng, r.index.nik)
    allowed = {r.index.nik, r.simple_mean.nik, r.respondent_weighted.nik}
    if wrong in allowed or not 25 <= wrong <= 100:
        return None
    sentence = rng.choice((
        f"Nilai IKM yang diperoleh sebesar {comma(wrong)}.",
        f"Indeks Kepuasan Masyarakat {r.period.label} adalah {comma(wrong)}.",
        f"Pelaksanaan SKM menghasilkan IKM {comma(wrong)}.",
        f"Hasil survei menunjukkan nilai indeks {comma(wrong)} dan menjadi dasar perbaikan.",
    ))  # fmt: skip
    return say(case.report, rng.choice(("kesimpulan", "analisis_layanan", "latar_belakang")), sentence)


def _index_whole(case: Case, rng: Random) -> ReportSnapshot | None:
    nik = case.report.result.index.nik
    wrong = None if nik is None else int(nik) + rng.choice((-7, -5, 4, 6))
    return None if wrong is None or wrong > 99 else say(case.report, "kesimpulan", f"IKM kantor kami sebesar {wrong}.")


def _unsur(case: Case, rng: Random) -> ReportSnapshot | None:
    each = rng.choice(case.report.result.unsur)
    if each.nik is None or each.nrr is None:
        return None
    value = rng.choice((each.nik, each.nrr))
    wrong = comma(wrong_value(case.report, rng, value))
    sentence = rng.choice((
        f"Unsur {name(each)} memperoleh nilai {wrong}.",
        f"{name(each)} ({wrong}) masih perlu ditingkatkan.",
        f"Nilai {wrong} pada unsur {name(each)} menunjukkan harapan masyarakat.",
        f"Pada unsur {name(each)} diperoleh NRR sebesar {wrong}.",
    ))  # fmt: skip
    return say(case.report, rng.choice(("analisis_masalah", "kesimpulan")), sentence)


def _unsur_swapped(case: Case, rng: Random) -> ReportSnapshot | None:
    one, other = rng.sample(case.report.result.unsur, 2)
    if one.nik is None or other.nik is None or abs(one.nik - other.nik) < 1:
        return None
    text = f"Nilai {name(one)} ({comma(other.nik)}) dan {name(other)} ({comma(one.nik)}) menjadi perhatian."
    return say(case.report, "analisis_masalah", text)


def _service(case: Case, rng: Random) -> ReportSnapshot | None:
    unit = rng.choice(case.report.result.units)
    if unit.index.nik is None:
        return None
    wrong = wrong_value(case.report, rng, unit.index.nik)
    return say(case.report, "analisis_layanan", f"Layanan {unit.name} memperoleh nilai {comma(wrong)}.")


def _letter(case: Case, rng: Random) -> ReportSnapshot | None:
    index = case.report.result.index
    wrong = rng.choice([each for each in "ABCD" if each != index.mutu])
    sentence = rng.choice((
        f"Nilai IKM {comma(index.nik)} termasuk mutu {wrong}.",
        f"Mutu pelayanan {wrong} tersebut patut disyukuri.",
        f"IKM sebesar {comma(index.nik)} ({wrong}) telah diumumkan.",
    ))  # fmt: skip
    if sentence.startswith("Mutu"):
        sentence = f"Nilai IKM berada pada mutu pelayanan {wrong}."
    return say(case.report, "kesimpulan", sentence)


def _letter_of_unsur(case: Case, rng: Random) -> ReportSnapshot | None:
    each = rng.choice(case.report.result.unsur)
    if each.mutu is None:
        return None
    wrong = rng.choice([letter for letter in "ABCD" if letter != each.mutu])
    return say(case.report, "analisis_masalah", f"Unsur {name(each)} ({comma(each.nik)}, mutu {wrong}) dibahas dalam rapat.")


def _predikat(case: Case, rng: Random) -> ReportSnapshot | None:
    index = case.report.result.index
    if index.nik is None or index.mutu is None:
        return None
    wrong = rng.choice([band.label for band in RULE.bands if band.letter != index.mutu])
    return say(case.report, "kesimpulan", f"IKM {comma(index.nik)} dengan mutu {index.mutu} ({wrong}).")


def _pair(case: Case, rng: Random) -> ReportSnapshot | None:
    index = case.report.result.index
    if index.ni is None or index.nik is None:
        return None
    wrong = (index.ni + rng.choice((-1, 1)) * Decimal(rng.randint(2, 9)) / 100).quantize(Decimal("0.01"))
    return say(case.report, "analisis_layanan", f"Nilai interval (NI) {comma(wrong)} setelah dikonversi menjadi NIK {comma(index.nik)}.")


def _not_lowest(case: Case, rng: Random) -> ReportSnapshot | None:
    ranked = case.report.result.ranked()
    if len(ranked) < 9 or ranked[3].nik == ranked[4].nik or ranked[2].nik == ranked[3].nik:
        return None
    named = [ranked[0], ranked[1], rng.choice(ranked[4:])]
    show: Callable[..., str] = rng.choice((lambda each: name(each), lambda each: f"{name(each)} ({comma(each.nik)})"))
    return say(case.report, "analisis_masalah", f"Tiga unsur terendah yaitu {listed([show(each) for each in named])}.", instead=True)


def _not_highest(case: Case, rng: Random) -> ReportSnapshot | None:
    ranked = case.report.result.ranked()
    if len(ranked) < 9 or ranked[5].nik == ranked[6].nik:
        return None
    wrong = rng.choice(ranked[:5])
    sentence = rng.choice((
        f"Unsur dengan nilai tertinggi adalah {name(wrong)}.",
        f"{name(wrong)} merupakan unsur dengan nilai tertinggi, yaitu {comma(wrong.nik)}.",
        f"Tiga unsur tertinggi yaitu {name(ranked[8])}, {name(ranked[7])}, dan {name(wrong)}.",
    ))  # fmt: skip
    return say(case.report, "analisis_masalah", sentence)


def _low_above_high(case: Case, rng: Random) -> ReportSnapshot | None:
    low, high = case.report.result.lowest(), case.report.result.highest()
    if len(low) < 3 or low[2].nrr is None or high[2].nrr is None:
        return None
    wrong = min(Decimal("3.99"), high[2].nrr + Decimal("0.05"))
    if wrong <= high[2].nrr:
        return None
    text = (
        f"Tiga unsur terendah adalah {name(low[0])} ({comma(low[0].nrr)}), {name(low[1])} ({comma(low[1].nrr)}), dan {name(low[2])} "
        f"({comma(wrong)}). Tiga unsur tertinggi adalah {listed([f'{name(each)} ({comma(each.nrr)})' for each in high])}."
    )
    return say(case.report, "analisis_masalah", text, instead=True)


def _service_extreme(case: Case, rng: Random) -> ReportSnapshot | None:
    units = sorted((unit for unit in case.report.result.units if unit.index.nik is not None), key=lambda unit: unit.index.nik or Decimal(0))
    if len(units) < 2 or units[0].index.nik == units[-1].index.nik:
        return None
    return say(case.report, "analisis_layanan", f"Layanan dengan nilai tertinggi adalah {units[0].name}.")


def _step(case: Case) -> tuple[Decimal, Decimal] | None:
    previous, nik = case.report.previous, case.report.result.index.nik
    if previous is None or nik is None or abs(previous.nik - nik) < Decimal("0.10"):
        return None
    return previous.nik, nik


def _change(case: Case, rng: Random) -> ReportSnapshot | None:
    pair = _step(case)
    if pair is None:
        return None
    before, now = pair
    wrong = abs(now - before) + Decimal(rng.choice((-9, -6, 7, 11, 100, 130))) / 100
    if wrong <= 0:
        return None
    verb = "naik" if now > before else "turun"
    return say(case.report, "kesimpulan", f"Nilai IKM {verb} {comma(wrong)} poin dibandingkan periode sebelumnya ({comma(before)}).")


def _direction(case: Case, rng: Random) -> ReportSnapshot | None:
    pair = _step(case)
    if pair is None:
        return None
    before, now = pair
    wrong = "menurun" if now > before else "meningkat"
    sentence = rng.choice((
        f"Nilai IKM {wrong} {comma(abs(now - before))} dibandingkan periode sebelumnya.",
        f"Nilai IKM {wrong} dari {comma(before)} menjadi {comma(now)}.",
        f"Dibandingkan periode sebelumnya, nilai IKM {wrong}.",
    ))  # fmt: skip
    return say(case.report, "kesimpulan", sentence)


def _target_claim(case: Case, rng: Random) -> ReportSnapshot | None:
    target, nik = case.report.target, case.report.result.index.nik
    if target is None or nik is None or target.nik == nik:
        return None
    said = "belum mencapai" if nik > target.nik else rng.choice(("telah mencapai", "melampaui"))
    return say(case.report, "kesimpulan", f"Nilai ini {said} target {comma(target.nik)}.")


def _target_value(case: Case, rng: Random) -> ReportSnapshot | None:
    target, nik = case.report.target, case.report.result.index.nik
    if target is None or nik is None:
        return None
    wrong = wrong_value(case.report, rng, target.nik)
    verb = "telah mencapai" if nik >= target.nik else "belum mencapai"
    return say(case.report, "kesimpulan", f"Nilai ini {verb} target {comma(wrong)}.")


def _previous(case: Case, rng: Random) -> ReportSnapshot | None:
    previous = case.report.previous
    if previous is None:
        return None
    wrong = comma(wrong_value(case.report, rng, previous.nik))
    section, sentence = rng.choice((
        ("tindak_lanjut_sebelumnya", f"Hasil SKM {previous.label} adalah {wrong}."),
        ("tindak_lanjut_sebelumnya", f"IKM pada {previous.label} sebesar {wrong}."),
        ("kesimpulan", f"IKM {previous.label} sebesar {wrong}."),
    ))  # fmt: skip
    return say(case.report, section, sentence)


def _previous_lowest(case: Case, rng: Random) -> ReportSnapshot | None:
    previous = case.report.previous
    if previous is None:
        return None
    ranked = sorted(previous.unsur, key=lambda each: each.nik)
    named = [ranked[0], ranked[1], ranked[rng.randint(5, 8)]]
    rows = listed([f"{each.name} ({comma(each.nik)})" for each in named])
    return say(case.report, "tindak_lanjut_sebelumnya", f"Tiga unsur terendah pada periode sebelumnya adalah {rows}.")


def _trend(case: Case, rng: Random) -> ReportSnapshot | None:
    points = [point for point in case.report.trend if point.label != case.report.result.period.label]
    if not points:
        return None
    point = rng.choice(points)
    wrong = wrong_value(case.report, rng, point.nik)
    if wrong in {each.nik for each in case.report.trend}:
        return None
    return say(case.report, "tren", f"Nilai SKM {point.label} sebesar {comma(wrong)}.")


def _respondents(case: Case, rng: Random) -> ReportSnapshot | None:
    number = case.report.result.respondents
    wrong = thousands(number + rng.choice((-10, -3, -1, 1, 2, 9, 90)))
    if wrong.startswith("-") or wrong == "0":
        return None
    sentence = rng.choice((
        f"Survei diikuti oleh {wrong} responden.",
        f"Jumlah responden sebanyak {wrong} orang.",
        f"Responden survei ini berjumlah {wrong} orang.",
    ))  # fmt: skip
    return say(case.report, rng.choice(("latar_belakang", "kesimpulan", "analisis_responden")), sentence)


def _population(case: Case, rng: Random) -> ReportSnapshot | None:
    number = case.report.result.population
    if number is None or len(case.report.result.units) < 1:
        return None
    return say(
        case.report, "penentuan_responden", f"Populasi penerima layanan sebanyak {thousands(number + rng.choice((-13, 27, 100)))} orang."
    )


def _sample(case: Case, rng: Random) -> ReportSnapshot | None:
    target = case.report.result.sample_target
    if target is None:
        return None
    wrong = target + rng.choice((-12, -7, 8, 15))
    others = {unit.sample_target for unit in case.report.result.units} | {unit.respondents for unit in case.report.result.units}
    if wrong <= 0 or wrong in others or wrong == case.report.result.respondents:
        return None
    return say(case.report, "penentuan_responden", f"Sampel minimum yang diperlukan adalah {thousands(wrong)} responden.")


def _sample_claim(case: Case, rng: Random) -> ReportSnapshot | None:
    r = case.report.result
    if r.sample_target is None:
        return None
    said = "belum memenuhi" if r.respondents >= r.sample_target else "telah memenuhi"
    return say(case.report, "penentuan_responden", f"Jumlah responden {said} sampel minimum.")


def _share(case: Case, rng: Random) -> ReportSnapshot | None:
    table = case.report.result.profile_of("gender")
    if table is None:
        return None
    row = max(table.rows, key=lambda each: each.respondents)
    wrong = percentage(row.respondents + rng.choice((-9, 8)), case.report.result.respondents)
    if wrong == percentage(row.respondents, case.report.result.respondents) or wrong.startswith("-"):
        return None
    return say(case.report, "analisis_responden", f"Responden {row.label} berjumlah {thousands(row.respondents)} orang ({wrong}).")


def _group(case: Case, rng: Random) -> ReportSnapshot | None:
    table = case.report.result.profile_of("gender")
    if table is None:
        return None
    row = max(table.rows, key=lambda each: each.respondents)
    wrong = row.respondents + rng.choice((3, 7, 12))
    others = {each.respondents for other in case.report.result.profile for each in other.rows}
    return None if wrong in others else say(case.report, "analisis_responden", f"{row.label} sebanyak {thousands(wrong)} orang.")


def _largest(case: Case, rng: Random) -> ReportSnapshot | None:
    table = case.report.result.profile_of(rng.choice(("gender", "education", "occupation")))
    if table is None:
        return None
    rows = sorted((row for row in table.rows if row.slug not in ("", "lainnya")), key=lambda row: row.respondents)
    if rows[0].respondents == rows[-1].respondents:
        return None
    return say(case.report, "analisis_responden", f"Menurut {table.label.lower()}, mayoritas responden adalah {rows[0].label}.")


def _months(case: Case, rng: Random) -> ReportSnapshot | None:
    period = case.report.result.period
    right = (period.ends_on.year - period.starts_on.year) * 12 + period.ends_on.month - period.starts_on.month + 1
    wrong = rng.choice([each for each in (1, 2, 3, 4, 6, 12) if each != right])
    return say(case.report, "waktu", f"Survei dilaksanakan selama {wrong} bulan.")


def _span(case: Case, rng: Random) -> ReportSnapshot | None:
    period = case.report.result.period
    first = (period.starts_on.month + rng.choice((1, 2, 10))) % 12
    last = (first + rng.choice((1, 2, 4))) % 12
    text = f"{MONTHS[first].capitalize()}–{MONTHS[last].capitalize()} {period.ends_on.year}"
    return say(case.report, "waktu", f"Pengumpulan data dilaksanakan pada bulan {text}.")


def _days(case: Case, rng: Random) -> ReportSnapshot | None:
    period = case.report.result.period
    wrong = (period.ends_on - period.starts_on).days + 1 + rng.choice((-2, -1, 1, 5))
    return say(case.report, "waktu", f"Survei berlangsung {wrong} hari kalender.")


def _day_outside(case: Case, rng: Random) -> ReportSnapshot | None:
    day = case.report.result.period.ends_on + timedelta(days=rng.randint(15, 90))
    return say(
        case.report,
        "waktu",
        f"Kuesioner disebarkan dan pengisian dilakukan sejak {day.day} {MONTHS[day.month - 1].capitalize()} {day.year}.",
    )


def _impossible(case: Case, rng: Random) -> ReportSnapshot | None:
    day = rng.choice(("31 Juni", "30 Februari", "31 September", "31 April"))
    return say(case.report, rng.choice(("waktu", "pelaksana", "latar_belakang")), f"Survei dimulai {day} {case.report.result.period.year}.")


def _other_period(case: Case, rng: Random) -> ReportSnapshot | None:
    own, year = case.report.result.period.label, case.report.result.period.year
    wrong = rng.choice((f"Triwulan IV {year - 1}", f"Semester II {year - 1}", f"Triwulan II {year - 2}"))
    texts = dict(case.report.texts)
    if own in texts["latar_belakang"] and not own.startswith("Tahun") and rng.random() < 0.5:
        texts["latar_belakang"] = texts["latar_belakang"].replace(own, wrong)
        return replace(case.report, texts=texts)
    return say(case.report, "latar_belakang", f"Laporan ini memuat hasil SKM {wrong}.")


def _other_year(case: Case, rng: Random) -> ReportSnapshot | None:
    wrong = case.report.result.period.starts_on.year - rng.randint(1, 4)
    sentence = rng.choice(
        (f"Laporan ini memuat hasil Survei Kepuasan Masyarakat Tahun {wrong}.", f"SKM tahun {wrong} dilaksanakan secara daring.")
    )
    return say(case.report, rng.choice(("latar_belakang", "metode", "kesimpulan")), sentence)


def _other_agency(case: Case, rng: Random) -> ReportSnapshot | None:
    assert case.report.result.agency is not None
    own, wrong = case.report.result.agency.name, rng.choice(case.neighbours.agencies)
    texts = dict(case.report.texts)
    chosen = [section for section in ("latar_belakang", "tujuan_manfaat", "kesimpulan", "analisis_layanan") if own in texts[section]]
    if not chosen:
        return None
    section = rng.choice(chosen)
    texts[section] = texts[section].replace(own, wrong)
    return replace(case.report, texts=texts)


def _other_region(case: Case, rng: Random) -> ReportSnapshot | None:
    wrong = rng.choice(case.neighbours.regions)
    sentence = rng.choice((f"Survei dilaksanakan di {wrong}.", f"Pemerintah {wrong} berkomitmen meningkatkan pelayanan."))
    return say(case.report, rng.choice(("latar_belakang", "kesimpulan")), sentence)


def _out_of_range(case: Case, rng: Random) -> ReportSnapshot | None:
    return say(case.report, "kesimpulan", f"Nilai IKM sebesar {comma(Decimal(rng.randint(10_100, 40_000)) / 100)}.")


_KINDS: Mapping[str, tuple[tuple[str, ...], Injection]] = {
    "index in the text": (("index_does_not_fit", "figure_unknown"), _index),
    "index without decimals": (("index_does_not_fit",), _index_whole),
    "index above 100": (("out_of_range", "index_does_not_fit"), _out_of_range),
    "value of an unsur": (("unsur_does_not_fit",), _unsur),
    "values of two unsur exchanged": (("unsur_does_not_fit",), _unsur_swapped),
    "value of a service": (("service_does_not_fit",), _service),
    "letter of the index": (("letter_does_not_fit",), _letter),
    "letter of an unsur": (("letter_does_not_fit",), _letter_of_unsur),
    "predikat": (("predikat_does_not_fit",), _predikat),
    "NI beside NIK": (("ni_does_not_fit", "index_does_not_fit", "figure_unknown"), _pair),
    "not among the lowest": (("not_among_lowest",), _not_lowest),
    "not among the highest": (("not_among_highest",), _not_highest),
    "a lowest above a highest": (("lowest_above_highest", "unsur_does_not_fit"), _low_above_high),
    "service called the best": (("service_not_extreme",), _service_extreme),
    "amount of a change": (("change_does_not_fit",), _change),
    "direction of a change": (("direction_does_not_fit",), _direction),
    "target reached or not": (("target_claim_wrong",), _target_claim),
    "value of the target": (("target_does_not_fit", "figure_unknown"), _target_value),
    "index of the previous period": (("previous_does_not_fit", "index_does_not_fit"), _previous),
    "lowest of the previous period": (("not_among_lowest",), _previous_lowest),
    "value of an earlier year": (("trend_does_not_fit", "previous_does_not_fit", "figure_unknown"), _trend),
    "respondents": (("respondents_do_not_fit",), _respondents),
    "population": (("population_does_not_fit",), _population),
    "sample": (("sample_does_not_fit",), _sample),
    "sample reached or not": (("sample_claim_wrong",), _sample_claim),
    "share in per cent": (("share_does_not_fit",), _share),
    "respondents of a group": (("respondents_do_not_fit",), _group),
    "largest group": (("group_not_largest",), _largest),
    "months of the survey": (("months_do_not_fit",), _months),
    "from month to month": (("span_does_not_fit",), _span),
    "days of the survey": (("days_do_not_fit",), _days),
    "day outside the period": (("date_outside_period",), _day_outside),
    "impossible day": (("impossible_date",), _impossible),
    "other period": (("other_period",), _other_period),
    "other year": (("other_year",), _other_year),
    "other agency": (("other_agency",), _other_agency),
    "other regency": (("other_region",), _other_region),
}
TEXT_FAULTS = tuple(FaultKind(id, codes, inject) for id, (codes, inject) in _KINDS.items())
