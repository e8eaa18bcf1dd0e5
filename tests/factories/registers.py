"""A regency with full registers of the other yardsticks, as the benchmark's province has them, and people who open their pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from bench.register_world import write_registers
from bench.registers.addresses import PAST, PRESENT, register_parameters
from bench.registers.ground import ground_of
from sqlalchemy import insert
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.domain.permissions import Role
from puas.usecases.share_yardsticks import share_yardsticks
from tests.factories.members import add_membership
from tests.factories.tenants import add_account, add_tenant


@dataclass(frozen=True)
class FullRegency:
    """By role the person, and what the addresses of their pages name, of an assessment under way and of one that is validated."""

    slug: str
    people: Mapping[Role, UUID]
    parameters: Mapping[Role, tuple[Mapping[str, str], ...]]


def fill_regency(session: Session, *, slug: str, size: int) -> FullRegency:
    """So many agencies with so many services each."""
    now = datetime.now(UTC)
    tenant_id = add_tenant(session, slug=slug, name=slug.title(), region_code=None).id
    people = {role: add_account(session, f"{role}@{slug}.go.id", "Sri Wahyuni").id for role in (Role.TENANT_ADMIN, Role.AGENCY_OFFICER)}
    with tenancy.inside(session, tenant_id=tenant_id):
        agencies = [
            {"tenant_id": tenant_id, "id": new_id(), "name": f"Dinas {number:02d}", "kind": "dinas", "slug": f"dinas-{number:02d}"}
            for number in range(size)
        ]
        session.execute(insert(Agency), agencies)
        session.execute(
            insert(ServiceType),
            [
                {
                    "tenant_id": tenant_id, "id": new_id(), "agency_id": agency["id"], "name": f"Layanan {number:02d}",
                    "slug": f"layanan-{number:02d}",
                }
                for agency in agencies
                for number in range(size)
            ],
        )  # fmt: skip
        ground = ground_of(session, tenant_id=tenant_id, today=now.date())
        write_registers(session, ground)
        share_yardsticks(session=session, tenant_id=tenant_id, now=now)
        people[Role.EVALUATOR] = ground.evaluators[0][0]
        first = ground.agencies[0][0]
        parameters = {
            role: tuple(
                {
                    "tenant": slug, "agency_id": str(first), "service_type_id": str(ground.services[0][0][0]), "year": str(now.year),
                    **register_parameters(session, tenant_id, first, role=role, account_id=person, when=when),
                }
                for when in (PRESENT, PAST)
            )
            for role, person in people.items()
        }  # fmt: skip
    add_membership(session, tenant_id=tenant_id, account_id=people[Role.TENANT_ADMIN], role=Role.TENANT_ADMIN)
    add_membership(session, tenant_id=tenant_id, account_id=people[Role.AGENCY_OFFICER], role=Role.AGENCY_OFFICER, agency_ids=[first])
    return FullRegency(slug, people, parameters)
