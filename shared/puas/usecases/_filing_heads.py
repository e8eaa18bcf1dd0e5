"""Who issues a document for filing, as it stands at this moment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.agencies import find_agency
from puas.db.queries.letters import LetterSender, find_sender
from puas.db.tables.agencies import Agency
from puas.domain.agency_letterhead import agency_letterhead
from puas.domain.filing import FilingHead
from puas.domain.report_details import place_of
from puas.domain.report_snapshot import Letterhead, Signatory


def filing_head(
    session: Session, *, tenant_id: int, agency_id: UUID | None, document_id: str, base_url: str, now: datetime, draft_mark: str = ""
) -> FilingHead:
    """With an agency it sends and signs; without one the regency does."""
    agency = None if agency_id is None else find_agency(session, tenant_id=tenant_id, agency_id=agency_id)
    sender = find_sender(session, tenant_id=tenant_id)
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
        draft_mark=draft_mark,
    )


def _letterhead(sender: LetterSender, agency: Agency | None) -> Letterhead:
    if agency is None:
        return sender.letterhead
    return agency_letterhead(agency, name=agency.name, regency=sender.letterhead)
