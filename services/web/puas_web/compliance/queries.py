"""What the pages about scores show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.queries.compliance_checks import CheckedAgency, list_checks
from puas.db.queries.compliance_scores import dimensions_of, list_scores
from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceScore
from puas.db.tables.reports import Report
from puas.domain.compliance_checklist import CheckProgress, progress_of, progress_together
from puas.domain.compliance_zone import (
    ComplianceChange,
    ComplianceGrade,
    DimensionCheck,
    NoAssessmentHeld,
    change_between,
    check_dimensions,
    grade_compliance,
)
from puas.domain.document_source import COMPLIANCE_RECORD
from puas.domain.regulation.ombudsman import Dimension, scale_of


@dataclass(frozen=True)
class GradedScore:
    """A stored score with what it means by the scale of its year, and the change since the unit's recorded year before."""

    row: ComplianceScore
    grade: ComplianceGrade
    change: ComplianceChange | None = None

    @property
    def check(self) -> DimensionCheck | None:
        return check_dimensions(self.row.year, self.row.score, dimensions_of(self.row))

    @property
    def dimensions(self) -> list[tuple[Dimension, Decimal | None]]:
        """Those of the year's edition, each with what was recorded."""
        known = dimensions_of(self.row)
        scale = scale_of(self.row.year)
        return [(each, known.get(each.key)) for each in scale.dimensions] if scale else []


@dataclass(frozen=True)
class CompliancePage:
    """The register: the regency over the years, its agencies of one year, and how far this year's checklist is."""

    regency: Sequence[GradedScore]
    agencies: Sequence[GradedScore]
    year: int | None
    years: Sequence[int]
    checks: Sequence[CheckedAgency]
    last_document: Report | None

    @property
    def is_empty(self) -> bool:
        return not self.regency and not self.years

    @property
    def latest(self) -> GradedScore | None:
        return self.regency[-1] if self.regency else None

    @property
    def progress(self) -> CheckProgress | None:
        """All lists of the year together; None where there is none."""
        return progress_together(progress_of(each.states) for each in self.checks) if self.checks else None


def compliance_page(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, wanted: int | None, this_year: int
) -> CompliancePage:
    """The year asked for of the agencies, else the newest one they have; in three statements."""
    graded = graded_scores(list_scores(session, tenant_id=tenant_id, agency_ids=agency_ids))
    regency = [each for each in graded if each.row.agency_id is None]
    of_agencies = [each for each in graded if each.row.agency_id is not None]
    years = sorted({each.row.year for each in of_agencies}, reverse=True)
    year = wanted if wanted in years else years[0] if years else None
    return CompliancePage(
        regency,
        [each for each in of_agencies if each.row.year == year],
        year,
        years,
        list_checks(session, tenant_id=tenant_id, year=this_year, agency_ids=agency_ids),
        last_document(session, tenant_id=tenant_id),
    )


def graded_scores(rows: Sequence[ComplianceScore]) -> list[GradedScore]:
    """Each with its grade and its change; the rows are in the order of years."""
    before: dict[UUID | None, ComplianceGrade] = {}
    found = []
    for row in rows:
        grade = _grade(row)
        earlier = before.get(row.agency_id)
        found.append(GradedScore(row, grade, change_between(earlier, grade) if earlier else None))
        before[row.agency_id] = grade
    return found


def _grade(row: ComplianceScore) -> ComplianceGrade:
    try:
        return grade_compliance(row.year, row.score)
    except NoAssessmentHeld:
        # Such a row cannot be recorded; one that came with an archive is shown without a zone.
        return ComplianceGrade(row.year, row.score, scale_of(row.year))


def last_document(session: Session, *, tenant_id: int) -> Report | None:
    """The newest document of the register."""
    statement = (
        select(Report)
        .where(Report.tenant_id == tenant_id, Report.document == COMPLIANCE_RECORD)
        .order_by(Report.requested_at.desc(), Report.id.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def choosable_agencies(session: Session, *, tenant_id: int, also: UUID | None = None) -> list[tuple[UUID, str]]:
    """The agencies a score can be recorded of, by name: those at work, those that merged, and the one it stands under already."""
    statement = (
        select(Agency.id, Agency.name, (Agency.state == "active") | Agency.merged_at.is_not(None))
        .where(Agency.tenant_id == tenant_id, Agency.owner == "")
        .order_by(Agency.name, Agency.id)
    )
    return [(key, name) for key, name, is_told in session.execute(statement) if is_told or key == also]


def listed_kinds(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None) -> list[tuple[UUID, str, str]]:
    """Active agencies of the regency with their kind, by name."""
    statement = (
        select(Agency.id, Agency.name, Agency.kind)
        .where(Agency.tenant_id == tenant_id, Agency.state == "active", Agency.owner == "", own(Agency.id, agency_ids))
        .order_by(Agency.name, Agency.id)
    )
    return [(row.id, row.name, row.kind) for row in session.execute(statement)]

