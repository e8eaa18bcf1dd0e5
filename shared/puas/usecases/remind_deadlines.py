"""Reminds the people of a regency of the deadlines that come near or have passed: each of them once per stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.deadlines import Owed, list_deadlines, list_owed
from puas.db.queries.people_to_tell import administrators_of, officers_of
from puas.db.queries.tenant_day import zone_of
from puas.domain.deadlines import HAND_OVER, STEPS, SUBMIT, DueDay, reminder_due
from puas.domain.notices import DEADLINE_NEAR, DEADLINE_PASSED, OWED_NEAR, OWED_PASSED
from puas.domain.survey_period import local_day
from puas.usecases.notify import notify


def remind_deadlines(*, session: Session, tenant_id: int, now: datetime) -> int:
    """Tell officers of their own reports, administrators how many are missing; returns how many notices were new.

    Only the latest stage that has come is told, and none that the news of the deadline itself has told already.
    """
    zone = zone_of(session, tenant_id=tenant_id)
    today = local_day(now, zone)
    deadlines = list_deadlines(session, tenant_id=tenant_id)
    days = [each.due for each in deadlines]
    stages = {
        each.due: stage
        for each in deadlines
        if (stage := reminder_due(each.due.due_on, today)) is not None
        and local_day(each.set_at, zone) < each.due.due_on + timedelta(days=stage)
    }
    told = 0
    for step in STEPS:
        if not any(due.step == step for due in stages):
            continue
        owed = list_owed(session, tenant_id=tenant_id, step=step, deadlines=days, today=today)
        by_deadline: dict[DueDay, list[Owed]] = defaultdict(list)
        for each in owed:
            if each.obligation.due in stages:
                by_deadline[each.obligation.due].append(each)
        for due, periods in by_deadline.items():
            told += _remind(session, tenant_id, due, stages[due], periods, today, now)
    return told


def _remind(session: Session, tenant_id: int, due: DueDay, stage: int, periods: Sequence[Owed], today: date, now: datetime) -> int:
    told = _tell_administrators(session, tenant_id, due, stage, len(periods), today, now)
    if due.step == HAND_OVER:
        return told
    officers: dict[UUID, set[UUID]] = defaultdict(set)
    agencies = {each.agency_id for each in periods}
    for account_id, assigned in officers_of(session, tenant_id=tenant_id, agency_ids=agencies).items():
        for agency_id in assigned:
            officers[agency_id].add(account_id)
    for period in periods:
        told += _tell_officers(session, tenant_id, period, due, stage, officers[period.agency_id], today, now)
    return told


def _tell_officers(
    session: Session, tenant_id: int, period: Owed, due: DueDay, stage: int, people: set[UUID], today: date, now: datetime
) -> int:
    new = notify(
        session=session, tenant_id=tenant_id, account_ids=people, kind=DEADLINE_NEAR if stage < 0 else DEADLINE_PASSED,
        subject=f"deadline:{SUBMIT}:{period.period_id}:{due.due_on}:{stage}",
        facts={
            "agency": period.agency_name, "label": period.label, "step": due.step, "due_on": due.due_on.isoformat(),
            "days": str(abs((due.due_on - today).days)),
        },
        path=f"/pelaporan/{period.period_id}", now=now,
    )  # fmt: skip
    return len(new)


def _tell_administrators(session: Session, tenant_id: int, due: DueDay, stage: int, count: int, today: date, now: datetime) -> int:
    scope = f"{due.scope.year}:{due.scope.part}"
    new = notify(
        session=session, tenant_id=tenant_id, account_ids=administrators_of(session, tenant_id=tenant_id),
        kind=OWED_NEAR if stage < 0 else OWED_PASSED, subject=f"deadline:{due.step}:{scope}:{due.due_on}:{stage}",
        facts={
            "step": due.step, "scope": scope, "due_on": due.due_on.isoformat(), "count": str(count),
            "days": str(abs((due.due_on - today).days)),
        },
        path="/pelaporan", now=now,
    )  # fmt: skip
    return len(new)
