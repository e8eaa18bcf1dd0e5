"""Reads an old recap out of the rows of its sheets, in any of the layouts seen: answers per respondent (with or without sums
below), NRR per unsur, one row per service, agency or year, a column per year, and the Data and Rekap sheets of 2024-2025.

Layouts are known by what their headings say, never by position. What cannot be read is listed with its cell and left out.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from puas.domain.old_recap_columns import Block, find_blocks, read_block
from puas.domain.old_recap_headings import Heading, find_headings
from puas.domain.old_recap_rows import Context, read_table
from puas.domain.old_recap_tables import (
    SERVICE,
    SUMMARY,
    UNIT,
    UNKNOWN_ORDER,
    Answers,
    Printed,
    Recap,
    RecapLine,
    Sheet,
    SheetRow,
    UnusableRecap,
    cell_name,
)
from puas.domain.old_recap_words import impossible_dates, office_in, part_of, plain, year_of
from puas.domain.reporting_scope import WHOLE_YEAR
from puas.domain.rounding import round_half_up

_STATED_WEIGHT = re.compile(r"(?:x|×|\*|bobot|dikali|=)\s*(?:\(?1/9\)?\s*=\s*)?(0[.,](?:111|11|071|07))(?!\d)", re.IGNORECASE)
_TITLE_ROWS = 12
_LONGEST_LEGEND = 200
_SWAPPED = {"pengaduan": "sarpras", "sarpras": "pengaduan"}
_STRAIGHT = {slug: slug for slug in _SWAPPED}


def read_recap(sheets: Sequence[Sheet], *, order: str = UNKNOWN_ORDER, agency: str = "", year: int | None = None) -> Recap:
    """Everything the sheets say; raises UnusableRecap where none of them holds a recap."""
    recap = Recap()
    group = 0
    for sheet in sheets:
        rows = [row for row in sheet.rows if any(row.cells)]
        if not rows:
            continue
        _note_dates(recap, sheet.name, rows)
        before = len(recap.lines)
        group = _read_sheet(recap, sheet.name, rows, order, group, agency, year)
        if len(recap.lines) == before:
            recap.note("sheet_without_recap", sheet.name)
        elif sheet.hidden:
            recap.note("hidden_sheet", sheet.name)
    if not recap.lines:
        raise UnusableRecap("no_recap", ", ".join(sheet.name for sheet in sheets))
    _lend_answers(recap)
    _settle_order(recap.lines)
    for line in recap.lines:
        if not line.order_known:
            recap.note("order_unknown", line.sheet)
        if line.edition_id and line.unsur and line.role != SUMMARY and line.year is None:
            recap.note("year_unknown", line.sheet)
    return recap


def _read_sheet(
    recap: Recap, name: str, rows: Sequence[SheetRow], order: str, group: int, agency: str, year: int | None
) -> int:
    headings, weight = find_headings(rows, order), _stated_weight(rows)
    ends = [*(heading.index for heading in headings[1:]), len(rows)][: len(headings)]
    blocks = find_blocks(rows, {heading.index for heading in headings}, order)
    for heading, end in zip(headings, ends, strict=True):
        context = _context(name, rows, heading.index, agency, year, weight)
        stop = _first_row_of_blocks(blocks, heading, end)
        if heading.doubled:
            recap.note("doubled_columns", name)
        read_table(recap, context, heading, rows[heading.index + 1 : stop], group)
        group += 1
    for block in blocks:
        line = read_block(recap, _context(name, rows, min(block.rows), agency, year, weight), rows, block, group)
        if line.says_anything():
            recap.lines.append(line)
            group += 1
    return group


def _first_row_of_blocks(blocks: Sequence[Block], heading: Heading, end: int) -> int:
    """A standing table below a lying one ends it; one beside it does not."""
    last = max(heading.unsur, default=0)
    starts = [min(each.rows) - 1 for each in blocks if min(each.rows) > heading.index + 1 and each.column <= last]
    return min([end, *(start for start in starts if start > heading.index)])


def _stated_weight(rows: Sequence[SheetRow]) -> str:
    """The weight a legend or heading names: "NRR tertimbang = NRR x 0,111"."""
    found = (_STATED_WEIGHT.search(cell) for row in rows for cell in row.cells if "0" in cell and 4 < len(cell) < _LONGEST_LEGEND)
    return next((each.group(1).replace(",", ".") for each in found if each), "")


def _context(name: str, rows: Sequence[SheetRow], index: int, agency: str, year: int | None, weight: str) -> Context:
    """What the titles above a table, or the sheet's name, say of it."""
    titles = [cell for row in rows[max(0, index - _TITLE_ROWS) : index] for cell in dict.fromkeys(row.cells) if cell]
    around = [*reversed(titles), name]
    found_year = next((found for text in around if (found := year_of(text)) is not None), None)
    part = next((each for text in around if (each := part_of(text)) != WHOLE_YEAR), WHOLE_YEAR)
    office = next((each for text in around if (each := office_in(text))), "")
    return Context(name, found_year or year, part, agency or office, weight)


