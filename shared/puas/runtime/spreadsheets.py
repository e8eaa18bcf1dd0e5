"""Reading sheets that people hand in: CSV or XLSX bytes to rows of text with the row numbers they see.

Nothing is interpreted here: a cell comes out as the text a person reads in it. What would be read wrongly without anyone
noticing is refused instead: merged cells below the header (all but one would read as blank), formulas that were never
calculated, files that are too large once unpacked. CSV needs the standard library only; XLSX needs openpyxl.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

_DELIMITERS = (",", ";", "\t")
_XLSX_MAGIC = b"PK\x03\x04"
_XLS_MAGIC = b"\xd0\xcf\x11\xe0"
# A workbook with a password is an envelope with a stream of this name.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_FIGURE = re.compile(r"[-+]?[\d.,\s]+%?")
_MOST_MERGED_RANGES = 2_000
_MOST_RANGES_COUNTED = 50_000
_WIDEST_MERGED_RANGE = 60
_TALLEST_MERGED_RANGE = 2_000
_MOST_CELLS_IN_A_ROW = 16_384
# A cell far to the right makes its row as long as a full one: so many places may stay empty for each cell a sheet may have.
_MOST_PLACES_FOR_A_CELL = 4
_CHUNK = 1 << 20
_OVERLAP = 256
# Below the limit of one CSV field, so that sniffing never meets a field that is too long.
_SNIFFED_CHARACTERS = 100_000
_EXACT_WHOLE = 2**53
# Of Excel's own formats 0% and 0,00%; those of the file are numbered from 164.
_PERCENT_FORMATS = frozenset({9, 10})
_FIRST_OWN_FORMAT = 164


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still read; beyond that the file is refused before it fills the memory."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 300_000_000
    rows: int = 350_000
    columns: int = 300
    # Blank but coloured cells count too; a row never has more of them than the program has columns.
    cells: int = 12_000_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row with the number it has on the sheet, cells as text without surrounding blanks."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells merged into one, as `B5:B9`."""

    ref: str
    first_row: int
    last_row: int

    def columns(self) -> tuple[int, int]:
        """First and last column, the first being 0."""
        left, _, right = self.ref.partition(":")
        return _column_number(left), _column_number(right)


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet of a file, blank rows left out; text of merged cells stands in each of them. A CSV file is one sheet."""

    name: str
    hidden: bool
    rows: tuple[SheetRow, ...]


class UnreadableSheet(ValueError):
    """The file cannot be read safely; `code` says why and `detail` where."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def read_rows(content: bytes, *, sheet: str | None = None, limits: Limits | None = None) -> Iterator[SheetRow]:
    """Every row of a CSV or XLSX file, blank ones too; of a workbook, the named sheet, else "Data", else the first.

    Raises UnreadableSheet, before the first row where that can be known.
    """
    bounds = limits or Limits()
    if not content.strip():
        raise UnreadableSheet("empty_file")
    if len(content) > bounds.file_bytes:
        raise UnreadableSheet("file_too_large", str(len(content)))
    if content.startswith(_XLS_MAGIC):
        raise UnreadableSheet("password_protected" if _ENCRYPTED in content else "old_excel")
    if content.startswith(_XLSX_MAGIC):
        return _read_xlsx(content, sheet, bounds)
    return _read_csv(content, bounds)


def read_sheets(content: bytes, *, name: str = "CSV", limits: Limits | None = None) -> tuple[WorkbookSheet, ...]:
    """All sheets of a file, hidden ones too. Raises UnreadableSheet; a formula never calculated is named with its sheet."""
    bounds = limits or Limits()
    if not content.startswith(_XLSX_MAGIC):
        rows = tuple(row for row in read_rows(content, limits=bounds) if not row.is_blank)
        return (WorkbookSheet(name, False, rows),)
    if len(content) > bounds.file_bytes:
        raise UnreadableSheet("file_too_large", str(len(content)))
    _refuse_bomb(content, bounds)
    workbook = _open_workbook(content)
    sheets, cells, places = [], 0, _Places(bounds)
    for worksheet in workbook.worksheets:
        cells += _refuse_endless_rows(content, worksheet, bounds, before=cells)
        merged, has_formulas = _scan_sheet(content, worksheet)
        if has_formulas:
            _refuse_uncalculated(content, worksheet)
        rows = _with_merged_text(list(_sheet_rows(worksheet, bounds, places)), merged)
        sheets.append(WorkbookSheet(worksheet.title, worksheet.sheet_state != "visible", rows))
    workbook.close()
    return tuple(sheets)


