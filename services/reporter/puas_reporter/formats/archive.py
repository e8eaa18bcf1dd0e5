"""An archive as a stream of pieces: never whole in memory, nor in a temporary file, which in a container is memory too.

The same content gives the same bytes: order and times come from the caller.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO

from puas.presentation.sheet_cells import harmless
from puas.runtime.archive_files import Sink

_BYTE_ORDER_MARK = "\ufeff"

ArchivedFile = tuple[str, Iterable[bytes]]


def archive_chunks(files: Iterable[ArchivedFile], *, made_at: datetime) -> Iterator[bytes]:
    """The archive of these files under their paths."""
    moment = (max(made_at.year, 1980), made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second // 2 * 2)
    sink = Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for path, chunks in files:
            info = zipfile.ZipInfo(path, moment)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o640 << 16
            with archive.open(info, "w") as entry:
                for chunk in chunks:
                    entry.write(chunk)
                    yield sink.take()
    yield sink.take()


def csv_bytes(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    """A table that spreadsheet programs open as it is, with nothing in it that they would calculate."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return (_BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")
