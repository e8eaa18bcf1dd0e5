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
from puas.db.queries.agency_history import is_surveyed
from puas.db.queries.public_addresses import agency_addresses
from puas.db.tables.agencies import Agency
from puas.domain.agency_details import AgencyDetails, Fault, agency_faults
from puas.domain.agency_owners import changes_what_counts, counts_for_regency
from puas.domain.public_addresses import agency_address
from puas.usecases.record_audit import record_audit

_TRIES = 20


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
    """Store the details; without `agency_id` as a new agency. A name in use, also by an archived agency, is refused.

    A new agency gets its public address; a rename leaves it as it is. Once surveyed it stays inside or outside the regency's
    figures, whoever its owner becomes.
    """
    faults = agency_faults(details)
    if details.owner_name and counts_for_regency(details.owner):
        faults = (*faults, Fault("owner_name", "own-agency"))
    if faults:
        raise UnableToSaveAgency(*faults)
    known = _existing(session, tenant_id, agency_id)
    if known is not None and changes_what_counts(known.owner, details.owner):
        if is_surveyed(session, tenant_id=tenant_id, agency_id=known.id):
            raise UnableToSaveAgency(Fault("owner", "surveyed-already"))
    agency = known or Agency(tenant_id=tenant_id, id=new_id(), created_at=now)
    # Of two who take one address in the same moment the second tries the next; more tries than people there never are.
    if not any(_is_stored(session, agency, details) for _ in range(_TRIES)):
        raise UnableToSaveAgency(Fault("name", "in-use"))
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


def _is_stored(session: Session, agency: Agency, details: AgencyDetails) -> bool:
    """False where its address was taken by somebody else since it was chosen."""
    try:
        # Changed inside the savepoint, so that a refusal leaves the transaction usable for the page that explains it.
        with session.begin_nested():
            slug = agency.slug or agency_address(
                details.name, details.short_name, agency_addresses(session, tenant_id=agency.tenant_id)
            )
            for field, value in (*asdict(details).items(), ("slug", slug)):
                setattr(agency, field, value)
            session.add(agency)
    except IntegrityError as error:
        if violates(error, "uq_agency_name"):
            raise UnableToSaveAgency(Fault("name", "in-use")) from error
        if not violates(error, "uq_agency_slug"):
            raise
        agency.slug = None
        return False
    return True


def _existing(session: Session, tenant_id: int, agency_id: UUID | None) -> Agency | None:
    if agency_id is None:
        return None
    agency = session.scalar(select(Agency).where(Agency.tenant_id == tenant_id, Agency.id == agency_id))
    if agency is None:
        raise UnableToSaveAgency(Fault("agency", "unknown"))
    return agency
