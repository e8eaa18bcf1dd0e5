"""Puts the draft of a service's standard in force by decree; the one before it is kept as replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.service_standards import seen_of
from puas.db.queries.tenant_day import today_of
from puas.db.tables.standards import ServiceStandard
from puas.domain.service_standards import (
    FIRST_DAY,
    IN_FORCE,
    LONGEST_DECREE,
    REPLACED,
    Component,
    media_fault,
    media_of,
    missing,
    written,
)
from puas.usecases._refusal import Refusal
from puas.usecases._standards import (
    HeldService,
    hold_service,
    name_of,
    share_standards,
    subject_of,
    touch,
)
from puas.usecases.record_audit import record_audit


@dataclass(frozen=True, slots=True)
class Decision:
    """By which decree, after which public hearing, until when it is to be reviewed, and where it hangs.

    `accepts_missing` says that the person was told which components are missing, and decided so all the same.
    """

    decree_number: str
    decree_date: date | None
    review_due_on: date | None
    hearing_on: date | None = None
    media: tuple[str, ...] = ()
    accepts_missing: bool = False


class UnableToPutStandardInForce(Refusal):
    """`reason`: unknown, archived, no-draft, changed-meanwhile, empty, incomplete (`missing` says what), decree-missing,
    decree-too-long, date-missing, date-in-future, date-too-early, hearing-in-future, hearing-after-decree, review-missing, review-past,
    media-too-many or media-too-long; `reasons` are all there are of what was decided."""

    def __init__(self, *reasons: str, missing: tuple[Component, ...] = ()) -> None:
        super().__init__(reasons[0])
        self.reasons = reasons
        self.missing = missing


def put_standard_in_force(
    *, session: Session, tenant_id: int, service_type_id: UUID, decision: Decision, seen: str, account_id: UUID | None, now: datetime
) -> ServiceStandard:
    """The draft that was seen becomes the standard in force; an empty one never, an incomplete one only when that was accepted."""
    held = hold_service(session, tenant_id=tenant_id, service_type_id=service_type_id, refusal=UnableToPutStandardInForce)
    draft = _draft(held, seen)
    _refuse(decision, missing(draft.components), today_of(session, tenant_id=tenant_id, now=now))
    if held.in_force is not None:
        held.in_force.state, held.in_force.replaced_at = REPLACED, now
        touch(held.in_force, account_id=account_id, now=now)
        # There is one in force at most: the old one must have left before the new one comes.
        session.flush()
    draft.state, draft.in_force_since = IN_FORCE, now
    draft.decree_number, draft.decree_date = " ".join(decision.decree_number.split()), decision.decree_date
    draft.hearing_on, draft.review_due_on = decision.hearing_on, decision.review_due_on
    draft.media = list(media_of(decision.media))
    touch(draft, account_id=account_id, now=now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="put_standard_in_force", subject=subject_of(held), now=now,
        detail={"name": name_of(held), "version": draft.number, "decree": draft.decree_number, "missing": len(missing(draft.components))},
    )  # fmt: skip
    share_standards(session, tenant_id=tenant_id, now=now)
    return draft


def _draft(held: HeldService, seen: str) -> ServiceStandard:
    if not held.is_active:
        raise UnableToPutStandardInForce("archived")
    if held.draft is None:
        raise UnableToPutStandardInForce("no-draft")
    if seen != seen_of(held.draft):
        raise UnableToPutStandardInForce("changed-meanwhile")
    if not written(held.draft.components):
        raise UnableToPutStandardInForce("empty")
    return held.draft


def _refuse(decision: Decision, gaps: tuple[Component, ...], today: date) -> None:
    """With everything that is wrong, so that it is mended in one go."""
    media = media_fault(media_of(decision.media))
    reasons = [
        *_decree_faults(decision, today), *_dates_faults(decision, today), *([f"media-{media}"] if media else ()),
        *(["incomplete"] if gaps and not decision.accepts_missing else ()),
    ]  # fmt: skip
    if reasons:
        raise UnableToPutStandardInForce(*reasons, missing=gaps)


def _decree_faults(decision: Decision, today: date) -> Iterator[str]:
    if not decision.decree_number.strip():
        yield "decree-missing"
    elif len(decision.decree_number) > LONGEST_DECREE:
        yield "decree-too-long"
    if decision.decree_date is None:
        yield "date-missing"
    elif decision.decree_date > today:
        yield "date-in-future"
    elif decision.decree_date < FIRST_DAY:
        yield "date-too-early"


def _dates_faults(decision: Decision, today: date) -> Iterator[str]:
    heard, due = decision.hearing_on, decision.review_due_on
    if heard is not None and heard > today:
        yield "hearing-in-future"
    elif heard is not None and decision.decree_date is not None and heard > decision.decree_date:
        yield "hearing-after-decree"
    if due is None:
        yield "review-missing"
    elif due <= today:
        yield "review-past"
