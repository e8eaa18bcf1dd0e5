"""The sheet Data, and the formulas that read it: one row per answer, or counts where answers are not at hand.

The columns are those of the workbook of 2024-2025. Behind them stands the number of the service, by which formulas choose:
names may be alike, hold wildcards or begin with a sign, and rows may be sorted.
"""

from __future__ import annotations

from dataclasses import dataclass

from puas.domain.document_source import MOST_ANSWERS, AnswerRow, SkmReportSource, answers_fit
from puas.domain.printed_numbers import thousands
from puas.domain.regulation.edition import Edition, UnknownCategory
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import ResultSnapshot
from puas.presentation.numbers import MISSING
from puas_reporter.documents.sheets import Cell, Sheet, column_name

NAME = "Data"
_FIRST = 6
_HEAD_ROW = 4
_ANSWER_COLUMNS = ("Unit", "Jenis Layanan", "Tanggal", "JK", "Pendidikan", "Umur", "Pekerjaan", "Difabel", "Jenis Disabilitas")
_ANSWER_WIDTHS = (24, 30, 11, 11, 15, 7, 18, 15, 15)
_SCORE_WIDTH, _SUGGESTION_WIDTH, _CODE_WIDTH = 5, 46, 9
_COUNT_COLUMNS = (
    "Kode Layanan", "Jenis Layanan", "No Unsur", "Unsur", "Nilai 1", "Nilai 2", "Nilai 3", "Nilai 4", "Terjawab", "Σ Nilai",
)  # fmt: skip
_COUNT_WIDTHS = (9, 40, 8, 40, 10, 10, 10, 10, 11, 11)


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
        return f"=COUNTIF({self._codes()},{code})" if self.answers else ""

    def average(self, code: int, position: int, factor: int) -> str:
        """The mean score of one unsur for a service, times the conversion; a dash when nobody answered."""
        if not self.answers:
            row = _FIRST + (code - 1) * self.unsur + position
            return f'=IFERROR({NAME}!J{row}/{NAME}!I{row}*{factor},"{MISSING}")'
        return f'=IFERROR(AVERAGEIF({self._codes()},{code},{self._scores(position)})*{factor},"{MISSING}")'

    def average_of_all(self, position: int, factor: int) -> str:
        """The mean score of one unsur over all respondents."""
        if self.answers:
            return f'=IFERROR(AVERAGE({self._scores(position)})*{factor},"{MISSING}")'
        numbers = self._range("C")
        total, answered = (f"SUMIF({numbers},{position + 1},{self._range(column)})" for column in ("J", "I"))
        return f'=IFERROR({total}/{answered}*{factor},"{MISSING}")'

    def _codes(self) -> str:
        return self._range(column_name(len(_ANSWER_COLUMNS) + self.unsur + 1))

    def _scores(self, position: int) -> str:
        return self._range(column_name(len(_ANSWER_COLUMNS) + position))

    def _range(self, column: str) -> str:
        return f"{NAME}!${column}${_FIRST}:${column}${_FIRST + max(self.rows, 1) - 1}"


def sheet(source: SkmReportSource, opening: tuple[tuple[Cell, ...], ...]) -> DataSheet:
    """Answers row by row if they are exactly those the frozen result counted, else the frozen counts."""
    result = source.report.result
    rule = edition(result.edition_id)
    if source.answers and answers_fit(result, source.answers, rule.slugs()):
        return _answers(source, rule, opening)
    return _counts(result, rule, opening)


def why_counts(result: ResultSnapshot) -> str:
    """Why there are counts instead of answers, for the reader of the sheet."""
    if result.respondents > MOST_ANSWERS:
        return (
            f"Responden lebih dari {thousands(MOST_ANSWERS)} orang: lembar ini memuat jumlah jawaban pada hasil yang ditetapkan."
            " Jawaban satu per satu tersedia sebagai unduhan tersendiri."
        )
    return (
        "Jawaban satu per satu tidak lagi tersedia (masa simpannya berakhir) atau tidak lagi sama dengan yang dihitung;"
        " lembar ini memuat jumlah jawaban pada hasil yang ditetapkan."
    )


def _answers(source: SkmReportSource, rule: Edition, opening: tuple[tuple[Cell, ...], ...]) -> DataSheet:
    result = source.report.result
    numbers = {unit.id: number for number, unit in enumerate(result.units, start=1)}
    names = {unit.id: Cell(unit.name, "text") for unit in result.units}
    agency = Cell(result.agency.name if result.agency else result.tenant.name, "text")
    scores: dict[int | None, Cell] = {score: Cell(score, "score") for score in (None, 1, 2, 3, 4)}
    unsur = tuple(f"U{position} {unsur.short}" for position, unsur in enumerate(rule.unsur, start=1))
    rows = [
        (
            agency,
            names[row.service],
            Cell(row.answered_on.isoformat(), "day"),
            *_profile(rule, row),
            *(scores[score] for score in row.scores),
            Cell(row.suggestion, "text"),
            Cell(numbers[row.service], "count"),
        )
        for row in source.answers
    ]
    # A name beside the number: the rule knows two orders of the last two unsur.
    head = (
        *(Cell(title, "head") for title in _ANSWER_COLUMNS),
        *(Cell(title, "head_upright") for title in unsur),
        *(Cell(title, "head") for title in ("Saran", "Kode Layanan")),
    )
    table = (*opening, head, *rows)
    widths = (*_ANSWER_WIDTHS, *([_SCORE_WIDTH] * len(rule.unsur)), _SUGGESTION_WIDTH, _CODE_WIDTH)
    return DataSheet(Sheet(NAME, table, widths, (_FIRST - 1, 2), _HEAD_ROW, filtered=True), len(rows), len(rule.unsur), True)


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
    rows: list[tuple[Cell, ...]] = []
    for code, unit in enumerate(result.units, start=1):
        for position, unsur in enumerate(rule.unsur, start=1):
            number = _FIRST + len(rows)
            figures = unit.unsur_of(unsur.slug)
            rows.append((
                Cell(code, "count"),
                Cell(unit.name, "text"),
                Cell(position, "count"),
                Cell(unsur.name, "text"),
                *(Cell(count, "count") for count in unit.counts[unsur.slug]),
                Cell(figures.answered, "count", f"=SUM(E{number}:H{number})"),
                Cell(figures.total, "count", f"=E{number}+2*F{number}+3*G{number}+4*H{number}"),
            ))  # fmt: skip
    note = (Cell(why_counts(result), "note"),)
    table = (*opening[:2], note, opening[3], tuple(Cell(title, "head") for title in _COUNT_COLUMNS), *rows)
    found = Sheet(NAME, table, _COUNT_WIDTHS, (_FIRST - 1, 2), _HEAD_ROW, filtered=True)
    return DataSheet(found, len(rows), len(rule.unsur), False)
