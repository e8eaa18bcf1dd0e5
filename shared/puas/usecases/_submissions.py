"""Keeps the way of a period's report: its row, and each step of it, taken under guard and written down with who took it and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.agencies import counts_here
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account
from puas.db.tables.places import Tenant
from puas.db.tables.results import Result
from puas.db.tables.submissions import Submission, SubmissionStep
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.submission_standing import LastStep, Standing, StepsTaken, UnableToTakeStep
from puas.domain.submission_workflow import CLOSED, COLLECTING, STEPS, may_take

_STANDING = (
    Submission.period_id, Submission.agency_id, Submission.agency_name, Submission.label, Submission.province_code, Submission.state,
    Submission.round, Submission.version, Submission.report_id, Submission.published_result_id, Submission.submitted_by,
    Submission.submitted_at, Submission.approved_by,
)  # fmt: skip


def ensure_submissions(session: Session, *, tenant_id: int, period_ids: Collection[UUID], now: datetime) -> None:
    """Make the rows of those periods that have none yet, as the periods are now; also of periods older than this workflow.

    Reports of agencies of other owners go no way through the regency: their periods get no row, so nothing is owed, published,
    handed over or added up of them.
    """
    in_force = select(func.coalesce(func.max(Result.respondents), 0)).where(
        Result.tenant_id == SurveyPeriod.tenant_id,
        Result.period_id == SurveyPeriod.id,
        Result.scope == "period",
        Result.superseded_at.is_(None),
    )
    columns = {
        "tenant_id": SurveyPeriod.tenant_id,
        "period_id": SurveyPeriod.id,
        "province_code": Tenant.province_code,
        "agency_id": SurveyPeriod.agency_id,
        "agency_name": SurveyPeriod.agency_name,
        "agency_kind": Agency.kind,
        "label": SurveyPeriod.label,
        "kind": SurveyPeriod.kind,
        "starts_on": SurveyPeriod.starts_on,
        "ends_on": SurveyPeriod.ends_on,
        "state": case((SurveyPeriod.state == "open", COLLECTING), else_=CLOSED),
        "respondents": in_force.scalar_subquery(),
        "sample_target": SurveyPeriod.sample_target,
        "changed_at": func.coalesce(SurveyPeriod.closed_at, SurveyPeriod.opened_at, now),
    }
    rows = (
        select(*columns.values())
        .join(Agency, (Agency.tenant_id == SurveyPeriod.tenant_id) & (Agency.id == SurveyPeriod.agency_id))
        .join(Tenant, Tenant.id == SurveyPeriod.tenant_id)
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id.in_(period_ids))
        .where(counts_here(SurveyPeriod.agency_id, tenant_id=tenant_id))
        .order_by(SurveyPeriod.id)
    )
    session.execute(insert(Submission).from_select(list(columns), rows).on_conflict_do_nothing(index_elements=["tenant_id", "period_id"]))


def standing_of(session: Session, *, tenant_id: int, period_id: UUID, now: datetime) -> Standing | None:
    """Where the period's report stands at this moment; None where the tenant has no such period."""
    found = _standing(session, tenant_id, period_id)
    if found is None:
        ensure_submissions(session, tenant_id=tenant_id, period_ids=(period_id,), now=now)
        found = _standing(session, tenant_id, period_id)
    return found


def standing_for(session: Session, *, tenant_id: int, period_id: UUID, step: str, version: int | None, now: datetime) -> Standing:
    """Where it stands, if the step can be taken from there and nobody was faster than the person who saw `version`."""
    standing = standing_of(session, tenant_id=tenant_id, period_id=period_id, now=now)
    if standing is None:
        raise UnableToTakeStep("unknown-period")
    if not may_take(step, standing.state):
        raise refusal(session, tenant_id, standing, "wrong-state")
    if version is not None and version != standing.version:
        raise refusal(session, tenant_id, standing, "changed-meanwhile")
    return standing


def take_step(
    session: Session,
    *,
    tenant_id: int,
    standing: Standing,
    step: str,
    account_id: UUID | None,
    now: datetime,
    reason: str = "",
    changes: str = "",
    submitted_report_id: UUID | None = None,
    **values: Any,
) -> None:
    """Take the step from exactly where the report stood; of two at once one changes the row and the other is told who did.

    `values` are further columns of the row.
    """
    leads_to = STEPS[step].leads_to
    round_ = values.get("round", standing.round)
    changed = session.scalars(
        update(Submission)
        .where(
            Submission.tenant_id == tenant_id,
            Submission.period_id == standing.period_id,
            Submission.state == standing.state,
            Submission.version == standing.version,
        )
        .values(state=leads_to, version=standing.version + 1, changed_at=now, **values)
        .returning(Submission.period_id)
        .execution_options(synchronize_session=False)
    ).all()
    if not changed:
        present = _standing(session, tenant_id, standing.period_id)
        raise refusal(session, tenant_id, present or standing, "changed-meanwhile")
    session.add(
        SubmissionStep(
            tenant_id=tenant_id, id=new_id(), period_id=standing.period_id, at=now, account_id=account_id, step=step,
            from_state=standing.state, to_state=leads_to, round=round_, reason=reason, changes=changes, report_id=submitted_report_id,
        )
    )  # fmt: skip
    session.flush()


def take_each(
    session: Session,
    *,
    tenant_id: int,
    period_ids: Collection[UUID],
    step: str,
    account_id: UUID,
    now: datetime,
    values: Callable[[Standing], Mapping[str, Any]],
) -> StepsTaken:
    """Take the step for each of the periods that can take it; the refusal itself where not one can.

    One order for everybody, or two who act on the same periods could wait for each other for ever.
    """
    if not period_ids:
        raise UnableToTakeStep("none-chosen")
    taken: list[Standing] = []
    refused: list[UnableToTakeStep] = []
    for period_id in sorted(set(period_ids)):
        try:
            standing = standing_for(session, tenant_id=tenant_id, period_id=period_id, step=step, version=None, now=now)
            take_step(
                session, tenant_id=tenant_id, standing=standing, step=step, account_id=account_id, now=now, **values(standing)
            )  # fmt: skip
        except UnableToTakeStep as error:
            refused.append(error)
        else:
            taken.append(standing)
    if not taken:
        raise refused[0]
    return StepsTaken(tuple(taken), tuple(refused))


def refusal(session: Session, tenant_id: int, standing: Standing, reason: str) -> UnableToTakeStep:
    """The refusal with who brought the report to where it stands."""
    statement = (
        select(SubmissionStep.step, func.coalesce(Account.name, ""), SubmissionStep.at)
        .outerjoin(Account, Account.id == SubmissionStep.account_id)
        .where(SubmissionStep.tenant_id == tenant_id, SubmissionStep.period_id == standing.period_id)
        .order_by(SubmissionStep.at.desc(), SubmissionStep.id.desc())
        .limit(1)
    )
    row = session.execute(statement).one_or_none()
    return UnableToTakeStep(reason, standing, LastStep(*row) if row else None)


def _standing(session: Session, tenant_id: int, period_id: UUID) -> Standing | None:
    row: Any = session.execute(select(*_STANDING).where(Submission.tenant_id == tenant_id, Submission.period_id == period_id)).one_or_none()
    return None if row is None else Standing(*row)
