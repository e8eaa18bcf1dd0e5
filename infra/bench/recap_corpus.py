"""Made-up recaps of earlier years with one known fault each, and clean ones: what the auditor's recall is measured on.

Nothing here uses the auditor's own arithmetic: figures are worked out the way an office would, step by step, so that an
error in the auditor's conventions shows as a fault it does not find.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

NINE = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarpras")
NAMES = (
    "Persyaratan", "Sistem, Mekanisme dan Prosedur", "Waktu Penyelesaian", "Biaya/Tarif", "Produk Spesifikasi Jenis Pelayanan",
    "Kompetensi Pelaksana", "Perilaku Pelaksana", "Penanganan Pengaduan, Saran dan Masukan", "Sarana dan Prasarana",
)  # fmt: skip
AGENCIES = (
    "Dinas Kependudukan dan Pencatatan Sipil", "Dinas Kesehatan", "RSUD dr. Soetomo Umpama", "Kecamatan Tirta Barat",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "Badan Pendapatan Daerah",
)  # fmt: skip
SERVICES = ("KTP Elektronik", "Kartu Keluarga", "Akta Kelahiran", "Surat Pindah")

RESPONDENTS, PER_UNSUR, YEARLY, AGENCY_ROWS, WORKBOOK, FOURTEEN, INDEX_ONLY = (
    "responden", "per unsur", "tahunan", "perangkat daerah", "Data dan Rekap", "14 unsur", "indeks saja",
)  # fmt: skip

_WEIGHTS = {"0.111": Fraction(111, 1000), "0.11": Fraction(11, 100), "0.071": Fraction(71, 1000), "0.07": Fraction(7, 100)}


@dataclass(frozen=True)
class Row:
    """A row of a sheet."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet as the reader wants it."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False


@dataclass(frozen=True)
class Case:
    """A recap with one fault (`cause`; empty for none) about the thing called `subject`; `visible` in its figures or not."""

    name: str
    layout: str
    cause: str
    subject: str
    sheets: tuple[Sheet, ...]
    visible: bool = True


def rounded(value: Fraction, places: int, *, cut: bool = False) -> Decimal:
    """To so many decimals, half up or cut."""
    step = Decimal(1).scaleb(-places)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(step, ROUND_DOWN if cut else ROUND_HALF_UP)


@dataclass
class Unit:
    """One agency or service in one year: its answers, and the figures its office prints."""

    title: str
    answers: list[list[int | None]]
    year: int = 2021
    nrr_places: int = 3
    nik: Decimal = Decimal(0)
    ni: Decimal = Decimal(0)
    nrr: list[Decimal] = field(default_factory=list)
    parts: list[Decimal] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    people: int = 0
    letter: str = ""

    def means(self) -> list[Fraction]:
        """NRR without rounding."""
        columns = [[each for each in column if each is not None] for column in zip(*self.answers, strict=True)]
        return [Fraction(sum(column), len(column)) for column in columns]

    def exact(self) -> Fraction:
        """The index without rounding."""
        return sum(self.means(), Fraction(0)) / len(self.means()) * 25

    def write(self, bands: tuple[str, str, str] = ("65.00", "76.61", "88.31")) -> Unit:
        """Everything an exact office prints."""
        means = self.means()
        self.people = len(self.answers)
        self.totals = [sum(each for each in column if each is not None) for column in zip(*self.answers, strict=True)]
        self.nrr = [rounded(mean, self.nrr_places) for mean in means]
        self.parts = [rounded(mean / len(means), 3) for mean in means]
        self.ni = rounded(self.exact() / 25, 3)
        self.nik = rounded(self.exact(), 2)
        self.letter = letter(self.nik, bands)
        return self


def letter(nik: Decimal, bands: tuple[str, str, str] = ("65.00", "76.61", "88.31")) -> str:
    """The mutu by the lower bounds of C, B and A."""
    return "DCBA"[sum(nik >= Decimal(bound) for bound in bands)]


OLD_BANDS = ("43.76", "62.51", "81.26")