def merged_ranges(content: bytes, *, sheet: str | None = None) -> tuple[MergedRange, ...]:
    """The merged cells of a workbook's sheet; none for CSV."""
    if not content.startswith(_XLSX_MAGIC):
        return ()
    workbook = _open_workbook(content)
    try:
        return _scan_sheet(content, _choose_sheet(workbook, sheet))[0]
    finally:
        workbook.close()


def refuse_merged_rows(content: bytes, *, below_row: int, sheet: str | None = None) -> None:
    """Refuse merged cells below the header: every cell but the first of a merged range reads as blank."""
    for merged in merged_ranges(content, sheet=sheet):
        if merged.last_row > below_row:
            raise UnreadableSheet("merged_cells", merged.ref)


def decode_text(content: bytes) -> str:
    """Text of a CSV file: UTF-8 with or without mark, UTF-16 with mark, else the Windows code page of older Excels."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def sniff_delimiter(text: str) -> str:
    """Comma, semicolon or tab: whichever cuts the first lines into most columns, alike in each line."""
    first_lines = [line for line in text[:_SNIFFED_CHARACTERS].splitlines()[:20] if line.strip()][:10]

    def columns(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(first_lines, delimiter=delimiter) if row]
        return (max(widths.count(max(widths)), 1) if max(widths) > 1 else 0, max(widths))

    return max(_DELIMITERS, key=columns) if first_lines else ","


def _read_csv(content: bytes, limits: Limits) -> Iterator[SheetRow]:
    text = decode_text(content)
    if "\x00" in text:
        raise UnreadableSheet("not_a_sheet")
    declared = re.match(r"sep=(.)\r?\n", text)
    delimiter = declared.group(1) if declared else sniff_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return _csv_rows(reader, limits, skip_first=declared is not None)


def _csv_rows(reader: Iterator[list[str]], limits: Limits, *, skip_first: bool) -> Iterator[SheetRow]:
    try:
        for number, cells in enumerate(reader, start=1):
            if skip_first and number == 1:
                continue
            _check_size(number, len(cells), limits)
            yield SheetRow(number, tuple(cell.strip() for cell in cells))
    except csv.Error as error:
        raise UnreadableSheet("broken_csv", str(error)) from error


def _read_xlsx(content: bytes, sheet: str | None, limits: Limits) -> Iterator[SheetRow]:
    _refuse_bomb(content, limits)
    workbook = _open_workbook(content)
    worksheet = _choose_sheet(workbook, sheet)
    _refuse_endless_rows(content, worksheet, limits)
    _, has_formulas = _scan_sheet(content, worksheet)
    if has_formulas:
        _refuse_uncalculated(content, worksheet)
    return _xlsx_rows(workbook, worksheet, limits)


def _xlsx_rows(workbook: Any, worksheet: Any, limits: Limits) -> Iterator[SheetRow]:
    try:
        yield from _sheet_rows(worksheet, limits, _Places(limits))
    finally:
        workbook.close()


class _Places:
    """How many places for cells, empty ones too, the rows of a file may still have."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.cells * _MOST_PLACES_FOR_A_CELL

    def take(self, number: int) -> None:
        self._left -= number
        if self._left < 0:
            raise UnreadableSheet("too_many_columns", str(self._limits.columns))


