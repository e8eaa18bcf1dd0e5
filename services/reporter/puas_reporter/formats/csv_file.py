"""A table as CSV for programs: commas, decimal points, days as ISO 8601, UTF-8 with a byte order mark, nothing that calculates."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from puas.presentation.sheet_cells import harmless

_LINES_AT_ONCE = 500


def csv_chunks(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The table in pieces of a few hundred lines."""
    text = StringIO("\ufeff")
    text.seek(0, 2)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless(cell) for cell in row])
        if number % _LINES_AT_ONCE == 0:
            yield text.getvalue().encode("utf-8")
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode("utf-8")
