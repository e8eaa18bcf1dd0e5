"""Opens assessments of performance: of which units, for which year, by which rule, and who evaluates them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.agencies import ACTIVE
from puas.db.queries.people_to_tell import officers_of
from puas.db.tables.agencies import Agency
from puas.db.tables.performance import PerformanceAssessment, PerformanceSheet
from puas.domain.performance_snapshot import SELF_FORM
from puas.domain.regulation.performance_registry import PerformanceRule, performance_edition
from puas.domain.yardsticks import PERFORMANCE
from puas.usecases._performance import (
    UnableToChangePerformance,
    add_evaluator_sheet,
    check_rule,
    evaluator_names,
    officers_among,
    tell_sheet_waits,
)
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks

MOST_EVALUATORS = 10


class UnableToOpenPerformance(UnableToChangePerformance):
    """`reason`: none-chosen, unknown-agency, unknown-rule, unknown-form, unknown-weights, impossible-year, too-many, not-evaluator."""


@dataclass(frozen=True, slots=True)
class OpenedPerformance:
    """What came of it: assessments opened, units that had one already, and evaluators left out because they work for the unit."""

    opened: tuple[UUID, ...]
    existing: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


def open_performance(
    *,
    session: Session,
    tenant_id: int,
    agency_ids: Sequence[UUID],
    year: int,
    rule: PerformanceRule,
    evaluators: Collection[UUID],
    account_id: UUID | None,
    now: datetime,
) -> OpenedPerformance:
    """Open one assessment per unit with its sheet F-01 and a sheet F-02 per evaluator, and tell those who fill them in.

    A unit that has one of this year, rule and form already keeps it. Nobody evaluates a unit they work for.
    """
    check_rule(rule, year, now, kind=UnableToOpenPerformance)
    names = _evaluators(session, tenant_id, evaluators)
    agencies = _agencies(session, tenant_id, agency_ids)
    officers = officers_of(session, tenant_id=tenant_id, agency_ids=[each.id for each in agencies])
    opened, existing, left_out = [], [], []
    for agency in agencies:
        assessment = _insert(session, tenant_id, agency, year, rule, account_id, now)
        if assessment is None:
            existing.append(agency.name)
            continue
        opened.append(assessment.id)
        mine = frozenset(person for person, units in officers.items() if agency.id in units)
        _add_own_sheet(session, assessment, mine, now)
        own = officers_among(session, tenant_id, agency.id, names)
        left_out += [(agency.name, names[person]) for person in own]
        for person, name in names.items():
            if person not in own:
                add_evaluator_sheet(session, assessment, person, name, now)
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="open_performance",
            subject=f"performance_assessment:{assessment.id}", now=now,
            detail={
                "agency": agency.name, "year": str(year), "rule": performance_edition(rule.edition_id).name,
                "evaluators": sorted(name for person, name in names.items() if person not in own),
            },
        )  # fmt: skip
    session.flush()
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PERFORMANCE,))
    return OpenedPerformance(tuple(opened), tuple(existing), tuple(sorted(left_out)))


def _evaluators(session: Session, tenant_id: int, account_ids: Collection[UUID]) -> dict[UUID, str]:
    if len(account_ids) > MOST_EVALUATORS:
        raise UnableToOpenPerformance("too-many")
    names = evaluator_names(session, tenant_id, account_ids)
    if len(names) < len(set(account_ids)):
        raise UnableToOpenPerformance("not-evaluator")
    return names


def _agencies(session: Session, tenant_id: int, agency_ids: Sequence[UUID]) -> list[Agency]:
    if not agency_ids:
        raise UnableToOpenPerformance("none-chosen")
    statement = select(Agency).where(Agency.tenant_id == tenant_id, Agency.id.in_(agency_ids), Agency.state == ACTIVE).order_by(Agency.name)
    found = list(session.scalars(statement))
    if len(found) < len(set(agency_ids)):
        raise UnableToOpenPerformance("unknown-agency")
    return found


def _insert(
    session: Session, tenant_id: int, agency: Agency, year: int, rule: PerformanceRule, account_id: UUID | None, now: datetime
) -> PerformanceAssessment | None:
    """None where the unit has one already: of two who open it at once, one finds it there."""
    statement = (
        insert(PerformanceAssessment)
        .values(
            tenant_id=tenant_id, id=new_id(), agency_id=agency.id, agency_name=agency.name, year=year, edition=rule.edition_id,
            form=rule.form, weights=rule.weights, opened_by=account_id, opened_at=now,
        )
        .on_conflict_do_nothing(
            index_elements=["tenant_id", "agency_id", "year", "edition", "form"], index_where=text("state <> 'withdrawn'")
        )
        .returning(PerformanceAssessment)
    )  # fmt: skip
    return session.scalars(statement).one_or_none()


def _add_own_sheet(session: Session, assessment: PerformanceAssessment, officers: Collection[UUID], now: datetime) -> None:
    sheet = PerformanceSheet(
        tenant_id=assessment.tenant_id, id=new_id(), assessment_id=assessment.id, form=SELF_FORM, created_at=now, changed_at=now
    )
    session.add(sheet)
    tell_sheet_waits(session, assessment, sheet.id, officers, now, path=f"/mutu/kinerja/lembar/{sheet.id}", form=SELF_FORM)
