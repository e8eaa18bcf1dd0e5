"""How figures came about and what followed: published periods with their corrections and documents, and the promises made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased

from puas.db.tables.reports import FollowupItem, Report
from puas.db.tables.results import Result
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission, SubmissionStep
from puas.domain.disclosure import may_be_published
from puas.domain.followup_plan import due_of, standing
from puas.domain.report_snapshot import FINAL
from puas.domain.reporting_scope import ReportingScope
from puas.domain.submission_workflow import CORRECT, PUBLISH, SUBMIT


@dataclass(frozen=True, slots=True)
class Correction:
    """A later publication of a period, and the reason the office gave for it."""

    version: int
    published_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class PublishedPeriod:
    """A period whose result is public: the version in force, how often it was corrected, and the report to check it by."""

    id: UUID
    agency_id: UUID
    agency_name: str
    label: str
    starts_on: date
    ends_on: date
    published_at: datetime | None
    edition: str
    result_version: int
    frozen_at: datetime
    sha256: str
    respondents: int | None
    nik: Decimal | None
    mutu: str
    is_suppressed: bool
    corrections: tuple[Correction, ...]
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What an office promised to mend and what it says it did. Who is in charge is nobody's business here."""

    agency_id: UUID
    agency_name: str
    period_label: str
    unsur: str
    action: str
    due_on: date | None
    due_precision: str
    standing: str
    description: str
    updated_at: datetime


def list_published(
    session: Session, *, tenant_id: int, scope: ReportingScope, agency_id: UUID | None = None
) -> tuple[PublishedPeriod, ...]:
    """Of the regency or of one agency, the newest period first.

    Where the agency's figures are hidden so that a small group cannot be told from them, those of its period are too, and so is the
    number of its report: under it everybody could look the figures up.
    """
    is_hidden = exists().where(
        SharedFigure.tenant_id == Submission.tenant_id, SharedFigure.level == "agency", SharedFigure.unit_id == Submission.agency_id,
        SharedFigure.year == scope.year, SharedFigure.is_suppressed, SharedFigure.starts_on <= Submission.starts_on,
        SharedFigure.ends_on >= Submission.ends_on,
    )  # fmt: skip
    statement = (
        select(
            Submission.period_id, Submission.agency_id, Submission.agency_name, Submission.label, Submission.starts_on, Submission.ends_on,
            Submission.published_at, Result.edition, Result.version, Result.frozen_at, Result.sha256, Result.respondents, Result.nik,
            Result.mutu, is_hidden,
        )
        .join(Result, and_(Result.tenant_id == Submission.tenant_id, Result.id == Submission.published_result_id))
        .where(Submission.tenant_id == tenant_id, Submission.ends_on.between(scope.window.starts_on, scope.window.ends_on))
        .order_by(Submission.ends_on.desc(), Submission.agency_name, Submission.period_id)
    )  # fmt: skip
    if agency_id is not None:
        statement = statement.where(Submission.agency_id == agency_id)
    rows: list[Sequence[Any]] = [row for row in session.execute(statement) if scope.takes_in(row[4], row[5])]
    steps = _steps(session, tenant_id, [row[0] for row in rows])
    found = []
    for row in rows:
        *known, respondents, nik, mutu, hidden = row
        shown = may_be_published(respondents) and not hidden
        corrections, document = _publications(steps[row[0]])
        figures: tuple[Any, ...] = (respondents, nik, mutu) if shown else (None, None, "")
        told: Sequence[Any] = (*known, *figures, not shown, corrections, document if shown else None)
        found.append(PublishedPeriod(*told))
    return tuple(found)


def list_promises(
    session: Session, *, tenant_id: int, scope: ReportingScope, today: date, agency_id: UUID | None = None
) -> tuple[Promise, ...]:
    """The plans of published periods, by agency and in the plan's own order."""
    later = aliased(FollowupItem)
    is_carried = exists().where(later.tenant_id == FollowupItem.tenant_id, later.carried_from == FollowupItem.id)
    statement = (
        select(
            Submission.starts_on, Submission.ends_on, Submission.agency_id, Submission.agency_name, Submission.label, FollowupItem.unsur,
            FollowupItem.action, FollowupItem.due_on, FollowupItem.due_precision, FollowupItem.state, is_carried, FollowupItem.description,
            FollowupItem.updated_at,
        )
        .join(Submission, and_(Submission.tenant_id == FollowupItem.tenant_id, Submission.period_id == FollowupItem.period_id))
        .where(
            FollowupItem.tenant_id == tenant_id,
            Submission.published_result_id.is_not(None),
            Submission.ends_on.between(scope.window.starts_on, scope.window.ends_on),
        )
        .order_by(Submission.agency_name, Submission.ends_on, FollowupItem.position, FollowupItem.id)
    )  # fmt: skip
    if agency_id is not None:
        statement = statement.where(Submission.agency_id == agency_id)
    found = []
    rows: Iterable[Sequence[Any]] = session.execute(statement).all()
    for starts_on, ends_on, *told, state, is_taken_up, description, updated_at in rows:
        if scope.takes_in(starts_on, ends_on):
            *_, due_on, precision = told
            stands = standing(state, due_of(due_on, precision), today, is_carried=is_taken_up)
            promise: Sequence[Any] = (*told, stands, description, updated_at)
            found.append(Promise(*promise))
    return tuple(found)


_Step = tuple[str, datetime, str, str | None]


def _steps(session: Session, tenant_id: int, period_ids: Sequence[UUID]) -> defaultdict[UUID, list[_Step]]:
    """Steps by period in their order, with the number of the report that was submitted, where it still holds."""
    statement = (
        select(SubmissionStep.period_id, SubmissionStep.step, SubmissionStep.at, SubmissionStep.reason, Report.document_id)
        .outerjoin(
            Report,
            and_(
                Report.tenant_id == SubmissionStep.tenant_id, Report.id == SubmissionStep.report_id, Report.stage == FINAL,
                Report.failure == "", Report.withdrawn_at.is_(None),
            ),
        )
        .where(
            SubmissionStep.tenant_id == tenant_id, SubmissionStep.period_id.in_(period_ids),
            SubmissionStep.step.in_((SUBMIT, PUBLISH, CORRECT)),
        )
        .order_by(SubmissionStep.at, SubmissionStep.id)
    )  # fmt: skip
    found: defaultdict[UUID, list[_Step]] = defaultdict(list)
    for period_id, step, at, reason, number in session.execute(statement):
        found[period_id].append((step, at, reason, number))
    return found


def _publications(steps: Sequence[_Step]) -> tuple[tuple[Correction, ...], str | None]:
    """What became public: the corrections, and the report that belongs to the version in force.

    A correction or a report that is on its way to be published is not.
    """
    corrections: list[Correction] = []
    version, reason = 0, ""
    submitted, document = None, None
    for step, at, said, number in steps:
        if step == CORRECT:
            reason, submitted = said, None
        elif step == SUBMIT:
            submitted = number
        else:
            version, document = version + 1, submitted
            if version > 1:
                corrections.append(Correction(version, at, reason))
            reason = ""
    return tuple(corrections), document
