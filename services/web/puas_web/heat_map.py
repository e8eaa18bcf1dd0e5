"""A table of units × unsur with each cell in the tint of its letter: regencies on a province's board, agencies on a regency's.

The template is `components/heat_map.html`, the style `boards.css`. The figures are written here once, not cell by cell in the
template: a board of fifty agencies has four hundred and fifty of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from puas.db.queries.shared_figures import UnsurLine
from puas.domain.regulation.edition import Edition
from puas.presentation.grades import grade_look, predikat_label
from puas.presentation.numbers import index_number
from puas_web.layout import page_language
from puas_web.rule_words import unsur_name, unsur_short

Value = tuple[Decimal | None, str]
"""A printed NIK with its letter; no figure is (None, "")."""


@dataclass(frozen=True, slots=True)
class HeatUnit:
    """A row to be: its index and its figure for each unsur it has one for. `note` says why there are none; `short` is its name
    where there is little room."""

    name: str
    index: Value
    unsur: Mapping[str, Value]
    url: str = ""
    note: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """An unsur by its short and its whole name."""

    slug: str
    short: str
    name: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A figure as printed, its letter in words, and the class of its tint."""

    text: str
    letter: str
    predikat: str
    css_class: str
    is_weakest: bool = False


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit with its cells in the order of the columns."""

    name: str
    short: str
    url: str
    note: str
    index: HeatCell
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The whole table."""

    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]


def heat_map(rule: Edition, units: Iterable[HeatUnit]) -> HeatMap:
    """The rows in the order given, the unsur in the order of the rule, the weakest of each row marked."""
    columns = tuple(HeatColumn(slug, unsur_short(slug, rule), unsur_name(slug, rule)) for slug in rule.slugs())
    return HeatMap(columns, tuple(_row(unit, columns) for unit in units))


def values_of(unsur: Iterable[UnsurLine]) -> dict[str, Value]:
    """The unsur of a shared figure by slug."""
    return {each.slug: (each.nik, each.mutu) for each in unsur if each.nik is not None}


def _row(unit: HeatUnit, columns: tuple[HeatColumn, ...]) -> HeatRow:
    known = {slug: nik for slug, (nik, _letter) in unit.unsur.items() if nik is not None}
    # Of two that are equally low both are the weakest; where all are alike none is.
    lowest = min(known.values()) if len(set(known.values())) > 1 else None
    cells = tuple(
        _cell(unit.unsur.get(column.slug, (None, "")), is_weakest=lowest is not None and known.get(column.slug) == lowest)
        for column in columns
    )
    return HeatRow(unit.name, unit.short, unit.url, unit.note, _cell(unit.index), cells)


def _cell(value: Value, *, is_weakest: bool = False) -> HeatCell:
    nik, letter = value
    if nik is None:
        return HeatCell(index_number(None), "", "", "heat-none")
    language = page_language()
    look = grade_look(letter or None)
    return HeatCell(
        index_number(nik, language), letter, predikat_label(letter or None, language), look.css_class.replace("grade-", "heat-"), is_weakest
    )
