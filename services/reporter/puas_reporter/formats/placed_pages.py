"""Pages of placed things as PDF, drawn with reportlab: exact to the millimetre, which HTML is not."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import segno
from reportlab.graphics import renderPDF
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from svglib.svglib import svg2rlg

from puas_reporter.assets import SANS
from puas_reporter.documents.placed import Area, CutMark, Item, Page, Picture, PlacedDocument, QrCode, TextBox
from puas_reporter.formats.fonts import face_name, printable, register_fonts

_QUIET_MODULES = 4
_LEADING = 1.18
_STEP = 0.5


def placed_pdf_bytes(document: PlacedDocument) -> bytes:
    """The document as PDF."""
    register_fonts()
    target = BytesIO()
    canvas = Canvas(target, pagesize=(document.pages[0].width * mm, document.pages[0].height * mm), lang=document.language)
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    for page in document.pages:
        canvas.setPageSize((page.width * mm, page.height * mm))
        _Drawer(canvas, page).draw()
        canvas.showPage()
    canvas.save()
    return target.getvalue()


class _Drawer:
    """Draws one page; turns millimetres from the upper left corner into points from the lower left one."""

    def __init__(self, canvas: Any, page: Page) -> None:
        self._canvas = canvas
        self._page = page
        self._drawers: dict[type[Item], Callable[[Any], None]] = {
            TextBox: self._text,
            Picture: self._picture,
            QrCode: self._qr_code,
            Area: self._area,
            CutMark: self._cut_mark,
        }

    def draw(self) -> None:
        for item in self._page.items:
            self._drawers[type(item)](item)

    def _y(self, from_top: float) -> float:
        return (self._page.height - from_top) * mm

    def _area(self, item: Area) -> None:
        canvas = self._canvas
        if item.fill:
            canvas.setFillColor(HexColor(item.fill))
        if item.outline:
            canvas.setStrokeColor(HexColor(item.outline))
            canvas.setLineWidth(0.8)
        canvas.roundRect(
            item.x * mm, self._y(item.y + item.height), item.width * mm, item.height * mm, item.radius * mm,
            stroke=int(bool(item.outline)), fill=int(bool(item.fill)),
        )  # fmt: skip

    def _cut_mark(self, item: CutMark) -> None:
        self._canvas.setStrokeColor(HexColor("#7a7a7a"))
        self._canvas.setLineWidth(0.25)
        self._canvas.line(item.start[0] * mm, self._y(item.start[1]), item.end[0] * mm, self._y(item.end[1]))

    def _picture(self, item: Picture) -> None:
        if item.content.startswith((b"\x89PNG", b"\xff\xd8")):
            self._canvas.drawImage(
                ImageReader(BytesIO(item.content)), item.x * mm, self._y(item.y + item.height), item.width * mm, item.height * mm,
                preserveAspectRatio=True, anchor="c", mask="auto",
            )  # fmt: skip
            return
        drawing: Any = svg2rlg(BytesIO(item.content), resolve_entities=False)
        scale = min(item.width * mm / drawing.width, item.height * mm / drawing.height)
        drawing.scale(scale, scale)
        left = item.x * mm + (item.width * mm - drawing.width * scale) / 2
        bottom = self._y(item.y + item.height) + (item.height * mm - drawing.height * scale) / 2
        renderPDF.draw(drawing, self._canvas, left, bottom)

    def _qr_code(self, item: QrCode) -> None:
        """Correction level Q: a sticker at a counter gets scratched and greasy."""
        matrix = [bytes(row) for row in segno.make(item.content, error="q", micro=False, boost_error=False).matrix]
        module = item.side * mm / (len(matrix) + 2 * _QUIET_MODULES)
        left, top = item.x * mm + _QUIET_MODULES * module, self._y(item.y) - _QUIET_MODULES * module
        self._canvas.setFillColor(HexColor("#ffffff"))
        self._canvas.rect(item.x * mm, self._y(item.y + item.side), item.side * mm, item.side * mm, stroke=0, fill=1)
        self._canvas.setFillColor(HexColor("#000000"))
        path = self._canvas.beginPath()
        for row, dark in enumerate(matrix):
            for start, length in _runs(dark):
                path.rect(left + start * module, top - (row + 1) * module, length * module, module)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _text(self, item: TextBox) -> None:
        face = face_name(SANS, item.bold)
        lines, size = _fitted(printable(item.text), face, item)
        self._canvas.setFillColor(HexColor(item.colour))
        self._canvas.setFont(face, size)
        leading = size * _LEADING
        height = leading * (len(lines) - 1) + size
        baseline = self._y(item.y) - (item.height * mm - height) / 2 - size * 0.8
        for number, line in enumerate(lines):
            y = baseline - number * leading
            if item.align == "center":
                self._canvas.drawCentredString((item.x + item.width / 2) * mm, y, line)
            else:
                self._canvas.drawString(item.x * mm, y, line)


def _runs(dark: bytes) -> list[tuple[int, int]]:
    """Neighbouring dark modules as one bar: fewer seams, a smaller file."""
    found: list[tuple[int, int]] = []
    for column, value in enumerate(dark):
        if not value & 1:
            continue
        if found and sum(found[-1]) == column:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((column, 1))
    return found


def _fitted(text: str, face: str, item: TextBox) -> tuple[list[str], float]:
    """Lines and size that fit the box; at the least size what is too much ends in an ellipsis."""
    size, width, height = item.size, item.width * mm, item.height * mm
    while True:
        wrapped = simpleSplit(text, face, size, width)
        lines = [part for line in wrapped for part in _broken(line, face, size, width)]
        smallest = size - _STEP < item.least
        fits = size * _LEADING * (len(lines) - 1) + size <= height + 0.5
        # A smaller address is better than one broken in the middle of a word.
        if fits and (smallest or len(lines) == len(wrapped)):
            return lines, size
        if smallest:
            room = max(1, int((height - size) // (size * _LEADING)) + 1)
            return _cut(lines, room, face, size, width), size
        size -= _STEP


def _broken(line: str, face: str, size: float, width: float) -> list[str]:
    """A word wider than the box (an address) is broken where it has to be."""
    parts, current = [], ""
    for character in line:
        if current and pdfmetrics.stringWidth(current + character, face, size) > width:
            parts.append(current)
            current = ""
        current += character
    return [*parts, current]


def _cut(lines: list[str], room: int, face: str, size: float, width: float) -> list[str]:
    if len(lines) <= room:
        return lines
    last = lines[room - 1]
    while last and pdfmetrics.stringWidth(last + "…", face, size) > width:
        last = last[:-1]
    return [*lines[: room - 1], last.rstrip() + "…"]
