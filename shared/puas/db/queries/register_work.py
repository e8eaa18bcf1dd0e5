"""What the registers ask of an officer: self assessments to be sent, standards to be reviewed, plans that are late; in one statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, Select, Uuid, and_, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from puas.db.queries.agencies import ACTIVE, own
from puas.db.queries.followup_lists import is_late
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.performance import PerformanceAssessment, PerformanceScore, PerformanceSheet
from puas.db.tables.standards import ServiceStandard
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.performance_snapshot import SELF_FORM
from puas.domain.service_standards import IN_FORCE

_SHEET, _REVIEW, _LATE = "sheet", "review", "late"


@dataclass(frozen=True, slots=True)
class WaitingSheet:
    """A sheet F-01 that was not sent, and how many of its indicators have a score."""

    id: UUID
    agency: str
    year: int
    scored: int


@dataclass(frozen=True, slots=True)
class DueReview:
    """A standard in force whose review is near or late."""

    service_id: UUID
    service: str
    due_on: date


@dataclass(frozen=True, slots=True)
class RegisterWork:
    """Sheets that were begun first; reviews that have waited longest first; how many improvement items are late."""

    sheets: tuple[WaitingSheet, ...]
    reviews: tuple[DueReview, ...]
    late_improvements: int


def register_work(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, today: date, until: date) -> RegisterWork:
    """`until` is the day up to which a review counts as near."""
    parts = (_sheets(tenant_id, agency_ids), _reviews(tenant_id, agency_ids, until), _late(tenant_id, agency_ids, today))
    found: dict[str, list[Any]] = {_SHEET: [], _REVIEW: [], _LATE: []}
    for row in session.execute(union_all(*parts)):
        found[row.part].append(row)
    sheets = [WaitingSheet(row.id, row.name, row.number, row.scored) for row in found[_SHEET]]
    reviews = [DueReview(row.id, row.name, row.day) for row in found[_REVIEW]]
    return RegisterWork(
        tuple(sorted(sheets, key=lambda each: (each.scored == 0, each.agency.lower(), each.year))),
        tuple(sorted(reviews, key=lambda each: (each.due_on, each.service.lower()))),
        found[_LATE][0].number,
    )


def _sheets(tenant_id: int, agency_ids: Collection[UUID] | None) -> Select[*tuple[Any, ...]]:
    """Of assessments that are open."""
    scored = (
        select(func.count())
        .where(
            PerformanceScore.tenant_id == tenant_id, PerformanceScore.sheet_id == PerformanceSheet.id, PerformanceScore.score.is_not(None)
        )
        .scalar_subquery()
    )
    return (
        select(
            literal(_SHEET).label("part"), PerformanceSheet.id.label("id"), PerformanceAssessment.agency_name.label("name"),
            PerformanceAssessment.year.label("number"), null().cast(Date).label("day"), scored.label("scored"),
        )
        .join(
            PerformanceAssessment,
            and_(
                PerformanceAssessment.tenant_id == PerformanceSheet.tenant_id, PerformanceAssessment.id == PerformanceSheet.assessment_id
            ),
        )
        .where(
            PerformanceSheet.tenant_id == tenant_id, PerformanceSheet.form == SELF_FORM, PerformanceSheet.state == "open",
            PerformanceAssessment.state == "open", own(PerformanceAssessment.agency_id, agency_ids),
        )
    )  # fmt: skip


def _reviews(tenant_id: int, agency_ids: Collection[UUID] | None, until: date) -> Select[*tuple[Any, ...]]:
    """Of services that are offered."""
    return (
        select(
            literal(_REVIEW), ServiceType.id, ServiceType.name, null().cast(Integer), ServiceStandard.review_due_on, null().cast(Integer)
        )
        .join(ServiceType, and_(ServiceType.tenant_id == tenant_id, ServiceType.id == ServiceStandard.service_type_id))
        .join(Agency, and_(Agency.tenant_id == tenant_id, Agency.id == ServiceType.agency_id))
        .where(
            ServiceStandard.tenant_id == tenant_id, ServiceStandard.state == IN_FORCE, ServiceStandard.review_due_on <= until,
            ServiceType.state == ACTIVE, Agency.state == ACTIVE, own(Agency.id, agency_ids),
        )
    )  # fmt: skip


def _late(tenant_id: int, agency_ids: Collection[UUID] | None, today: date) -> Select[*tuple[Any, ...]]:
    """One row, always."""
    mine = (ImprovementItem.tenant_id == tenant_id, own(ImprovementItem.agency_id, agency_ids), is_late(today, ImprovementItem))
    return (
        select(literal(_LATE), null().cast(Uuid), literal(""), func.count(), null().cast(Date), null().cast(Integer))
        .select_from(ImprovementItem)
        .where(*mine)
    )
