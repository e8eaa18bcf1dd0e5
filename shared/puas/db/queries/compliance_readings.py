"""What the register of the Ombudsman's assessment says of each unit and year, for report cards and for the province."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.compliance_checks import CheckedAgency, list_checks
from puas.db.queries.compliance_scores import list_scores
from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceScore
from puas.db.tables.places import Tenant
from puas.domain.compliance_checklist import progress_of
from puas.domain.compliance_zone import ComplianceGrade, NoAssessmentHeld, grade_compliance
from puas.domain.yardsticks import AGENCY, COMPLIANCE, NO_UNIT, REGENCY, Reading

_Key = tuple[int, UUID]


def read_compliance(session: Session, *, tenant_id: int, today: date) -> list[Reading]:
    """Scores by the scale of their year, and how far the checklists are; a year may have one without the other."""
    scores: dict[_Key, ComplianceScore] = {
        (row.year, row.agency_id or NO_UNIT): row for row in list_scores(session, tenant_id=tenant_id)
    }
    checks: dict[_Key, CheckedAgency] = {(each.year, each.id): each for each in list_checks(session, tenant_id=tenant_id)}
    kinds = _kinds(session, tenant_id, {unit for _year, unit in scores})
    tenant_name = session.execute(select(Tenant.name).where(Tenant.id == tenant_id)).scalar_one()
    totals = _regency_counts(checks.values())
    keys = {*scores, *checks, *((year, NO_UNIT) for year in totals)}
    found = []
    for year, unit in sorted(keys):
        score, check = scores.get((year, unit)), checks.get((year, unit))
        graded = _grade(year, score)
        counts = dict(totals.get(year, {})) if unit == NO_UNIT else _counts([check] if check else [])
        if score is not None and score.rank is not None and score.rank_of is not None:
            counts |= {"rank": score.rank, "rank_of": score.rank_of}
        found.append(
            Reading(
                COMPLIANCE, year, REGENCY if unit == NO_UNIT else AGENCY, unit,
                tenant_name if unit == NO_UNIT else check.name if check else score.agency_name if score else "",
                kind="" if unit == NO_UNIT else check.kind if check else kinds.get(unit, ""),
                value=score.score if score else None, letter=graded.letter if graded else "", label=_label(graded, score), counts=counts,
            )
        )  # fmt: skip
    return found


def _grade(year: int, score: ComplianceScore | None) -> ComplianceGrade | None:
    try:
        return None if score is None else grade_compliance(year, score.score)
    except NoAssessmentHeld:
        return None


def _label(graded: ComplianceGrade | None, score: ComplianceScore | None) -> str:
    """Zone and words of the year's table; of a year without a scale the opinion as it was published."""
    if graded is not None and graded.zone:
        return f"{graded.zone}, {graded.label}" if graded.label else graded.zone
    return score.opinion if score is not None else ""


def _counts(checks: Iterable[CheckedAgency]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in checks:
        progress = progress_of(each.states)
        found["items"] = found.get("items", 0) + progress.applies
        found["items_there"] = found.get("items_there", 0) + progress.there
    return found


def _regency_counts(checks: Iterable[CheckedAgency]) -> dict[int, dict[str, int]]:
    """By year the lists of all agencies together."""
    of_year: dict[int, list[CheckedAgency]] = {}
    for each in checks:
        of_year.setdefault(each.year, []).append(each)
    return {year: _counts(mine) for year, mine in of_year.items()}


def _kinds(session: Session, tenant_id: int, units: set[UUID]) -> dict[UUID, str]:
    statement = select(Agency.id, Agency.kind).where(Agency.tenant_id == tenant_id, Agency.id.in_(units))
    return {row.id: row.kind for row in session.execute(statement)}
