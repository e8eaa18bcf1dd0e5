"""Asks for the document about the results of a mal pelayanan publik over a scope."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.mall_figures import mall_periods
from puas.db.queries.mall_results import mall_results
from puas.db.queries.malls import find_mall
from puas.db.tables.reports import Report
from puas.domain.document_source import MALL_RESULTS
from puas.domain.filing import FilingHead
from puas.domain.mall_results import MallResultsSource
from puas.domain.reporting_scope import ReportingScope
from puas.usecases._refusal import Refusal
from puas.usecases.request_filing import Filing, request_filing


class UnableToRequestMallResults(Refusal):
    """`reason`: unknown-mall, or no-answers (nobody answered there in the scope)."""


def request_mall_results(
    *, session: Session, tenant_id: int, mall_id: UUID, scope: ReportingScope, account_id: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one rendered from the figures of this moment."""
    mall = find_mall(session, tenant_id=tenant_id, mall_id=mall_id)
    if mall is None:
        raise UnableToRequestMallResults("unknown-mall")
    found = mall_periods(session, tenant_id=tenant_id, mall_id=mall_id)
    results = mall_results(session, tenant_id=tenant_id, mall_id=mall_id, found=found, scope=scope)
    if not results.index.respondents:
        raise UnableToRequestMallResults("no-answers")
    filing = Filing(
        MALL_RESULTS, f"Hasil {mall.name} {scope.window.label}", f"{MALL_RESULTS}:{mall_id}:{scope.year}:{scope.part}",
        f"service_mall:{mall_id}", draft_mark="SEMENTARA" if results.is_provisional else "",
    )  # fmt: skip

    def source(head: FilingHead) -> MallResultsSource:
        return MallResultsSource(
            head, mall.name, mall.address, mall.decree, scope.window.label, results.is_provisional, results.index,
            results.participation, results.counters, results.trend,
        )  # fmt: skip

    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, source=source, account_id=account_id, base_url=base_url, now=now
    )
