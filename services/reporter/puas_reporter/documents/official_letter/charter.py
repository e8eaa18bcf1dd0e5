"""A charter of appreciation: one landscape page for the wall, and the same words for Word."""

from __future__ import annotations

from collections.abc import Iterator

from puas.domain.letter_source import LetterSource
from puas.presentation.dates import long_date
from puas_reporter.documents.blocks import Block, Document, Letterhead, Paragraph, Signature
from puas_reporter.documents.official_letter.content import SAMPLE, letter_document
from puas_reporter.documents.placed import Area, Item, Page, Picture, PlacedDocument, QrCode, TextBox
from puas_reporter.documents.skm_report.front_matter import print_accent

WIDTH, HEIGHT = 297.0, 210.0
_INK, _MUTED, _MARK = "#1a1a1a", "#4d4d4d", "#8a1c1c"
_LEFT, _RIGHT = 34.0, WIDTH - 34.0
_TEXT = _RIGHT - _LEFT
TITLE = "PIAGAM PENGHARGAAN"


def charter_page(source: LetterSource, emblem: bytes | None = None) -> PlacedDocument:
    """The charter: two frames, the emblem, to whom and for what, who signs."""
    accent = print_accent(source.letterhead.accent_colour)
    items = [*_frame(accent), *_head(source, emblem), *_middle(source, accent), *_foot(source)]
    if source.is_sample:
        items.append(TextBox(SAMPLE, _LEFT, 190.4, _TEXT / 2 - 20, 4.5, 8, bold=True, colour=_MARK))
    return PlacedDocument(f"{TITLE.title()} {source.recipient} {source.number}", source.sender, (Page(WIDTH, HEIGHT, tuple(items)),))


def charter_document(source: LetterSource, emblem: bytes | None = None) -> Document:
    """The same words as blocks, to be edited and printed from Word."""
    plain = letter_document(source, emblem)
    return Document(
        title=f"{TITLE.title()} {source.recipient} {source.number}",
        author=plain.author,
        subject=plain.subject,
        keywords=plain.keywords,
        footer=plain.footer,
        letterhead=Letterhead(plain.letterhead.lines, plain.letterhead.address, emblem),
        cover=None,
        front=(),
        body=tuple(_blocks(source)),
        sample_mark=plain.sample_mark,
        accent=plain.accent,
        verification=plain.verification,
    )


def _frame(accent: str) -> list[Item]:
    return [
        Area(9, 9, WIDTH - 18, HEIGHT - 18, outline=accent),
        Area(10.6, 10.6, WIDTH - 21.2, HEIGHT - 21.2, outline=accent),
        Area(14, 14, WIDTH - 28, HEIGHT - 28, outline="#b9b9b9"),
    ]


def _head(source: LetterSource, emblem: bytes | None) -> list[Item]:
    lines = [*source.letterhead.lines, ""][:2]
    items: list[Item] = [
        TextBox(lines[0].upper(), _LEFT, 43, _TEXT, 6.5, 14, least=9, bold=True),
        TextBox(lines[1].upper(), _LEFT, 49.5, _TEXT, 5, 10, least=7, colour=_MUTED),
    ]
    if emblem:
        items.append(Picture(emblem, WIDTH / 2 - 11, 18, 22, 23))
    return items


def _middle(source: LetterSource, accent: str) -> list[Item]:
    headline = source.headline or source.subject
    return [
        TextBox(TITLE, _LEFT, 59, _TEXT, 15, 34, bold=True, colour=accent),
        Area(WIDTH / 2 - 35, 75, 70, 0.7, fill=accent),
        TextBox(f"Nomor {source.number}", _LEFT, 77.5, _TEXT, 5.5, 11, least=8, colour=_MUTED),
        TextBox("diberikan kepada", _LEFT, 86, _TEXT, 6, 12, colour=_MUTED),
        TextBox(source.recipient, _LEFT, 93, _TEXT, 14, 28, least=14, bold=True),
        TextBox(headline, _LEFT, 108.5, _TEXT, 8, 15, least=10, bold=True, colour=accent),
        TextBox(source.paragraphs[0] if source.paragraphs else "", _LEFT + 12, 118, _TEXT - 24, 24, 12, least=8, colour=_INK),
    ]


def _foot(source: LetterSource) -> list[Item]:
    who = source.signatory
    left, width = _RIGHT - 92, 92
    items: list[Item] = [
        TextBox(f"{who.place}, {long_date(source.dated_on)}", left, 146, width, 5.5, 11, least=8),
        TextBox(f"{who.position},", left, 151.5, width, 5.5, 11, least=7.5),
        TextBox(who.name, left, 181, width, 5.5, 12, least=8, bold=True),
        Area(left + 14, 186.7, width - 28, 0.3, fill=_INK),
        QrCode(source.verification_url, _LEFT - 2, 161, 25),
        TextBox("Keaslian piagam ini dapat diperiksa dengan memindai kode ini.", _LEFT + 24, 168, 58, 9, 8, align="left", colour=_MUTED),
        TextBox(source.document_id, _LEFT + 24, 177, 58, 4.5, 8, align="left", colour=_MUTED),
    ]
    if who.nip:
        items.append(TextBox(f"NIP {who.nip}", left, 187.3, width, 5, 10, least=8))
    return items


def _blocks(source: LetterSource) -> Iterator[Block]:
    who = source.signatory
    for line in source.letterhead.lines:
        yield Paragraph(line.upper(), strong=True, align="center")
    yield Paragraph(TITLE, strong=True, align="center")
    yield Paragraph(f"Nomor {source.number}", align="center")
    yield Paragraph("diberikan kepada", align="center")
    yield Paragraph(source.recipient, strong=True, align="center")
    yield Paragraph(source.headline or source.subject, strong=True, align="center")
    for paragraph in source.paragraphs[:1]:
        yield Paragraph(paragraph, align="center")
    yield Signature(f"{who.place}, {long_date(source.dated_on)}", who.position, who.name, who.rank, who.nip, source.verification_url)
