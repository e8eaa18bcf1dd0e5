"""A period that was answered and closed the way it happens: forms in, counted, frozen and signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.runtime.signing_key import SigningKey
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.submit_response import submit_response
from tests.factories.surveys import SLUGS, Survey, a_form, a_survey

KEY = SigningKey("a secret of tests that is long enough to be one")
ANSWERED_AT = datetime(2026, 8, 3, 3, 0, tzinfo=UTC)
CLOSED_AT = datetime(2026, 10, 2, 3, 0, tzinfo=UTC)
SUGGESTIONS = ("Mohon loket ditambah.", '=HYPERLINK("http://contoh.example") <b>parkir</b>', None, None)


@dataclass(frozen=True)
class ClosedPeriod:
    """What a test needs to know about it."""

    survey: Survey
    result_id: UUID
    response_ids: tuple[UUID, ...]

    @property
    def tenant_id(self) -> int:
        return self.survey.tenant_id

    @property
    def period_id(self) -> UUID:
        return self.survey.period_id


def same_period_in(session: Session, closed: ClosedPeriod, year: int) -> UUID:
    """The same agency's period of another year, closed with the same figures; returns its id."""
    mine = (SurveyPeriod.tenant_id == closed.tenant_id, SurveyPeriod.id == closed.period_id)
    now = session.scalars(select(SurveyPeriod).where(*mine)).one()
    row = session.scalars(select(Result).where(Result.tenant_id == closed.tenant_id, Result.id == closed.result_id)).one()
    period = SurveyPeriod(
        tenant_id=closed.tenant_id, id=new_id(), agency_id=now.agency_id, kind="custom", label=f"Periode {year}",
        starts_on=now.starts_on.replace(year=year), ends_on=now.ends_on.replace(year=year), edition=now.edition,
        agency_name=now.agency_name, state="closed", opened_at=CLOSED_AT,
    )  # fmt: skip
    session.add(period)
    session.flush()
    told = row.snapshot
    for old in ("Periode %d", '"year":"%d"', "%d-07-01", "%d-09-30"):
        told = told.replace(old % 2026, old % year)
    session.add(
        Result(
            tenant_id=closed.tenant_id, id=new_id(), scope="period", agency_id=now.agency_id, period_id=period.id, label=period.label,
            starts_on=period.starts_on, ends_on=period.ends_on, edition=row.edition, respondents=row.respondents, nik=row.nik,
            mutu=row.mutu, snapshot=told, sha256=row.sha256, signature=row.signature, frozen_at=row.frozen_at,
        )
    )  # fmt: skip
    session.flush()
    return period.id


def closed_period(session: Session, *, slug: str = "arjosari", respondents: int = 24, target_nik: str = "") -> ClosedPeriod:
    """A demo tenant whose agency asked 24 people about two services from July to September 2026."""
    survey = a_survey(session, slug=slug, starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30), sample=True, target_nik=target_nik)
    ids = []
    for number in range(respondents):
        scores = {each: 3 + (number + position) % 2 for position, each in enumerate(SLUGS)}
        form = a_form(
            survey, scores, service_type_id=survey.service_ids[number % 2], suggestion=SUGGESTIONS[number % 4], collection_point_id=None,
        )  # fmt: skip
        at = ANSWERED_AT + timedelta(hours=number)
        submit_response(session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=form, now=at)
        ids.append(form.id)
    result = close_survey_period(
        session=session, tenant_id=survey.tenant_id, period_id=survey.period_id, account_id=None, signing_key=KEY, now=CLOSED_AT
    )
    session.flush()
    return ClosedPeriod(survey, result.id, tuple(ids))
