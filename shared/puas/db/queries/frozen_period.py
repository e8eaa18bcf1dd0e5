"""A closed period with what its report begins with, in one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from puas.db.queries.earlier_results import EarlierResult, as_earlier, newest_result_before
from puas.db.queries.report_texts import WrittenText, texts_of_period, written_texts
from puas.db.queries.submitted_reports import is_submitted
from puas.db.tables.agencies import Agency
from puas.db.tables.places import TenantProfile
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.result_snapshot import ResultSnapshot


@dataclass(frozen=True, slots=True)
class FrozenPeriod:
    """A closed period with its current result, its agency, the government whose letterhead its report has, and texts saved for it."""

    period: SurveyPeriod
    agency: Agency
    profile: TenantProfile
    result_row: Result
    result: ResultSnapshot
    earlier: EarlierResult | None
    saved: Mapping[str, WrittenText]
    # Submitted: texts and plan stay as they are until the report comes back.
    is_with_regency: bool


def frozen_period(session: Session, *, tenant_id: int, period_id: UUID) -> FrozenPeriod | None:
    """None where the tenant has no such period, or no result of it is frozen."""
    before = newest_result_before(SurveyPeriod.tenant_id, SurveyPeriod.agency_id, SurveyPeriod.starts_on).lateral()
    statement = (
        select(
            SurveyPeriod, Agency, TenantProfile, Result, before.c.period_id, before.c.snapshot,
            texts_of_period(), is_submitted(SurveyPeriod.tenant_id, SurveyPeriod.id),
        )
        .join(Agency, (Agency.tenant_id == SurveyPeriod.tenant_id) & (Agency.id == SurveyPeriod.agency_id))
        .join(TenantProfile, TenantProfile.tenant_id == SurveyPeriod.tenant_id)
        .join(
            Result,
            (Result.tenant_id == SurveyPeriod.tenant_id)
            & (Result.period_id == SurveyPeriod.id)
            & (Result.scope == "period")
            & Result.superseded_at.is_(None),
        )
        .outerjoin(before, true())
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
    )  # fmt: skip
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    period, agency, profile, result, earlier_id, earlier_snapshot, texts, is_with_regency = row
    earlier = as_earlier(earlier_id, earlier_snapshot) if earlier_id is not None else None
    snapshot = ResultSnapshot.from_json(result.snapshot)
    return FrozenPeriod(period, agency, profile, result, snapshot, earlier, written_texts(texts), is_with_regency)
