"""Asks for a document about the whole regency: its recap, the page for its head, or the slides of the evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_recap import recap_of_scope
from puas.db.tables.reports import Report
from puas.domain.document_source import EVALUATION_SLIDES, REGENCY_BRIEF, REGENCY_RECAP
from puas.domain.reporting_scope import ReportingScope
from puas.runtime.signing_key import SigningKey
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

TITLES: Mapping[str, str] = {
    REGENCY_RECAP: "Rekap SKM",
    REGENCY_BRIEF: "Ringkasan SKM untuk pimpinan",
    EVALUATION_SLIDES: "Paparan evaluasi SKM",
}


class UnableToRequestRecap(Refusal):
    """`reason` is unknown_document, no_periods (none falls into the scope) or no_results (nobody has an index)."""


def request_recap(
    *,
    session: Session,
    tenant_id: int,
    document: str,
    scope: ReportingScope,
    requested_by: UUID | None,
    base_url: str,
    signing_key: SigningKey,
    now: datetime,
) -> Report:
    """The request that is on its way, or a new one rendered from the figures of this moment."""
    if document not in TITLES:
        raise UnableToRequestRecap("unknown_document")
    periods = list_periods(session, tenant_id=tenant_id)
    if not periods.inside(scope).periods:
        raise UnableToRequestRecap("no_periods")
    recap = recap_of_scope(session, tenant_id=tenant_id, periods=periods, scope=scope, now=now)
    if not recap.counted:
        raise UnableToRequestRecap("no_results")

    numbered: list[str] = []

    def source(document_id: str) -> str:
        numbered.append(document_id)
        signature = signing_key.sign(recap.result.to_json())
        return recap.numbered(document_id, f"{base_url}/verifikasi/{document_id}", signature).to_json()

    wanted = Wanted(
        document=document,
        title=f"{TITLES[document]} {recap.result.tenant.name} {scope.window.label}",
        twin_key=f"{document}:{scope.year}:{scope.part}",
        requested_by=requested_by,
        now=now,
    )
    report = request_document(session, tenant_id=tenant_id, wanted=wanted, source=source)
    # Asking again for what is on its way is no second request.
    if report.document_id in numbered:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=requested_by, action="request_recap", subject=f"report:{report.id}", now=now,
            detail={"document": TITLES[document], "label": scope.window.label},
        )  # fmt: skip
    return report
