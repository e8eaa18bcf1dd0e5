"""An archive written file by file into a temporary one, in pieces: its size is that of the disk's, not of memory.

The same content gives the same bytes: order and times come from the caller, and what is compressed already is not
compressed again.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path

_BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet program takes for the beginning of a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

ArchivedFile = tuple[str, Iterable[bytes]]


def write_archive(target: Path, files: Iterator[ArchivedFile], *, made_at: datetime) -> None:
    """Write the files under their paths."""
    moment = (max(made_at.year, 1980), made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second // 2 * 2)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for path, chunks in files:
            info = zipfile.ZipInfo(path, moment)
            info.external_attr = 0o640 << 16
            with archive.open(info, "w") as entry:
                for chunk in chunks:
                    entry.write(chunk)


def csv_bytes(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    """A table that spreadsheet programs open as it is, with nothing in it that they would calculate."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return (_BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value
