"""What the pages about a province's recap show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import abort

from puas.db.queries.report_lists import documents_of_keys, files_of, find_report
from puas.db.queries.shared_figures import scopes_of_province
from puas.db.tables.reports import Report, ReportFile
from puas.domain import province_words
from puas.domain.document_source import PROVINCE_DOCUMENTS, SIGNED_DOCUMENTS
from puas.domain.province_result import HANDED_OVER, NOT_ON_BOARD, NOT_PUBLISHED, NOT_SURVEYED, PARTLY, PUBLISHED, RegencyLine
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import ReportingScope
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.offered_documents import LastRequest, Offer, keys_of, with_last
from puas_web.produced_documents import refresh_seconds
from puas_web.province_database import province_session
from puas_web.province_recaps.reading import read_province
from puas_web.province_recaps.words import DOCUMENTS

MOST_EARLIER = 12
_MOST_NAMED = 5
# Who needs a word first; the last ones the province has not won yet.
_NEED = (NOT_PUBLISHED, NOT_SURVEYED, PARTLY, PUBLISHED, HANDED_OVER, NOT_ON_BOARD)


@dataclass(frozen=True)
class PublishedScopes:
    """The scopes in which a regency published anything."""

    scopes: tuple[ReportingScope, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(each.year for each in self.scopes))

    def parts_of(self, year: int) -> tuple[str, ...]:
        return tuple(each.part for each in self.scopes if each.year == year)


@dataclass(frozen=True)
class RecapPage:
    """A province over a scope: its figures, what can be made of them, and what was made before."""

    snapshot: ProvinceSnapshot
    rule: Edition
    documents: tuple[Offer, ...]
    earlier: Sequence[Report]

    @property
    def missing(self) -> tuple[RegencyLine, ...]:
        """On board, and not everything handed over."""
        return tuple(each for each in self.snapshot.result.regencies if each.state not in (HANDED_OVER, NOT_ON_BOARD))

    @property
    def missing_names(self) -> str:
        return province_words.some_names(self.missing, _MOST_NAMED)

    @property
    def by_need(self) -> list[RegencyLine]:
        """All of them, those that need attention first."""
        return sorted(
            self.snapshot.result.regencies,
            key=lambda each: (-each.reporting.late, _NEED.index(each.state), each.code, each.name),
        )


def published_scopes() -> PublishedScopes:
    """What the choice of years and parts offers."""
    found = scopes_of_province(province_session(), province_code=current_tenant().province_code or "")
    return PublishedScopes(tuple(found))


def recap_page(scope: ReportingScope) -> RecapPage:
    """The province over a scope."""
    here = current_tenant()
    snapshot = read_province(here, scope, datetime.now(UTC))
    made = documents_of_keys(db.session(), tenant_id=here.id, twin_keys=keys_of(DOCUMENTS, scope), most=MOST_EARLIER)
    documents = with_last(DOCUMENTS, {each.document: LastRequest(each.id, each.state, each.requested_at) for each in reversed(made)})
    return RecapPage(snapshot, edition(snapshot.result.edition_id), documents, made)


def report_or_404(report_id: UUID) -> Report:
    """A document about this province."""
    report = find_report(db.session(), tenant_id=current_tenant().id, report_id=report_id)
    if report is None or report.document not in PROVINCE_DOCUMENTS:
        abort(404)
    return report


def document_page(report_id: UUID) -> dict[str, Any]:
    """One document: its state, and its files once it is ready."""
    report = report_or_404(report_id)
    _document, year, part = report.twin_key.split(":")
    return {
        "report": report,
        "files": files_of_document(report),
        "refresh": refresh_seconds(report.state, report.requested_at),
        "year": year,
        "part": part,
        "is_published": report.state in ("ready", "gone") and not report.failure,
        "can_be_signed": report.document in SIGNED_DOCUMENTS,
    }


def files_of_document(report: Report) -> list[ReportFile]:
    """Its finished formats."""
    if report.state != "ready":
        return []
    return files_of(db.session(), tenant_id=report.tenant_id, report_ids=[report.id]).get(report.id, [])
