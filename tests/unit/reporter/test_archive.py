"""The archive: every program opens it, the same files give the same bytes, and it is never whole in memory."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from puas_reporter.formats.archive import archive_chunks, csv_bytes

MADE = datetime(2026, 10, 5, 9, 0, 1, tzinfo=UTC)


def files() -> Iterator[tuple[str, list[bytes]]]:
    yield "baca-dahulu.txt", [b"Isi"]
    yield "dinas-a/laporan.pdf", [b"%PDF", b"-1.7"]
    yield "dinas-b/kosong.pdf", []


def test_what_goes_in_comes_out() -> None:
    opened = zipfile.ZipFile(BytesIO(b"".join(archive_chunks(files(), made_at=MADE))))
    assert opened.testzip() is None
    assert {name: opened.read(name) for name in opened.namelist()} == {
        "baca-dahulu.txt": b"Isi", "dinas-a/laporan.pdf": b"%PDF-1.7", "dinas-b/kosong.pdf": b"",
    }  # fmt: skip
    assert {each.date_time for each in opened.infolist()} == {(2026, 10, 5, 9, 0, 0)}


def test_the_same_files_give_the_same_bytes() -> None:
    first, second = (b"".join(archive_chunks(files(), made_at=MADE)) for _ in range(2))
    assert first == second


def test_a_large_archive_takes_little_memory() -> None:
    piece = bytes(range(256)) * 1024  # a quarter of a megabyte
    many = ((f"{number}.bin", (piece for _ in range(16))) for number in range(16))
    tracemalloc.start()
    length = sum(len(chunk) for chunk in archive_chunks(many, made_at=MADE))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert length > 0 and peak < 4 * 1024 * 1024


def test_the_list_holds_nothing_a_spreadsheet_would_calculate() -> None:
    text = csv_bytes(("a", "b"), [('=HYPERLINK("x")', "-1"), ("@cmd", "Dinas; A")]).decode("utf-8-sig")
    assert text.splitlines() == ["a;b", "\"'=HYPERLINK(\"\"x\"\")\";'-1", "'@cmd;\"Dinas; A\""]
