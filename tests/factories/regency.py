"""A regency with agencies, service types, people and an open period, made through the use cases as the web makes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.people import Account, AgencyAssignment, Membership
from puas.db.tables.places import Tenant, TenantProfile
from puas.domain.agency_details import AgencyDetails, ServiceDetails
from puas.usecases.save_agency import save_agency
from puas.usecases.save_service_type import save_service_type

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
_numbers = count(1)


@dataclass(frozen=True)
class Regency:
    """A tenant the session has entered."""

    id: int
    slug: str


def make_regency(session: Session, *, name: str = "Kabupaten Contoh", kind: str = "regency") -> Regency:
    """Create a tenant with its profile and enter it."""
    slug = f"contoh-{next(_numbers)}"
    tenant = Tenant(slug=slug, kind=kind, name=name, time_zone="Asia/Jakarta", is_sample=True)
    session.add(tenant)
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id)
    session.add(TenantProfile(tenant_id=tenant.id, government_name=f"Pemerintah {name}"))
    session.flush()
    return Regency(tenant.id, slug)


def make_member(session: Session, tenant_id: int, role: str, *, agency_ids: Sequence[UUID] = ()) -> Account:
    """Create an account with one role, and the agencies an officer works for."""
    account = Account(id=new_id(), email=f"{role}-{next(_numbers)}@contoh.example", name=f"Contoh {role}")
    session.add(account)
    session.flush()
    session.add(Membership(tenant_id=tenant_id, account_id=account.id, role=role))
    session.add_all(AgencyAssignment(tenant_id=tenant_id, account_id=account.id, agency_id=each) for each in agency_ids)
    session.flush()
    return account


def make_agency(
    session: Session, tenant_id: int, name: str = "Dinas Contoh", *, services: Sequence[tuple[str, int | None]] = ()
) -> tuple[Agency, list[ServiceType]]:
    """Create an agency with service types of the given names and populations."""
    agency = save_agency(session=session, tenant_id=tenant_id, details=AgencyDetails(name=name), account_id=None, now=NOW)
    types = [
        save_service_type(
            session=session,
            tenant_id=tenant_id,
            agency_id=agency.id,
            details=ServiceDetails(name=service, population=population),
            account_id=None,
            now=NOW,
        )
        for service, population in services
    ]
    return agency, types
