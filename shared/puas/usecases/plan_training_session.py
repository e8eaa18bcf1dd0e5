"""Plans a training session: days with their codes, an agenda of its own, and the code participants will type."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.queries.tenant_day import zone_of
from puas.db.tables.training import TrainingSession
from puas.domain.curricula import to_plain
from puas.domain.regulation.registry import DEFAULT_EDITION_ID
from puas.domain.training_plan import TrainingPlan, practice_end
from puas.usecases._refusal import Refusal
from puas.usecases._training_sessions import fault_of, prepare_template, remember_code, set_days
from puas.usecases.record_audit import record_audit

_SEED_BITS = 48


class UnableToPlanTrainingSession(Refusal):
    """`reason` is one of `domain.training_plan.fault_of_plan`, unknown-region, unusable-agenda or no-agenda."""


def plan_training_session(
    *, session: Session, tenant_id: int, plan: TrainingPlan, account_id: UUID | None, now: datetime, edition: str = DEFAULT_EDITION_ID
) -> UUID:
    """The new session's id. Nobody can join before it is opened."""
    if plan.agenda is None:
        raise UnableToPlanTrainingSession("no-agenda")
    if fault := fault_of(session, plan):
        raise UnableToPlanTrainingSession(fault)
    row = TrainingSession(
        tenant_id=tenant_id, id=new_id(), title=plan.title.strip(), starts_on=plan.starts_on, ends_on=plan.ends_on,
        place=plan.place.strip(), link=plan.link.strip(), region_code=plan.region_code, agenda=to_plain(plan.agenda), story=plan.story,
        edition=edition, seed=secrets.randbits(_SEED_BITS), seats=plan.seats, hours=plan.hours, code=locators.new_code(),
        practice_until=practice_end(plan.ends_on, plan.practice_days, zone_of(session, tenant_id=tenant_id)),
        created_by=account_id, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    set_days(session, tenant_id=tenant_id, session_id=row.id, first=plan.starts_on, last=plan.ends_on)
    remember_code(session, row, expires_at=None)
    prepare_template(session, row, now=now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="plan_training_session",
        subject=f"training_session:{row.id}", now=now, detail={"name": row.title},
    )  # fmt: skip
    session.flush()
    return row.id
