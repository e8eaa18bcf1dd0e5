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

from puas.db.identifiers import new_id
from puas.db.tables.places import Tenant
from puas.db.tables.reports import ReportText
from puas.db.tables.results import Result
from puas.db.tables.submissions import ReviewRemark, Submission, SubmissionStep
from puas.domain import submission_workflow as way
from puas.domain.report_details import SIGNED_ON
from puas.domain.report_snapshot import FINAL
from puas.usecases._told_journeys import OFFICER, ToldStep, day_of
from puas.usecases.request_report import UnableToRequestReport, request_report

_OFFICE_OPENS = time(8, 20)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who takes the steps of a regency; in a practice tenant nobody in particular."""

    officer_id: UUID | None
    admin_id: UUID | None


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A period that was closed, and the way its report took."""

    period_id: UUID
    ends_on: date
    steps: tuple[ToldStep, ...]

    @property
    def is_under_review(self) -> bool:
        """Whether somebody still has to look at the report, so that there has to be one."""
        return bool(self.steps) and self.steps[-1].step in (way.SUBMIT, way.REQUEST_CHANGE)


def tell_ways(
    session: Session, *, tenant: Tenant, staff: Staff, periods: Iterable[ClosedPeriod], base_url: str | None
) -> list[UUID]:
    """Write the steps; returns the periods whose results are public now.

    With an address, reports that are under review are really asked for: the first thing a reviewer opens.
    """
    results = _results(session, tenant.id)
    public = []
    for each in periods:
        report_id = _ask_for_report(session, tenant, staff, each, base_url) if base_url and each.is_under_review else None
        values = _walk(session, tenant, staff, each, results.get(each.period_id), report_id)
        if values.get("published_result_id") is not None:
            public.append(each.period_id)
    session.flush()
    return public


def _ask_for_report(session: Session, tenant: Tenant, staff: Staff, period: ClosedPeriod, base_url: str) -> UUID | None:
    session.add(
        ReportText(
            tenant_id=tenant.id, period_id=period.period_id, section=SIGNED_ON, body=day_of(period.steps[0], period.ends_on).isoformat(),
            updated_by=staff.officer_id, updated_at=_morning(period.ends_on, tenant.time_zone),
        )
    )  # fmt: skip
    session.flush()
    try:
        report = request_report(
            session=session, tenant_id=tenant.id, period_id=period.period_id, requested_by=staff.officer_id, base_url=base_url,
            now=_morning(day_of(period.steps[0], period.ends_on), tenant.time_zone), stage=FINAL, advice_seen=True,
        )  # fmt: skip
    except UnableToRequestReport:
        # What is made up may have a fault on some day of some year; the demo starts all the same.
        return None
    return report.id


def _results(session: Session, tenant_id: int) -> Mapping[UUID, UUID]:
    statement = select(Result.period_id, Result.id).where(Result.tenant_id == tenant_id, Result.superseded_at.is_(None))
    return {period_id: result_id for period_id, result_id in session.execute(statement) if period_id is not None}


def _walk(
    session: Session, tenant: Tenant, staff: Staff, period: ClosedPeriod, result_id: UUID | None, report_id: UUID | None
) -> dict[str, Any]:
    values: dict[str, Any] = {"report_id": report_id} if report_id else {}
    # Asking for the report was the first step already.
    steps, state = (period.steps[1:], way.ANALYSED) if report_id else (period.steps, way.CLOSED)
    round_ = 1
    for number, told in enumerate(steps, start=len(period.steps) - len(steps)):
        at = _morning(day_of(told, period.ends_on), tenant.time_zone) + timedelta(minutes=7 * number)
        who = staff.officer_id if told.actor == OFFICER else staff.admin_id
        leads_to = way.STEPS[told.step].leads_to
        round_ += told.step == way.CORRECT
        session.add(
            SubmissionStep(
                tenant_id=tenant.id, id=new_id(int(at.timestamp() * 1000)), period_id=period.period_id, at=at, account_id=who,
                step=told.step, from_state=state, to_state=leads_to, round=round_, reason=told.reason, changes=told.changes,
                report_id=report_id if told.step == way.SUBMIT else None,
            )
        )  # fmt: skip
        session.add_all(_remarks(tenant, staff, period.period_id, told, at, round_))
        state = leads_to
        values |= {"state": state, "round": round_, "version": number + 1, "changed_at": at, **_noted(told.step, at, who, result_id)}
    if values:
        here = (Submission.tenant_id == tenant.id, Submission.period_id == period.period_id)
        session.execute(update(Submission).where(*here).values(**values).execution_options(synchronize_session=False))
    return values


def _noted(step: str, at: datetime, who: UUID | None, result_id: UUID | None) -> dict[str, Any]:
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
