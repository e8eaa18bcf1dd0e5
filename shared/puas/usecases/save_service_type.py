"""Adds a service type to an agency or changes one. Periods already open keep the name and population they froze."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.integrity import FOREIGN_KEY_VIOLATION, violates
from puas.db.queries.public_addresses import service_addresses
from puas.db.tables.agencies import ServiceType
from puas.domain.agency_details import Fault, ServiceDetails, service_faults
from puas.domain.public_addresses import service_address
from puas.usecases.record_audit import record_audit

_TRIES = 20


class UnableToSaveServiceType(Exception):
    """The details cannot be accepted; `faults` says where and why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.reason}" for fault in faults))
        self.faults = faults


def save_service_type(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID,
    details: ServiceDetails,
    account_id: UUID | None,
    now: datetime,
    service_type_id: UUID | None = None,
) -> ServiceType:
    """Store the details; without `service_type_id` as a new service type of the agency, with a public address that stays."""
    faults = service_faults(details)
    if faults:
        raise UnableToSaveServiceType(*faults)
    service_type = _existing(session, tenant_id, agency_id, service_type_id) or ServiceType(
        tenant_id=tenant_id, id=new_id(), agency_id=agency_id, created_at=now
    )
    # Of two who take one address in the same moment the second tries the next; more tries than people there never are.
    if not any(_is_stored(session, service_type, details) for _ in range(_TRIES)):
        raise UnableToSaveServiceType(Fault("name", "in-use"))
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="save_service_type",
        subject=f"service_type:{service_type.id}",
        now=now,
        detail={"agency_id": str(agency_id), "name": details.name, "added": service_type_id is None},
    )
    return service_type


def _is_stored(session: Session, service_type: ServiceType, details: ServiceDetails) -> bool:
    """False where its address was taken by somebody else since it was chosen."""
    try:
        # Changed inside the savepoint, so that a refusal leaves the transaction usable for the page that explains it.
        with session.begin_nested():
            tenant_id, agency_id = service_type.tenant_id, service_type.agency_id
            taken = service_addresses(session, tenant_id=tenant_id, agency_id=agency_id)[agency_id]
            slug = service_type.slug or service_address(details.name, taken)
            for field, value in (*asdict(details).items(), ("slug", slug)):
                setattr(service_type, field, value)
            session.add(service_type)
    except IntegrityError as error:
        if not violates(error, "uq_service_type_slug"):
            raise _explained(error) from error
        service_type.slug = None
        return False
    return True


def _existing(session: Session, tenant_id: int, agency_id: UUID, service_type_id: UUID | None) -> ServiceType | None:
    if service_type_id is None:
        return None
    service_type = session.scalar(
        select(ServiceType).where(
            ServiceType.tenant_id == tenant_id, ServiceType.agency_id == agency_id, ServiceType.id == service_type_id
        )
    )
    if service_type is None:
        raise UnableToSaveServiceType(Fault("service_type", "unknown"))
    return service_type


def _explained(error: IntegrityError) -> Exception:
    if violates(error, "uq_service_type_name"):
        return UnableToSaveServiceType(Fault("name", "in-use"))
    if violates(error, "fk_service_type_tenant_id_agency_id", FOREIGN_KEY_VIOLATION):
        return UnableToSaveServiceType(Fault("agency", "unknown"))
    return error
