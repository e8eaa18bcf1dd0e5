"""The scores the platform proposes for an assessment of performance."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from puas.db.tables.performance import PerformanceAssessment
from puas.domain.performance_proposals import Proposal


def proposals_for(session: Session, *, tenant_id: int, assessment: PerformanceAssessment) -> Mapping[str, Proposal]:
    """Proposals by code of the indicator; indicators the platform knows nothing about have none."""
    return {}
