"""Brings an archived agency back into lists and new periods."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToRestoreAgency(Refusal):
    """`reason` is unknown, or merged: another agency goes on with its work for good."""


def restore_agency(*, session: Session, tenant_id: int, agency_id: UUID, account_id: UUID | None, now: datetime) -> Agency:
    """Make the agency active again; of an active one nothing changes."""
    agency = session.scalar(select(Agency).where(Agency.tenant_id == tenant_id, Agency.id == agency_id))
    if agency is None:
        raise UnableToRestoreAgency("unknown")
    if agency.merged_into_id is not None:
        raise UnableToRestoreAgency("merged")
    if agency.state == "active":
        return agency
    agency.state = "active"
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="restore_agency",
        subject=f"agency:{agency_id}",
        now=now,
        detail={"name": agency.name},
    )
    return agency
