"""Who opens the pages of the benchmark's province, and what their addresses name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bench.province_world import World
from bench.registers.addresses import PAST, PRESENT, register_parameters
from puas.db.identifiers import new_id
from puas.db.session import unit_of_work
from puas.db.tables.agencies import ServiceType
from puas.db.tables.people import Account, AgencyAssignment, Membership
from puas.db.tables.surveys import SurveyPeriod

# So many regencies, and addresses below each, take turns: caches must not make every page look like its second visit.
REGENCIES_VISITED = 4
PROVINCE_PEOPLE, REGENCY, LEADER, OFFICER, EVALUATOR = "province-admin", "tenant-admin", "leader", "agency-officer", "evaluator"


@dataclass(frozen=True)
class Workplace:
    """A workspace somebody is in, with what its addresses may name."""

    role: str
    account_id: UUID
    parameters: Mapping[str, str]


def workplaces(factory: Any, world: World) -> list[Workplace]:
    """A person of each role in some regencies, and one of the province, with things their addresses may name.

    People of a regency have two workplaces, since an assessment that is validated has other pages than one under way.
    """
    viewer = _person(factory, world.province_id, PROVINCE_PEOPLE, None)
    places = []
    for slug in world.slugs[:REGENCIES_VISITED]:
        tenant_id = world.tenants[slug]
        parameters = _parameters(factory, tenant_id, slug, world)
        for role in (REGENCY, LEADER, OFFICER, EVALUATOR):
            person = _person(factory, tenant_id, role, parameters["agency_id"] if role == OFFICER else None)
            for when in (PRESENT, PAST):
                with unit_of_work(factory, tenant_id=tenant_id) as session:
                    named = register_parameters(session, tenant_id, UUID(parameters["agency_id"]), role=role, account_id=person, when=when)
                places.append(Workplace(role, person, {**parameters, **named}))
        places.append(Workplace(PROVINCE_PEOPLE, viewer, {**parameters, "tenant": "provinsi", "regency": slug}))
    return places


def _parameters(factory: Any, tenant_id: int, slug: str, world: World) -> dict[str, str]:
    """A closed period of the newest quarter that is over, its agency, one of its services; words where an address wants one."""
    with unit_of_work(factory, tenant_id=tenant_id) as session:
        period = session.execute(
            select(SurveyPeriod.id, SurveyPeriod.agency_id)
            .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.state == "closed")
            .order_by(SurveyPeriod.ends_on.desc(), SurveyPeriod.agency_name)
            .limit(1)
        ).one()
        mine = (ServiceType.tenant_id == tenant_id, ServiceType.agency_id == period.agency_id)
        service_id = session.scalars(select(ServiceType.id).where(*mine).order_by(ServiceType.name).limit(1)).one()
    return {
        "tenant": slug, "agency_id": str(period.agency_id), "period_id": str(period.id), "service_type_id": str(service_id),
        "service_id": str(service_id), "kind": "puskesmas", "unsur": "waktu", "slug": "waktu", "year": str(world.today.year),
        "part": "tahun", "yardstick": "ombudsman",
    }  # fmt: skip


def _person(factory: Any, tenant_id: int, role: str, agency_id: str | None) -> UUID:
    email = f"{role}-{tenant_id}@bench.example"
    with unit_of_work(factory, tenant_id=tenant_id) as session:
        known = session.scalars(select(Account.id).where(Account.email == email)).one_or_none()
        if known is not None:
            return known
        session.add(account := Account(id=new_id(), email=email, name="Sri Wahyuni", created_at=datetime.now(UTC)))
        session.flush()
        session.add(Membership(tenant_id=tenant_id, account_id=account.id, role=role))
        if agency_id is not None:
            session.add(AgencyAssignment(tenant_id=tenant_id, account_id=account.id, agency_id=UUID(agency_id)))
        return account.id
