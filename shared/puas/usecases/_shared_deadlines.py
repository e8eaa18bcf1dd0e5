"""A province's deadlines in the rows of its regencies: who has to have them, and putting them there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.calendar import Deadline
from puas.db.tables.places import Tenant
from puas.domain.deadlines import OWN, PROVINCE
from puas.domain.reporting_scope import ReportingScope


def put_deadline(
    session: Session,
    *,
    tenant_id: int,
    scope: ReportingScope,
    step: str,
    origin: str,
    due_on: date,
    note: str,
    set_by: UUID | None,
    now: datetime,
) -> None:
    """Write the one row of a scope, step and origin; of two at the same time the later word stands."""
    values = {"due_on": due_on, "note": note, "set_by": set_by, "set_at": now}
    statement = insert(Deadline).values(
        tenant_id=tenant_id, id=new_id(), year=scope.year, part=scope.part, step=step, origin=origin, **values
    )
    keys = ["tenant_id", "year", "part", "step", "origin"]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))


def lock_province(session: Session, *, province_code: str) -> Tenant | None:
    """The active province, held until the transaction ends: what it sets and who comes on board go one after the other."""
    statement = select(Tenant).where(Tenant.kind == "province", Tenant.region_code == province_code, Tenant.state == "active")
    return session.scalars(statement.with_for_update(key_share=True)).one_or_none()


def regencies_of(session: Session, *, province_code: str) -> Sequence[Tenant]:
    """The active regencies of a province, always in the same order, so that two who enter them in turn cannot block each other."""
    statement = select(Tenant).where(Tenant.kind == "regency", Tenant.province_code == province_code, Tenant.state == "active")
    return session.scalars(statement.order_by(Tenant.id)).all()


def take_over_deadlines(session: Session, *, tenant_id: int, province_code: str | None) -> None:
    """Give a regency that comes on board, or back, the deadlines its province has set by now."""
    province = lock_province(session, province_code=province_code) if province_code else None
    found: Sequence[Any] = ()
    if province is not None:
        columns = (Deadline.year, Deadline.part, Deadline.step, Deadline.due_on, Deadline.note, Deadline.set_at)
        with tenancy.inside(session, tenant_id=province.id):
            found = session.execute(select(*columns).where(Deadline.tenant_id == province.id, Deadline.origin == OWN)).all()
    with tenancy.inside(session, tenant_id=tenant_id):
        session.execute(delete(Deadline).where(Deadline.tenant_id == tenant_id, Deadline.origin == PROVINCE))
        for year, part, step, due_on, note, set_at in found:
            put_deadline(
                session, tenant_id=tenant_id, scope=ReportingScope(year, part), step=step, origin=PROVINCE, due_on=due_on, note=note,
                set_by=None, now=set_at,
            )  # fmt: skip
