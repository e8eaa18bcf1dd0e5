"""The brief as exactly one A4 page."""

from __future__ import annotations

from puas.domain.recap_snapshot import RecapSnapshot
from puas_reporter.documents.brief_page import placed_brief
from puas_reporter.documents.placed import PlacedDocument
from puas_reporter.documents.regency_brief.content import brief_of


def brief_page(recap: RecapSnapshot, emblem: bytes | None = None) -> PlacedDocument:
    """The page of a recap."""
    return placed_brief(brief_of(recap), emblem)
