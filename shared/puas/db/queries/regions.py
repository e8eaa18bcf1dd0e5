"""Regions one may choose from, with those already on board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from puas.db import tenancy
from puas.db.tables.people import Account, Membership
from puas.db.tables.places import Region, Tenant, TenantProfile
from puas.domain.permissions import ADMINISTRATORS


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """A kabupaten/kota that may come on board, or has."""

    code: str
    name: str
    province_code: str
    province_name: str
    time_zone: str
    tenant_id: int | None

    @property
    def is_on_board(self) -> bool:
        return self.tenant_id is not None

    @property
    def full_name(self) -> str:
        return f"{self.name}, {self.province_name}"


@dataclass(frozen=True, slots=True)
class ProvinceChoice:
    """A province, and whether it is on board."""

    code: str
    name: str
    time_zone: str
    tenant_id: int | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask for an invitation: the office and the names of its admins, no addresses."""

    office_name: str
    names: tuple[str, ...]


def list_regencies(session: Session, *, province_code: str | None = None) -> list[RegionChoice]:
    """Every kabupaten/kota that can be a tenant, by province and code; Jakarta's administrative areas are not among them."""
    statement = _regencies() if province_code is None else _regencies().where(Region.parent_code == province_code)
    return [RegionChoice(**row._mapping) for row in session.execute(statement)]


def find_regency(session: Session, code: str) -> RegionChoice | None:
    """One of the regencies that can be tenants."""
    row = session.execute(_regencies().where(Region.code == code)).one_or_none()
    return None if row is None else RegionChoice(**row._mapping)


def list_provinces(session: Session) -> list[ProvinceChoice]:
    """Every province by code."""
    return [ProvinceChoice(**row._mapping) for row in session.execute(_provinces())]


def find_province(session: Session, code: str) -> ProvinceChoice | None:
    """One province."""
    row = session.execute(_provinces().where(Region.code == code)).one_or_none()
    return None if row is None else ProvinceChoice(**row._mapping)


def find_contact(session: Session, *, tenant_id: int) -> Contact:
    """Whom to ask in a tenant that is on board."""
    with tenancy.inside(session, tenant_id=tenant_id):
        office = session.scalar(select(TenantProfile.office_name).where(TenantProfile.tenant_id == tenant_id))
        statement = (
            select(func.min(Account.name))
            .join(Membership, Membership.account_id == Account.id)
            .where(Membership.tenant_id == tenant_id, Membership.role.in_(ADMINISTRATORS))
            .group_by(Account.id)
            .order_by(func.min(Account.name))
        )
        return Contact(office or "", tuple(name for name in session.scalars(statement) if name))


def matching(regencies: Sequence[RegionChoice], typed: str) -> list[RegionChoice]:
    """The regencies meant by what was typed: the exact name alone where there is one, else all that hold every word.

    Names that begin like it come first: `bo` means Bojonegoro rather than Sibolga.
    """
    wanted = _plain(typed)
    exact = [each for each in regencies if wanted in (_plain(each.name), _plain(each.full_name))]
    if exact or not wanted:
        return exact
    fitting = [each for each in regencies if all(word in _plain(each.full_name) for word in wanted.split())]
    return sorted(fitting, key=lambda each: f" {wanted}" not in f" {_plain(each.name)}")


def _plain(text: str) -> str:
    words = "".join(character if character.isalnum() else " " for character in text.lower()).split()
    return " ".join("kabupaten" if word == "kab" else word for word in words)


def _regencies() -> Select[*tuple[Any, ...]]:
    province = aliased(Region)
    return (
        select(
            Region.code,
            Region.name,
            province.code.label("province_code"),
            province.name.label("province_name"),
            Region.time_zone,
            Tenant.id.label("tenant_id"),
        )
        .join(province, province.code == Region.parent_code)
        .outerjoin(Tenant, (Tenant.region_code == Region.code) & (Tenant.state != "left"))
        .where(Region.can_be_tenant)
        .order_by(province.code, Region.code)
    )


def _provinces() -> Select[*tuple[Any, ...]]:
    return (
        select(Region.code, Region.name, Region.time_zone, Tenant.id.label("tenant_id"))
        .outerjoin(Tenant, (Tenant.region_code == Region.code) & (Tenant.state != "left"))
        .where(Region.parent_code.is_(None))
        .order_by(Region.code)
    )
