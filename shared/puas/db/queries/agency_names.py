"""Agencies and their services by the names people write in sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import ACTIVE, own
from puas.db.tables.agencies import Agency, ServiceType
from puas.domain.agency_details import same_name


@dataclass(frozen=True, slots=True)
class NamedAgency:
    """An agency as a sheet may name it."""

    id: UUID
    name: str
    kind: str


def agencies_by_name(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, with_archived: bool = False
) -> Mapping[str, NamedAgency]:
    """Active agencies by `same_name` of their full and their short name; a short name two agencies share names neither.

    Archived ones, where they are wanted, by the full name that no active one took over.
    """
    is_active = Agency.state == ACTIVE
    statement = select(Agency.id, Agency.name, Agency.kind, Agency.short_name, is_active).where(
        Agency.tenant_id == tenant_id, own(Agency.id, agency_ids), *(() if with_archived else (is_active,))
    )
    full: dict[str, NamedAgency] = {}
    short: dict[str, NamedAgency | None] = {}
    for key, name, kind, short_name, still_there in session.execute(statement.order_by(is_active)):
        found = NamedAgency(key, name, kind)
        full[same_name(name)] = found
        if short_name and still_there:
            short[same_name(short_name)] = None if same_name(short_name) in short else found
    return {**{name: each for name, each in short.items() if each is not None}, **full}


def services_by_name(session: Session, *, tenant_id: int) -> Mapping[tuple[UUID, str], UUID]:
    """Active services by their agency and `same_name`."""
    statement = select(ServiceType.agency_id, ServiceType.name, ServiceType.id).where(
        ServiceType.tenant_id == tenant_id, ServiceType.state == ACTIVE
    )
    return {(agency_id, same_name(name)): key for agency_id, name, key in session.execute(statement)}
