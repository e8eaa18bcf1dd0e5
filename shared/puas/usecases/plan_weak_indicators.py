"""Turns weak indicators of a validated assessment into improvement items, several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.tenant_day import today_of
from puas.db.tables.agencies import Agency
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import DONE, MONTH, Due
from puas.domain.improvements import LONGEST_ACTION, LONGEST_PERSON, LONGEST_TOPIC, MOST_OF_AN_AGENCY, year_of
from puas.domain.performance_snapshot import read_performance_snapshot
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.yardsticks import PERFORMANCE
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


@dataclass(frozen=True, slots=True)
class WeakPromise:
    """What is promised on one indicator."""

    code: str
    action: str


class UnableToPlanWeakIndicators(Refusal):
    """`reason`: unknown-assessment, not-validated, none-chosen, unknown-indicator, empty, too-long, or too-many."""


def plan_weak_indicators(
    *,
    session: Session,
    tenant_id: int,
    assessment_id: UUID,
    promises: Sequence[WeakPromise],
    due: Due | None,
    person_in_charge: str,
    account_id: UUID | None,
    now: datetime,
) -> int:
    """Make one item for each; returns how many. An indicator with an item that is not done yet gets no second one."""
    assessment = _validated(session, tenant_id, assessment_id)
    names = _weak_names(assessment)
    _refuse_nonsense(promises, person_in_charge, names)
    # The agency is held while its promises are counted; of two who send the page one waits and adds nothing.
    session.execute(select(Agency.id).where(Agency.tenant_id == tenant_id, Agency.id == assessment.agency_id).with_for_update())
    mine = (ImprovementItem.tenant_id == tenant_id, ImprovementItem.agency_id == assessment.agency_id)
    still_open = session.execute(
        select(ImprovementItem.source, ImprovementItem.source_id, ImprovementItem.source_part).where(*mine, ImprovementItem.state != DONE)
    ).all()
    planned = {part for source, source_id, part in still_open if (source, source_id) == (PERFORMANCE, assessment_id)}
    wanted = [each for each in promises if each.code not in planned]
    if len(still_open) + len(wanted) > MOST_OF_AN_AGENCY:
        raise UnableToPlanWeakIndicators("too-many")
    last = session.scalar(select(func.max(ImprovementItem.position)).where(*mine))
    today = today_of(session, tenant_id=tenant_id, now=now)
    for place, each in enumerate(wanted, 0 if last is None else last + 1):
        session.add(
            ImprovementItem(
                tenant_id=tenant_id, id=new_id(), agency_id=assessment.agency_id, source=PERFORMANCE, source_id=assessment_id,
                source_part=each.code, topic=f"{each.code} {names[each.code]}"[:LONGEST_TOPIC], year=year_of(due, today),
                action=each.action, due_on=due.first_day if due else None, due_precision=due.precision if due else MONTH,
                person_in_charge=person_in_charge, position=place, created_by=account_id, created_at=now, updated_at=now,
            )
        )  # fmt: skip
    session.flush()
    if wanted:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="plan_weak_indicators",
            subject=f"performance_assessment:{assessment_id}", now=now, detail={"items": len(wanted)},
        )  # fmt: skip
        share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PERFORMANCE,))
    return len(wanted)


def _validated(session: Session, tenant_id: int, assessment_id: UUID) -> PerformanceAssessment:
    statement = select(PerformanceAssessment).where(
        PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.id == assessment_id
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise UnableToPlanWeakIndicators("unknown-assessment")
    if found.state != "validated" or not found.snapshot:
        raise UnableToPlanWeakIndicators("not-validated")
    return found


def _weak_names(assessment: PerformanceAssessment) -> dict[str, str]:
    form = performance_edition(assessment.edition).form(assessment.form)
    return {code: form.indicator(code).name for code in read_performance_snapshot(assessment.snapshot).weak}


def _refuse_nonsense(promises: Sequence[WeakPromise], person: str, names: dict[str, str]) -> None:
    codes = [each.code for each in promises]
    if not codes:
        raise UnableToPlanWeakIndicators("none-chosen")
    if len(set(codes)) != len(codes) or set(codes) - set(names):
        raise UnableToPlanWeakIndicators("unknown-indicator")
    if any(not each.action for each in promises):
        raise UnableToPlanWeakIndicators("empty")
    if len(person) > LONGEST_PERSON or any(len(each.action) > LONGEST_ACTION for each in promises):
        raise UnableToPlanWeakIndicators("too-long")