def _note_dates(recap: Recap, name: str, rows: Sequence[SheetRow]) -> None:
    for row in rows:
        for column, cell in enumerate(row.cells):
            if "20" in cell:
                for given in impossible_dates(cell):
                    recap.add_fault(name, cell_name(column, row.number), given, "impossible_date")


def _lend_answers(recap: Recap) -> None:
    """Lines that only print figures are checked against the answers of the same file, where they are the same thing."""
    sources = [line for line in recap.lines if line.answers is not None]
    for line in recap.lines:
        if line.answers is None:
            line.answers = _answers_for(line, sources, recap.lines)


def _answers_for(line: RecapLine, sources: Sequence[RecapLine], lines: Sequence[RecapLine]) -> Answers | None:
    if line.role == SERVICE:
        named = [each for each in sources if plain(each.service) == plain(line.title) and each.year in (None, line.year)]
        whole = [each for each in sources if each.role == UNIT and not each.service]
        alone = sum(1 for each in lines if each.role == SERVICE and each.group == line.group) == 1
        found = named or (whole if alone and len(sources) == 1 else [])
        return found[0].answers if len(found) == 1 else None
    if line.role == UNIT and line.sheet in {each.sheet for each in sources}:
        here = [each for each in sources if each.sheet == line.sheet and each.role == UNIT]
        return here[0].answers if len(here) == 1 and line.edition_id == here[0].edition_id else None
    return None


def _settle_order(lines: Sequence[RecapLine]) -> None:
    """Where answers are only numbered, NRR printed beside the names of unsur tell which number is which."""
    for line in lines:
        answers = line.answers
        if answers is None or answers.order_known or not line.order_known:
            continue
        printed = {slug: line.unsur[slug].nrr for slug in _SWAPPED if slug in line.unsur}
        means = answers.means()
        if None in printed.values() or len(printed) < len(_SWAPPED) or not set(_SWAPPED) <= set(means):
            continue
        straight, crossed = (all(_prints(means[names[slug]], nrr) for slug, nrr in printed.items()) for names in (_STRAIGHT, _SWAPPED))
        if straight != crossed:
            _take_order(lines, answers, is_crossed=crossed)


def _take_order(lines: Sequence[RecapLine], answers: Answers, *, is_crossed: bool) -> None:
    answers.order_known = True
    if is_crossed:
        answers.swap(*_SWAPPED)
    for line in lines:
        if line.answers is answers and not line.order_known:
            line.order_known = True
            if is_crossed and set(_SWAPPED) <= set(line.unsur):
                one, other = _SWAPPED
                line.unsur[one], line.unsur[other] = line.unsur[other], line.unsur[one]


def _prints(mean: Fraction, nrr: Printed | None) -> bool:
    return nrr is not None and round_half_up(mean, min(nrr.places, 9)) == nrr.value
