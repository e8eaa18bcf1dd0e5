"""The sheet Data, and the formulas that read it: one row per answer, or counts where answers are no longer kept."""

from __future__ import annotations

from dataclasses import dataclass

from puas.domain.document_source import AnswerRow, SkmReportSource, answers_fit
from puas.domain.regulation.edition import Edition, UnknownCategory
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import ResultSnapshot
from puas.presentation.numbers import MISSING
from puas_reporter.documents.sheets import Cell, Sheet, column_name

_FIRST = 6
_HEAD_ROW = 4
_ANSWER_COLUMNS = (
    "No", "Kode Layanan", "Unit", "Jenis Layanan", "Tanggal", "JK", "Pendidikan", "Umur", "Pekerjaan", "Difabel", "Jenis Disabilitas",
)  # fmt: skip
_ANSWER_WIDTHS = (7, 9, 30, 34, 12, 11, 16, 7, 22, 16, 20)


@dataclass(frozen=True, slots=True)
class DataSheet:
    """The sheet with the formulas other sheets use to read it. `code` is the number of the service, from one."""

    sheet: Sheet
    rows: int
    unsur: int
    answers: bool
    """One row per answer; else one row per service and unsur with the counts of each score."""

    def respondents(self, code: int) -> str:
        """How many answered for a service; not a formula where only counts are kept."""
        return f"=COUNTIF({self._range('B')},{code})" if self.answers else ""

    def average(self, code: int, position: int, factor: int) -> str:
        """The mean score of one unsur for a service, times the conversion; a dash when nobody answered."""
        if not self.answers:
            row = _FIRST + (code - 1) * self.unsur + position
            return f'=IFERROR(({_weighted(row)})/SUM(Data!D{row}:G{row})*{factor},"{MISSING}")'
        scores = self._range(column_name(len(_ANSWER_COLUMNS) + position))
        return f'=IFERROR(AVERAGEIF({self._range("B")},{code},{scores})*{factor},"{MISSING}")'

    def average_of_all(self, position: int, factor: int) -> str:
        """The mean score of one unsur over all respondents."""
        if self.answers:
            return f'=IFERROR(AVERAGE({self._range(column_name(len(_ANSWER_COLUMNS) + position))})*{factor},"{MISSING}")'
        rows = range(_FIRST + position, _FIRST + self.rows, self.unsur)
        total = "+".join(_weighted(row) for row in rows)
        counted = "+".join(f"SUM(Data!D{row}:G{row})" for row in rows)
        # A formula may not be longer than 8,192 characters.
        return f'=IFERROR(({total})/({counted})*{factor},"{MISSING}")' if len(total) + len(counted) < 7000 else ""

    def _range(self, column: str) -> str:
        name = column.lstrip("$")
        return f"Data!${name}${_FIRST}:${name}${_FIRST + max(self.rows, 1) - 1}"


def _weighted(row: int) -> str:
    return f"Data!D{row}+2*Data!E{row}+3*Data!F{row}+4*Data!G{row}"


def sheet(source: SkmReportSource, opening: tuple[tuple[Cell, ...], ...]) -> DataSheet:
    """Answers row by row if they are exactly those the frozen result counted, else the frozen counts."""
    result = source.report.result
    rule = edition(result.edition_id)
    if source.answers and answers_fit(result, source.answers, rule.slugs()):
        return _answers(source, rule, opening)
    return _counts(result, rule, opening)


def _answers(source: SkmReportSource, rule: Edition, opening: tuple[tuple[Cell, ...], ...]) -> DataSheet:
    result = source.report.result
    numbers = {unit.id: number for number, unit in enumerate(result.units, start=1)}
    names = {unit.id: unit.name for unit in result.units}
    agency = result.agency.name if result.agency else result.tenant.name
    head = (*_ANSWER_COLUMNS, *(f"U{position} {unsur.short}" for position, unsur in enumerate(rule.unsur, start=1)), "Saran")
    rows = [
        (
            Cell(number, "count"),
            Cell(numbers[row.service], "count"),
            Cell(agency, "text"),
            Cell(names[row.service], "text"),
            Cell(row.answered_on.isoformat(), "day"),
            *_profile(rule, row),
            *(Cell(score, "score") for score in row.scores),
            Cell(row.suggestion, "text"),
        )
        for number, row in enumerate(source.answers, start=1)
    ]
    table = (*opening, tuple(Cell(title, "head") for title in head), *rows)
    widths = (*_ANSWER_WIDTHS, *([13] * len(rule.unsur)), 60)
    return DataSheet(Sheet("Data", table, widths, (_FIRST - 1, 0), _HEAD_ROW, filtered=True), len(rows), len(rule.unsur), True)


def _profile(rule: Edition, row: AnswerRow) -> tuple[Cell, ...]:
    disabled = row.disability not in ("", "non_disabilitas")
    return (
        Cell(_label(rule, "gender", row.gender), "text"),
        Cell(_label(rule, "education", row.education), "text"),
        Cell(row.age, "count"),
        Cell(_label(rule, "occupation", row.occupation), "text"),
        Cell("Disabilitas" if disabled else "Non Disabilitas" if row.disability else "", "text"),
        Cell(_label(rule, "disability", row.disability) if disabled else "", "text"),
    )


def _label(rule: Edition, dimension: str, slug: str) -> str:
    try:
        return rule.profile_question(dimension).label_of(slug) if slug else ""
    except UnknownCategory:
        return slug


def _counts(result: ResultSnapshot, rule: Edition, opening: tuple[tuple[Cell, ...], ...]) -> DataSheet:
    head = ("Kode Layanan", "Jenis Layanan", "Unsur", "Nilai 1", "Nilai 2", "Nilai 3", "Nilai 4")
    rows = [
        (
            Cell(number, "count"),
            Cell(unit.name, "text"),
            Cell(unsur.name, "text"),
            *(Cell(count, "count") for count in unit.counts[unsur.slug]),
        )
        for number, unit in enumerate(result.units, start=1)
        for unsur in rule.unsur
    ]
    note = (Cell("Jawaban satu per satu tidak lagi tersedia; tabel ini memuat jumlah jawaban pada hasil yang ditetapkan.", "note"),)
    table = (*opening[:2], note, opening[3], tuple(Cell(title, "head") for title in head), *rows)
    found = Sheet("Data", table, (9, 40, 40, 10, 10, 10, 10), (_FIRST - 1, 0), _HEAD_ROW, filtered=True)
    return DataSheet(found, len(rows), len(rule.unsur), False)
