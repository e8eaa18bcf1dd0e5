"""Tells the administrators of a province how many of its regencies have not handed over what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.deadlines import SetDeadline, list_deadlines, list_due_days, list_owed
from puas.db.queries.people_to_tell import administrators_of
from puas.db.tables.places import Tenant
from puas.db.tables.submissions import Submission
from puas.domain.deadlines import HAND_OVER, DueDay, reminder_due, surveyed_nobody
from puas.domain.notices import REGENCIES_NEAR, REGENCIES_PASSED
from puas.domain.survey_period import local_day
from puas.usecases._shared_deadlines import regencies_of
from puas.usecases.notify import notify


def remind_province(*, session: Session, tenant_id: int, now: datetime) -> int:
    """Return how many notices were new. Each regency is entered in turn; nothing but whether something is owed leaves it."""
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
    today = local_day(now, tenant.time_zone)
    due = {
        each.due: stage
        for each in list_deadlines(session, tenant_id=tenant_id)
        if each.due.step == HAND_OVER and (stage := _stage(each, today, tenant.time_zone)) is not None
    }
    if not due:
        return 0
    owing = _regencies_owing(session, tenant.region_code or "", today, [each for each in due if each.due_on < today])
    people = administrators_of(session, tenant_id=tenant_id)
    told = 0
    for day, stage in due.items():
        if not (count := owing.get((day.scope.year, day.scope.part), 0)):
            continue
        scope = f"{day.scope.year}:{day.scope.part}"
        new = notify(
            session=session, tenant_id=tenant_id, account_ids=people, kind=REGENCIES_NEAR if stage < 0 else REGENCIES_PASSED,
            subject=f"deadline:{HAND_OVER}:{scope}:{day.due_on}:{stage}",
            facts={
                "step": day.step, "scope": scope, "due_on": day.due_on.isoformat(), "count": str(count),
                "days": str(abs((day.due_on - today).days)),
            },
            path="/kalender", now=now,
        )  # fmt: skip
        told += len(new)
    return told


def _stage(deadline: SetDeadline, today: date, zone: str) -> int | None:
    stage = reminder_due(deadline.due.due_on, today)
    if stage is None or local_day(deadline.set_at, zone) >= deadline.due.due_on + timedelta(days=stage):
        return None
    return stage


def _regencies_owing(session: Session, province_code: str, today: date, passed: Sequence[DueDay]) -> dict[tuple[int, str], int]:
    """Scope of a deadline → in how many regencies a period it applies to has not been handed over, or had none by the day that passed."""
    found: dict[tuple[int, str], int] = {}
    for regency in regencies_of(session, province_code=province_code):
        with tenancy.inside(session, tenant_id=regency.id):
            days: list[DueDay] = list_due_days(session, tenant_id=regency.id)
            owed = list_owed(session, tenant_id=regency.id, step=HAND_OVER, deadlines=days, today=today)
            mine = select(Submission.starts_on, Submission.ends_on).where(Submission.tenant_id == regency.id).distinct()
            surveyed = [(starts_on, ends_on) for starts_on, ends_on in session.execute(mine)] if passed else []
        scopes = {(each.obligation.due.scope.year, each.obligation.due.scope.part) for each in owed if each.obligation.due}
        joined_on = local_day(regency.created_at, regency.time_zone)
        silent = (each.scope for each in passed if surveyed_nobody(each.scope, joined_on=joined_on, surveyed=surveyed))
        scopes |= {(each.year, each.part) for each in silent}
        for scope in scopes:
            found[scope] = found.get(scope, 0) + 1
    return found
