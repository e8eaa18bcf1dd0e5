"""Adds an agency or changes one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.tables.agencies import Agency
from puas.domain.agency_details import AgencyDetails, Fault, agency_faults
from puas.usecases.record_audit import record_audit


class UnableToSaveAgency(Exception):
    """The details cannot be accepted; `faults` says where and why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.reason}" for fault in faults))
        self.faults = faults


def save_agency(
    *,
    session: Session,
    tenant_id: int,
    details: AgencyDetails,
    account_id: UUID | None,
    now: datetime,
    agency_id: UUID | None = None,
) -> Agency:
    """Store the details; without `agency_id` as a new agency. A name in use, also by an archived agency, is refused."""
    faults = agency_faults(details)
    if faults:
        raise UnableToSaveAgency(*faults)
    agency = _existing(session, tenant_id, agency_id) or Agency(tenant_id=tenant_id, id=new_id(), created_at=now)
    try:
        # Changed inside the savepoint, so that a refusal leaves the transaction usable for the page that explains it.
        with session.begin_nested():
            for field, value in asdict(details).items():
                setattr(agency, field, value)
            session.add(agency)
    except IntegrityError as error:
        if violates(error, "uq_agency_name"):
            raise UnableToSaveAgency(Fault("name", "in-use")) from error
        raise
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="save_agency",
        subject=f"agency:{agency.id}",
        now=now,
        detail={"name": details.name, "added": agency_id is None},
    )
    return agency


def _existing(session: Session, tenant_id: int, agency_id: UUID | None) -> Agency | None:
    if agency_id is None:
        return None
    agency = session.scalar(select(Agency).where(Agency.tenant_id == tenant_id, Agency.id == agency_id))
    if agency is None:
        raise UnableToSaveAgency(Fault("agency", "unknown"))
    return agency
