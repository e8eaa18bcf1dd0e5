"""The processing table of the annex, one sheet per service: No. Resp x U1..U9, sums, NRR, weighted NRR with *), index with **).

Its formulas work on the sheet's own rows. Where answers are not at hand the rows are the counts of each score, and the sums
and means come out the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from puas.domain.document_source import AnswerRow
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import ResultSnapshot, UnitResult, UnsurFigures
from puas.domain.worksheet import Part
from puas.presentation.numbers import MISSING
from puas_reporter.documents.sheets import Cell, Sheet, column_name, numbered_sheet_name
from puas_reporter.documents.skm_report.data_sheet import why_counts
from puas_reporter.documents.skm_report.rekap_sheet import ikm_cell
from puas_reporter.documents.skm_report.sheet_formulas import index_cells, times_weight
from puas_reporter.documents.skm_report.wording import legacy_weight_text

_HEAD_ROW = 4
_FIRST = 6
_FIRST_WIDTH, _SCORE_WIDTH, _TOTAL_WIDTH = 26, 9, 13
_SIDE_WIDTHS = (3, 6, 42, 11)
_SAME, _OTHER = "sama dengan lembar Rekap", "BERBEDA dari lembar Rekap"


def sheet(
    result: ResultSnapshot, unit: UnitResult, steps: Part, *, code: int, answers: Sequence[AnswerRow], opening: tuple[tuple[Cell, ...], ...]
) -> Sheet:
    """The sheet of one service. `answers` are those of this service, or none where only counts are kept."""
    return _Table(result, unit, steps, code, answers).sheet(opening)


class _Table:
    """One service's table; rows are numbered as a person sees them."""

    def __init__(self, result: ResultSnapshot, unit: UnitResult, steps: Part, code: int, answers: Sequence[AnswerRow]) -> None:
        self._result, self._unit, self._steps, self._code, self._answers = result, unit, steps, code, answers
        self._rule = edition(result.edition_id)
        self._columns = [column_name(1 + position) for position in range(len(unit.unsur))]
        self._total = column_name(1 + len(unit.unsur))
        body = self._answer_rows() if answers else self._count_rows()
        self._body = body
        self._last = _FIRST + len(body) - 1
        self._sum_row, self._mean_row, self._weighted_row, self._index_row = (self._last + step for step in (1, 2, 3, 4))

    def sheet(self, opening: tuple[tuple[Cell, ...], ...]) -> Sheet:
        first = "No. Resp" if self._answers else "Nilai"
        head = tuple(Cell(title, "head") for title in (first, *(f"U{number}" for number in range(1, len(self._columns) + 1)), "Jumlah"))
        main = [head, *self._body, *self._foot(), *self._remarks()]
        rows = (*opening, *_side_by_side(main, self._side(), len(head)))
        widths = (_FIRST_WIDTH, *([_SCORE_WIDTH] * len(self._columns)), _TOTAL_WIDTH, *_SIDE_WIDTHS)
        return Sheet(numbered_sheet_name(self._code, self._unit.name), rows, widths, (_FIRST - 1, 1), _HEAD_ROW)

    def _answer_rows(self) -> list[tuple[Cell, ...]]:
        scores: dict[int | None, Cell] = {score: Cell(score, "score") for score in (None, 1, 2, 3, 4)}
        return [
            (Cell(number, "score"), *(scores[score] for score in row.scores), Cell(None, "text"))
            for number, row in enumerate(self._answers, start=1)
        ]

    def _count_rows(self) -> list[tuple[Cell, ...]]:
        counts = [self._unit.counts[each.slug] for each in self._unit.unsur]
        return [
            (Cell(score, "score"), *(Cell(of_unsur[score - 1], "count") for of_unsur in counts), Cell(None, "text"))
            for score in (1, 2, 3, 4)
        ]

    def _foot(self) -> list[tuple[Cell, ...]]:
        unsur, blank = self._unit.unsur, Cell(None, "total_text")
        blanks = (blank,) * len(self._columns)
        count = len(self._columns)
        weighted = f"{self._columns[0]}{self._weighted_row}:{self._columns[-1]}{self._weighted_row}"
        known = f"COUNT({weighted})={count}"
        ni, ikm = f"${self._total}${self._weighted_row}", f"${self._total}${self._index_row}"
        index = index_cells(
            self._result, self._unit.index, known=f"ISNUMBER({ni})", value=f"{ni}*{self._rule.conversion}", ikm=ikm,
            styles=("total_twice_starred", "total_center"),
        )  # fmt: skip
        return [
            (Cell("Σ Nilai/Unsur", "total_text"), *map(self._sum, self._columns, unsur), blank),
            (Cell("NRR/Unsur", "total_text"), *map(self._mean, self._columns, unsur), blank),
            (
                Cell("NRR tertimbang/Unsur", "total_text"),
                *(self._weighted(column, position) for position, column in enumerate(self._columns)),
                Cell(_shown(self._unit.index.ni), "total_starred", f'=IF({known},SUM({weighted}),"{MISSING}")'),
            ),
            (Cell("IKM Jenis Layanan", "total_text"), *blanks, index[0]),
            (Cell("Mutu", "total_text"), *blanks, index[1]),
            (Cell("Predikat", "total_text"), *blanks, index[2]),
            (Cell(_SAME, "note", f'=IF({ikm}={ikm_cell(self._result, self._code)},"{_SAME}","{_OTHER}")'),),
        ]  # fmt: skip

    def _sum(self, column: str, figures: UnsurFigures) -> Cell:
        rows = f"{column}{_FIRST}:{column}{self._last}"
        formula = f"=SUM({rows})" if self._answers else f"=SUMPRODUCT($A{_FIRST}:$A{self._last},{rows})"
        return Cell(figures.total, "total_count", formula)

    def _mean(self, column: str, figures: UnsurFigures) -> Cell:
        rows = f"{column}{_FIRST}:{column}{self._last}"
        mean = f"AVERAGE({rows})" if self._answers else f"{column}{self._sum_row}/SUM({rows})"
        return Cell(_shown(figures.nrr), "total_mean", f'=IFERROR({mean},"{MISSING}")')

    def _weighted(self, column: str, position: int) -> Cell:
        step = self._steps.unsur[position].weighted
        mean = f"{column}{self._mean_row}"
        formula = f'=IF(ISNUMBER({mean}),{mean}{times_weight(self._result)},"{MISSING}")'
        return Cell(_shown(step.printed if step else None), "total_mean", formula)

    def _remarks(self) -> list[tuple[Cell, ...]]:
        """Long sentences below the table, where there is room for them."""
        lines = ("" if self._answers else why_counts(self._result), legacy_weight_text(self._result))
        return [(Cell(line, "note"),) for line in lines if line]

    def _legend(self) -> list[tuple[Cell, ...]]:
        weight = self._rule.weight(self._result.policies.weight).printed
        lines = (
            "Keterangan:",
            "NRR = nilai rata-rata; IKM = Indeks Kepuasan Masyarakat",
            "NRR per unsur = Σ nilai ÷ kuesioner yang mengisi unsur itu",
            f"NRR tertimbang per unsur = NRR per unsur × {weight}",
            "*) = jumlah NRR tertimbang",
            f"**) = jumlah NRR tertimbang × {self._rule.conversion}",
        )
        return [(), *((Cell(line, "note"),) for line in lines)]

    def _side(self) -> list[tuple[Cell, ...]]:
        """The small table beside the big one: what the columns mean, and their means once more."""
        head = tuple(Cell(title, "head") for title in ("No", "Unsur Pelayanan", "Nilai Rata-rata"))
        rows = [
            (Cell(f"U{number}", "center"), Cell(self._rule.unsur_named(each.slug).name, "text"),
             Cell(_shown(each.nrr), "mean", f"={column}{self._mean_row}"))
            for number, (column, each) in enumerate(zip(self._columns, self._unit.unsur, strict=True), start=1)
        ]  # fmt: skip
        ikm = f"{self._total}{self._index_row}"
        index, blank = self._unit.index, Cell(None, "total_text")
        return [
            head,
            *rows,
            (blank, Cell("IKM Jenis Layanan", "total_text"), Cell(_shown(index.nik), "total", f"={ikm}")),
            (blank, Cell("Mutu", "total_text"), Cell(index.mutu or MISSING, "total_center", f"={self._total}{self._index_row + 1}")),
            *self._legend(),
        ]


def _shown(value: Decimal | None) -> Decimal | str:
    return MISSING if value is None else value


def _side_by_side(left: Sequence[tuple[Cell, ...]], right: Sequence[tuple[Cell, ...]], width: int) -> list[tuple[Cell, ...]]:
    """Two tables on one sheet, an empty column between them."""
    rows = []
    for mine, other in zip_longest(left, right, fillvalue=()):
        rows.append((*mine, *[Cell()] * (width - len(mine)), Cell(), *other) if other else mine)
    return rows
