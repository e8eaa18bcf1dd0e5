"""Reads the rows of a register out of a sheet: columns by their headings, each cell by its own reader, faults with row and column.

A row is one entry. Rows whose first cell begins with "Contoh:" are the template's examples and are passed over. With faults
nothing of the sheet may be used.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from puas.domain.agency_details import Unreadable, tidy
from puas.domain.agency_sheet import EXAMPLE_PREFIX, MOST_ROWS, SheetFault, column_letter

_HEADING_WITHIN = 10
_MOST_DIGITS = 18
_LONGEST_DECIMAL = 40
_WHOLE = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)")
_DECIMAL = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_SPREADSHEET_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a register's sheet: its field, the template's heading, other headings it goes by, and how a cell is read."""

    field: str
    heading: str
    also: tuple[str, ...] = ()
    read: Callable[[str], Any] = tidy
    required: bool = False
    # For the template: what to write, an example, and the only values there are.
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One entry as stated: only what was filled in is in `values`; `texts` is the same as typed."""

    number: int
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    # The letters of its columns, by field.
    letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """What a sheet says, and everything that is wrong with it."""

    rows: tuple[RegisterRow, ...]
    faults: tuple[SheetFault, ...]
    examples_passed_over: int = 0


@dataclass(slots=True)
class _Reader:
    columns: Sequence[SheetColumn]
    key: tuple[str, ...]
    rows: list[RegisterRow] = field(default_factory=list)
    faults: list[SheetFault] = field(default_factory=list)
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    examples: int = 0


def read_register_sheet(
    rows: Iterable[tuple[int, Sequence[str]]], columns: Sequence[SheetColumn], *, key: tuple[str, ...]
) -> RegisterSheet:
    """Read numbered rows of text cells. `key` are the fields that tell two entries apart; the second of two equal ones is a fault."""
    numbered = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not numbered:
        return RegisterSheet((), (SheetFault(0, "", "empty"),))
    heading_row, layout = _find_heading(numbered, columns)
    missing = [each.heading for each in columns if each.required and each not in layout.values()]
    if missing:
        return RegisterSheet((), (SheetFault(0, "", "wrong-template", ", ".join(missing)),))
    body = [(number, cells) for number, cells in numbered if number > heading_row]
    if len(body) > MOST_ROWS:
        return RegisterSheet((), (SheetFault(0, "", "too-many-rows", str(len(body))),))
    reader = _Reader(columns, key)
    for number, cells in body:
        _read_row(reader, number, layout, cells)
    if not reader.rows and not reader.faults:
        reader.faults.append(SheetFault(0, "", "empty"))
    return RegisterSheet(tuple(reader.rows), tuple(reader.faults), reader.examples)


def read_whole(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers in a range; a thousands' point is allowed (1.163), a point before decimals is not (12.5)."""

    def read(text: str) -> int:
        written = text.strip().removesuffix(".0")
        if not _WHOLE.fullmatch(written):
            raise Unreadable("not-whole")
        plain = written.replace(".", "")
        # Longer than any number of ours; and thousands of digits are not read at all.
        if len(plain) > _MOST_DIGITS:
            raise Unreadable("out-of-range")
        if not least <= int(plain) <= most:
            raise Unreadable("out-of-range")
        return int(plain)

    return read


def read_decimal(least: Decimal, most: Decimal, places: int = 2) -> Callable[[str], Decimal]:
    """A reader of decimals in a range, with comma or point, with no more than so many places."""

    def read(text: str) -> Decimal:
        plain = text.strip().removesuffix("%").strip()
        # Digits as they are written: with an exponent, or signs of other scripts, a number would not be what it looks like.
        if len(plain) > _LONGEST_DECIMAL or not _DECIMAL.fullmatch(plain):
            raise Unreadable("not-a-number")
        value = Decimal(plain.replace(",", "."))
        if not least <= value <= most:
            raise Unreadable("out-of-range")
        if value != value.quantize(Decimal(1).scaleb(-places)):
            raise Unreadable("too-many-places")
        return value

    return read


def read_day(text: str) -> date:
    """A day as 21/11/2026, 21-11-2026 or 2026-11-21."""
    plain = text.strip().partition(" ")[0]
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    raise Unreadable("not-a-date")


def read_choice(choices: Mapping[str, str]) -> Callable[[str], str]:
    """A reader of one of the words in `choices` (in lower case), which gives what the word stands for."""

    def read(text: str) -> str:
        word = tidy(text).lower()
        if word not in choices:
            raise Unreadable("unknown-choice")
        return choices[word]

    return read


def _find_heading(rows: Sequence[tuple[int, Sequence[str]]], columns: Sequence[SheetColumn]) -> tuple[int, Mapping[int, SheetColumn]]:
    """The row with most known headings among the first."""
    found = [(number, _layout(cells, columns)) for number, cells in rows[:_HEADING_WITHIN]]
    return max(found, key=lambda each: len(each[1]))


def _layout(cells: Sequence[str], columns: Sequence[SheetColumn]) -> dict[int, SheetColumn]:
    layout: dict[int, SheetColumn] = {}
    for index, cell in enumerate(cells):
        # The template adds an explanation in brackets to some headings.
        plain = tidy(cell).partition("(")[0].strip().rstrip("*").strip().lower()
        for column in columns:
            if plain in {column.heading.lower(), *column.also} and column not in layout.values():
                layout[index] = column
    return layout


def _read_row(reader: _Reader, number: int, layout: Mapping[int, SheetColumn], cells: Sequence[str]) -> None:
    texts = {column.field: (index, (cells[index] if index < len(cells) else "").strip()) for index, column in layout.items()}
    if not any(text for _index, text in texts.values()):
        return
    if texts[min(texts, key=lambda each: texts[each][0])][1].lower().startswith(EXAMPLE_PREFIX):
        reader.examples += 1
        return
    before = len(reader.faults)
    values = _values(reader, number, layout, texts)
    if len(reader.faults) > before:
        return
    twin = reader.seen.setdefault(tuple(_folded(values.get(name)) for name in reader.key), number)
    if twin != number:
        index = texts[reader.key[0]][0]
        reader.faults.append(_fault(number, index, layout[index], "duplicate", texts[reader.key[0]][1], other_row=twin))
        return
    letters = {name: column_letter(index) for name, (index, _text) in texts.items()}
    reader.rows.append(RegisterRow(number, values, {name: text for name, (_index, text) in texts.items() if text}, letters))


def _values(
    reader: _Reader, number: int, layout: Mapping[int, SheetColumn], texts: Mapping[str, tuple[int, str]]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for index, column in layout.items():
        text = texts[column.field][1]
        if not text:
            if column.required:
                reader.faults.append(_fault(number, index, column, "missing", ""))
            continue
        try:
            _refuse_formulas(text)
            values[column.field] = column.read(text)
        except Unreadable as error:
            reader.faults.append(_fault(number, index, column, error.reason, text))
    return values


def _refuse_formulas(text: str) -> None:
    if text.startswith("="):
        raise Unreadable("formula")
    if text.upper().startswith(_SPREADSHEET_ERRORS):
        raise Unreadable("error-value")


def _folded(value: Any) -> Any:
    return " ".join(value.split()).lower() if isinstance(value, str) else value


def _fault(number: int, index: int, column: SheetColumn, reason: str, text: str, *, other_row: int | None = None) -> SheetFault:
    return SheetFault(number, column_letter(index), reason, text[:80], column.heading, other_row)
