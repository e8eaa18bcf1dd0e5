"""Cells the exercise sheets share: a place to write, which in the trainer's copy holds the formula and its value."""

from __future__ import annotations

from dataclasses import dataclass

from puas.domain.regulation.edition import Edition
from puas.domain.regulation.krejcie_morgan import TABLE_ROWS
from puas_reporter.documents.sheets import Cell, Style, Value, reference

Row = tuple[Cell, ...]

KEY_SHEET = "Tabel"
FIRST_KEY_ROW = 4
"""Where the mutu table and the table of samples begin on the sheet of tables, counted as a person counts."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Whether this copy shows them."""

    shown: bool

    def cell(self, value: Value, style: Style, formula: str = "") -> Cell:
        """The answer, or the place to write it."""
        return Cell(value, style, formula) if self.shown else Cell(None, "answer")


def head(*titles: str) -> Row:
    return tuple(Cell(title, "head") for title in titles)


def index_formula(mean: str, rule: Edition) -> str:
    """NIK from the cell of the NI: half up, two decimals, once; the inner rounding takes away what binary arithmetic adds."""
    return f"ROUND(ROUND({mean}*{rule.conversion},10),2)"


def weight_formula(mean: str, rule: Edition) -> str:
    """NRR times the exact weight, as a fraction."""
    weight = rule.weight("exact").value
    return f"{mean}*{weight.numerator}/{weight.denominator}"


def letter_formula(index: str, rule: Edition, column: str = "B") -> str:
    """Letter (column B of the tables) or predikat (column C) of an index."""
    last = FIRST_KEY_ROW + len(rule.bands) - 1
    where = reference(KEY_SHEET)
    return f"=LOOKUP({index},{where}$A${FIRST_KEY_ROW}:$A${last},{where}${column}${FIRST_KEY_ROW}:${column}${last})"


def table_formula(population: str) -> str:
    """The sample of the next printed row of the table."""
    last = FIRST_KEY_ROW + len(TABLE_ROWS) - 1
    where = reference(KEY_SHEET)
    rows, sizes = (f"{where}${column}${FIRST_KEY_ROW}:${column}${last}" for column in "EF")
    return f'=MIN({population},INDEX({sizes},COUNTIF({rows},"<"&{population})+1))'