def made_up(rng: random.Random, title: str, *, unsur: int = 9, blanks: bool = False, people: int | None = None) -> Unit:
    """A unit whose people answer somewhat alike, as people do."""
    level = rng.uniform(2.7, 3.8)
    levels = [min(3.95, max(1.8, rng.gauss(level, 0.2))) for _ in range(unsur)]
    answers: list[list[int | None]] = []
    for _ in range(people or rng.randint(21, 60)):
        row: list[int | None] = [min(4, max(1, round(rng.gauss(mean, 0.55)))) for mean in levels]
        if blanks and rng.random() < 0.15:
            row[rng.randrange(unsur)] = None
        answers.append(row)
    return Unit(title, answers, year=rng.randint(2018, 2023), nrr_places=rng.choice((2, 3, 4))).write()


# Faults: each changes what the office prints of a unit. Returns False where it would change nothing.


def _index(unit: Unit, value: Fraction, places: int = 2) -> bool:
    before = unit.nik
    unit.nik = rounded(value, places)
    unit.ni = rounded(value / 25, 3)
    unit.letter = letter(unit.nik)
    return unit.nik != before


def _weighted(unit: Unit, weight: str, _rng: random.Random) -> bool:
    return _index(unit, sum(unit.means(), Fraction(0)) * _WEIGHTS[weight] * 25)


def _rounded_nrr(unit: Unit, weight: str, _rng: random.Random) -> bool:
    used = _WEIGHTS.get(weight, Fraction(1, len(unit.means())))
    return _index(unit, sum((Fraction(rounded(mean, 2)) for mean in unit.means()), Fraction(0)) * used * 25)


def _rounded_parts(unit: Unit, how: str, _rng: random.Random) -> bool:
    places, _, weight = how.partition(" ")
    used = _WEIGHTS.get(weight, Fraction(1, len(unit.means())))
    unit.parts = [rounded(mean * used, int(places)) for mean in unit.means()]
    changed = _index(unit, sum((Fraction(part) for part in unit.parts), Fraction(0)) * 25)
    unit.ni = sum(unit.parts, Decimal(0))
    return changed


def _rounded_ni(unit: Unit, places: str, _rng: random.Random) -> bool:
    ni = rounded(unit.exact() / 25, int(places))
    changed = _index(unit, Fraction(ni) * 25)
    unit.ni = ni
    return changed


def _truncated(unit: Unit, _how: str, _rng: random.Random) -> bool:
    before, unit.nik = unit.nik, rounded(unit.exact(), 2, cut=True)
    unit.letter = letter(unit.nik)
    return unit.nik != before


def _one_more(unit: Unit, _how: str, _rng: random.Random) -> bool:
    return _index(unit, sum(unit.means(), Fraction(0)) * 25 / (len(unit.means()) + 1))


def _column_missed(unit: Unit, _how: str, rng: random.Random) -> bool:
    missed = rng.randrange(len(unit.means()))
    rest = [mean for number, mean in enumerate(unit.means()) if number != missed]
    return _index(unit, sum(rest, Fraction(0)) * 25 / len(unit.means()))


def _times_twenty(unit: Unit, _how: str, _rng: random.Random) -> bool:
    return _index(unit, unit.exact() * 20 / 25)


def _other_denominator(unit: Unit, how: str, _rng: random.Random) -> bool:
    counts = [sum(1 for each in column if each is not None) for column in zip(*unit.answers, strict=True)]
    divisors = {"all": [unit.people] * len(counts), "more": [each + 1 for each in counts], "less": [each - 1 for each in counts]}
    totals = unit.totals if how != "twice" else [2 * each for each in unit.totals]
    means = [Fraction(total, number) for total, number in zip(totals, divisors.get(how, divisors["more"]), strict=True)]
    unit.nrr = [rounded(mean, unit.nrr_places) for mean in means]
    unit.parts = [rounded(mean / len(means), 3) for mean in means]
    return _index(unit, sum(means, Fraction(0)) / len(means) * 25)


