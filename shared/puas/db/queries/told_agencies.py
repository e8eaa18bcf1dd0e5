"""Of which agencies figures of a time may be told: those at work, and those that merged after it, for what is over stays theirs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import ACTIVE, own
from puas.db.tables.agencies import Agency
from puas.db.tables.places import Tenant
from puas.domain.survey_period import local_day, midnight_in_utc


@dataclass(frozen=True, slots=True)
class ToldAgency:
    """An agency, and the day it merged into another; one that has not is at work."""

    id: UUID
    name: str
    merged_on: date | None


def find_told_agency(session: Session, *, tenant_id: int, agency_id: UUID) -> ToldAgency | None:
    """One that is at work or merged, held until the end of the transaction; None for any other."""
    statement = select(Agency.id, Agency.name, Agency.merged_at, Tenant.time_zone).join(Tenant, Tenant.id == Agency.tenant_id)
    held = statement.where(Agency.tenant_id == tenant_id, Agency.id == agency_id, _told()).with_for_update(key_share=True, of=Agency)
    row = session.execute(held).one_or_none()
    return None if row is None else ToldAgency(row.id, row.name, local_day(row.merged_at, row.time_zone) if row.merged_at else None)


def list_told_agencies(
    session: Session, *, tenant_id: int, time_zone: str, agency_ids: Collection[UUID] | None = None, since: date, limit: int | None = None,
    offset: int = 0,
) -> list[ToldAgency]:  # fmt: skip
    """By name; of the merged ones those that were at work on the day `since`."""
    statement = _listed(tenant_id, time_zone, agency_ids, since).order_by(func.lower(Agency.name), Agency.id).limit(limit).offset(offset)
    return [
        ToldAgency(key, name, local_day(merged_at, time_zone) if merged_at else None)
        for key, name, merged_at in session.execute(statement)
    ]


def count_told_agencies(
    session: Session, *, tenant_id: int, time_zone: str, agency_ids: Collection[UUID] | None = None, since: date
) -> int:
    """How many the list has."""
    return session.scalar(select(func.count()).select_from(_listed(tenant_id, time_zone, agency_ids, since).subquery())) or 0


def _listed(tenant_id: int, time_zone: str, agency_ids: Collection[UUID] | None, since: date) -> Select[UUID, str, datetime | None]:
    return select(Agency.id, Agency.name, Agency.merged_at).where(
        Agency.tenant_id == tenant_id, own(Agency.id, agency_ids),
        or_(Agency.state == ACTIVE, Agency.merged_at >= midnight_in_utc(since, time_zone)),
    )  # fmt: skip


def _told() -> ColumnElement[bool]:
    return or_(Agency.state == ACTIVE, Agency.merged_at.is_not(None))
