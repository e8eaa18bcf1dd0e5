"""Takes a deadline back, a province's also in each of its regencies."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.people_to_tell import administrators_of, officers_of
from puas.db.tables.calendar import Deadline
from puas.db.tables.places import Tenant
from puas.domain.deadlines import OWN, PROVINCE, SUBMIT
from puas.domain.notices import DEADLINE_REMOVED
from puas.domain.reporting_scope import ReportingScope
from puas.usecases._shared_deadlines import lock_province, regencies_of
from puas.usecases.notify import notify
from puas.usecases.record_audit import record_audit


class UnableToRemoveDeadline(Exception):
    """There is no deadline of the tenant's own with this id."""


def remove_deadline(*, session: Session, tenant_id: int, deadline_id: UUID, account_id: UUID, now: datetime) -> None:
    """Remove one of the tenant's own deadlines; one of the province can only be removed by the province."""
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
    if tenant.kind == "province":
        lock_province(session, province_code=tenant.region_code or "")
    guarded = delete(Deadline).where(Deadline.tenant_id == tenant_id, Deadline.id == deadline_id, Deadline.origin == OWN)
    row = session.execute(guarded.returning(Deadline.year, Deadline.part, Deadline.step, Deadline.due_on)).one_or_none()
    if row is None:
        raise UnableToRemoveDeadline
    scope = ReportingScope(row.year, row.part)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_deadline",
        subject=f"deadline:{row.step}:{row.year}:{row.part}", now=now,
        detail={"step": row.step, "label": scope.window.label, "due_on": [row.due_on.isoformat(), ""]},
    )  # fmt: skip
    facts = {"step": row.step, "scope": f"{row.year}:{row.part}", "due_on": row.due_on.isoformat(), "by": tenant.name}
    _tell(session, tenant_id, facts, account_id, now)
    if tenant.kind != "province":
        return
    for regency in regencies_of(session, province_code=tenant.region_code or ""):
        with tenancy.inside(session, tenant_id=regency.id):
            copies = (Deadline.year == row.year, Deadline.part == row.part, Deadline.step == row.step, Deadline.origin == PROVINCE)
            session.execute(delete(Deadline).where(Deadline.tenant_id == regency.id, *copies))
            _tell(session, regency.id, facts, account_id, now)


def _tell(session: Session, tenant_id: int, facts: dict[str, str], account_id: UUID, now: datetime) -> None:
    people = administrators_of(session, tenant_id=tenant_id)
    if facts["step"] == SUBMIT:
        people |= officers_of(session, tenant_id=tenant_id).keys()
    notify(
        session=session, tenant_id=tenant_id, account_ids=people - {account_id}, kind=DEADLINE_REMOVED,
        # One that is set and removed again is told again.
        subject=f"deadline:{facts['step']}:{facts['scope']}:{facts['due_on']}:{now.isoformat()}", facts=facts, path="/kalender", now=now,
    )  # fmt: skip
