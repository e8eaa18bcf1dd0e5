"""Tables as CSV that any spreadsheet opens rightly and none takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

# What a spreadsheet would take for a formula.
_FORMULA = re.compile(r"^[=+\-@\t\r]")
MIME_TYPE = "text/csv; charset=utf-8"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table with a byte order mark, without which spreadsheets misread the letters."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()


def safe_cell(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_cell(value)
    return format(value, "f") if isinstance(value, Decimal) else value
