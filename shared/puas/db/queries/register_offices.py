"""The regency's own agencies and the regency itself, as the readings of registers name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.places import Tenant
from puas.domain.yardsticks import AGENCY, NO_UNIT, REGENCY


@dataclass(frozen=True, slots=True)
class Office:
    """A unit of a reading."""

    id: UUID
    name: str
    kind: str = ""

    @property
    def level(self) -> str:
        return REGENCY if self.id == NO_UNIT else AGENCY


def regency_offices(session: Session, *, tenant_id: int, ended_too: bool = False) -> Mapping[UUID, Office]:
    """By id in the order of names, the regency first. Agencies of other owners (in a mall) are in no aggregate of the regency.

    With `ended_too` also those archived or merged: what they counted while they were at work stays counted.
    """
    tenant = session.scalars(select(Tenant.name).where(Tenant.id == tenant_id)).one()
    mine = [Agency.tenant_id == tenant_id, Agency.owner == ""]
    if not ended_too:
        mine.append(Agency.state == "active")
    rows = session.execute(select(Agency.id, Agency.name, Agency.kind).where(*mine).order_by(func.lower(Agency.name), Agency.id))
    return {NO_UNIT: Office(NO_UNIT, tenant), **{row.id: Office(*row) for row in rows}}
