"""Long tables that follow one another: drawn apart from the text, on pages that the text leaves free for them.

The renderer of HTML measures a table of thousands of rows again for every page. So these are drawn first, the text is told
how many pages they take, and its page numbers, contents and bookmarks come out right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from puas_reporter.documents.blocks import Block, Document, Heading, LongTable, PageBreak, Paragraph, Table, Turn, single_blocks
from puas_reporter.documents.page_frames import PageFrame, frame_of

# What a chapter's heading and a line of text take, with some air; measured on the finished page and corrected where it is not enough.
_HEADING = 62.0
_LINE = 17.5
_BETWEEN_PARAGRAPHS = 8.0
_POINTS_PER_CHARACTER = 5.2


@dataclass(frozen=True, slots=True)
class LongRun:
    """Tables with their numbers, and the frame they are drawn in. `room_above` is taken by the heading on their first page."""

    tables: tuple[tuple[int, LongTable], ...]
    frame: PageFrame
    starts_page: bool
    room_above: float


@dataclass(frozen=True, slots=True)
class FreePages:
    """What the text leaves free for a run: so many pages, the last of them down to `last_height` points."""

    pages: int
    last_height: float


def long_runs(document: Document) -> tuple[LongRun, ...]:
    """The runs of long tables in the order of the document."""
    number = sum(isinstance(block, Table) for block in single_blocks(document.front))
    landscape = False
    above: list[Block] | None = []
    runs: list[LongRun] = []
    tables: list[tuple[int, LongTable]] = []
    for block in single_blocks(document.body):
        number += isinstance(block, Table | LongTable)
        if isinstance(block, LongTable):
            tables.append((number, block))
            continue
        if tables:
            runs.append(_run(tables, landscape, above))
            tables, above = [], None
        if isinstance(block, Turn):
            landscape = block.landscape
        above = _on_this_page(above, block)
    if tables:
        runs.append(_run(tables, landscape, above))
    return tuple(runs)


def _on_this_page(above: list[Block] | None, block: Block) -> list[Block] | None:
    """What stands on the page so far, None where that cannot be told."""
    if isinstance(block, PageBreak | Turn):
        return []
    if isinstance(block, Heading) and block.level == 1:
        return [block]
    if above is None or not isinstance(block, Heading | Paragraph):
        return None
    return [*above, block]


def _run(tables: Sequence[tuple[int, LongTable]], landscape: bool, above: list[Block] | None) -> LongRun:
    frame = frame_of(landscape)
    room = sum(_height(block, frame) for block in above or ())
    fits = above is not None and room < frame.height / 2
    return LongRun(tuple(tables), frame, starts_page=not fits, room_above=room if fits else 0.0)


def _height(block: Block, frame: PageFrame) -> float:
    text = block.text if isinstance(block, Heading | Paragraph) else ""
    lines = max(1, ceil(len(text) * _POINTS_PER_CHARACTER / frame.width))
    if isinstance(block, Heading):
        return _HEADING + (lines - 1) * _LINE
    return lines * _LINE + _BETWEEN_PARAGRAPHS
