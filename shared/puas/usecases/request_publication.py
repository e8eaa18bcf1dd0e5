"""Asks for the publication banner or poster of a result that no longer changes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.publication_sources import Publishable, Subject, find_publishable, source_of
from puas.db.tables.reports import Report
from puas.domain.document_source import RESULT_BANNER, RESULT_POSTER
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

_TITLES = {RESULT_BANNER: "Banner hasil SKM", RESULT_POSTER: "Poster hasil SKM"}


class UnableToRequestPublication(Refusal):
    """`reason`: unknown-document, nothing-surveyed, or one of `publication_source.REFUSALS`."""


def request_publication(
    *,
    session: Session,
    tenant_id: int,
    document: str,
    subject: Subject,
    requested_by: UUID | None,
    base_url: str,
    now: datetime,
) -> Report:
    """The request that is on its way, or a new one drawn from what is frozen now."""
    if document not in _TITLES:
        raise UnableToRequestPublication("unknown-document")
    found = find_publishable(session, tenant_id=tenant_id, subject=subject, now=now)
    if found is None:
        raise UnableToRequestPublication("nothing-surveyed")
    if found.refusal is not None:
        raise UnableToRequestPublication(found.refusal)
    report = request_document(
        session, tenant_id=tenant_id, wanted=_wanted(document, found, requested_by, now),
        source=lambda number: source_of(
            session, tenant_id=tenant_id, found=found, document_id=number, base_url=base_url, now=now
        ).to_json(),
    )  # fmt: skip
    record_audit(
        session=session, tenant_id=tenant_id, account_id=requested_by, action="request_publication",
        subject=f"report:{report.id}", now=now, detail={"document": document, "name": found.unit_name[:200]},
    )  # fmt: skip
    return report


def _wanted(document: str, found: Publishable, requested_by: UUID | None, now: datetime) -> Wanted:
    return Wanted(
        document=document,
        title=f"{_TITLES[document]} {found.unit_name} {found.result.period.label}",
        twin_key=found.subject.key(document),
        requested_by=requested_by,
        now=now,
        agency_id=None if found.result.agency is None else UUID(found.result.agency.id),
        # Whoever checks it later is told whether that period's result still holds.
        period_id=found.subject.period_id,
    )
