"""What became of the demo's closed periods: each report's way to the province, its remarks, and what is public of it.

Written below the use cases, because years pass here in a second; only the figures are shared by the product itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.cli.demo.journeys import OFFICER, ToldStep, day_of
from puas.db.identifiers import new_id
from puas.db.tables.places import Tenant
from puas.db.tables.results import Result
from puas.db.tables.submissions import ReviewRemark, Submission, SubmissionStep
from puas.domain import submission_workflow as way

_OFFICE_OPENS = time(8, 20)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who takes the steps of a regency."""

    officer_id: UUID
    admin_id: UUID


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A period that was closed, and the way its report took."""

    period_id: UUID
    ends_on: date
    steps: tuple[ToldStep, ...]


def tell_ways(session: Session, *, tenant: Tenant, staff: Staff, periods: Iterable[ClosedPeriod]) -> list[UUID]:
    """Write the steps; returns the periods whose results are public now."""
    results = _results(session, tenant.id)
    public = []
    for each in periods:
        values = _walk(session, tenant, staff, each, results.get(each.period_id))
        if values.get("published_result_id") is not None:
            public.append(each.period_id)
    session.flush()
    return public


def _results(session: Session, tenant_id: int) -> Mapping[UUID, UUID]:
    statement = select(Result.period_id, Result.id).where(Result.tenant_id == tenant_id, Result.superseded_at.is_(None))
    return {period_id: result_id for period_id, result_id in session.execute(statement) if period_id is not None}


def _walk(session: Session, tenant: Tenant, staff: Staff, period: ClosedPeriod, result_id: UUID | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    state, round_ = way.CLOSED, 1
    for number, told in enumerate(period.steps):
        at = _morning(day_of(told, period.ends_on), tenant.time_zone) + timedelta(minutes=7 * number)
        who = staff.officer_id if told.actor == OFFICER else staff.admin_id
        leads_to = way.STEPS[told.step].leads_to
        round_ += told.step == way.CORRECT
        session.add(
            SubmissionStep(
                tenant_id=tenant.id, id=new_id(int(at.timestamp() * 1000)), period_id=period.period_id, at=at, account_id=who,
                step=told.step, from_state=state, to_state=leads_to, round=round_, reason=told.reason, changes=told.changes,
            )
        )  # fmt: skip
        session.add_all(_remarks(tenant, staff, period.period_id, told, at, round_))
        state = leads_to
        values |= {"state": state, "round": round_, "version": number + 1, "changed_at": at, **_noted(told.step, at, who, result_id)}
    if values:
        here = (Submission.tenant_id == tenant.id, Submission.period_id == period.period_id)
        session.execute(update(Submission).where(*here).values(**values).execution_options(synchronize_session=False))
    return values


def _noted(step: str, at: datetime, who: UUID, result_id: UUID | None) -> dict[str, Any]:
    """What a step leaves in the row besides the state."""
    left: dict[str, dict[str, Any]] = {
        way.SUBMIT: {"submitted_at": at, "submitted_by": who},
        way.APPROVE: {"approved_at": at, "approved_by": who},
        way.PUBLISH: {"published_at": at, "published_result_id": result_id},
        way.HAND_OVER: {"handed_over_at": at},
    }
    return left.get(step, {})


def _remarks(tenant: Tenant, staff: Staff, period_id: UUID, told: ToldStep, at: datetime, round_: int) -> list[ReviewRemark]:
    found = []
    for chapter, body, answer in told.remarks:
        answered = {"answer": answer, "answered_by": staff.officer_id, "answered_at": at + timedelta(days=2)} if answer else {}
        found.append(
            ReviewRemark(
                tenant_id=tenant.id, id=new_id(), period_id=period_id, round=round_, chapter=chapter, body=body, made_by=staff.admin_id,
                made_at=at, **answered,
            )
        )  # fmt: skip
    return found


def _morning(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, _OFFICE_OPENS, ZoneInfo(time_zone)).astimezone(UTC)
