"""The directory of tenants as the operator sees it, with how far each has come.

How far is read by entering each tenant in turn; nothing of its content leaves it but counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.practice_tenants import is_for_practice
from puas.db.tables.agencies import Agency
from puas.db.tables.places import Tenant
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.db.tables.tallies import tally


@dataclass(frozen=True, slots=True)
class TenantRow:
    """One line of the directory."""

    id: int
    slug: str
    kind: str
    name: str
    state: str
    is_sample: bool
    province_code: str | None
    time_zone: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """How far a tenant has come on its way to the first answers."""

    agencies: int
    periods: int
    collection_points: int
    respondents: int

    @property
    def done(self) -> int:
        return sum(1 for count in (self.agencies, self.periods, self.collection_points, self.respondents) if count)


def count_tenants(session: Session, *, kind: str | None = None) -> int:
    statement = select(func.count()).select_from(Tenant).where(~is_for_practice())
    return session.scalar(statement if kind is None else statement.where(Tenant.kind == kind)) or 0


def list_tenants(session: Session, *, limit: int, offset: int = 0) -> list[TenantRow]:
    """By province, the province itself first; practice tenants come and go and are only counted (`count_practice_tenants`)."""
    order = (func.coalesce(Tenant.province_code, "~"), Tenant.kind != "province", Tenant.name, Tenant.id)
    statement = select(*_COLUMNS).where(~is_for_practice()).order_by(*order)
    return [TenantRow(*row) for row in session.execute(statement.limit(limit).offset(offset))]


def list_regencies_of(session: Session, *, province_code: str) -> list[TenantRow]:
    """The regencies of a province that are on board, by name."""
    of_province = (Tenant.province_code == province_code, Tenant.kind == "regency", Tenant.state != "left")
    return [TenantRow(*row) for row in session.execute(select(*_COLUMNS).where(*of_province).order_by(Tenant.name))]


def find_tenant(session: Session, *, slug: str) -> TenantRow | None:
    """One tenant of the directory, in whatever state."""
    row = session.execute(select(*_COLUMNS).where(Tenant.slug == slug)).one_or_none()
    return None if row is None else TenantRow(*row)


def read_first_steps(session: Session, *, tenant_id: int) -> FirstSteps:
    """Counts of one tenant, read from inside it."""
    counts = select(
        select(func.count()).select_from(Agency).where(Agency.tenant_id == tenant_id).scalar_subquery(),
        select(func.count()).select_from(SurveyPeriod).where(SurveyPeriod.tenant_id == tenant_id).scalar_subquery(),
        select(func.count()).select_from(CollectionPoint).where(CollectionPoint.tenant_id == tenant_id).scalar_subquery(),
        select(func.coalesce(func.sum(tally.c.respondents), 0))
        .where(tally.c.tenant_id == tenant_id, tally.c.dimension == "service")
        .scalar_subquery(),
    )
    with tenancy.inside(session, tenant_id=tenant_id):
        return FirstSteps(*session.execute(counts).one())


_COLUMNS = (
    Tenant.id, Tenant.slug, Tenant.kind, Tenant.name, Tenant.state, Tenant.is_sample, Tenant.province_code, Tenant.time_zone,
    Tenant.created_at,
)  # fmt: skip
