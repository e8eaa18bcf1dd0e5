"""The brief as a document to edit: the same words and figures on one page of Word."""

from __future__ import annotations

from puas.domain.recap_snapshot import RecapSnapshot
from puas_reporter.documents.blocks import Document
from puas_reporter.documents.brief_document import written_brief
from puas_reporter.documents.regency_brief.content import brief_of


def brief_document(recap: RecapSnapshot, emblem: bytes | None = None) -> Document:
    """The page of a recap as blocks."""
    return written_brief(brief_of(recap), emblem)
