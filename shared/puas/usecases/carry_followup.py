"""Takes a promise of an earlier plan that is still open into the plan of a later period, with a reference to where it came from."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from puas.db.identifiers import new_id
from puas.db.queries.submitted_reports import is_with_regency
from puas.db.tables.reports import FollowupItem
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.followup_plan import DONE, MOST_ITEMS
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToCarryFollowup(Refusal):
    """`reason`: unknown-period, unknown-item (also one of another agency, a later period, done, or taken up already), too-many,
    with-regency (the report of the period has been submitted).
    """


def carry_followup(
    *, session: Session, tenant_id: int, period_id: UUID, item_id: UUID, account_id: UUID | None, now: datetime
) -> FollowupItem:
    """Copy what was promised, on which unsur and by whom. The new promise begins without progress and without a time."""
    period = _locked(session, tenant_id, period_id)
    if is_with_regency(session, tenant_id=tenant_id, period_id=period_id):
        raise UnableToCarryFollowup("with-regency")
    old = _open_item(session, tenant_id, period, item_id)
    mine = (FollowupItem.tenant_id == tenant_id, FollowupItem.period_id == period_id)
    number = session.scalar(select(func.count()).select_from(FollowupItem).where(*mine)) or 0
    if number >= MOST_ITEMS:
        raise UnableToCarryFollowup("too-many")
    last = session.scalar(select(func.max(FollowupItem.position)).where(*mine))
    row = FollowupItem(
        tenant_id=tenant_id, id=new_id(), period_id=period_id, unsur=old.unsur, action=old.action,
        person_in_charge=old.person_in_charge, due_precision=old.due_precision, position=0 if last is None else last + 1,
        carried_from=old.id, updated_at=now,
    )  # fmt: skip
    session.add(row)
    period.plan_version += 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="carry_followup",
        subject=f"survey_period:{period_id}", now=now, detail={"carried_from": str(old.id)},
    )  # fmt: skip
    return row


def _locked(session: Session, tenant_id: int, period_id: UUID) -> SurveyPeriod:
    statement = (
        select(SurveyPeriod)
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    period = session.scalars(statement).one_or_none()
    if period is None:
        raise UnableToCarryFollowup("unknown-period")
    return period


def _open_item(session: Session, tenant_id: int, period: SurveyPeriod, item_id: UUID) -> FollowupItem:
    earlier = aliased(SurveyPeriod)
    statement = (
        select(FollowupItem)
        .join(earlier, (earlier.tenant_id == FollowupItem.tenant_id) & (earlier.id == FollowupItem.period_id))
        .where(
            FollowupItem.tenant_id == tenant_id,
            FollowupItem.id == item_id,
            FollowupItem.state != DONE,
            earlier.agency_id == period.agency_id,
            earlier.starts_on < period.starts_on,
        )
        .with_for_update(of=FollowupItem)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(statement).one_or_none()
    # Asked only once the lock is held: a statement that waited for it would still see what was there before.
    successor = select(FollowupItem.id).where(FollowupItem.tenant_id == tenant_id, FollowupItem.carried_from == item_id)
    if found is None or session.scalar(successor) is not None:
        raise UnableToCarryFollowup("unknown-item")
    return found
