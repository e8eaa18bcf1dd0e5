"""The layouts that made-up recaps are written in, each in several spellings."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bench.recap_corpus import (
    AGENCIES,
    AGENCY_ROWS,
    FOURTEEN,
    INDEX_ONLY,
    NAMES,
    OF_THE_TABLE,
    OLD_BANDS,
    PER_UNSUR,
    RESPONDENTS,
    SERVICES,
    WORKBOOK,
    YEARLY,
    Case,
    Fault,
    Row,
    Sheet,
    Unit,
    letter,
    made_up,
    rounded,
)

PREDIKAT = {"A": "Sangat Baik", "B": "Baik", "C": "Kurang Baik", "D": "Tidak Baik"}
_EDGES = (Decimal("88.31"), Decimal("76.61"))


class _Pen:
    """How one office writes: comma or point, letters long or short, titles or none."""

    def __init__(self, rng: random.Random) -> None:
        self.comma = rng.random() < 0.6
        self.long_letters = rng.random() < 0.5
        self.titles = rng.random() < 0.8
        self.headings = rng.choice(("numbers", "names", "both"))
        self.rows: list[list[str]] = []

    def number(self, value: Decimal | None) -> str:
        text = "" if value is None else format(value, "f")
        return text.replace(".", ",") if self.comma else text

    def mutu(self, value: str) -> str:
        return f"{value} ({PREDIKAT[value]})" if self.long_letters else value

    def unsur(self) -> list[str]:
        if self.headings == "names":
            return list(NAMES)
        return [f"U{number}" if self.headings == "numbers" else f"U{number} {name}" for number, name in enumerate(NAMES, 1)]

    def add(self, *cells: str) -> None:
        self.rows.append(list(cells))

    def sheet(self, name: str) -> Sheet:
        return Sheet(name, tuple(Row(number, tuple(cells)) for number, cells in enumerate(self.rows, 1) if any(cells)))


def case_of(rng: random.Random, name: str, layout: str, cause: str | None, fault: Fault | None, how: str) -> Case:
    """One recap in a layout, with a fault or (cause None) without."""
    while True:
        found = _MAKERS[layout](rng, name, cause, fault, how)
        if found is not None:
            return found


def _spoil(unit: Unit, cause: str | None, fault: Fault | None, how: str, rng: random.Random) -> bool:
    if fault is None or cause in OF_THE_TABLE or cause in ("edition-outdated", "five-point"):
        return True
    return fault(unit, how, rng)


def _is_visible(unit: Unit) -> bool:
    """Whether a wrong index can be seen beside NRR rounded as they are printed, by hand: no rounding explains it."""
    by_hand = sum((Fraction(each) for each in unit.nrr), Fraction(0)) / len(unit.nrr) * 25
    room = Fraction(25, 2 * 10**unit.nrr_places) + Fraction(1, 200)
    return abs(by_hand - Fraction(unit.nik)) > room


def _responden(rng: random.Random, name: str, cause: str | None, fault: Fault | None, how: str) -> Case | None:
    unit = made_up(rng, rng.choice(AGENCIES), blanks=cause == "blanks-counted" or (cause is None and rng.random() < 0.3))
    if cause == "five-point":
        unit = _five_point(rng, unit)
    if not _spoil(unit, cause, fault, how, rng):
        return None
    pen = _Pen(rng)
    if cause == "labels-swapped":
        pen.headings = "both"
    if pen.titles:
        pen.add(f"PENGOLAHAN SURVEI KEPUASAN MASYARAKAT {unit.title.upper()}")
        pen.add(f"TAHUN {unit.year}")
        pen.add("Peraturan Menteri PANRB Nomor 14 Tahun 2017")
    pen.add("No. Resp", *pen.unsur())
    for number, row in enumerate(unit.answers, 1):
        pen.add(str(number), *("" if score is None else str(score) for score in row))
    _close_answers(pen, unit, rng)
    _side_table(pen, unit)
    return Case(name, RESPONDENTS, cause or "", unit.title, (pen.sheet(f"SKM {unit.year}"),))


def _five_point(rng: random.Random, unit: Unit) -> Unit:
    unit.answers = [[min(5, max(2, round(rng.gauss(4.2, 0.7)))) for _ in row] for row in unit.answers]
    unit.write()
    unit.nik = rounded(unit.exact() * 20 / 25, 2)
    unit.ni = rounded(unit.exact() / 25, 3)
    unit.letter = letter(unit.nik)
    return unit


def _close_answers(pen: _Pen, unit: Unit, rng: random.Random) -> None:
    pen.add("Σ Nilai/Unsur" if rng.random() < 0.5 else "Jumlah Nilai per Unsur", *(str(each) for each in unit.totals))
    pen.add("NRR/Unsur" if rng.random() < 0.5 else "Nilai Rata-rata per Unsur", *(pen.number(each) for each in unit.nrr))
    pen.add("NRR tertimbang/Unsur", *(pen.number(each) for each in unit.parts), pen.number(unit.ni), "*)")
    pen.add("IKM Unit Pelayanan", *[""] * len(unit.nrr), pen.number(unit.nik), "**)")
    pen.add("Mutu Pelayanan", pen.mutu(unit.letter))
    pen.add("Jumlah Responden", str(unit.people))


def _side_table(pen: _Pen, unit: Unit) -> None:
    if len(unit.nrr) != len(NAMES) or pen.headings == "numbers":
        return
    pen.add("")
    pen.add("No", "Unsur Pelayanan", "Nilai Rata-rata")
    means = [rounded(mean, unit.nrr_places) for mean in unit.means()]
    values = unit.nrr if [rounded(Fraction(each), 1) for each in unit.nrr] != [rounded(Fraction(each), 1) for each in means] else means
    for number, (unsur, value) in enumerate(zip(NAMES, values, strict=True), 1):
        pen.add(str(number), unsur, pen.number(value))


def _per_unsur(rng: random.Random, name: str, cause: str | None, fault: Fault | None, how: str) -> Case | None:
    unit = made_up(rng, rng.choice(AGENCIES))
    if not _spoil(unit, cause, fault, how, rng):
        return None
    pen = _Pen(rng)
    if pen.titles:
        pen.add(f"Rekapitulasi SKM {unit.title} Tahun {unit.year}")
        pen.add("")
    pen.add("No", "Unsur Pelayanan", "NRR", "NRR Tertimbang", "Nilai Konversi")
    for number, (unsur, nrr, part) in enumerate(zip(NAMES, unit.nrr, unit.parts, strict=True), 1):
        pen.add(str(number), unsur, pen.number(nrr), pen.number(part), "")
    pen.add("", "Jumlah NRR tertimbang", "", pen.number(unit.ni))
    pen.add("", "IKM Unit Pelayanan", "", pen.number(unit.nik))
    pen.add("", "Mutu Pelayanan", "", pen.mutu(unit.letter))
    pen.add("", "Jumlah Responden", "", str(unit.people))
    visible = _is_visible(unit) or cause in ("part-wrong", "ni-does-not-fit", "bands-2004", "letter-wrong")
    return Case(name, PER_UNSUR, cause or "", unit.title, (pen.sheet(str(unit.year)),), visible)


def _tahunan(rng: random.Random, name: str, cause: str | None, fault: Fault | None, how: str) -> Case | None:
    units = [made_up(rng, str(year)) for year in range(2018, 2023)]
    for year, unit in enumerate(units, 2018):
        unit.year, unit.nrr_places = year, units[0].nrr_places
        unit.write()
    bad = rng.randrange(1, len(units))
    if not _spoil(units[bad], cause, fault, how, rng) or not _spoil_table(units, bad, cause, rng):
        return None
    pen = _Pen(rng)
    if pen.titles:
        pen.add(f"Indeks Kepuasan Masyarakat {AGENCIES[0]} lima tahun terakhir")
    pen.add("Tahun", *pen.unsur(), "Nilai IKM", "Mutu", "IKM Tahun Sebelumnya", "Kenaikan/Penurunan")
    previous: Decimal | None = None
    for place, unit in enumerate(units):
        before = previous + Decimal("0.37") if previous and place == bad and cause == "previous-differs" else previous
        change = None if before is None else unit.nik - before + (Decimal("0.50") if place == bad and cause == "change-wrong" else 0)
        nrr = [pen.number(each) for each in unit.nrr]
        pen.add(str(unit.year), *nrr, pen.number(unit.nik), pen.mutu(unit.letter), pen.number(before), pen.number(change))
        previous = unit.nik
    return Case(name, YEARLY, cause or "", units[bad].title, (pen.sheet("Tren"),), _shows(units[bad], cause))


def _shows(unit: Unit, cause: str | None) -> bool:
    return cause in (*OF_THE_TABLE, "bands-2004", "letter-wrong", "letter-from-ni", "strict-comparison") or _is_visible(unit)


def _spoil_table(units: list[Unit], bad: int, cause: str | None, rng: random.Random) -> bool:
    if cause == "copied-row":
        source = units[bad - 1]
        units[bad].nrr, units[bad].nik, units[bad].letter = list(source.nrr), source.nik, source.letter
    if cause == "copied-index":
        source = units[bad - 1]
        units[bad].nik, units[bad].letter = source.nik, source.letter
        return _is_visible(units[bad])
    return True


def _perangkat(rng: random.Random, name: str, cause: str | None, fault: Fault | None, how: str) -> Case | None:
    units = [made_up(rng, agency) for agency in AGENCIES]
    places = rng.choice((2, 3, 4))
    for unit in units:
        unit.nrr_places = places
        unit.write()
    bad = rng.randrange(1, len(units))
    if not _spoil(units[bad], cause, fault, how, rng) or not _spoil_table(units, bad, cause, rng):
        return None
    mean, people = _mean_below(units, cause, bad), sum(unit.people for unit in units) + (7 if cause == "respondents-sum" else 0)
    if mean is None:
        return None
    pen = _Pen(rng)
    if pen.titles:
        pen.add("REKAPITULASI INDEKS KEPUASAN MASYARAKAT KABUPATEN TIRTA")
        pen.add("TAHUN 2021")
    pen.add("No", "Perangkat Daerah", "Jumlah Responden", *pen.unsur(), "IKM", "Mutu")
    for number, unit in enumerate(units, 1):
        nrr = [pen.number(each) for each in unit.nrr]
        pen.add(str(number), unit.title, str(unit.people), *nrr, pen.number(unit.nik), pen.mutu(unit.letter))
    pen.add("", "Jumlah", str(people))
    pen.add("", "Rata-rata", *[""] * 10, pen.number(mean), letter(mean))
    subject = units[bad].title if cause not in ("respondent-weighted", "row-missed", "respondents-sum") else ""
    return Case(name, AGENCY_ROWS, cause or "", subject, (pen.sheet("Rekap 2021"),), _shows(units[bad], cause))


def _mean_below(units: Sequence[Unit], cause: str | None, bad: int) -> Decimal | None:
    niks = [Fraction(unit.nik) for unit in units]
    simple = rounded(sum(niks, Fraction(0)) / len(niks), 2)
    if cause == "respondent-weighted":
        people = [unit.people for unit in units]
        weighted = rounded(sum((nik * number for nik, number in zip(niks, people, strict=True)), Fraction(0)) / sum(people), 2)
        return weighted if abs(weighted - simple) > Decimal("0.02") else None
    if cause == "row-missed":
        rest = [nik for place, nik in enumerate(niks) if place != bad]
        missed = rounded(sum(rest, Fraction(0)) / len(rest), 2)
        return missed if abs(missed - simple) > Decimal("0.02") else None
    return simple


def _workbook(rng: random.Random, name: str, cause: str | None, fault: Fault | None, how: str) -> Case | None:
    units = [made_up(rng, service, people=rng.randint(20, 60)) for service in SERVICES]
    for unit in units:
        unit.nrr_places = 4
        unit.write()
    bad = rng.randrange(len(units))
    if not _spoil(units[bad], cause, fault, how, rng):
        return None
    mean = _mean_below(units, cause, bad)
    if mean is None:
        return None
    data, recap = _Pen(rng), _Pen(rng)
    data.add("Unit", "Jenis Layanan", "Tanggal", "JK", "Umur", *(f"U{number}" for number in range(1, 10)), "Saran")
    for unit in units:
        for row in unit.answers:
            data.add(AGENCIES[0], unit.title, "2024-02-10", rng.choice("LP"), str(rng.randint(18, 70)), *(str(score) for score in row), "")
    recap.add("Jenis Layanan", "Total Responden", "Persyaratan", "Prosedur", "Jangka Waktu", "Tarif", "Produk", "Kompetensi", "Perilaku",
              "Pengaduan", "Sarpras", "IKM Per Jenis Layanan", "MUTU", "PREDIKAT")  # fmt: skip
    for unit in units:
        niks = [recap.number(rounded(value * 25, 2)) for value in unit.means()]
        recap.add(unit.title, str(unit.people), *niks, recap.number(unit.nik), unit.letter, PREDIKAT[unit.letter])
    recap.add("Rerata IKM Per Unsur", "", *(recap.number(_simple(units, place)) for place in range(9)))
    recap.add("IKM Unit Layanan", "", *[""] * 9, recap.number(mean))
    recap.add("Mutu Unit Layanan", "", *[""] * 9, letter(mean))
    subject = units[bad].title if cause not in OF_THE_TABLE else ""
    return Case(name, WORKBOOK, cause or "", subject, (data.sheet("Data"), recap.sheet("Rekap")))


def _simple(units: Sequence[Unit], place: int) -> Decimal:
    return rounded(sum((unit.means()[place] for unit in units), Fraction(0)) / len(units) * 25, 2)


def _fourteen(rng: random.Random, name: str, cause: str | None, fault: Fault | None, how: str) -> Case | None:
    unit = made_up(rng, rng.choice(AGENCIES), unsur=14)
    unit.year = 2019 if cause == "edition-outdated" else 2012
    unit.write(OLD_BANDS)
    if not _spoil(unit, cause, fault, how, rng):
        return None
    unit.letter = letter(unit.nik, OLD_BANDS)
    pen = _Pen(rng)
    pen.add(f"INDEKS KEPUASAN MASYARAKAT {unit.title.upper()} TAHUN {unit.year}")
    pen.add("No. Resp", *(f"U{number}" for number in range(1, 15)))
    for number, row in enumerate(unit.answers, 1):
        pen.add(str(number), *(str(score) for score in row))
    _close_answers(pen, unit, rng)
    return Case(name, FOURTEEN, cause or "", unit.title, (pen.sheet(str(unit.year)),))


def _indeks(rng: random.Random, name: str, cause: str | None, fault: Fault | None, how: str) -> Case | None:
    units = [made_up(rng, agency) for agency in AGENCIES]
    bad = rng.randrange(len(units))
    if cause == "strict-comparison":
        units[bad].nik = rng.choice(_EDGES)
        units[bad].letter = letter(units[bad].nik)
    if cause == "letter-from-ni":
        units[bad].nik = rng.choice((Decimal("88.31"), Decimal("88.34"), Decimal("76.58"), Decimal("88.37")))
        units[bad].letter = letter(units[bad].nik)
    if not _spoil(units[bad], cause, fault, how, rng):
        return None
    pen = _Pen(rng)
    pen.add("HASIL SURVEI KEPUASAN MASYARAKAT TAHUN 2022")
    pen.add("No", "Nama OPD", "Nilai SKM", "Mutu Pelayanan")
    for number, unit in enumerate(units, 1):
        pen.add(str(number), unit.title, pen.number(unit.nik), pen.mutu(unit.letter))
    return Case(name, INDEX_ONLY, cause or "", units[bad].title, (pen.sheet("2022"),))


_MAKERS = {
    RESPONDENTS: _responden,
    PER_UNSUR: _per_unsur,
    YEARLY: _tahunan,
    AGENCY_ROWS: _perangkat,
    WORKBOOK: _workbook,
    FOURTEEN: _fourteen,
    INDEX_ONLY: _indeks,
}
