"""What the pages about the outcome of an assessment show."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import abort

from puas.db.queries.improvement_lists import Improvement, improvements_of
from puas.db.queries.performance_users import assessment_with_users
from puas.db.tables.performance import PerformanceAssessment
from puas.domain.followup_plan import DONE
from puas.domain.improvement_ideas import idea_for
from puas.domain.performance_snapshot import read_performance_snapshot
from puas.domain.regulation.performance_edition import PerformanceEdition
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.service_performance import WEAK_BASIS, IndicatorFigure, weak_indicators
from puas.domain.yardsticks import PERFORMANCE
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.local_day import today_here


@dataclass(frozen=True, slots=True)
class WeakPage:
    """The weak indicators of a validated assessment, and what was promised on them."""

    assessment: PerformanceAssessment
    edition: PerformanceEdition
    weak: tuple[IndicatorFigure, ...]
    planned: dict[str, Improvement]

    weak_basis = WEAK_BASIS

    @property
    def unplanned(self) -> list[IndicatorFigure]:
        """Those nobody has promised anything on."""
        return [each for each in self.weak if each.indicator.code not in self.planned]

    @property
    def proposals(self) -> list[dict[str, object]]:
        """A row of the form for each of them, with an idea for its aspect."""
        return [
            {"code": each.indicator.code, "chosen": True, "action": idea_for(each.indicator.aspect)} for each in self.unplanned
        ]


def assessment_or_404(assessment_id: UUID) -> PerformanceAssessment:
    """An assessment of an agency the person may see."""
    here = current_tenant()
    found = assessment_with_users(db.session(), tenant_id=here.id, assessment_id=assessment_id)
    if found is None or not here.covers_agency(found.agency_id):
        abort(404)
    return found


def weak_page(assessment_id: UUID) -> WeakPage | None:
    """None while nobody validated it: until then no indicator is weak."""
    assessment = assessment_or_404(assessment_id)
    if assessment.state != "validated" or not assessment.snapshot:
        return None
    items = improvements_of(
        db.session(), tenant_id=current_tenant().id, source=PERFORMANCE, source_id=assessment_id, today=today_here()
    )
    return WeakPage(
        assessment,
        performance_edition(assessment.edition),
        weak_indicators(read_performance_snapshot(assessment.snapshot).outcome()),
        {each.item.source_part: each for each in items if each.item.state != DONE},
    )
