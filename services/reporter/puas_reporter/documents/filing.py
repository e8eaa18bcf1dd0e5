"""The frame of a document for filing: letterhead, title, the facts at a glance, the body, the signature; and its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

from puas.domain.agency_owners import owner_sentence, printed_head
from puas.domain.filing import FilingHead
from puas.presentation.dates import long_date
from puas.runtime.file_store import FileStore
from puas_reporter.documents.blocks import (
    Block,
    Document,
    FactList,
    Heading,
    Letterhead,
    LetterheadBlock,
    Listing,
    Paragraph,
    Signature,
    Together,
)
from puas_reporter.documents.rendered_file import RenderedFile, Rendering, file_name, pictures_of
from puas_reporter.documents.sheets import Workbook
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.formats.document_pdf import document_pdf
from puas_reporter.formats.pdf_outline import heading_pages
from puas_reporter.formats.word import word_bytes
from puas_reporter.formats.workbook import workbook_bytes

Source = TypeVar("Source")

SAMPLE = "CONTOH: nama dan angka dalam dokumen ini rekaan"
MOST_LINES_KEPT = 5
"""Longer lists than this at the end of a document are not kept whole with its signature."""
_NO_NAME = "(nama penanda tangan)"
_NO_POSITION = "(jabatan penanda tangan)"


def filing_document(
    head: FilingHead, emblem: bytes | None, *, title: str, facts: Sequence[tuple[str, str]], body: Iterable[Block],
    closing: str = "", keywords: Sequence[str] = (),
) -> Document:  # fmt: skip
    """The document as blocks: one content for PDF and Word. `closing` is the sentence above the signature."""
    paper = head.letterhead
    owner = owner_sentence(paper.lines, head.government)
    whose = [("Pemilik", owner)] if owner else []
    prepared = head.prepared_at.astimezone(ZoneInfo(head.time_zone))
    above, last = _parted(tuple(body))
    ending = (*last, *([Paragraph(closing)] if closing else []), _signature(head, long_date(prepared.date())))
    return Document(
        title=title,
        author=head.office,
        subject=f"{title}, {head.office}",
        keywords=(*keywords, head.government, head.document_id),
        footer=f"{title} · {head.document_id} · {head.verification_url}",
        letterhead=Letterhead(printed_head(paper.lines), _address(head), emblem),
        cover=None,
        front=(),
        body=(
            LetterheadBlock(),
            Paragraph(title.upper(), strong=True, align="center"),
            FactList((*facts, *whose)),
            *above,
            Together(ending),
        ),
        sample_mark=SAMPLE if head.is_sample else "",
        draft_mark=head.draft_mark,
        accent=print_accent(paper.accent_colour),
        verification=None,
        created=head.prepared_at,
    )


def filing_files(
    formats: Iterable[str], document: Callable[[], Document], workbook: Callable[[], Workbook] | None, name: Sequence[str]
) -> Iterator[RenderedFile]:
    """The formats of such a document; Word's contents take their pages from the PDF made before it."""
    printed = b""
    for each in formats:
        if each == "xlsx" and workbook is not None:
            yield RenderedFile(each, file_name(*name, suffix=each), workbook_bytes(workbook()))
            continue
        if each == "pdf":
            printed = document_pdf(document())
        content = printed if each == "pdf" else word_bytes(document(), heading_pages(printed) if printed else ())
        yield RenderedFile(each, file_name(*name, suffix=each), content)


def filing_maker(
    read: Callable[[str], Source], head_of: Callable[[Source], FilingHead], document_of: Callable[[Source, bytes | None], Document],
    name_of: Callable[[Source], Sequence[str]], workbook_of: Callable[[Source], Workbook] | None = None,
) -> Callable[[Iterable[str], str, FileStore], Rendering]:  # fmt: skip
    """How the reporter makes all files of one kind of document out of its frozen source."""

    def rendered(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
        source = read(snapshot)
        key = head_of(source).letterhead.emblem_file
        emblem = pictures_of([key], store).get(key or "")
        workbook = None if workbook_of is None else lambda: workbook_of(source)
        yield from filing_files(formats, lambda: document_of(source, emblem), workbook, name_of(source))

    return rendered


def _parted(body: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The body without its last words, and these with their heading: no signature stands alone on a page."""
    last = body[-1] if body else None
    if not (isinstance(last, Paragraph) or (isinstance(last, Listing) and len(last.items) <= MOST_LINES_KEPT)):
        return body, ()
    heading = body[-2] if len(body) > 1 else None
    is_headed = isinstance(heading, Heading) or (isinstance(heading, Paragraph) and heading.strong)
    kept = 2 if is_headed else 1
    return body[:-kept], body[-kept:]


def _address(head: FilingHead) -> str:
    paper = head.letterhead
    parts = (paper.address, f"Telepon {paper.phone}" if paper.phone else "", f"Surel {paper.email}" if paper.email else "", paper.website)
    return " · ".join(each for each in parts if each)


def _signature(head: FilingHead, day: str) -> Signature:
    who = head.signatory
    return Signature(
        place_and_date=f"{who.place}, {day}", position=who.position or _NO_POSITION, name=who.name or _NO_NAME, rank=who.rank, nip=who.nip,
        check_at=head.verification_url,
    )  # fmt: skip
