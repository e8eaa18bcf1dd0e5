"""The sheet beside the counter: what a citizen needs to know of a service in large type, and the code to say how it was."""

from __future__ import annotations

from urllib.parse import urlsplit

from puas.domain.agency_owners import printed_head
from puas.domain.standard_documents import PrintedComponent, ServiceSheetSource
from puas.presentation.dates import long_date
from puas_reporter.documents.collection_points import SAMPLE_MARK, spaced_code
from puas_reporter.documents.placed import Area, Item, Page, Picture, PlacedDocument, QrCode, TextBox, enlarged
from puas_reporter.documents.skm_report.front_matter import print_accent

WIDTH, HEIGHT = 210.0, 297.0
PAPERS: dict[str, tuple[float, float]] = {"a4": (WIDTH, HEIGHT), "a3": (297.0, 420.0)}
PIXELS = {"a4": 1600, "a3": 2000}
TITLE = "STANDAR PELAYANAN"
_INK, _MUTED, _WHITE, _GROUND, _MARK = "#1a1a1a", "#4d4d4d", "#ffffff", "#f2f3f2", "#8a1c1c"
_LEFT, _GAP = 12.0, 6.0
_TEXT = WIDTH - 2 * _LEFT
_BODY_TOP, _BODY, _BOXES = 54.0, 122.0, 34.0
_FOOT = 18.0


def sheet_document(source: ServiceSheetSource, size: str, emblem: bytes | None = None) -> PlacedDocument:
    """The page at the size of its paper; A3 is the same page enlarged."""
    page = Page(WIDTH, HEIGHT, tuple(_items(source, emblem)))
    paper = PAPERS[size]
    title = f"Standar pelayanan {source.standard.service}"
    return PlacedDocument(
        title, source.head.office, (page if paper == (WIDTH, HEIGHT) else enlarged(page, *paper),),
        subject=f"{title}, {source.head.office}; nomor dokumen {source.head.document_id}",
        keywords=("Standar pelayanan", source.head.office, source.standard.service),
    )  # fmt: skip


def _items(source: ServiceSheetSource, emblem: bytes | None) -> list[Item]:
    accent = print_accent(source.head.letterhead.accent_colour)
    parts = {each.slug: each for each in source.standard.public}
    half, third = (_TEXT - _GAP) / 2, (_TEXT - 2 * _GAP) / 3
    boxes_top = _BODY_TOP + _BODY + _GAP
    low_top = boxes_top + _BOXES + _GAP
    low = HEIGHT - _FOOT - low_top
    return [
        *_head(source, emblem, accent),
        *_part(parts["persyaratan"], (_LEFT, _BODY_TOP, half, _BODY), accent, size=22),
        *_part(parts["prosedur"], (_LEFT + half + _GAP, _BODY_TOP, half, _BODY), accent, size=22),
        *_part(parts["waktu"], (_LEFT, boxes_top, third, _BOXES), accent, size=24, is_strong=True),
        *_part(parts["biaya"], (_LEFT + third + _GAP, boxes_top, third, _BOXES), accent, size=24, is_strong=True),
        *_part(parts["produk"], (_LEFT + 2 * (third + _GAP), boxes_top, third, _BOXES), accent, size=22, is_strong=True),
        *_part(parts["pengaduan"], (_LEFT, low_top, _TEXT - 58, low), accent, size=18),
        *_code(source, (WIDTH - _LEFT - 52, low_top, 52, low), accent),
        *_foot(source, accent),
    ]


def _head(source: ServiceSheetSource, emblem: bytes | None, accent: str) -> list[Item]:
    left = 42.0 if emblem else _LEFT
    room = WIDTH - left - _LEFT
    items: list[Item] = [
        Area(0, 0, WIDTH, 44, fill=accent),
        TextBox(printed_head(source.head.letterhead.lines)[0], left, 5, room, 6, 12, least=8, align="left", colour=_WHITE),
        TextBox(source.head.office, left, 11, room, 7, 14, least=8, align="left", colour=_WHITE),
        TextBox(TITLE, left, 19, room, 6, 12, bold=True, align="left", colour=_WHITE),
        TextBox(source.standard.service, left, 25, room, 16, 25, least=12, bold=True, align="left", colour=_WHITE),
    ]
    if emblem:
        items += [Area(11, 6, 26, 32, fill=_WHITE, radius=2), Picture(emblem, 13, 8, 22, 28)]
    if source.head.is_sample:
        items += [Area(0, 44, WIDTH, 5.4, fill=_MARK), TextBox(SAMPLE_MARK, 5, 44.4, WIDTH - 10, 4.6, 9.5, bold=True, colour=_WHITE)]
    return items


def _part(
    component: PrintedComponent, box: tuple[float, float, float, float], accent: str, *, size: float, is_strong: bool = False
) -> list[Item]:
    """A component in its box: its name on top, its lines as large as there is room."""
    x, y, width, height = box
    return [
        Area(x, y, width, height, fill=_GROUND, radius=2),
        TextBox(component.name.upper(), x + 3, y + 2, width - 6, 6, 10, least=6.5, bold=True, align="left", colour=accent),
        TextBox(
            _words(component), x + 3, y + 9, width - 6, height - 11, size, least=6, bold=is_strong, align="left", colour=_INK, stands="top"
        ),
    ]


def _code(source: ServiceSheetSource, box: tuple[float, float, float, float], accent: str) -> list[Item]:
    """The survey's code; where none was given out, that of the standard's page."""
    x, y, width, height = box
    url = source.survey_url or source.standard_url
    if not url:
        return []
    title = "NILAI PELAYANAN INI" if source.survey_url else "BACA DI PONSEL ANDA"
    below = f"Kode {spaced_code(source.survey_code)}" if source.survey_code else ""
    side = min(width - 6, height - 15)
    return [
        Area(x, y, width, height, outline=accent, radius=2),
        TextBox(title, x + 2, y + 1.5, width - 4, 6, 10, bold=True, colour=accent),
        QrCode(url, x + (width - side) / 2, y + 7.5, side),
        TextBox(below, x + 2, y + height - 7.5, width - 4, 6, 10, bold=True),
    ]


def _foot(source: ServiceSheetSource, accent: str) -> list[Item]:
    standard = source.standard
    dated = f" tanggal {long_date(standard.decree_date)}" if standard.decree_date else ""
    decree = f"Ditetapkan dengan keputusan {standard.decree_number}{dated}" if standard.decree_number else ""
    parts = urlsplit(source.standard_url)
    where = f"Selengkapnya: {parts.netloc}{parts.path}" if source.standard_url else ""
    top, width = HEIGHT - 16, _TEXT - 30
    return [
        TextBox("\n".join(each for each in (decree, where) if each), _LEFT, top, width, 10, 9, least=5.5, align="left", colour=_MUTED),
        TextBox(source.head.document_id, WIDTH - _LEFT - 28, top, 28, 10, 8, align="right", colour=_MUTED),
        Area(0, HEIGHT - 4, WIDTH, 4, fill=accent),
    ]


def _words(component: PrintedComponent) -> str:
    points = component.points
    if not points:
        return "\N{EN DASH}"
    return points[0] if len(points) == 1 else "\n".join(f"{number}. {each}" for number, each in enumerate(points, start=1))
