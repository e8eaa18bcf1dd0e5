"""The regencies of a province as the directory knows them: those on board, and those that could be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from puas.db.tables.places import Region, Tenant

ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class RegencyEntry:
    """A regency of the province; without a tenant it is not on board. `code` is empty where the directory gives none."""

    code: str
    name: str
    tenant_id: int | None
    slug: str
    state: str
    created_at: datetime | None

    @property
    def is_on_board(self) -> bool:
        return self.tenant_id is not None

    @property
    def is_suspended(self) -> bool:
        return self.is_on_board and self.state != ACTIVE

    @property
    def short_name(self) -> str:
        """`Bojonegoro`, but `Kota Madiun`: a city often has the name of the regency around it."""
        return self.name.removeprefix("Kabupaten ")


def list_regency_entries(session: Session, *, province_code: str) -> list[RegencyEntry]:
    """Every regency of the province by code, on board or not; who has left counts as not on board."""
    on_board = (
        select(Tenant.id, Tenant.slug, Tenant.name, Tenant.state, Tenant.region_code, Tenant.created_at)
        .where(Tenant.province_code == province_code, Tenant.kind == "regency", Tenant.state != "left")
        .subquery()
    )
    region = (
        select(Region.code, Region.name).where(Region.parent_code == province_code, Region.can_be_tenant).subquery()
    )
    code = func.coalesce(region.c.code, on_board.c.region_code, "")
    name = func.coalesce(on_board.c.name, region.c.name)
    statement = (
        select(
            code, name, on_board.c.id, func.coalesce(on_board.c.slug, ""), func.coalesce(on_board.c.state, ""), on_board.c.created_at,
        )
        .select_from(region.join(on_board, on_board.c.region_code == region.c.code, full=True))
        .order_by(code, name)
    )  # fmt: skip
    return [RegencyEntry(*row) for row in session.execute(statement)]


def find_regency_of(session: Session, *, province_code: str, slug: str) -> RegencyEntry | None:
    """A regency of this province that is on board; None for one of another province, a demo, a province, or one that has left."""
    statement = select(
        func.coalesce(Tenant.region_code, ""), Tenant.name, Tenant.id, Tenant.slug, Tenant.state, Tenant.created_at
    ).where(Tenant.province_code == province_code, Tenant.kind == "regency", Tenant.state != "left", Tenant.slug == slug)
    row: Any = session.execute(statement).one_or_none()
    return None if row is None else RegencyEntry(*row)


def province_told() -> Any:
    """The column of the province that reads what a tenant tells; empty of one that has left."""
    return case((Tenant.state != "left", Tenant.province_code))
