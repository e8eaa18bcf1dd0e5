"""Where the tables of a recap begin: rows of headings that name unsur, or name an index beside a year, an agency or a service."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from puas.domain.old_recap_tables import UNKNOWN_ORDER, SheetRow
from puas.domain.old_recap_words import (
    NINE,
    UnsurHeading,
    column_kind,
    edition_of_headings,
    plain,
    read_number,
    slug_of_number,
    unsur_heading,
)

_FEWEST_UNSUR = 5
_SUBJECTS = {"agency", "service", "year", "period"}
_YEAR_COLUMN = re.compile(r"(?:tahun |ikm |nilai |skm |nik )*(20\d\d)(?:[.,]0+)?")
_TOLD_APART_BY_ORDER = {"pengaduan", "sarpras"}


@dataclass(slots=True)
class Heading:
    """A row of headings: which column is which unsur, and what the others hold."""

    index: int
    row: int
    edition_id: str
    unsur: dict[int, str] = field(default_factory=dict)
    order_known: bool = True
    kinds: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    doubled: list[str] = field(default_factory=list)

    def column(self, *kinds: str) -> int | None:
        """The first column of one of these kinds, the kinds in order of preference."""
        return next((column for kind in kinds for column, each in self.kinds.items() if each == kind), None)


def find_headings(rows: Sequence[SheetRow], order: str) -> list[Heading]:
    """All rows of headings, two rows that belong together taken as one."""
    found: list[Heading] = []
    for index in range(len(rows)):
        heading = unsur_row(rows, index, order)
        if heading is None:
            continue
        if found and found[-1].index == index - 1 and len(found[-1].unsur.keys() & heading.unsur.keys()) >= _FEWEST_UNSUR:
            found[-1] = _joined(found[-1], heading)
        else:
            found.append(heading)
    if found:
        return found
    return [each for index in range(len(rows)) if (each := _index_row(rows, index)) is not None]


def unsur_row(rows: Sequence[SheetRow], index: int, order: str) -> Heading | None:
    """The row's headings if it names unsur in its columns."""
    cells = rows[index].cells
    edition_id = edition_of_headings(cells)
    named = {column: _heading_of(rows, index, column, edition_id) for column in range(len(cells))}
    heading = Heading(index, rows[index].number, edition_id)
    for column, each in named.items():
        slug = _slug(each, edition_id, order)
        if each is None or slug is None:
            continue
        if slug in heading.unsur.values():
            heading.doubled.append(cells[column])
            continue
        heading.unsur[column] = slug
        heading.texts[column] = cells[column]
        if each.slug is None and slug in _TOLD_APART_BY_ORDER and edition_id == NINE and order == UNKNOWN_ORDER:
            heading.order_known = False
    if len(heading.unsur) < _FEWEST_UNSUR:
        return None
    _add_kinds(heading, rows)
    return heading


def _heading_of(rows: Sequence[SheetRow], index: int, column: int, edition_id: str) -> UnsurHeading | None:
    cells = rows[index].cells
    bare = _counts_up(cells, column) and index > 0 and any("unsur" in plain(each) for each in rows[index - 1].cells)
    return unsur_heading(cells[column], edition_id, bare_numbers=bare)


def _counts_up(cells: Sequence[str], column: int) -> bool:
    """Whether the cell is part of a run of neighbours 1, 2, 3, … up to nine at least."""
    number = plain(cells[column])
    if not number.isdigit():
        return False
    start = column - int(number) + 1
    return start >= 0 and len(cells) >= start + 9 and all(plain(cells[start + step]) == str(step + 1) for step in range(9))


def _slug(heading: UnsurHeading | None, edition_id: str, order: str) -> str | None:
    if heading is None:
        return None
    if heading.slug is not None:
        return heading.slug
    return slug_of_number(heading.number or 0, edition_id, order)


def _add_kinds(heading: Heading, rows: Sequence[SheetRow]) -> None:
    cells = rows[heading.index].cells
    above = rows[heading.index - 1].cells if heading.index else ()
    width = max([len(cells), *(len(row.cells) for row in rows[heading.index + 1 : heading.index + 4])])
    for column in range(width):
        if column in heading.unsur:
            continue
        text = cells[column] if column < len(cells) else ""
        if not text and column < len(above) and read_number(above[column]) is None:
            text = above[column]
        kind = column_kind(text)
        if kind is not None:
            heading.kinds[column] = kind
            heading.texts[column] = text


def _joined(upper: Heading, lower: Heading) -> Heading:
    """Names over numbers, or numbers over names: the row with names says which unsur it is."""
    named = upper if upper.order_known else lower
    return Heading(
        index=lower.index,
        row=lower.row,
        edition_id=named.edition_id,
        unsur=dict(named.unsur),
        order_known=upper.order_known or lower.order_known,
        kinds={**upper.kinds, **lower.kinds},
        texts={**upper.texts, **lower.texts},
        doubled=named.doubled,
    )


def _index_row(rows: Sequence[SheetRow], index: int) -> Heading | None:
    """A heading without unsur: an index beside what it is of, or a column per year."""
    heading = Heading(index, rows[index].number, NINE)
    for column, text in enumerate(rows[index].cells):
        year = _YEAR_COLUMN.fullmatch(plain(text).replace(" 00", ""))
        if year and column > 0:
            heading.years[column] = int(year.group(1))
            continue
        kind = column_kind(text) if read_number(text) is None else None
        if kind is not None:
            heading.kinds[column] = kind
            heading.texts[column] = text
    kinds = set(heading.kinds.values())
    if "unsur" in kinds or not kinds & _SUBJECTS or index + 1 >= len(rows):
        return None
    if len(heading.years) < 2:
        heading.years.clear()
        if not kinds & {"ikm", "ni"}:
            return None
    return heading
