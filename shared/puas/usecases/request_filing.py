"""Asks for a document of a register: freezes its head with what it is about, and notes who asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.agencies import find_agency
from puas.db.queries.letters import LetterSender, find_sender
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import Report
from puas.domain.agency_letterhead import agency_letterhead
from puas.domain.filing import FilingHead
from puas.domain.report_details import place_of
from puas.domain.report_snapshot import Letterhead, Signatory
from puas.usecases._document_requests import Wanted, request_document
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
    agency = None
    if filing.agency_id is not None:
        agency = find_agency(session, tenant_id=tenant_id, agency_id=filing.agency_id)
    sender = find_sender(session, tenant_id=tenant_id)
    numbered: list[str] = []

    def frozen(document_id: str) -> str:
        numbered.append(document_id)
        return source(_head(sender, agency, filing, document_id, base_url, now)).to_json()

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


def _head(
    sender: LetterSender, agency: Agency | None, filing: Filing, document_id: str, base_url: str, now: datetime
) -> FilingHead:
    who = agency or sender
    return FilingHead(
        document_id=document_id,
        verification_url=f"{base_url.rstrip('/')}/verifikasi/{document_id}",
        letterhead=_letterhead(sender, agency),
        signatory=Signatory(who.signatory_position, who.signatory_name, "", who.signatory_nip, place_of(sender.name), None),
        government=sender.name,
        office=sender.name if agency is None else agency.name,
        prepared_at=now,
        time_zone=sender.time_zone,
        is_sample=sender.is_sample,
        draft_mark=filing.draft_mark,
    )



def _letterhead(sender: LetterSender, agency: Agency | None) -> Letterhead:
    if agency is None:
        return sender.letterhead
    return agency_letterhead(agency, owner=agency.owner, name=agency.name, regency=sender.letterhead)
