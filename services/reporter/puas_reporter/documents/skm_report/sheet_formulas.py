"""The formulas several sheets of the workbook share: weight, index, letter. In English, as the file format wants them.

Indexes are rounded to two decimals before the letter is looked up (unless the result's policy compares them unrounded);
the inner rounding to ten decimals only takes away what binary arithmetic adds to a value such as 76,605.
"""

from __future__ import annotations

from puas.domain.quality_grade import ROUND_THEN_COMPARE
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import IndexFigures, ResultSnapshot
from puas.presentation.numbers import MISSING
from puas_reporter.documents.sheets import Cell, Style

EXPLANATION = "Keterangan"
FIRST_BAND_ROW = 4
"""Where the mutu table stands on the sheet of explanations: first value, letter, predikat in columns A to C."""


def times_weight(result: ResultSnapshot) -> str:
    """`/9` for the exact weight of nine unsur, `*0.111` for an old printed one."""
    weight = edition(result.edition_id).weight(result.policies.weight)
    if not weight.legacy:
        return f"*{weight.value.numerator}/{weight.value.denominator}" if weight.value.numerator != 1 else f"/{weight.value.denominator}"
    return f"*{weight.id}"


def rounded_index(value: str) -> str:
    """The index as it is published: half up, two decimals, once."""
    return f"ROUND(ROUND({value},10),2)"


def index_cells(
    result: ResultSnapshot, index: IndexFigures, *, known: str, value: str, ikm: str, styles: tuple[Style, Style]
) -> tuple[Cell, Cell, Cell]:
    """IKM, letter and predikat. `known` is the condition for an index, `value` its unrounded formula, `ikm` the cell it fills."""
    compared = ikm if result.policies.grading == ROUND_THEN_COMPARE else f"ROUND({value},10)"
    number, text = styles
    return (
        Cell(index.nik if index.nik is not None else MISSING, number, f'=IF({known},{rounded_index(value)},"{MISSING}")'),
        Cell(index.mutu or MISSING, text, _lookup(result, ikm, compared, "B")),
        Cell(index.predikat or MISSING, text, _lookup(result, ikm, compared, "C")),
    )


def _lookup(result: ResultSnapshot, ikm: str, compared: str, column: str) -> str:
    last = FIRST_BAND_ROW + len(edition(result.edition_id).bands) - 1
    starts = f"{EXPLANATION}!$A${FIRST_BAND_ROW}:$A${last}"
    found = f"{EXPLANATION}!${column}${FIRST_BAND_ROW}:${column}${last}"
    return f'=IF(ISNUMBER({ikm}),LOOKUP({compared},{starts},{found}),"{MISSING}")'