def _swapped_digits(unit: Unit, _how: str, _rng: random.Random) -> bool:
    digits = list(str(unit.nik))
    for place in (3, 0):
        if digits[place] != digits[place + 1]:
            digits[place], digits[place + 1] = digits[place + 1], digits[place]
            break
    before, unit.nik = unit.nik, Decimal("".join(digits))
    unit.letter = letter(unit.nik)
    unit.ni = rounded(Fraction(unit.nik) / 25, 3)
    return before != unit.nik and 25 <= unit.nik <= 100


def _unexplained(unit: Unit, _how: str, rng: random.Random) -> bool:
    return _index(unit, min(Fraction(100), unit.exact() + Fraction(rng.choice((277, 413, 592)), 100)))


def _wrong_total(unit: Unit, _how: str, rng: random.Random) -> bool:
    unit.totals[rng.randrange(len(unit.totals))] += rng.choice((3, 5, 7, 11))
    return True


def _wrong_nrr(unit: Unit, _how: str, rng: random.Random) -> bool:
    unit.nrr[rng.randrange(len(unit.nrr))] += Decimal(rng.choice((7, 13, 21))).scaleb(-2)
    return True


def _cut_nrr(unit: Unit, _how: str, _rng: random.Random) -> bool:
    before, unit.nrr = unit.nrr, [rounded(mean, unit.nrr_places, cut=True) for mean in unit.means()]
    return before != unit.nrr


def _swapped_labels(unit: Unit, _how: str, _rng: random.Random) -> bool:
    unit.nrr[7], unit.nrr[8] = unit.nrr[8], unit.nrr[7]
    return unit.nrr[7] != unit.nrr[8]


def _wrong_part(unit: Unit, _how: str, rng: random.Random) -> bool:
    unit.parts[rng.randrange(len(unit.parts))] += Decimal("0.05")
    return True


def _wrong_ni(unit: Unit, _how: str, rng: random.Random) -> bool:
    unit.ni += Decimal(rng.choice((4, 6, -5))).scaleb(-2)
    return True


def _wrong_people(unit: Unit, _how: str, rng: random.Random) -> bool:
    unit.people += rng.choice((1, 2, 10))
    return True


def _old_bands(unit: Unit, _how: str, _rng: random.Random) -> bool:
    before, unit.letter = unit.letter, letter(unit.nik, OLD_BANDS)
    return before != unit.letter


def _wrong_letter(unit: Unit, _how: str, _rng: random.Random) -> bool:
    right, old = letter(unit.nik), letter(unit.nik, OLD_BANDS)
    by_ni = letter(rounded(Fraction(rounded(Fraction(unit.nik) / 25, 2)) * 25, 2))
    unit.letter = next(each for each in "DCBA" if each not in (right, old, by_ni))
    return True


def _strict(unit: Unit, _how: str, _rng: random.Random) -> bool:
    unit.letter = "B" if unit.nik == Decimal("88.31") else "C"
    return True


def _by_ni(unit: Unit, _how: str, _rng: random.Random) -> bool:
    before = unit.letter
    unit.letter = letter(rounded(Fraction(rounded(Fraction(unit.nik) / 25, 2)) * 25, 2))
    return before != unit.letter


Fault = Callable[[Unit, str, random.Random], bool]
_EVERYWHERE = (RESPONDENTS, PER_UNSUR, YEARLY, AGENCY_ROWS, WORKBOOK)
_WITH_ANSWERS = (RESPONDENTS,)

