"""Records that a standard in force was looked at again: it is kept as it is, or a new draft is begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.service_standards import seen_of
from puas.db.queries.tenant_day import today_of
from puas.db.tables.standards import ServiceStandard
from puas.domain.service_standards import written
from puas.usecases._refusal import Refusal
from puas.usecases._standards import (
    HeldService,
    hold_service,
    name_of,
    new_draft,
    share_standards,
    subject_of,
    touch,
)
from puas.usecases.record_audit import record_audit

KEPT, TO_REVISE = "kept", "to_revise"
OUTCOMES = (KEPT, TO_REVISE)


class UnableToRecordStandardReview(Refusal):
    """`reason`: unknown, archived, nothing-in-force, changed-meanwhile, unknown-outcome, day-missing, day-in-future,
    day-before-decree, due-missing or due-past; `reasons` are all there are of what was typed."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(reasons[0])
        self.reasons = reasons


def record_standard_review(
    *,
    session: Session,
    tenant_id: int,
    service_type_id: UUID,
    reviewed_on: date | None,
    outcome: str,
    next_due_on: date | None,
    seen: str,
    account_id: UUID | None,
    now: datetime,
) -> ServiceStandard:
    """Note day and outcome, and when it is looked at next. A draft that is there already is not begun anew."""
    held = hold_service(session, tenant_id=tenant_id, service_type_id=service_type_id, refusal=UnableToRecordStandardReview)
    standard = _in_force(held, seen)
    today = today_of(session, tenant_id=tenant_id, now=now)
    reasons = [*([] if outcome in OUTCOMES else ["unknown-outcome"]), *_faults(standard, reviewed_on, next_due_on, today)]
    if reasons:
        raise UnableToRecordStandardReview(*reasons)
    standard.reviewed_on, standard.review_due_on = reviewed_on, next_due_on
    touch(standard, account_id=account_id, now=now)
    if outcome == TO_REVISE and held.draft is None:
        new_draft(session, held, components=written(standard.components), account_id=account_id, now=now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="record_standard_review", subject=subject_of(held), now=now,
        detail={"name": name_of(held), "version": standard.number, "outcome": outcome},
    )  # fmt: skip
    share_standards(session, tenant_id=tenant_id, now=now)
    return standard


def _in_force(held: HeldService, seen: str) -> ServiceStandard:
    if not held.is_active:
        raise UnableToRecordStandardReview("archived")
    if held.in_force is None:
        raise UnableToRecordStandardReview("nothing-in-force")
    if seen != seen_of(held.in_force):
        raise UnableToRecordStandardReview("changed-meanwhile")
    return held.in_force


def _faults(standard: ServiceStandard, reviewed_on: date | None, due_on: date | None, today: date) -> Iterator[str]:
    if reviewed_on is None:
        yield "day-missing"
    elif reviewed_on > today:
        yield "day-in-future"
    elif standard.decree_date is not None and reviewed_on < standard.decree_date:
        yield "day-before-decree"
    if due_on is None:
        yield "due-missing"
    elif due_on <= today:
        yield "due-past"
