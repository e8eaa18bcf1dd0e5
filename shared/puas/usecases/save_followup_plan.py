"""Saves the follow-up plan (RTL) of a period: what is promised on which unsur, by when and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.submitted_reports import is_with_regency
from puas.db.tables.reports import FollowupItem, Photograph
from puas.db.tables.scores import UNSUR_COLUMNS
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.followup_plan import MONTH, MOST_ITEMS, Due
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

LONGEST_ACTION = 2_000


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One row of the plan. Without an id it is new; `due` is None where no time is set yet."""

    unsur: str
    action: str
    due: Due | None
    person_in_charge: str
    id: UUID | None = None


class UnableToSaveFollowupPlan(Refusal):
    """`reason`: unknown-period, unknown-unsur, too-many, too-long, with-regency (its report has been submitted),
    or changed-meanwhile (then `version` is the present one).
    """

    def __init__(self, reason: str, version: int = 0) -> None:
        super().__init__(reason)
        self.version = version


def save_followup_plan(
    *,
    session: Session,
    tenant_id: int,
    period_id: UUID,
    items: Sequence[PlannedItem],
    version: int | None,
    account_id: UUID | None,
    now: datetime,
) -> None:
    """Make the plan what `items` say, in their order. Items that are kept keep their state and evidence.

    `version` is what the editor saw, None where it does not matter. The period is locked first, so that of two editors one
    waits for the other and is then told.
    """
    _refuse_nonsense(items)
    period = _locked(session, tenant_id, period_id)
    if is_with_regency(session, tenant_id=tenant_id, period_id=period_id):
        raise UnableToSaveFollowupPlan("with-regency")
    if version is not None and version != period.plan_version:
        raise UnableToSaveFollowupPlan("changed-meanwhile", period.plan_version)
    mine = (FollowupItem.tenant_id == tenant_id, FollowupItem.period_id == period_id)
    known = {row.id: row for row in session.scalars(select(FollowupItem).where(*mine))}
    kept = {item.id for item in items if item.id in known}
    _remove(session, tenant_id, [each for each in known if each not in kept], now)
    for position, item in enumerate(items):
        row = known[item.id] if item.id in kept and item.id is not None else _new(session, tenant_id, period_id, now)
        row.unsur, row.action, row.person_in_charge, row.position = item.unsur, item.action, item.person_in_charge, position
        row.due_on = item.due.first_day if item.due else None
        row.due_precision = item.due.precision if item.due else row.due_precision
    period.plan_version += 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_followup_plan",
        subject=f"survey_period:{period_id}", now=now, detail={"items": len(items)},
    )  # fmt: skip


def _locked(session: Session, tenant_id: int, period_id: UUID) -> SurveyPeriod:
    statement = (
        select(SurveyPeriod)
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
        .with_for_update()
        # What this session read before it had the lock may be old.
        .execution_options(populate_existing=True)
    )
    period = session.scalars(statement).one_or_none()
    if period is None:
        raise UnableToSaveFollowupPlan("unknown-period")
    return period


def _remove(session: Session, tenant_id: int, going: Sequence[UUID], now: datetime) -> None:
    """Promises that are taken back. Their photographs are let go of first: files are erased by the sweeper, not by a cascade."""
    evidence = (Photograph.tenant_id == tenant_id, Photograph.followup_item_id.in_(going))
    session.execute(update(Photograph).where(*evidence).values(followup_item_id=None, removed_at=now))
    session.execute(delete(FollowupItem).where(FollowupItem.tenant_id == tenant_id, FollowupItem.id.in_(going)))


def _new(session: Session, tenant_id: int, period_id: UUID, now: datetime) -> FollowupItem:
    row = FollowupItem(tenant_id=tenant_id, id=new_id(), period_id=period_id, unsur="", action="", due_precision=MONTH, updated_at=now)
    session.add(row)
    return row


def _refuse_nonsense(items: Sequence[PlannedItem]) -> None:
    if len(items) > MOST_ITEMS:
        raise UnableToSaveFollowupPlan("too-many")
    if any(item.unsur not in UNSUR_COLUMNS for item in items):
        raise UnableToSaveFollowupPlan("unknown-unsur")
    if any(len(item.action) > LONGEST_ACTION for item in items):
        raise UnableToSaveFollowupPlan("too-long")
