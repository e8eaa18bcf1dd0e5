"""A letter as an office writes it: letterhead, number block, date and place, addressee, text, signature, copies."""

from __future__ import annotations

from collections.abc import Iterator

from puas.domain.letter_source import LetterSource
from puas.presentation.dates import long_date
from puas_reporter.documents.blocks import (
    Block,
    Document,
    FactList,
    Letterhead,
    LetterheadBlock,
    Listing,
    Paragraph,
    Signature,
)
from puas_reporter.documents.skm_report.front_matter import print_accent

SAMPLE = "CONTOH: nama dan angka dalam surat ini rekaan"
_NO_NAME = "(nama penanda tangan)"


def letter_document(source: LetterSource, emblem: bytes | None = None) -> Document:
    """The letter as blocks: one content for PDF and Word."""
    head = source.letterhead
    return Document(
        title=f"{source.subject} {source.number}",
        author=source.sender,
        subject=f"Surat {source.number}, {source.scope}",
        keywords=("SKM", "Surat", source.sender, source.number),
        footer=f"{source.document_id} · {source.verification_url}",
        letterhead=Letterhead(head.lines, address_of(source), emblem),
        cover=None,
        front=(),
        body=tuple(_blocks(source)),
        sample_mark=SAMPLE if source.is_sample else "",
        accent=print_accent(head.accent_colour),
        # The code to check it by stands beside the signature; a second one in the letterhead would only confuse.
        verification=None,
    )


def address_of(source: LetterSource) -> str:
    """The small line of the letterhead: address, then the ways to reach the office."""
    head = source.letterhead
    parts = (head.address, f"Telepon {head.phone}" if head.phone else "", f"Surel {head.email}" if head.email else "", head.website)
    return " · ".join(each for each in parts if each)


def _blocks(source: LetterSource) -> Iterator[Block]:
    yield LetterheadBlock()
    yield Paragraph(f"{source.signatory.place}, {long_date(source.dated_on)}", align="right")
    rows = (("Nomor", source.number), ("Sifat", source.nature or "Biasa"), ("Lampiran", "–"), ("Hal", source.subject))
    yield FactList(rows, share=14)
    yield Paragraph(f"Yth. {source.addressee}\ndi tempat", align="left")
    for paragraph in source.paragraphs:
        yield Paragraph(paragraph)
    who = source.signatory
    yield Signature(
        place_and_date="",
        position=who.position,
        name=who.name or _NO_NAME,
        rank=who.rank,
        nip=who.nip,
        check_at=source.verification_url,
    )
    if source.copies:
        yield Paragraph("Tembusan:", align="left")
        yield Listing(source.copies, numbered=True)
