"""What the pages about a regency's recap show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from puas.db.queries.period_lists import PeriodList
from puas.db.queries.recap_sources import recap_of_scope
from puas.db.tables.reports import Report
from puas.domain.recap_builder import lowest_unsur
from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_snapshot import UnsurFigures
from puas_web.offered_documents import LastRequest, Offer, keys_of, with_last
from puas_web.recaps.words import DOCUMENTS


@dataclass(frozen=True)
class RecapPage:
    """A regency over a scope."""

    recap: RecapSnapshot
    rule: Edition
    documents: tuple[Offer, ...]

    @property
    def lowest(self) -> tuple[UnsurFigures, ...]:
        return lowest_unsur(self.recap.result.unsur)


def recap_page(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope, now: datetime) -> RecapPage:
    """The recap of a scope with what can be made of it."""
    recap = recap_of_scope(session, tenant_id=tenant_id, periods=periods, scope=scope, now=now)
    last = _last_requests(session, tenant_id, scope)
    return RecapPage(recap, edition(recap.result.edition_id), with_last(DOCUMENTS, last))


def _last_requests(session: Session, tenant_id: int, scope: ReportingScope) -> dict[str, LastRequest]:
    statement = (
        select(Report.document, Report.id, Report.state, Report.requested_at)
        .where(Report.tenant_id == tenant_id, Report.twin_key.in_(keys_of(DOCUMENTS, scope)))
        .ext(distinct_on(Report.twin_key))
        .order_by(Report.twin_key, Report.requested_at.desc(), Report.id.desc())
    )
    return {document: LastRequest(report_id, state, at) for document, report_id, state, at in session.execute(statement)}
