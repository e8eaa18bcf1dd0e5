"""Tenants that want to leave or have left: what those who decide see, and what is left for the tenant's own admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.moments import apart
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account, Membership
from puas.db.tables.places import Tenant, TenantDeparture
from puas.db.tables.reports import Report
from puas.db.tables.results import Result
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.departure_patience import CLAIM_LASTS, MOST_ATTEMPTS, SIGNAL_LOST_AFTER
from puas.domain.permissions import ADMINISTRATORS


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """A wish to leave with its tenant."""

    id: UUID
    tenant_id: int
    slug: str
    name: str
    kind: str
    province_code: str | None
    state: str
    reason: str
    requested_by: str | None
    requested_at: datetime
    decided_at: datetime | None
    decision_reason: str
    archive_state: str
    archive_key: str
    archive_sha256: str
    archive_size: int | None
    archived_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class DepartureFacts:
    """To how much it would happen."""

    members: int
    agencies: int
    open_periods: int
    points: int
    answers: int
    results: int
    documents: int


def list_waiting_departures(session: Session, *, province_code: str | None = None) -> list[DepartureRow]:
    """What waits for a decision: of a province's regencies, or of all tenants; the oldest first."""
    statement = _departures().where(TenantDeparture.state == "requested")
    if province_code is not None:
        statement = statement.where(Tenant.province_code == province_code, Tenant.kind == "regency")
    return [DepartureRow(*row) for row in session.execute(statement)]


def find_departure(session: Session, *, departure_id: UUID, province_code: str | None = None) -> DepartureRow | None:
    """One wish; with a province, only one of its own regencies'."""
    statement = _departures().where(TenantDeparture.id == departure_id)
    if province_code is not None:
        statement = statement.where(Tenant.province_code == province_code, Tenant.kind == "regency")
    row = session.execute(statement).one_or_none()
    return None if row is None else DepartureRow(*row)


def latest_departure(session: Session, *, tenant_id: int) -> DepartureRow | None:
    """The tenant's last wish, whatever became of it."""
    statement = _departures().where(TenantDeparture.tenant_id == tenant_id).order_by(None)
    row = session.execute(statement.order_by(TenantDeparture.requested_at.desc()).limit(1)).one_or_none()
    return None if row is None else DepartureRow(*row)


def list_left_workspaces(session: Session, *, account_id: UUID, slug: str | None = None) -> list[DepartureRow]:
    """Tenants that left and whose administrator this account was; the session's scope must name the account."""
    was_admin = select(Membership.tenant_id).where(
        Membership.account_id == account_id, Membership.role.in_([role.value for role in ADMINISTRATORS])
    )
    statement = _departures().where(TenantDeparture.state == "left", Tenant.state == "left", Tenant.id.in_(was_admin))
    return [DepartureRow(*row) for row in session.execute(statement if slug is None else statement.where(Tenant.slug == slug))]


def departure_facts(session: Session, *, tenant_id: int) -> DepartureFacts:
    """Counts read from inside the tenant, in one query."""
    counts = (
        select(func.count(Membership.account_id.distinct())).where(Membership.tenant_id == tenant_id),
        select(func.count()).select_from(Agency).where(Agency.tenant_id == tenant_id, Agency.state == "active"),
        select(func.count()).select_from(SurveyPeriod).where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.state == "open"),
        select(func.count()).select_from(CollectionPoint).where(CollectionPoint.tenant_id == tenant_id, CollectionPoint.state == "active"),
        select(func.coalesce(func.sum(tally.c.respondents), 0)).where(tally.c.tenant_id == tenant_id, tally.c.dimension == "service"),
        select(func.count()).select_from(Result).where(Result.tenant_id == tenant_id, Result.superseded_at.is_(None)),
        select(func.count()).select_from(Report).where(Report.tenant_id == tenant_id, Report.state == "ready"),
    )
    with tenancy.inside(session, tenant_id=tenant_id):
        return DepartureFacts(*session.execute(select(*(each.scalar_subquery() for each in counts))).one())


def due_archives(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Archives nobody is making: their signal was lost, or whoever made them died."""
    lost = (TenantDeparture.archive_state == "pending") & apart(TenantDeparture.decided_at, now, SIGNAL_LOST_AFTER)
    died = (TenantDeparture.archive_state == "running") & apart(TenantDeparture.claimed_at, now, CLAIM_LASTS)
    statement = select(TenantDeparture.id).where(or_(lost, died), TenantDeparture.attempt < MOST_ATTEMPTS)
    return session.scalars(statement.order_by(TenantDeparture.id)).all()


def due_erasures(session: Session, *, now: datetime) -> Sequence[int]:
    """Tenants that left, whose archive was there and had its time, and of whom something is left here; who waits longest first."""
    statement = select(TenantDeparture.tenant_id).join(Tenant, Tenant.id == TenantDeparture.tenant_id).where(*_has_to_go(now))
    return session.scalars(statement.order_by(TenantDeparture.expires_at, TenantDeparture.tenant_id)).all()


def lock_departure_to_erase(session: Session, *, tenant_id: int, now: datetime) -> UUID | None:
    """The departure of such a tenant, held until the transaction ends; None where it is none, or somebody else holds it."""
    statement = select(TenantDeparture.id).join(Tenant, Tenant.id == TenantDeparture.tenant_id)
    mine = statement.where(TenantDeparture.tenant_id == tenant_id, *_has_to_go(now))
    return session.scalar(mine.with_for_update(of=TenantDeparture, skip_locked=True))


def _has_to_go(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """An archive that could not be made is asked for again from the rows: they stay until there was one to take along."""
    return (
        TenantDeparture.state == "left", Tenant.state == "left", TenantDeparture.archive_state == "gone",
        TenantDeparture.expires_at <= now, TenantDeparture.erased_at.is_(None),
    )  # fmt: skip


def _departures() -> Select[*tuple[Any, ...]]:
    asked = Account.name.label("requested_by")
    return (
        select(
            TenantDeparture.id, Tenant.id, Tenant.slug, Tenant.name, Tenant.kind, Tenant.province_code, TenantDeparture.state,
            TenantDeparture.reason, asked, TenantDeparture.requested_at, TenantDeparture.decided_at, TenantDeparture.decision_reason,
            TenantDeparture.archive_state, TenantDeparture.archive_key, TenantDeparture.archive_sha256, TenantDeparture.archive_size,
            TenantDeparture.archived_at, TenantDeparture.expires_at,
        )
        .join(Tenant, Tenant.id == TenantDeparture.tenant_id)
        .outerjoin(Account, Account.id == TenantDeparture.requested_by)
        .order_by(TenantDeparture.requested_at, TenantDeparture.id)
    )  # fmt: skip
