"""Sets by when a step has to be taken: the regency for its agencies, the province for its regencies."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.deadlines import list_due_days
from puas.db.queries.people_to_tell import administrators_of, officers_of
from puas.db.tables.calendar import Deadline
from puas.db.tables.places import Tenant
from puas.domain.deadlines import OWN, PROVINCE, SUBMIT, DueDay, fault_of
from puas.domain.notices import DEADLINE_SET
from puas.domain.reporting_scope import ReportingScope
from puas.domain.survey_period import local_day
from puas.usecases._refusal import Refusal
from puas.usecases._shared_deadlines import lock_province, put_deadline, regencies_of
from puas.usecases.notify import notify
from puas.usecases.record_audit import record_audit


class UnableToSetDeadline(Refusal):
    """`reason` is one of those of `puas.domain.deadlines.fault_of`."""


def set_deadline(
    *,
    session: Session,
    tenant_id: int,
    scope: ReportingScope,
    step: str,
    due_on: date,
    note: str,
    account_id: UUID,
    now: datetime,
) -> None:
    """Set or move the deadline of a scope and tell everyone concerned.

    What a province sets is written into each of its active regencies in the same transaction. A day that has passed is taken
    only where it corrects a deadline that was set before.
    """
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
    words = " ".join(note.split())
    if tenant.kind == "province":
        lock_province(session, province_code=tenant.region_code or "")
    before = _before(session, tenant_id, scope, step)
    day = DueDay(scope, step, due_on)
    fault = fault_of(
        day, note=words, before=before, others=list_due_days(session, tenant_id=tenant_id), is_province=tenant.kind == "province",
        today=local_day(now, tenant.time_zone),
    )  # fmt: skip
    if fault:
        raise UnableToSetDeadline(fault)
    put_deadline(session, tenant_id=tenant_id, scope=scope, step=step, origin=OWN, due_on=due_on, note=words, set_by=account_id, now=now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="set_deadline",
        subject=f"deadline:{step}:{scope.year}:{scope.part}", now=now,
        detail={"step": step, "label": scope.window.label, "due_on": [before.isoformat() if before else "", due_on.isoformat()]},
    )  # fmt: skip
    _spread(session, tenant, day, words, account_id, now, is_new_day=due_on != before)
    session.flush()


def _spread(session: Session, tenant: Tenant, day: DueDay, note: str, account_id: UUID, now: datetime, *, is_new_day: bool) -> None:
    """Tell everyone concerned where the day is a new one; write it into the regencies of a province."""
    if is_new_day:
        _tell(session, tenant, day, tenant.name, account_id, now)
    regencies = regencies_of(session, province_code=tenant.region_code or "") if tenant.kind == "province" else ()
    for regency in regencies:
        with tenancy.inside(session, tenant_id=regency.id):
            put_deadline(
                session, tenant_id=regency.id, scope=day.scope, step=day.step, origin=PROVINCE, due_on=day.due_on, note=note, set_by=None,
                now=now,
            )  # fmt: skip
            if is_new_day:
                _tell(session, regency, day, tenant.name, account_id, now)


def _before(session: Session, tenant_id: int, scope: ReportingScope, step: str) -> date | None:
    statement = select(Deadline.due_on).where(
        Deadline.tenant_id == tenant_id, Deadline.year == scope.year, Deadline.part == scope.part, Deadline.step == step,
        Deadline.origin == OWN,
    )  # fmt: skip
    return session.scalars(statement.with_for_update()).one_or_none()


def _tell(session: Session, tenant: Tenant, day: DueDay, by: str, account_id: UUID, now: datetime) -> None:
    """Those it concerns but not who has just set it: administrators, and for submitting every officer of an agency."""
    people = administrators_of(session, tenant_id=tenant.id)
    if day.step == SUBMIT:
        people |= officers_of(session, tenant_id=tenant.id).keys()
    notify(
        session=session, tenant_id=tenant.id, account_ids=people - {account_id}, kind=DEADLINE_SET,
        # A day that is moved back and forth is told each time.
        subject=f"deadline:{day.step}:{day.scope.year}:{day.scope.part}:{day.due_on}:{now.isoformat()}",
        facts={"step": day.step, "scope": f"{day.scope.year}:{day.scope.part}", "due_on": day.due_on.isoformat(), "by": by},
        path="/kalender", now=now,
    )  # fmt: skip
