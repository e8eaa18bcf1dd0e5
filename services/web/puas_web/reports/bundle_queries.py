"""What the pages about many reports in one request show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort

from puas.db.queries.report_bundles import frozen_periods, members_of, recent_bundles, scopes_of, unfinished_bundle
from puas.db.queries.report_lists import files_of, find_report
from puas.db.tables.reports import Report, ReportFile
from puas.domain.document_source import REPORT_BUNDLE
from puas.domain.permissions import Action
from puas.domain.report_bundle import is_card_bundle
from puas.domain.report_snapshot import DRAFT
from puas.domain.reporting_scope import ReportingScope
from puas_web.access import current_tenant, may
from puas_web.database import db
from puas_web.produced_documents import ON_THE_WAY

REFRESH_SECONDS = 5


@dataclass(frozen=True)
class BundlePage:
    """A request for many reports: how far it is, and what became of each."""

    report: Report
    members: Sequence[Report]
    archive: ReportFile | None

    @property
    def done(self) -> int:
        return sum(each.state in ("ready", "failed", "gone") for each in self.members)

    @property
    def ready(self) -> int:
        return sum(each.state == "ready" for each in self.members)

    @property
    def drafts(self) -> int:
        """Those with something to put right or to read before anybody signs."""
        return sum(each.state == "ready" and each.stage == DRAFT for each in self.members)

    @property
    def failed(self) -> int:
        return sum(each.state == "failed" for each in self.members)

    @property
    def waiting(self) -> int:
        """How many a stop would drop."""
        return sum(each.state == "waiting" for each in self.members)

    @property
    def current(self) -> Report | None:
        """The one at work."""
        return next((each for each in self.members if each.state in ("pending", "running")), None)

    @property
    def is_on_its_way(self) -> bool:
        return self.report.state in ON_THE_WAY

    @property
    def refresh(self) -> int | None:
        return REFRESH_SECONDS if self.is_on_its_way else None


def scopes() -> list[tuple[ReportingScope, int]]:
    """What can be chosen, for somebody who works for the whole regency; 404 for others."""
    require_whole_regency()
    return scopes_of(frozen_periods(db.session(), tenant_id=current_tenant().id))


def require_whole_regency() -> None:
    if current_tenant().agency_ids is not None:
        abort(404)


def running() -> Report | None:
    return unfinished_bundle(db.session(), tenant_id=current_tenant().id)


def recent() -> Sequence[Report]:
    return recent_bundles(db.session(), tenant_id=current_tenant().id)


def bundle_page(report_id: UUID) -> BundlePage:
    """The request with this id, or 404."""
    here = current_tenant()
    report = find_report(db.session(), tenant_id=here.id, report_id=report_id, agency_ids=here.agency_ids)
    if report is None or report.document != REPORT_BUNDLE:
        abort(404)
    members = members_of(db.session(), tenant_id=here.id, bundle_id=report_id)
    return BundlePage(report, members, _archive(report))


def _archive(report: Report) -> ReportFile | None:
    """Workbooks of survey reports hold the answers one by one, and those are not for everyone; report cards hold none."""
    if report.state != "ready" or not (is_card_bundle(report.twin_key) or may(Action.EXPORT_RESPONSES)):
        return None
    files = files_of(db.session(), tenant_id=report.tenant_id, report_ids=[report.id])
    return next(iter(files.get(report.id, [])), None)
