"""One A5 page per collection point: who asks, what for, the code to scan, and three steps."""

from __future__ import annotations

from puas.domain.document_source import PointsSource, PrintedPoint
from puas_reporter.documents import collection_points as words
from puas_reporter.documents.placed import Area, Item, Page, Picture, PlacedDocument, QrCode, TextBox
from puas_reporter.documents.skm_report.front_matter import print_accent

PAGE = (148.0, 210.0)
_STEPS = ("Pindai kode", "Jawab sembilan pertanyaan", "Kirim")
_STEPS_AT_EXIT = ("Pindai kode", "Pilih gerai Anda", "Jawab dan kirim")
_MUTED = "#4d4d4d"


def poster(source: PointsSource, emblem: bytes | None) -> PlacedDocument:
    """A page for every point of the request."""
    return PlacedDocument(
        f"Poster QR SKM {source.agency}", source.agency, tuple(Page(*PAGE, tuple(_page(source, point, emblem))) for point in source.points)
    )


def _page(source: PointsSource, point: PrintedPoint, emblem: bytes | None) -> list[Item]:
    width, height = PAGE
    accent = print_accent(source.accent_colour)
    text_left, text_width = (32.0, width - 40) if emblem else (10.0, width - 20)
    items: list[Item] = [
        Area(0, 0, width, 34, fill=accent),
        TextBox(source.government, text_left, 7, text_width, 6.5, 12, colour="#ffffff", align="left"),
        TextBox(source.agency, text_left, 13.5, text_width, 14, 16, least=9, bold=True, colour="#ffffff", align="left"),
        TextBox(words.QUESTION, 10, 40, width - 20, 13, 27, bold=True, colour=accent),
        TextBox(words.service_line(point), 12, 53.5, width - 24, 13, 14, least=9, bold=True),
        QrCode(point.url, (width - 84) / 2, 66, 84),
        TextBox(words.INVITATION, 12, 151, width - 24, 7, 13),
        TextBox("atau ketik di peramban", 12, 159, width - 24, 5, 9, colour=_MUTED),
        TextBox("".join(words.address_to_type(point)), 12, 163.6, width - 24, 7, 14, least=8, bold=True),
        TextBox(f"Kode {words.spaced_code(point.code)}", 12, 170.8, width - 24, 7, 13, bold=True, colour=accent),
        *_steps(width, accent, _STEPS_AT_EXIT if words.chooses_counter(point) else _STEPS),
        TextBox(_foot(source, point), 10, height - 11, width - 20, 6, 9.5, least=7, colour=_MUTED),
    ]
    if emblem:
        items.append(Area(8, 4.5, 21, 25, fill="#ffffff", radius=2))
        items.append(Picture(emblem, 9.5, 5.8, 18, 22.4))
    if source.sample_data:
        items.append(Area(0, 34, width, 5.4, fill="#8a1c1c"))
        items.append(TextBox(words.SAMPLE_MARK, 5, 34.4, width - 10, 4.6, 9.5, bold=True, colour="#ffffff"))
    return items


def _steps(width: float, accent: str, steps: tuple[str, ...]) -> list[Item]:
    third = (width - 20) / len(steps)
    items: list[Item] = []
    for number, step in enumerate(steps, start=1):
        left = 10 + third * (number - 1)
        items.append(Area(left + 1.5, 181, third - 3, 15.5, outline=accent, radius=2))
        items.append(TextBox(str(number), left + 3, 183, 8, 11, 20, bold=True, colour=accent))
        items.append(TextBox(step, left + 11, 183.4, third - 14, 11, 10, least=7.5, align="left"))
    return items


def _foot(source: PointsSource, point: PrintedPoint) -> str:
    return f"{words.PROMISE}  ·  {point.place}" if point.place else words.PROMISE