def _sheet_rows(worksheet: Any, limits: Limits, places: _Places) -> Iterator[SheetRow]:
    try:
        # The dimensions a file claims are not to be believed; reading decides.
        worksheet.reset_dimensions()
        text, plain = (_text_of, True) if not _shows_percent(worksheet.parent) else (_text_of_cell, False)
        for number, values in enumerate(worksheet.iter_rows(values_only=plain), start=1):
            places.take(len(values))
            cells = [text(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            _check_size(number, len(cells), limits)
            yield SheetRow(number, tuple(cells))
    except UnreadableSheet:
        raise
    except Exception as error:  # openpyxl raises whatever its XML reader meets
        raise UnreadableSheet("broken_xlsx", type(error).__name__) from error


def _with_merged_text(rows: list[SheetRow], merged: tuple[MergedRange, ...]) -> tuple[SheetRow, ...]:
    """Headings and names of merged cells in each of their cells; figures only where they are written."""
    grid = {row.number: list(row.cells) for row in rows}
    for each in merged[:_MOST_MERGED_RANGES]:
        left, right = each.columns()
        first = grid.get(each.first_row, [])
        text = first[left] if left < len(first) else ""
        if not text or _FIGURE.fullmatch(text) or right - left > _WIDEST_MERGED_RANGE:
            continue
        for number in range(each.first_row, min(each.last_row, each.first_row + _TALLEST_MERGED_RANGE) + 1):
            cells = grid.setdefault(number, [])
            cells.extend([""] * (right + 1 - len(cells)))
            for column in range(left, right + 1):
                cells[column] = cells[column] or text
    return tuple(SheetRow(number, tuple(grid[number])) for number in sorted(grid) if any(grid[number]))


def _open_workbook(content: bytes) -> Any:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise UnreadableSheet("openpyxl_missing") from error
    try:
        return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever zipfile and its XML reader meet
        raise UnreadableSheet("broken_xlsx", type(error).__name__) from error


def _choose_sheet(workbook: Any, wanted: str | None) -> Any:
    sheets = {each.title: each for each in workbook.worksheets}
    if not sheets:
        raise UnreadableSheet("empty_file")
    if wanted is None:
        named_data = [each for title, each in sheets.items() if title.strip().casefold() == "data"]
        return (named_data or list(sheets.values()))[0]
    if wanted not in sheets:
        raise UnreadableSheet("no_such_sheet", wanted)
    return sheets[wanted]


def _refuse_bomb(content: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableSheet("broken_xlsx", "zip") from error
    if unpacked > limits.unpacked_bytes:
        raise UnreadableSheet("file_too_large", str(unpacked))


@contextmanager
def _sheet_xml(content: bytes, worksheet: Any) -> Iterator[IO[bytes]]:
    """The sheet as it is packed; a file that broke on its way is found out while it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_xml_path(worksheet)) as stream:
            yield stream
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, SyntaxError) as error:
        raise UnreadableSheet("broken_xlsx", type(error).__name__) from error


def _refuse_endless_rows(content: bytes, worksheet: Any, limits: Limits, *, before: int = 0) -> int:
    """Count cells before they are read: a packed file of a few kilobytes can hold millions, and a row is read whole.

    `before` are those of other sheets of the file.
    """
    in_all = in_row = 0
    with _sheet_xml(content, worksheet) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            # What is cut off in the middle of a tag is counted with the next piece.
            cut = window.rfind(b"<")
            window, tail = window[:cut], window[cut:]
            for number, piece in enumerate(_ROW.split(window)):
                found = len(_CELL.findall(piece))
                in_row = found if number else in_row + found
                in_all += found
                if in_row > _MOST_CELLS_IN_A_ROW or before + in_all > limits.cells:
                    raise UnreadableSheet("too_many_columns", str(limits.columns))
    return in_all


def _scan_sheet(content: bytes, worksheet: Any) -> tuple[tuple[MergedRange, ...], bool]:
    """Merged ranges, and whether there is any formula: openpyxl's streaming reader tells neither."""
    merged: dict[str, MergedRange] = {}
    has_formulas = False
    with _sheet_xml(content, worksheet) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            has_formulas = has_formulas or _FORMULA.search(window) is not None
            for match in _MERGED.finditer(window):
                left, top, right, bottom = (part.decode("ascii") for part in match.groups())
                ref = f"{left}{top}:{right}{bottom}"
                merged[ref] = MergedRange(ref, int(top), int(bottom))
            if len(merged) > _MOST_RANGES_COUNTED:
                raise UnreadableSheet("merged_cells", next(iter(merged)))
            tail = window[-_OVERLAP:]
    return tuple(merged.values()), has_formulas


def _refuse_uncalculated(content: bytes, worksheet: Any) -> None:
    from openpyxl.xml.functions import iterparse

    with _sheet_xml(content, worksheet) as stream:
        for _, element in iterparse(stream, events=("end",)):
            name = element.tag.rpartition("}")[2]
            if name == "c":
                parts = {child.tag.rpartition("}")[2]: child for child in element}
                if "f" in parts and ("v" not in parts or parts["v"].text is None):
                    raise UnreadableSheet("uncalculated_formula", element.get("r", ""))
            if name == "row":
                element.clear()


def _xml_path(worksheet: Any) -> str:
    return str(worksheet._worksheet_path).lstrip("/")


def _column_number(ref: str) -> int:
    number = 0
    for letter in ref.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _shows_percent(workbook: Any) -> bool:
    """Whether any cell may be shown in percent; most workbooks have none, and are read faster without their formats."""
    own = {_FIRST_OWN_FORMAT + place for place, each in enumerate(workbook._number_formats) if "%" in each}
    return any(each.numFmtId in _PERCENT_FORMATS | own for each in workbook._cell_styles)


def _text_of_cell(cell: Any) -> str:
    """As it is shown: Excel keeps 95% as 0,95."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return f"{(Decimal(repr(value)) * 100).normalize():f}%"
    return _text_of(value)


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # Beyond 2^53 a number has lost digits (an 18-digit NIP typed as a number); the E notation lets that be seen.
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_WHOLE else repr(value)
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _check_size(number: int, columns: int, limits: Limits) -> None:
    if number > limits.rows:
        raise UnreadableSheet("too_many_rows", str(limits.rows))
    if columns > limits.columns:
        raise UnreadableSheet("too_many_columns", str(limits.columns))
