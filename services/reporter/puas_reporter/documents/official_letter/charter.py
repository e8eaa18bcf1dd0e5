"""A charter of appreciation: one landscape page for the wall, and the same words for Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from puas.domain.letter_source import LetterSource
from puas.presentation.dates import long_date
from puas_reporter.documents.blocks import Block, Document, Letterhead, Paragraph, Signature
from puas_reporter.documents.official_letter.content import SAMPLE, letter_document
from puas_reporter.documents.placed import Item, Page, PlacedDocument, TextBox
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.documents.wall_page import HEIGHT, INK, LEFT, TEXT, WIDTH, Proof, foot, frame, head, sample_mark, title

TITLE = "PIAGAM PENGHARGAAN"


def charter_page(source: LetterSource, emblem: bytes | None = None) -> PlacedDocument:
    """The charter: two frames, the emblem, to whom and for what, who signs."""
    accent = print_accent(source.letterhead.accent_colour)
    proof = Proof(source.verification_url, source.document_id, "Keaslian piagam ini dapat diperiksa dengan memindai kode ini.")
    items = [
        *frame(accent), *head(source.letterhead.lines, emblem), *title(TITLE, source.number, source.recipient, accent),
        *_middle(source, accent), *foot(replace(source.signatory, signed_on=source.dated_on), proof),
    ]  # fmt: skip
    if source.is_sample:
        items.append(sample_mark(SAMPLE))
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


def _middle(source: LetterSource, accent: str) -> list[Item]:
    return [
        TextBox(source.headline or source.subject, LEFT, 108.5, TEXT, 8, 15, least=10, bold=True, colour=accent),
        TextBox(source.paragraphs[0] if source.paragraphs else "", LEFT + 12, 118, TEXT - 24, 24, 12, least=8, colour=INK),
    ]


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
