"""Takes an agency out of lists and new periods. Its past periods, results and reports stay as they are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.surveys import SurveyPeriod
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToArchiveAgency(Refusal):
    """`reason` is unknown, or has-open-period: answers would go on coming in for an agency nobody sees."""


def archive_agency(*, session: Session, tenant_id: int, agency_id: UUID, account_id: UUID | None, now: datetime) -> Agency:
    """Archive; an agency with an open period must close it first. The row is locked against a period opened meanwhile."""
    agency = session.scalar(select(Agency).where(Agency.tenant_id == tenant_id, Agency.id == agency_id).with_for_update())
    if agency is None:
        raise UnableToArchiveAgency("unknown")
    is_open = exists().where(
        SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.agency_id == agency_id, SurveyPeriod.state == "open"
    )
    if session.scalar(select(is_open)):
        raise UnableToArchiveAgency("has-open-period")
    agency.state = "archived"
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="archive_agency",
        subject=f"agency:{agency_id}",
        now=now,
        detail={"name": agency.name},
    )
    return agency
