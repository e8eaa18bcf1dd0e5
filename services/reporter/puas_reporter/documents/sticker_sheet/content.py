"""Six stickers of 90 × 85 mm on a sheet of A4, with cut marks in the gaps and the margin."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain.document_source import PointsSource, PrintedPoint
from puas_reporter.documents import collection_points as words
from puas_reporter.documents.placed import Area, CutMark, Item, Page, Picture, PlacedDocument, QrCode, TextBox
from puas_reporter.documents.skm_report.front_matter import print_accent

PAGE = (210.0, 297.0)
STICKER = (90.0, 85.0)
COLUMNS, ROWS = 2, 3
_GAP = 8.0
_MARGIN = ((PAGE[0] - COLUMNS * STICKER[0] - _GAP) / 2, (PAGE[1] - ROWS * STICKER[1] - 2 * _GAP) / 2)
_MARK = 4.0
_MUTED = "#4d4d4d"


def sticker_sheet(source: PointsSource, emblem: bytes | None) -> PlacedDocument:
    """All stickers of the request, six to a sheet."""
    per_page = COLUMNS * ROWS
    pages = [_page(source, source.points[start : start + per_page], emblem) for start in range(0, len(source.points), per_page)]
    return PlacedDocument(f"Stiker QR SKM {source.agency}", source.agency, tuple(pages))


def _page(source: PointsSource, points: Sequence[PrintedPoint], emblem: bytes | None) -> Page:
    items: list[Item] = []
    for index, point in enumerate(points):
        left = _MARGIN[0] + (index % COLUMNS) * (STICKER[0] + _GAP)
        top = _MARGIN[1] + (index // COLUMNS) * (STICKER[1] + _GAP)
        items += _sticker(source, point, emblem, left, top)
        items += _cut_marks(left, top)
    return Page(*PAGE, tuple(items))


def _sticker(source: PointsSource, point: PrintedPoint, emblem: bytes | None, left: float, top: float) -> list[Item]:
    width, height = STICKER
    accent = print_accent(source.accent_colour)
    text_left = left + (17 if emblem else 4)
    text_width = width - (21 if emblem else 8)
    items: list[Item] = [
        Area(left, top, width, height, fill="#ffffff"),
        Area(left, top, width, 17, fill=accent),
        TextBox(source.government, text_left, top + 2.2, text_width, 4.6, 8, colour="#ffffff", align="left"),
        TextBox(source.agency, text_left, top + 6.6, text_width, 9, 10.5, least=6.5, bold=True, colour="#ffffff", align="left"),
        TextBox(words.QUESTION, left + 3, top + 19, width - 6, 7, 15, bold=True, colour=accent),
        TextBox(words.service_line(point), left + 4, top + 26, width - 8, 8.6, 10, least=6.5, bold=True),
        QrCode(point.url, left + 4, top + 35.5, 44),
        TextBox(words.INVITATION, left + 50, top + 37.5, width - 54, 14, 9, align="left"),
        TextBox("atau ketik di peramban:", left + 50, top + 52, width - 54, 4.4, 7.5, colour=_MUTED, align="left"),
        TextBox("\n".join(words.address_to_type(point)), left + 50, top + 56.4, width - 52, 8.4, 8, least=4.5, bold=True, align="left"),
        TextBox("Kode", left + 50, top + 65.4, 12, 4, 7.5, colour=_MUTED, align="left"),
        TextBox(words.spaced_code(point.code), left + 50, top + 69, width - 53, 8, 17, bold=True, align="left"),
        TextBox(_foot(source, point), left + 3, top + 80.4, width - 6, 3.8, 7, least=5, colour=_MUTED),
    ]
    if emblem:
        items.append(Area(left + 2.5, top + 1.8, 12.4, 13.4, fill="#ffffff", radius=1.2))
        items.append(Picture(emblem, left + 3.2, top + 2.4, 11, 12.2))
    if source.sample_data:
        items.append(Area(left, top + 76.6, width, 3.6, fill="#8a1c1c"))
        items.append(TextBox(words.SAMPLE_MARK, left + 2, top + 76.8, width - 4, 3.2, 7, least=5, bold=True, colour="#ffffff"))
    return items


def _foot(source: PointsSource, point: PrintedPoint) -> str:
    return f"{words.PROMISE}  ·  {point.place}" if point.place else words.PROMISE


def _cut_marks(left: float, top: float) -> list[CutMark]:
    """Two short lines at every corner, outside the sticker."""
    right, bottom = left + STICKER[0], top + STICKER[1]
    marks = []
    for x, outward in ((left, -1), (right, 1)):
        for y, away in ((top, -1), (bottom, 1)):
            marks.append(CutMark((x + outward * 0.6, y), (x + outward * (_MARK - 0.4), y)))
            marks.append(CutMark((x, y + away * 0.6), (x, y + away * (_MARK - 0.4))))
    return marks
