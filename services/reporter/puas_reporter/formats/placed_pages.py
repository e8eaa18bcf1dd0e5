"""Pages of placed things as PDF, drawn with reportlab: exact to the millimetre, which HTML is not."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from svglib.svglib import svg2rlg

from puas_reporter.assets import SANS
from puas_reporter.documents.placed import Area, CutMark, Item, Page, Picture, PlacedDocument, QrCode, TextBox
from puas_reporter.formats.fonts import face_name, register_fonts
from puas_reporter.formats.qr_modules import QUIET_MODULES, bars, modules
from puas_reporter.formats.text_fitting import LEADING, first_baseline, fitted


def placed_pdf_bytes(document: PlacedDocument) -> bytes:
    """The document as PDF."""
    register_fonts()
    target = BytesIO()
    first = document.pages[0]
    # Without a first font of ours every page would name Helvetica, which is not in the file.
    canvas = Canvas(target, pagesize=(first.width * mm, first.height * mm), lang=document.language, initialFontName=face_name(SANS))
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject or document.title)
    canvas.setKeywords(", ".join(document.keywords))
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
        matrix = modules(item.content)
        module = item.side * mm / (len(matrix) + 2 * QUIET_MODULES)
        left, top = item.x * mm + QUIET_MODULES * module, self._y(item.y) - QUIET_MODULES * module
        self._canvas.setFillColor(HexColor("#ffffff"))
        self._canvas.rect(item.x * mm, self._y(item.y + item.side), item.side * mm, item.side * mm, stroke=0, fill=1)
        self._canvas.setFillColor(HexColor("#000000"))
        path = self._canvas.beginPath()
        for row, start, length in bars(matrix):
            path.rect(left + start * module, top - (row + 1) * module, length * module, module)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _text(self, item: TextBox) -> None:
        lines, size = fitted(item)
        self._canvas.setFillColor(HexColor(item.colour))
        self._canvas.setFont(face_name(SANS, item.bold), size)
        baseline = self._y(item.y) - first_baseline(item, len(lines), size)
        for number, line in enumerate(lines):
            y = baseline - number * size * LEADING
            if item.align == "center":
                self._canvas.drawCentredString((item.x + item.width / 2) * mm, y, line)
            elif item.align == "right":
                self._canvas.drawRightString((item.x + item.width) * mm, y, line)
            else:
                self._canvas.drawString(item.x * mm, y, line)
