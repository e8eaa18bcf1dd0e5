"""Asks for a document of a register: freezes its head with what it is about, and notes who asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.domain.filing import FilingHead
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._filing_heads import filing_head
from puas.usecases.record_audit import record_audit


class FilingSource(Protocol):
    """What a register's document is rendered from."""

    def to_json(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Filing:
    """A document of a register somebody wants. `subject` is what it is about, as the log names it; with `agency_id` the agency signs."""

    document: str
    title: str
    twin_key: str
    subject: str
    agency_id: UUID | None = None
    draft_mark: str = ""


def request_filing(
    *,
    session: Session,
    tenant_id: int,
    filing: Filing,
    source: Callable[[FilingHead], FilingSource],
    account_id: UUID | None,
    base_url: str,
    now: datetime,
) -> Report:
    """The request that is on its way, or a new one rendered from what the register says at this moment."""
    numbered: list[str] = []

    def frozen(document_id: str) -> str:
        numbered.append(document_id)
        return source(
            filing_head(
                session, tenant_id=tenant_id, agency_id=filing.agency_id, draft_mark=filing.draft_mark, document_id=document_id,
                base_url=base_url, now=now,
            )
        ).to_json()

    wanted = Wanted(
        document=filing.document, title=filing.title, twin_key=filing.twin_key, requested_by=account_id, now=now, agency_id=filing.agency_id
    )
    report = request_document(session, tenant_id=tenant_id, wanted=wanted, source=frozen)
    # Asking again for what is on its way is no second request.
    if report.document_id in numbered:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="request_filing", subject=filing.subject, now=now,
            detail={"name": filing.title, "document_id": report.document_id},
        )  # fmt: skip
    return report

