"""Notes a step on the way of an innovation: handed in, through to the next stage, or out."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.innovations import proposal_of, rules_of
from puas.db.queries.tenant_day import today_of
from puas.db.tables.innovations import Innovation, InnovationStep
from puas.domain.innovation_proposal import missing_parts
from puas.domain.yardsticks import INNOVATIONS
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks

LONGEST_NOTE = 1_000
REACHED, OUT = "reached", "out"


class UnableToRecordInnovationStep(Refusal):
    """`reason`: unknown, unknown-stage, no-call, incomplete, late, is-out, not-further, in-the-future, before-last-step or too-long."""


def record_innovation_step(
    *,
    session: Session,
    tenant_id: int,
    innovation_id: UUID,
    stage: str,
    outcome: str,
    happened_on: date,
    note: str,
    account_id: UUID | None,
    now: datetime,
) -> InnovationStep:
    """Add the step. The first one hands the proposal in, which has to be complete and in time; later ones only go further."""
    row = _locked(session, tenant_id, innovation_id)
    today = today_of(session, tenant_id=tenant_id, now=now)
    if happened_on > today:
        raise UnableToRecordInnovationStep("in-the-future")
    if len(note.strip()) > LONGEST_NOTE:
        raise UnableToRecordInnovationStep("too-long")
    _refuse_order(session, row, stage, outcome, happened_on)
    if not row.stage:
        _refuse_unready(session, row, stage, happened_on)
    step = InnovationStep(
        tenant_id=tenant_id, id=new_id(), innovation_id=row.id, stage=stage, outcome=outcome, happened_on=happened_on, note=note.strip(),
        account_id=account_id, at=now,
    )  # fmt: skip
    session.add(step)
    if outcome == REACHED:
        row.stage = stage
    row.changed_at, row.changed_by, row.version = now, account_id, row.version + 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="record_innovation_step", subject=f"innovation:{row.id}",
        now=now, detail={"name": row.title, "stage": stage, "outcome": outcome},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(INNOVATIONS,))
    return step


def _locked(session: Session, tenant_id: int, innovation_id: UUID) -> Innovation:
    statement = select(Innovation).where(Innovation.tenant_id == tenant_id, Innovation.id == innovation_id).with_for_update()
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise UnableToRecordInnovationStep("unknown")
    return row


def _refuse_order(session: Session, row: Innovation, stage: str, outcome: str, happened_on: date) -> None:
    rules = rules_of(session, tenant_id=row.tenant_id, call_id=row.call_id).edition
    if not rules.has_stage(stage) or outcome not in (REACHED, OUT):
        raise UnableToRecordInnovationStep("unknown-stage")
    last, is_out = session.execute(
        select(func.max(InnovationStep.happened_on), func.bool_or(InnovationStep.outcome == OUT)).where(
            InnovationStep.tenant_id == row.tenant_id, InnovationStep.innovation_id == row.id
        )
    ).one()
    if is_out:
        raise UnableToRecordInnovationStep("is-out")
    if rules.position(stage) <= rules.position(row.stage) or (not row.stage and rules.position(stage) > 1):
        raise UnableToRecordInnovationStep("not-further")
    if last is not None and happened_on < last:
        raise UnableToRecordInnovationStep("before-last-step")


def _refuse_unready(session: Session, row: Innovation, stage: str, happened_on: date) -> None:
    if row.call_id is None:
        raise UnableToRecordInnovationStep("no-call")
    rules = rules_of(session, tenant_id=row.tenant_id, call_id=row.call_id)
    if missing_parts(proposal_of(row), rules, happened_on):
        raise UnableToRecordInnovationStep("incomplete")
    if happened_on > rules.deadlines.get(stage, happened_on):
        raise UnableToRecordInnovationStep("late")
