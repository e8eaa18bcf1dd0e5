"""Requests of regions to come on board, and who decides about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from puas.db import tenancy
from puas.db.tables.people import Account, Membership, Operator, TenantRequest
from puas.db.tables.places import Region, Tenant
from puas.domain.official_address import is_government_address
from puas.domain.permissions import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to write to."""

    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Approvers:
    """Who decides about the regencies of a province: the province itself where it is on board, else the operator."""

    people: tuple[Person, ...]
    tenant_id: int | None = None
    name: str = ""
    slug: str = ""

    @property
    def is_province(self) -> bool:
        return self.tenant_id is not None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as those who decide see it."""

    id: UUID
    region_code: str
    region_name: str
    province_code: str
    province_name: str
    email: str
    name: str
    position: str
    office_name: str
    state: str
    reason: str
    created_at: datetime
    verified_at: datetime | None
    decided_at: datetime | None

    @property
    def is_government_mail(self) -> bool:
        return is_government_address(self.email)


@dataclass(frozen=True, slots=True)
class Claims:
    """All waiting requests for one region, side by side."""

    region_code: str
    region_name: str
    province_name: str
    requests: tuple[RequestRow, ...]

    @property
    def is_contested(self) -> bool:
        return len(self.requests) > 1


def find_approvers(session: Session, *, province_code: str) -> Approvers:
    """Who decides about a regency of this province."""
    statement = select(Tenant).where(Tenant.kind == "province", Tenant.region_code == province_code, Tenant.state == "active")
    province = session.scalars(statement).one_or_none()
    if province is None:
        people = select(Account.email, Account.name).join(Operator, Operator.account_id == Account.id).order_by(Account.email)
        return Approvers(tuple(Person(*row) for row in session.execute(people)))
    admins = list_people(session, tenant_id=province.id, role=Role.PROVINCE_ADMIN)
    return Approvers(admins, province.id, province.name, province.slug)


def list_people(session: Session, *, tenant_id: int, role: str) -> tuple[Person, ...]:
    """The people who hold a role in a tenant."""
    statement = (
        select(Account.email, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.tenant_id == tenant_id, Membership.role == role)
        .order_by(Account.email)
    )
    with tenancy.inside(session, tenant_id=tenant_id):
        return tuple(Person(*row) for row in session.execute(statement))


def list_claims_for_operator(session: Session) -> list[Claims]:
    """What waits for the operator: regions whose province is not on board."""
    province = aliased(Tenant)
    on_board = (
        select(province.id)
        .where(province.kind == "province", province.region_code == Region.parent_code, province.state == "active")
        .exists()
    )
    return _claims(session, _requests().where(TenantRequest.state == "waiting", ~on_board))


def list_claims_for_province(session: Session, *, province_code: str) -> list[Claims]:
    """What waits for a province."""
    return _claims(session, _requests().where(TenantRequest.state == "waiting", Region.parent_code == province_code))


def list_decided(session: Session, *, province_code: str | None = None, limit: int = 20) -> list[RequestRow]:
    """The latest decisions, of one province or of all."""
    statement = _requests().where(TenantRequest.decided_at.is_not(None)).order_by(None)
    if province_code is not None:
        statement = statement.where(Region.parent_code == province_code)
    rows = session.execute(statement.order_by(TenantRequest.decided_at.desc()).limit(limit))
    return [_request(row) for row in rows]


def find_request(session: Session, *, request_id: UUID, province_code: str | None = None) -> RequestRow | None:
    """One request; with a province, only one of its own regencies."""
    statement = _requests().where(TenantRequest.id == request_id)
    if province_code is not None:
        statement = statement.where(Region.parent_code == province_code)
    row = session.execute(statement).one_or_none()
    return None if row is None else _request(row)


def count_waiting(session: Session, *, province_code: str) -> int:
    """How many requests wait for a province."""
    statement = (
        select(func.count())
        .select_from(TenantRequest)
        .join(Region, Region.code == TenantRequest.region_code)
        .where(TenantRequest.state == "waiting", Region.parent_code == province_code)
    )
    return session.scalar(statement) or 0


def count_claims(session: Session, *, region_code: str) -> int:
    """How many requests for one region wait."""
    waiting = (TenantRequest.region_code == region_code, TenantRequest.state == "waiting")
    return session.scalar(select(func.count()).select_from(TenantRequest).where(*waiting)) or 0


def _claims(session: Session, statement: Select[*tuple[Any, ...]]) -> list[Claims]:
    rows = [_request(row) for row in session.execute(statement)]
    return [
        Claims(code, group[0].region_name, group[0].province_name, tuple(group))
        for code, group in ((code, list(each)) for code, each in groupby(rows, key=lambda row: row.region_code))
    ]


def _request(row: Row[*tuple[Any, ...]]) -> RequestRow:
    return RequestRow(**row._mapping)


def _requests() -> Select[*tuple[Any, ...]]:
    province = aliased(Region)
    columns = (
        TenantRequest.id,
        TenantRequest.region_code,
        Region.name.label("region_name"),
        province.code.label("province_code"),
        province.name.label("province_name"),
        TenantRequest.email,
        TenantRequest.name,
        TenantRequest.position,
        TenantRequest.office_name,
        TenantRequest.state,
        TenantRequest.reason,
        TenantRequest.created_at,
        TenantRequest.verified_at,
        TenantRequest.decided_at,
    )
    return (
        select(*columns)
        .join(Region, Region.code == TenantRequest.region_code)
        .join(province, province.code == Region.parent_code)
        .order_by(TenantRequest.region_code, TenantRequest.verified_at, TenantRequest.id)
    )