# Cause the auditor must name, what makes it, how, and the layouts it can happen in.
FAULTS: tuple[tuple[str, Fault, str, tuple[str, ...]], ...] = (
    ("weight-0.111", _weighted, "0.111", _EVERYWHERE),
    ("weight-0.11", _weighted, "0.11", _EVERYWHERE),
    ("nrr-2-places", _rounded_nrr, "", _EVERYWHERE),
    ("nrr-2-places-0.111", _rounded_nrr, "0.111", _EVERYWHERE),
    ("nrr-2-places-0.11", _rounded_nrr, "0.11", _EVERYWHERE),
    ("parts-2-places", _rounded_parts, "2", _EVERYWHERE),
    ("parts-3-places", _rounded_parts, "3", _EVERYWHERE),
    ("parts-3-places-0.111", _rounded_parts, "3 0.111", _EVERYWHERE),
    ("parts-2-places-0.111", _rounded_parts, "2 0.111", _EVERYWHERE),
    ("parts-2-places-0.11", _rounded_parts, "2 0.11", _EVERYWHERE),
    ("ni-2-places", _rounded_ni, "2", _EVERYWHERE),
    ("ni-3-places", _rounded_ni, "3", _EVERYWHERE),
    ("truncated", _truncated, "", _WITH_ANSWERS),
    ("divided-by-ten", _one_more, "", _EVERYWHERE),
    ("column-missed", _column_missed, "", _EVERYWHERE),
    ("times-twenty", _times_twenty, "", _EVERYWHERE),
    ("blanks-counted", _other_denominator, "all", _WITH_ANSWERS),
    ("divisor-one-more", _other_denominator, "more", _WITH_ANSWERS),
    ("divisor-one-less", _other_denominator, "less", _WITH_ANSWERS),
    ("total-row-counted", _other_denominator, "twice", _WITH_ANSWERS),
    ("digits-swapped", _swapped_digits, "", _EVERYWHERE),
    ("", _unexplained, "", _EVERYWHERE),
    ("sum-wrong", _wrong_total, "", _WITH_ANSWERS),
    ("nrr-wrong", _wrong_nrr, "", _WITH_ANSWERS),
    ("nrr-truncated", _cut_nrr, "", _WITH_ANSWERS),
    ("labels-swapped", _swapped_labels, "", _WITH_ANSWERS),
    ("part-wrong", _wrong_part, "", (RESPONDENTS, PER_UNSUR)),
    ("ni-does-not-fit", _wrong_ni, "", (RESPONDENTS, PER_UNSUR)),
    ("respondents-wrong", _wrong_people, "", _WITH_ANSWERS),
    ("bands-2004", _old_bands, "", (*_EVERYWHERE, INDEX_ONLY)),
    ("letter-wrong", _wrong_letter, "", (*_EVERYWHERE, INDEX_ONLY)),
    ("letter-from-ni", _by_ni, "", (YEARLY, AGENCY_ROWS, INDEX_ONLY)),
    ("strict-comparison", _strict, "", (INDEX_ONLY,)),
    ("weight-0.071", _weighted, "0.071", (FOURTEEN,)),
    ("weight-0.07", _weighted, "0.07", (FOURTEEN,)),
    ("nrr-2-places-0.071", _rounded_nrr, "0.071", (FOURTEEN,)),
    ("edition-outdated", _weighted, "", (FOURTEEN,)),
    ("copied-row", _weighted, "", (YEARLY, AGENCY_ROWS)),
    ("copied-index", _weighted, "", (YEARLY, AGENCY_ROWS)),
    ("respondent-weighted", _weighted, "", (AGENCY_ROWS, WORKBOOK)),
    ("row-missed", _weighted, "", (AGENCY_ROWS, WORKBOOK)),
    ("respondents-sum", _weighted, "", (AGENCY_ROWS,)),
    ("change-wrong", _weighted, "", (YEARLY,)),
    ("previous-differs", _weighted, "", (YEARLY,)),
    ("five-point", _weighted, "", (RESPONDENTS,)),
)
OF_THE_TABLE = {"copied-row", "copied-index", "respondent-weighted", "row-missed", "respondents-sum", "change-wrong", "previous-differs"}


def corpus(seed: int, rounds: int) -> Iterator[Case]:
    """Every fault in every layout it can happen in, `rounds` times, and as many clean recaps of each layout."""
    from bench.recap_sheets import case_of

    for turn in range(rounds):
        for number, (cause, fault, how, layouts) in enumerate(FAULTS):
            for layout in layouts:
                rng = random.Random(f"{seed}-{turn}-{number}-{layout}")
                yield case_of(rng, f"{cause or 'unexplained'}-{turn}", layout, cause, fault, how)
        for layout in (*_EVERYWHERE, FOURTEEN, INDEX_ONLY):
            for number in range(3):
                yield case_of(random.Random(f"{seed}-{turn}-clean-{number}-{layout}"), f"clean-{number}-{turn}", layout, None, None, "")
