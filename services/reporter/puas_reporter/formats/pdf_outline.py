"""On which pages the headings of a finished PDF stand, from its bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader


def heading_pages(content: bytes) -> tuple[int, ...]:
    """The page of every bookmark in reading order, counted from one."""
    reader = PdfReader(BytesIO(content))
    return tuple((reader.get_destination_page_number(entry) or 0) + 1 for entry in _flat(reader.outline))


def _flat(entries: list[Any]) -> Iterator[Any]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry
