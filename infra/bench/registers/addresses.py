"""What the addresses of the registers' rooms may name: an entry of each register of one agency."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from puas.db.tables.compliance import ComplianceScore
from puas.db.tables.innovations import Innovation
from puas.db.tables.malls import MallMember
from puas.db.tables.performance import PerformanceAssessment, PerformanceSheet
from puas.db.tables.standards import OperatingProcedure
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.performance_snapshot import EVALUATOR_FORM, SELF_FORM
from puas.domain.permissions import Role
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.service_standards import STEPS
from puas.domain.yardsticks import PERFORMANCE

PRESENT, PAST = "open", "validated"
"""Which assessment of the agency is meant: the one under way, or the newest that is validated."""

_REGISTERS: dict[str, Any] = {
    "score_id": ComplianceScore, "innovation_id": Innovation, "procedure_id": OperatingProcedure, "improvement_id": ImprovementItem,
}  # fmt: skip


def register_parameters(session: Session, tenant_id: int, agency_id: UUID, *, role: str, account_id: UUID, when: str) -> dict[str, str]:
    """Parameters by name, of what this person finds at the agency."""
    assessment = session.scalars(
        _of_agency(PerformanceAssessment, tenant_id, agency_id, PerformanceAssessment)
        .where(PerformanceAssessment.state == when)
        .order_by(PerformanceAssessment.year.desc())
    ).first()
    if assessment is None:
        raise LookupError(f"no assessment of {agency_id} is {when}")
    entries = {
        name: session.scalars(_of_agency(table.id, tenant_id, agency_id, table).order_by(table.id)).first()
        for name, table in _REGISTERS.items()
    }
    call_id = select(Innovation.call_id).where(Innovation.tenant_id == tenant_id, Innovation.id == entries["innovation_id"])
    entries |= {
        "assessment_id": assessment.id, "subject_id": assessment.id, "call_id": session.scalar(call_id),
        "sheet_id": session.scalars(_sheet(tenant_id, assessment.id, role, account_id)).first(),
        "mall_id": session.scalars(_of_agency(MallMember.mall_id, tenant_id, agency_id, MallMember)).first(),
    }  # fmt: skip
    indicator = performance_edition(assessment.edition).form(assessment.form).indicators[0].code
    words = {"code": indicator, "number": "1", "quarter": "1", "step": STEPS[0].slug, "ending": "xlsx", "subject": PERFORMANCE}
    return {**words, **{name: str(found) for name, found in entries.items() if found is not None}}


def _of_agency(what: Any, tenant_id: int, agency_id: UUID, table: Any) -> Select[Any]:
    return select(what).where(table.tenant_id == tenant_id, table.agency_id == agency_id)


def _sheet(tenant_id: int, assessment_id: UUID, role: str, account_id: UUID) -> Select[UUID]:
    """An evaluator's own; the unit's own for its officer; for the others what an evaluator sent."""
    found = select(PerformanceSheet.id).where(PerformanceSheet.tenant_id == tenant_id, PerformanceSheet.assessment_id == assessment_id)
    if role == Role.EVALUATOR:
        return found.where(PerformanceSheet.account_id == account_id)
    if role == Role.AGENCY_OFFICER:
        return found.where(PerformanceSheet.form == SELF_FORM)
    return found.where(PerformanceSheet.form == EVALUATOR_FORM, PerformanceSheet.state == "sent")
