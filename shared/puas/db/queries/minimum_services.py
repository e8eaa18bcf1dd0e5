"""Which agency carries which field of the minimum services (SPM), and how much of it was reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.queries.register_offices import regency_offices
from puas.db.tables.agencies import Agency
from puas.db.tables.standards import MinimumService
from puas.domain.minimum_services import FIELDS
from puas.domain.yardsticks import MINIMUM_SERVICES, NO_UNIT, Reading

Key = tuple[int, str, UUID]


@dataclass(frozen=True, slots=True)
class Carrier:
    """An agency that carries a field in a year."""

    agency_id: UUID
    agency_name: str
    reached: Decimal | None
    note: str


def carriers_of(
    session: Session, *, tenant_id: int, years: Collection[int], agency_ids: Collection[UUID] | None = None
) -> Mapping[tuple[int, str], list[Carrier]]:
    """The carriers by year and field, by name; one query."""
    statement = (
        select(MinimumService, Agency.name)
        .join(Agency, and_(Agency.tenant_id == tenant_id, Agency.id == MinimumService.agency_id))
        .where(MinimumService.tenant_id == tenant_id, MinimumService.year.in_(years), own(MinimumService.agency_id, agency_ids))
        .order_by(func.lower(Agency.name), Agency.id)
    )
    found: defaultdict[tuple[int, str], list[Carrier]] = defaultdict(list)
    for row, name in session.execute(statement):
        found[row.year, row.field].append(Carrier(row.agency_id, name, row.reached, row.note))
    return found


def known_minimum_services(session: Session, *, tenant_id: int) -> Mapping[Key, MinimumService]:
    """All entries of the tenant by year, field and agency."""
    rows = session.scalars(select(MinimumService).where(MinimumService.tenant_id == tenant_id))
    return {(row.year, row.field, row.agency_id): row for row in rows}


def find_minimum_service(session: Session, *, tenant_id: int, key: Key) -> MinimumService | None:
    """One entry."""
    year, field, agency_id = key
    mine = (
        MinimumService.tenant_id == tenant_id, MinimumService.year == year, MinimumService.field == field,
        MinimumService.agency_id == agency_id,
    )  # fmt: skip
    return session.scalars(select(MinimumService).where(*mine)).one_or_none()


def read_minimum_services(session: Session, *, tenant_id: int, today: date) -> Sequence[Reading]:
    """Fields carried and reported. A percent is told where there is one field only: no rule for adding fields up is known here."""
    offices = regency_offices(session, tenant_id=tenant_id, ended_too=True)
    fields: defaultdict[tuple[int, UUID], dict[str, list[Decimal | None]]] = defaultdict(lambda: defaultdict(list))
    for (year, field, agency_id), row in known_minimum_services(session, tenant_id=tenant_id).items():
        if agency_id in offices and field in FIELDS:
            for unit in (agency_id, NO_UNIT):
                fields[year, unit][field].append(row.reached)
    readings = []
    for (year, unit), carried in fields.items():
        office = offices[unit]
        reported = sum(any(each is not None for each in reached) for reached in carried.values())
        only = [each for reached in carried.values() for each in reached]
        whole = len(FIELDS) if unit == NO_UNIT else len(carried)
        readings.append(
            Reading(
                MINIMUM_SERVICES, year, office.level, unit, office.name, office.kind, value=only[0] if len(only) == 1 else None,
                label=f"{reported} dari {whole} bidang dilaporkan", counts={"fields": len(carried), "fields_reported": reported},
            )
        )  # fmt: skip
    return readings
