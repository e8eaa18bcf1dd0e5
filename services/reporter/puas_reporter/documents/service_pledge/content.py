"""The maklumat for the wall: emblem, the promise in large type, and who signed it."""

from __future__ import annotations

from puas.domain.agency_owners import printed_head
from puas.domain.standard_documents import ServicePledgeSource
from puas_reporter.documents.placed import Page, PlacedDocument, TextBox, enlarged
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.documents.wall_page import HEIGHT, INK, LEFT, TEXT, WIDTH, Proof, foot, frame, head, sample_mark

PAPERS: dict[str, tuple[float, float]] = {"a4": (WIDTH, HEIGHT), "a3": (420.0, 297.0)}
TITLE = "MAKLUMAT PELAYANAN"
SAMPLE = "DATA CONTOH: nama dan janji di sini rekaan"
_CHECK = "Keaslian maklumat ini dapat diperiksa dengan memindai kode ini."


def pledge_document(source: ServicePledgeSource, size: str, emblem: bytes | None = None) -> PlacedDocument:
    """The page at the size of its paper; A3 is the same page enlarged."""
    paper = source.head.letterhead
    accent = print_accent(paper.accent_colour)
    items = [
        *frame(accent),
        *head(printed_head(paper.lines), emblem),
        TextBox(TITLE, LEFT, 60, TEXT, 15, 32, bold=True, colour=accent),
        TextBox("\n".join(source.paragraphs), LEFT + 6, 79, TEXT - 12, 62, 19, least=7, colour=INK),
        *foot(source.head.signatory, Proof(source.head.verification_url, source.head.document_id, _CHECK)),
    ]
    if source.head.is_sample:
        items.append(sample_mark(SAMPLE))
    page, wanted = Page(WIDTH, HEIGHT, tuple(items)), PAPERS[size]
    return PlacedDocument(
        f"Maklumat pelayanan {source.head.office}", source.head.office,
        (page if wanted == (WIDTH, HEIGHT) else enlarged(page, *wanted),),
        subject=f"Maklumat pelayanan; nomor dokumen {source.head.document_id}", keywords=("Maklumat pelayanan", source.head.office),
    )  # fmt: skip
