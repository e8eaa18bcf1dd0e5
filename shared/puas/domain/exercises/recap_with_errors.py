"""An old recap with errors among right rows: which places are wrong, and in what way.

The errors are put in by hand here and found by the product's own auditors: `old_recap_audit` reads the rows and the two lines
below them, `proof_reader` the months and the three weakest unsur. What they find is the truth a participant is judged by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from random import Random

from puas.domain.exercises.task import CHOICE, EMPTY, OPEN, RIGHT, WRONG, Checked, Field, Given, Option, Step, Table, Task, Verdict, first
from puas.domain.old_recap_audit import audit_recap
from puas.domain.old_recap_findings import COPIED, INDEX, LETTER
from puas.domain.old_recap_tables import SERVICE, SUMMARY, Printed, PrintedLetter, Recap, RecapLine, UnsurPrint
from puas.domain.printed_numbers import comma, listed, thousands
from puas.domain.proof_reader import check_lowest_and_highest, check_months
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.regulation.edition import Edition
from puas.domain.rounding import exact, round_half_up, truncate

KEY = "old-recap"

LETTER_WRONG, INDEX_WRONG, CUT, COPY = "letter", "index", "truncated", "copied"
TOTAL, MEAN, MONTHS, LOWEST = "total", "mean", "months", "lowest"
ROW_KINDS = (LETTER_WRONG, INDEX_WRONG, CUT, COPY)
FOOT_KINDS = (TOTAL, MEAN, MONTHS, LOWEST)
FINE = "fine"

ROWS = 7
_FEWEST, _MOST = 4, 6
_PEOPLE = (25, 50, 100)
_TRIES = 500
_CLEAR = Decimal("0.08")
_SERVICES = (
    "Kartu Tanda Penduduk", "Kartu Keluarga", "Akta Kelahiran", "Akta Kematian", "Surat Pindah", "Kartu Identitas Anak",
    "Legalisasi Dokumen", "Surat Keterangan Usaha", "Izin Praktik", "Rawat Jalan", "Pembayaran Pajak Daerah", "Uji Kendaraan",
)  # fmt: skip
_MONTH_NAMES = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")
_NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "dua belas")
_CHOICES: Mapping[str, str] = {
    FINE: "Tidak ada kesalahan",
    LETTER_WRONG: "Mutu: tidak sesuai dengan IKM-nya",
    INDEX_WRONG: "IKM: tidak sama dengan rata-rata unsurnya × 25",
    CUT: "IKM: dipotong, bukan dibulatkan",
    COPY: "NRR: seluruhnya tersalin dari baris lain",
    TOTAL: "Tidak sama dengan jumlah barisnya",
    MEAN: "Bukan rata-rata sederhana IKM barisnya",
    MONTHS: "Jumlah bulannya tidak cocok dengan tanggalnya",
    LOWEST: "Bukan tiga unsur yang terendah",
}

KIND_WORDS: Mapping[str, str] = {
    LETTER_WRONG: "mutu yang tidak sesuai", INDEX_WRONG: "IKM yang tidak mengikuti unsurnya", CUT: "IKM yang dipotong",
    COPY: "baris yang tersalin", TOTAL: "jumlah responden", MEAN: "rata-rata IKM", MONTHS: "jumlah bulan", LOWEST: "unsur terendah",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One service: respondents, NRR by unsur (exact with two decimals), and the index and letter that were printed."""

    service: str
    respondents: int
    nrr: Mapping[str, Decimal]
    nik: Decimal
    mutu: str

    @property
    def nrr_sum(self) -> Decimal:
        """The NRR added up."""
        return sum(self.nrr.values(), Decimal(0))

    def exact_nik(self, rule: Edition) -> Fraction:
        """What the index follows from."""
        return exact(self.nrr_sum) / len(self.nrr) * rule.conversion


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below the rows."""

    respondents: int
    nik: Decimal
    mutu: str
    starts_on: date
    ends_on: date
    months: int
    lowest: tuple[str, ...]


@dataclass(frozen=True)
class RecapWithErrors(Task):
    """A recap; `seeded` is what was put in, by place: the auditors have to find the same."""

    rule: Edition
    rows: tuple[RecapRow, ...]
    foot: Foot
    seeded: Mapping[str, str]

    exercise = KEY

    @cached_property
    def truth(self) -> dict[str, str]:
        """What the auditors find, by place."""
        return {**_audited(self.rule, self.rows, self.foot), **_proof_read(self)}

    @cached_property
    def means(self) -> dict[str, Decimal]:
        """NRR of each unsur over all rows, as printed below them."""
        return {slug: round_half_up(_mean([exact(row.nrr[slug]) for row in self.rows]), 2) for slug in self.rule.slugs()}

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            ("Ini rekap lama sebuah kantor. Sebagian angkanya salah, sebagian benar. Periksa setiap baris dan keterangan di bawahnya, lalu "
            f"pilih jenis kesalahannya. Ada {_NUMBERS[len(self.truth)]} kesalahan, paling banyak satu di setiap baris."),
            (f"NRR pada rekap ini tepat dua angka di belakang koma dan jumlahnya benar. IKM satu baris = jumlah NRR ÷ "
            f"{len(self.rule.unsur)} × {self.rule.conversion}, dibulatkan dua angka di belakang koma."),
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        slugs = self.rule.slugs()
        head = ("Layanan", "n", *(f"U{place}" for place in range(1, len(slugs) + 1)), "Jumlah NRR", "IKM", "Mutu")
        rows = tuple(
            (
                f"{place}. {row.service}", str(row.respondents), *(comma(row.nrr[slug]) for slug in slugs), comma(row.nrr_sum),
                comma(row.nik), row.mutu,
            )
            for place, row in enumerate(self.rows, start=1)
        )  # fmt: skip
        means = tuple((self.rule.unsur_named(slug).name, comma(value)) for slug, value in self.means.items())
        bands = tuple((band.letter, f"{comma(band.nik_from)} – {comma(band.nik_to)}") for band in reversed(self.rule.bands))
        return (
            Table("Rekap per layanan", head, rows),
            Table("Rata-rata NRR tiap unsur pada rekap ini (benar)", ("Unsur", "NRR"), means, compact=True),
            Table("Tabel mutu", ("Mutu", "Nilai konversi"), bands, compact=True),
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        def field(key: str, label: str, note: str, kinds: Sequence[str]) -> Field:
            options = tuple(Option(kind, _CHOICES[kind]) for kind in (FINE, *kinds))
            return Field(key, key.partition("-")[0], label, CHOICE, options=options, note=note)

        foot = self.foot
        when = f"{_day(foot.starts_on)} sampai {_day(foot.ends_on)} ({_NUMBERS[foot.months]} bulan)"
        weakest = listed([self.rule.unsur_named(slug).name for slug in foot.lowest])
        return (
            *(
                field(
                    f"row-{place}", f"{place}. {row.service}",
                    f"Jumlah NRR {comma(row.nrr_sum)} · IKM {comma(row.nik)} · mutu {row.mutu}", ROW_KINDS,
                )
                for place, row in enumerate(self.rows, start=1)
            ),
            field(TOTAL, "Jumlah responden", f"Tertulis {thousands(foot.respondents)} orang", (TOTAL,)),
            field(MEAN, "Rata-rata IKM", f"Tertulis {comma(foot.nik)}, mutu {foot.mutu}", (MEAN,)),
            field(MONTHS, "Periode survei", f"Tertulis {when}", (MONTHS,)),
            field(LOWEST, "Tiga unsur terendah", f"Tertulis {weakest}", (LOWEST,)),
        )  # fmt: skip

    @property
    def hints(self) -> tuple[str, ...]:
        kinds = sorted(set(self.truth.values()), key=(*ROW_KINDS, *FOOT_KINDS).index)
        place = next(iter(self.truth))
        return (
            "Mulai dari yang cepat: cocokkan setiap mutu dengan tabelnya, lalu cari dua baris yang semua NRR-nya sama.",
            f"Jenis kesalahan yang ada: {listed([KIND_WORDS[kind] for kind in kinds])}.",
            f"Salah satunya ada pada “{self.field(place).label}”.",
        )

    def check(self, given: Given) -> Checked:
        chosen = {each.key: first(given, each.key) for each in self.fields}
        marked = {key: kind for key, kind in chosen.items() if kind in _CHOICES and kind != FINE}
        if not any(chosen.values()):
            return Checked(tuple(Verdict(key, EMPTY) for key in chosen), 0, asked=len(self.truth), found=0)
        verdicts = tuple(self._judge(key, marked.get(key, "")) for key in chosen)
        found = sum(each.state == RIGHT for each in verdicts if each.field in self.truth)
        wrong = sum(each.state == WRONG for each in verdicts)
        points = 100 * max(0, found - wrong) // len(self.truth)
        return Checked(verdicts, points, self._notes(found, wrong), asked=len(self.truth), found=found)

    def right_answers(self) -> dict[str, tuple[str, ...]]:
        return {each.key: (self.truth.get(each.key, FINE),) for each in self.fields}

    def steps(self) -> tuple[Step, ...]:
        return tuple(Step(self.field(place).label, self._explanation(place), _CHOICES[kind]) for place, kind in self.truth.items())

    def faults(self, checked: Checked) -> tuple[str, ...]:
        """The kinds that were not found, and what was marked although it is right."""
        missed = [f"missed:{kind}" for place, kind in self.truth.items() if (verdict := checked.of(place)) and verdict.state != RIGHT]
        wrong = [f"{each.field.partition('-')[0]}:{each.fault}" for each in checked.verdicts if each.state == WRONG]
        return tuple(dict.fromkeys((*missed, *wrong)))

    def _judge(self, place: str, kind: str) -> Verdict:
        truth = self.truth.get(place)
        if not kind:
            return Verdict(place, OPEN)
        if kind == truth:
            return Verdict(place, RIGHT, words=self._explanation(place))
        if kind == COPY and place in self._copied_from():
            # Of two rows with the same figures the later one counts as the copy; who marks both is right twice.
            return Verdict(place, OPEN)
        if truth is not None:
            return Verdict(place, WRONG, "wrong-kind", "Tempat ini memang salah, tetapi bukan itu jenis kesalahannya.")
        return Verdict(place, WRONG, "false-alarm", f"Ini tidak salah. {self._explanation(place)}")

    def _copied_from(self) -> set[str]:
        copies = [self.rows[int(place.removeprefix("row-")) - 1] for place, kind in self.truth.items() if kind == COPY]
        return {f"row-{number}" for number, row in enumerate(self.rows, start=1) if any(row.nrr == copy.nrr for copy in copies)}

    def _notes(self, found: int, wrong: int) -> tuple[str, ...]:
        missing = len(self.truth) - found
        notes = []
        if missing:
            notes.append(f"Masih ada {_NUMBERS[missing]} kesalahan yang belum ditemukan.")
        if wrong:
            notes.append(f"{_NUMBERS[wrong].capitalize()} tanda belum tepat; keterangannya ada di tempatnya.")
        return tuple(notes)

    def _explanation(self, place: str) -> str:
        foot = self.foot
        if place == TOTAL:
            people = [row.respondents for row in self.rows]
            return f"{' + '.join(map(str, people))} = {thousands(sum(people))}."
        if place == MEAN:
            return f"Rata-rata ketujuh IKM adalah {comma(round_half_up(_mean([exact(row.nik) for row in self.rows]), NIK_PLACES))}."
        if place == MONTHS:
            months = (foot.ends_on.year - foot.starts_on.year) * 12 + foot.ends_on.month - foot.starts_on.month + 1
            return f"{_day(foot.starts_on)} sampai {_day(foot.ends_on)} adalah {_NUMBERS[months]} bulan."
        if place == LOWEST:
            lowest = sorted(self.means, key=lambda slug: self.means[slug])[:3]
            return f"Yang terendah: {listed([f'{self.rule.unsur_named(slug).name} {comma(self.means[slug])}' for slug in lowest])}."
        row = self.rows[int(place.removeprefix("row-")) - 1]
        value = row.exact_nik(self.rule)
        right = round_half_up(value, NIK_PLACES)
        how = f"{comma(row.nrr_sum)} ÷ {len(row.nrr)} × {self.rule.conversion}"
        shown = f"{how} = {comma(round_half_up(value, 4))}, dibulatkan {comma(right)}"
        if self.truth.get(place) == COPY:
            twin = next(other.service for other in self.rows if other is not row and other.nrr == row.nrr)
            return f"Semua NRR-nya sama dengan {twin}; itu tidak terjadi karena kebetulan."
        return f"{shown}; IKM {comma(row.nik)} bermutu {grade(self.rule, row.nik).mutu}."


def pose(seed_text: str, rule: Edition) -> RecapWithErrors:
    """The recap of a seed."""
    dice = Random(seed_text)  # noqa: S311 - must be the same again from the same seed, and guards nothing
    for _ in range(_TRIES):
        kinds = dice.sample((*ROW_KINDS, *FOOT_KINDS), dice.randint(_FEWEST, _MOST))
        if len({LETTER_WRONG, INDEX_WRONG, CUT} & set(kinds)) < 2:
            # The rows are what the exercise is about.
            continue
        task = _spoil(dice, rule, _right_rows(dice, rule), kinds)
        if task is not None:
            return task
    raise RuntimeError(f"no usable recap for {seed_text!r}")


def recap_of(seed_text: str, rule: Edition) -> tuple[RecapRow, ...]:
    """The rows of a seed, errors and all."""
    return pose(seed_text, rule).rows


def _right_rows(dice: Random, rule: Edition) -> list[RecapRow]:
    rows = []
    for name in dice.sample(_SERVICES, ROWS):
        people, level = dice.choice(_PEOPLE), dice.choice((265, 310, 335, 365))
        step = 100 // people
        nrr = {slug: Decimal(min(400, (level + dice.randint(-34, 34)) // step * step)) / 100 for slug in rule.slugs()}
        written = {slug: round_half_up(exact(value), 2) for slug, value in nrr.items()}
        rows.append(_printed(rule, RecapRow(name, people, written, Decimal(0), "")))
    return rows


def _printed(rule: Edition, row: RecapRow, nik: Decimal | None = None) -> RecapRow:
    """The row with its index (the right one unless given) and the letter that fits it."""
    value = round_half_up(row.exact_nik(rule), NIK_PLACES) if nik is None else nik
    return replace(row, nik=value, mutu=grade(rule, value).mutu)


def _spoil(dice: Random, rule: Edition, rows: list[RecapRow], kinds: Sequence[str]) -> RecapWithErrors | None:
    """Put an error of each kind in; None where the figures do not allow it, or where one could be mistaken for another."""
    seeded: dict[str, str] = {}
    if any(round_half_up(row.exact_nik(rule), NIK_PLACES) > Decimal(98) or _is_near_a_border(rule, row.nik) for row in rows):
        return None
    free = dice.sample(range(ROWS), ROWS)
    for kind in (each for each in ROW_KINDS if each in kinds):
        place = free.pop()
        spoiled = _spoiled_row(dice, rule, rows, place, kind, free)
        if spoiled is None:
            return None
        rows[place] = spoiled
        seeded[f"row-{place + 1}"] = kind
    foot = _foot(dice, rule, rows, kinds)
    if foot is None or len({row.nrr_sum for row in rows}) < ROWS - (COPY in kinds):
        return None
    places = sorted(seeded) + [kind for kind in FOOT_KINDS if kind in kinds]
    return RecapWithErrors(rule, tuple(rows), foot, {place: seeded.get(place, place) for place in places})


def _spoiled_row(
    dice: Random, rule: Edition, rows: Sequence[RecapRow], place: int, kind: str, free: list[int]
) -> RecapRow | None:
    row = rows[place]
    value = row.exact_nik(rule)
    if kind == LETTER_WRONG:
        letters = [band.letter for band in rule.bands if band.letter != row.mutu]
        near = [letter for letter in letters if abs("DCBA".index(letter) - "DCBA".index(row.mutu)) == 1]
        return replace(row, mutu=dice.choice(near))
    if kind == CUT:
        cut = truncate(value, NIK_PLACES)
        return None if cut == round_half_up(value, NIK_PLACES) else _printed(rule, row, cut)
    if kind == INDEX_WRONG:
        legacy = [weight.value for weight in rule.weights if weight.legacy]
        weights = [exact(row.nrr_sum) * each * rule.conversion for each in legacy]
        one_more = exact(row.nrr_sum) / (len(row.nrr) + 1) * rule.conversion
        wrong = round_half_up(dice.choice((*weights, one_more)), NIK_PLACES)
        return None if abs(wrong - round_half_up(value, NIK_PLACES)) < _CLEAR else _printed(rule, row, wrong)
    # The later of two rows is the copy; its source must stay as it is.
    sources = [each for each in free if each < place]
    if not sources:
        return None
    source = dice.choice(sources)
    free.remove(source)
    return _printed(rule, replace(row, respondents=_PEOPLE[-1], nrr=rows[source].nrr))


def _foot(dice: Random, rule: Edition, rows: Sequence[RecapRow], kinds: Sequence[str]) -> Foot | None:
    people = sum(row.respondents for row in rows)
    nik = round_half_up(_mean([exact(row.nik) for row in rows]), NIK_PLACES)
    if TOTAL in kinds:
        people -= dice.choice([row.respondents for row in rows])
    if MEAN in kinds:
        left_out = dice.randrange(ROWS)
        wrong = round_half_up(_mean([exact(row.nik) for place, row in enumerate(rows) if place != left_out]), NIK_PLACES)
        # An office may also have averaged the exact indexes instead of those it printed: then it is not wrong.
        of_exact = round_half_up(_mean([row.exact_nik(rule) for row in rows]), NIK_PLACES)
        if min(abs(wrong - nik), abs(wrong - of_exact)) < _CLEAR:
            return None
        nik = wrong
    starts_on, ends_on, months = _window(dice)
    means = {slug: round_half_up(_mean([exact(row.nrr[slug]) for row in rows]), 2) for slug in rule.slugs()}
    ranked = sorted(means, key=lambda slug: means[slug])
    if means[ranked[2]] == means[ranked[3]]:
        return None
    lowest = ranked[:3]
    if LOWEST in kinds:
        lowest = [*lowest[:2], dice.choice(ranked[3:])] if dice.random() < 0.5 else [lowest[0], ranked[3], lowest[2]]
    stated = dice.choice([number for number in (months - 1, months + 1) if number > 1]) if MONTHS in kinds else months
    return Foot(people, nik, grade(rule, nik).mutu, starts_on, ends_on, stated, tuple(lowest))


def _window(dice: Random) -> tuple[date, date, int]:
    year, first_month, months = dice.randint(2019, 2022), dice.choice((1, 4, 7)), dice.choice((3, 5, 6))
    last = first_month + months - 1
    last_day = date(year + last // 12, last % 12 + 1, 1).toordinal() - 1
    return date(year, first_month, 1), date.fromordinal(last_day), months


def _is_near_a_border(rule: Edition, nik: Decimal) -> bool:
    return any(abs(nik - band.nik_from) < _CLEAR for band in rule.bands)


def _audited(rule: Edition, rows: Sequence[RecapRow], foot: Foot) -> dict[str, str]:
    """What the audit of old recaps finds in the rows and in the line below them."""
    recap = Recap([*(_line(rule, place, row) for place, row in enumerate(rows, start=1)), _summary(rule, foot)])
    found: dict[str, str] = {}
    for finding in audit_recap(recap).findings:
        if finding.line == len(rows):
            found[MEAN if finding.code == INDEX else TOTAL] = MEAN if finding.code == INDEX else TOTAL
            continue
        kind = {LETTER: LETTER_WRONG, COPIED: COPY}.get(finding.code, CUT if "truncated" in finding.causes else INDEX_WRONG)
        found[f"row-{finding.line + 1}"] = kind
    order = [*(f"row-{place}" for place in range(1, len(rows) + 1)), TOTAL, MEAN]
    return {place: found[place] for place in order if place in found}


def _line(rule: Edition, place: int, row: RecapRow) -> RecapLine:
    line = RecapLine("Rekap", SERVICE, row.service, rule.id, 0, service=row.service)
    for column, (slug, value) in enumerate(row.nrr.items()):
        cell = f"{chr(ord('C') + column)}{place}"
        # With the sums behind them the means are known exactly, as they are to whoever reads that NRR are exact.
        line.unsur[slug] = UnsurPrint(total=Printed(value * row.respondents, cell), nrr=Printed(value, cell))
    line.respondents = Printed(Decimal(row.respondents), f"B{place}")
    line.nik, line.mutu = Printed(row.nik, f"X{place}"), PrintedLetter(row.mutu, f"Y{place}")
    return line


def _summary(rule: Edition, foot: Foot) -> RecapLine:
    line = RecapLine("Rekap", SUMMARY, "Rata-rata", rule.id, 0)
    line.respondents, line.nik = Printed(Decimal(foot.respondents), "B9"), Printed(foot.nik, "X9")
    line.mutu = PrintedLetter(foot.mutu, "Y9")
    return line


def _proof_read(task: RecapWithErrors) -> dict[str, str]:
    """What the proof-reader's checks find in the sentences below."""
    foot = task.foot
    found = {}
    if check_months(starts_on=foot.starts_on, ends_on=foot.ends_on, stated=foot.months):
        found[MONTHS] = MONTHS
    low = {slug: task.means[slug] for slug in foot.lowest}
    if check_lowest_and_highest(low, {slug: value for slug, value in task.means.items() if slug not in low}):
        found[LOWEST] = LOWEST
    return found


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _day(day: date) -> str:
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"
