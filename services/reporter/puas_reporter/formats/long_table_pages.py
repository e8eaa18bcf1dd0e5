"""Draws long tables straight onto pages: thousands of rows in a second, without a detour through HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import BytesIO
from itertools import accumulate
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from puas_reporter.assets import SANS
from puas_reporter.documents.blocks import Align, Column, FootCell, LongTable, Table
from puas_reporter.documents.long_runs import LongRun
from puas_reporter.documents.page_frames import PageFrame
from puas_reporter.formats.fonts import face_name, printable, register_fonts

_FACE = face_name(SANS)
_BOLD = face_name(SANS, bold=True)
_SIZE, _LEADING = 8.0, 9.6
_ROW = 12.6
_BASELINE = 3.9
_SIDE = 3.0
_CAPTION_SIZE = 9.5
_CAPTION_AIR = 4.0
_ABOVE_LEGEND = 6.0
_BETWEEN_TABLES = 14.0
_LEGEND_SHARE = 0.44
# The foot is not left alone: so many of the last answers come along to its page.
_ROWS_WITH_FOOT = 3
_INK = HexColor("#1a1a1a")
_LINES = HexColor("#9a9a9a")
_SHADE = HexColor("#eef1f4")


@dataclass(frozen=True, slots=True)
class DrawnRun:
    """A run as PDF pages that hold the tables and nothing else. `last_height` is how far down the last page is used."""

    pdf: bytes
    pages: int
    last_height: float


def draw_long_run(run: LongRun, *, accent: str) -> DrawnRun:
    """Draw the tables of a run one below the other; the first page leaves `room_above` free."""
    register_fonts()
    target = BytesIO()
    pages = _Pages(target, run.frame, run.room_above)
    for place, (number, table) in enumerate(run.tables):
        pages.skip(_BETWEEN_TABLES if place else 0.0)
        _TableDrawer(pages, number, table, HexColor(accent)).draw()
    return DrawnRun(pages.finished(target), pages.count, pages.used)


class _Pages:
    """The pages of a run, filled from top to bottom; `used` points of the present one are taken."""

    def __init__(self, target: BytesIO, frame: PageFrame, room_above: float) -> None:
        self.canvas = Canvas(target, pagesize=(frame.page_width, frame.page_height))
        self.frame = frame
        self.used = room_above
        self.count = 1

    @property
    def room(self) -> float:
        return self.frame.height - self.used

    @property
    def y(self) -> float:
        """Where the free part of the page begins, from below."""
        return self.frame.page_height - self.frame.top - self.used

    def skip(self, height: float) -> None:
        self.used = min(self.used + height, self.frame.height)

    def turn(self) -> None:
        self.canvas.showPage()
        self.count += 1
        self.used = 0.0

    def finished(self, target: BytesIO) -> bytes:
        self.canvas.save()
        return target.getvalue()


class _TableDrawer:
    """Draws one table: caption and head on every page, rows, foot, and what stands below it."""

    def __init__(self, pages: _Pages, number: int, table: LongTable, accent: HexColor) -> None:
        self._pages = pages
        self._table = table
        self._accent = accent
        self._caption = f"Tabel {number}. {table.caption}"
        whole = sum(column.share for column in table.columns)
        widths = [pages.frame.width * column.share / whole for column in table.columns]
        self._edges = [pages.frame.left + edge for edge in accumulate(widths, initial=0.0)]

    def draw(self) -> None:
        rows, foot = self._table.rows, self._table.totals
        below = self._below()
        closing = (len(foot) + _ROWS_WITH_FOOT) * _ROW + (_ABOVE_LEGEND + _height(below, self._pages) if below else 0.0)
        whole = self._head_height(self._caption) + (len(rows) - _ROWS_WITH_FOOT) * _ROW + closing
        least = self._head_height(self._caption) + min(closing, _ROW * (_ROWS_WITH_FOOT + len(foot)))
        # A small table is not torn apart for the sake of half a page.
        if self._pages.room < (whole if whole <= self._pages.frame.height / 2 else least):
            self._pages.turn()
        self._head(self._caption)
        done = 0
        while done < len(rows):
            left = len(rows) - done
            fitting = max(1, int(self._pages.room // _ROW))
            # All that is left and the foot: only together, else a few rows wait for the next page.
            if left * _ROW + (closing - _ROWS_WITH_FOOT * _ROW) <= self._pages.room:
                fitting = left
            elif left <= fitting:
                fitting = max(1, left - _ROWS_WITH_FOOT)
            self._rows(rows[done : done + fitting])
            done += min(fitting, left)
            if done < len(rows):
                self._pages.turn()
                self._head(f"{self._caption} (lanjutan)")
        self._foot(foot)
        if below:
            self._place(below)

    def _head_height(self, caption: str) -> float:
        width = self._pages.frame.width
        caption_height: float = _text(caption, "left", bold=True, size=_CAPTION_SIZE).wrap(width, 0)[1]
        return caption_height + _CAPTION_AIR + self._titles_height()

    def _titles_height(self) -> float:
        heights = [cell.wrap(right - left - 2 * _SIDE, 0)[1] for cell, left, right in self._titles()]
        return max(heights) + 5

    def _titles(self) -> list[tuple[Text, float, float]]:
        cells = (_text(column.title, "center", bold=True, colour="#ffffff") for column in self._table.columns)
        return list(zip(cells, self._edges[:-1], self._edges[1:], strict=True))

    def _head(self, caption: str) -> None:
        pages = self._pages
        text = _text(caption, "left", bold=True, size=_CAPTION_SIZE)
        _, height = text.wrap(pages.frame.width, 0)
        text.drawOn(pages.canvas, pages.frame.left, pages.y - height)
        pages.skip(height + _CAPTION_AIR)
        tall = self._titles_height()
        self._box(tall, self._accent)
        for cell, left, right in self._titles():
            _, height = cell.wrap(right - left - 2 * _SIDE, 0)
            cell.drawOn(pages.canvas, left + _SIDE, pages.y - (tall + height) / 2 + 0.5)
        self._lines(1, self._edges, height=tall)
        pages.skip(tall)

    def _rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        pages = self._pages
        text = pages.canvas.beginText()
        text.setFont(_FACE, _SIZE)
        text.setFillColor(_INK)
        baseline = pages.y - _ROW + _BASELINE
        for cells in rows:
            for index, cell in enumerate(cells):
                shown = _shown(cell)
                text.setTextOrigin(self._start(index, index + 1, self._table.columns[index].align, shown, _FACE), baseline)
                text.textOut(shown)
            baseline -= _ROW
        pages.canvas.drawText(text)
        self._lines(len(rows), self._edges)
        pages.skip(len(rows) * _ROW)

    def _foot(self, foot: Sequence[tuple[FootCell, ...]]) -> None:
        for cells in foot:
            self._box(_ROW, _SHADE)
            self._pages.canvas.setFillColor(_INK)
            self._pages.canvas.setFont(_BOLD, _SIZE)
            index, edges = 0, [self._edges[0]]
            for cell in cells:
                shown = _shown(cell.text)
                start = self._start(index, index + cell.span, cell.align, shown, _BOLD)
                self._pages.canvas.drawString(start, self._pages.y - _ROW + _BASELINE, shown)
                index += cell.span
                edges.append(self._edges[index])
            self._lines(1, edges)
            self._pages.skip(_ROW)

    def _start(self, first: int, after: int, align: Align, shown: str, face: str) -> float:
        left, right = self._edges[first] + _SIDE, self._edges[after] - _SIDE
        if align == "left":
            return left
        free = right - left - _width(shown, face)
        return left + (free / 2 if align == "center" else free)

    def _box(self, height: float, colour: HexColor) -> None:
        canvas, pages = self._pages.canvas, self._pages
        canvas.setFillColor(colour)
        canvas.rect(self._edges[0], pages.y - height, self._edges[-1] - self._edges[0], height, stroke=0, fill=1)

    def _lines(self, rows: int, edges: Sequence[float], *, height: float = _ROW) -> None:
        canvas, top = self._pages.canvas, self._pages.y
        canvas.setStrokeColor(_LINES)
        canvas.setLineWidth(0.4)
        canvas.grid(list(edges), [top - row * height for row in range(rows + 1)])

    def _below(self) -> Any:
        """Legend and small table side by side, or whichever there is."""
        width = self._pages.frame.width
        legend = [_text(line, "left") for line in self._table.note.splitlines()]
        if self._table.summary is None:
            return Grid([[legend]], colWidths=[width], style=_BESIDE) if legend else None
        right = width * (1 - _LEGEND_SHARE)
        return Grid([[legend, _summary(self._table.summary, right, self._accent)]], colWidths=[width - right, right], style=_BESIDE)

    def _place(self, below: Any) -> None:
        height = _height(below, self._pages)
        if self._pages.room < height + _ABOVE_LEGEND:
            self._pages.turn()
        else:
            self._pages.skip(_ABOVE_LEGEND)
        below.drawOn(self._pages.canvas, self._pages.frame.left, self._pages.y - height)
        self._pages.skip(height)


_BESIDE = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (-1, 0), (-1, 0), 0),
           ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]  # fmt: skip


def _height(block: Any, pages: _Pages) -> float:
    height: float = block.wrap(pages.frame.width, pages.frame.height)[1]
    return height


def _summary(table: Table, width: float, accent: HexColor) -> Grid:
    whole = sum(column.share for column in table.columns)
    head = [_text(column.title, "center", bold=True, colour="#ffffff") for column in table.columns]
    rows = [_summary_row(table.columns, row) for row in table.rows]
    totals = [_summary_row(table.columns, row, bold=True) for row in table.totals]
    shade = [("BACKGROUND", (0, 1 + len(rows)), (-1, -1), _SHADE)] if totals else []
    return Grid(
        [head, *rows, *totals],
        colWidths=[width * column.share / whole for column in table.columns],
        style=[
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
            ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
            ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("BACKGROUND", (0, 0), (-1, 0), accent),
            ("GRID", (0, 0), (-1, -1), 0.4, _LINES),
            *shade,
        ],
        hAlign="RIGHT",
    )


def _summary_row(columns: Sequence[Column], cells: Sequence[str], *, bold: bool = False) -> list[Text]:
    return [_text(cell, column.align, bold=bold) for cell, column in zip(cells, columns, strict=True)]


def _text(text: str, align: Align, *, bold: bool = False, colour: str = "#1a1a1a", size: float = _SIZE) -> Text:
    style = ParagraphStyle(
        "cell", fontName=_BOLD if bold else _FACE, fontSize=size, leading=size * _LEADING / _SIZE, textColor=HexColor(colour),
        alignment={"left": 0, "center": 1, "right": 2}[align],
    )  # fmt: skip
    return Text(escape(printable(text)), style)


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    """What can be printed of a cell; the scores of a survey are few, so this is asked for again and again."""
    return printable(text)


@lru_cache(maxsize=4096)
def _width(text: str, face: str) -> float:
    width: float = pdfmetrics.stringWidth(text, face, _SIZE)
    return width
