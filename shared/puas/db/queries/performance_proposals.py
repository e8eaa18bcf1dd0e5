"""The scores the platform proposes for an assessment of performance, from surveys, plans and publications of the unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, extract, func, or_, select
from sqlalchemy.orm import Session, aliased

from puas.db.tables.agencies import Agency
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.places import Tenant
from puas.db.tables.reports import FollowupItem, Report
from puas.db.tables.results import Result
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.document_source import RESULT_BANNER, RESULT_POSTER
from puas.domain.followup_plan import DONE
from puas.domain.performance_proposals import BANNER, PORTAL, POSTER, PromiseKept, Proposal, SurveyDone, SurveyFacts, propose
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.survey_period import local_day

_MEDIA_OF_DOCUMENTS = ((RESULT_BANNER, BANNER), (RESULT_POSTER, POSTER))


def proposals_for(session: Session, *, tenant_id: int, assessment: PerformanceAssessment) -> Mapping[str, Proposal]:
    """Proposals by code of the indicator; indicators the platform knows nothing about have none."""
    facts = survey_facts(session, tenant_id=tenant_id, agency_id=assessment.agency_id, year=assessment.year)
    return propose(performance_edition(assessment.edition), assessment.form, facts)


def survey_facts(session: Session, *, tenant_id: int, agency_id: UUID, year: int) -> SurveyFacts:
    """Surveys of the year, or of the year before where that one has no result yet: an evaluation looks back. Four statements."""
    place = session.execute(
        select(Tenant.time_zone, Tenant.slug, Tenant.kind, Agency.slug.label("agency_slug"))
        .join(Agency, Agency.tenant_id == Tenant.id)
        .where(Tenant.id == tenant_id, Agency.tenant_id == tenant_id, Agency.id == agency_id)
    ).one()
    rows = _results(session, tenant_id, agency_id, year)
    counted = year if any(row.ends_on.year == year for row in rows) else year - 1
    rows = [row for row in rows if row.ends_on.year == counted]
    surveys = {row.id: _survey(row, place.time_zone) for row in rows}
    documents = _documents(session, tenant_id, list(surveys))
    is_public = place.kind == "regency" and any(each.published_on for each in surveys.values())
    printed = tuple(medium for document, medium in _MEDIA_OF_DOCUMENTS if document in documents)
    media = ((PORTAL,) if is_public else ()) + printed
    address = f"/publik/{place.slug}/{place.agency_slug}" if is_public and place.agency_slug else ""
    promises = _promises(session, tenant_id, surveys, place.time_zone)
    return SurveyFacts(counted, tuple(surveys.values()), promises, media, address)


def _results(session: Session, tenant_id: int, agency_id: UUID, year: int) -> list[Any]:
    statement = (
        select(
            SurveyPeriod.id, SurveyPeriod.label, SurveyPeriod.ends_on, Result.edition, Result.respondents, Result.nik, Result.frozen_at,
            Submission.submitted_at, Submission.published_at,
        )
        .join(Result, and_(Result.tenant_id == SurveyPeriod.tenant_id, Result.period_id == SurveyPeriod.id))
        .outerjoin(Submission, and_(Submission.tenant_id == SurveyPeriod.tenant_id, Submission.period_id == SurveyPeriod.id))
        .where(
            SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.agency_id == agency_id,
            Result.scope == "period", Result.superseded_at.is_(None), Result.nik.is_not(None),
            extract("year", SurveyPeriod.ends_on).in_((year, year - 1)),
        )
        .order_by(SurveyPeriod.ends_on)
    )  # fmt: skip
    return list(session.execute(statement))


def _survey(row: Any, time_zone: str) -> SurveyDone:
    return SurveyDone(
        label=row.label,
        edition=row.edition,
        respondents=row.respondents,
        nik=str(row.nik),
        reported_on=local_day(row.submitted_at or row.frozen_at, time_zone),
        published_on=_day(row.published_at, time_zone),
    )


def _documents(session: Session, tenant_id: int, period_ids: list[UUID]) -> set[str]:
    """Which of banner and poster were made of these results, whether or not their files are still kept."""
    made = select(Report.document).where(
        Report.tenant_id == tenant_id, Report.period_id.in_(period_ids), Report.document.in_((RESULT_BANNER, RESULT_POSTER)),
        Report.state.in_(("ready", "gone")), Report.withdrawn_at.is_(None),
    )  # fmt: skip
    return set(session.scalars(made.distinct()))


def _promises(
    session: Session, tenant_id: int, surveys: Mapping[UUID, SurveyDone], time_zone: str
) -> tuple[PromiseKept, ...]:
    """Promises of these periods' plans; one a later plan took up is done once that one is."""
    later = aliased(FollowupItem)
    is_done = or_(FollowupItem.state == DONE, later.state == DONE)
    statement = (
        select(
            FollowupItem.period_id, is_done, func.coalesce(later.updated_at, FollowupItem.updated_at),
            func.coalesce(later.description, FollowupItem.description),
        )
        .outerjoin(later, and_(later.tenant_id == FollowupItem.tenant_id, later.carried_from == FollowupItem.id))
        .where(FollowupItem.tenant_id == tenant_id, FollowupItem.period_id.in_(list(surveys)))
        .order_by(FollowupItem.position, FollowupItem.id)
    )  # fmt: skip
    return tuple(
        PromiseKept(
            surveys[period_id].reported_on,
            surveys[period_id].published_on,
            _day(noted_at, time_zone) if done else None,
            bool(description.strip()),
        )
        for period_id, done, noted_at, description in session.execute(statement)
    )


def _day(moment: datetime | None, time_zone: str) -> date | None:
    return None if moment is None else local_day(moment, time_zone)
