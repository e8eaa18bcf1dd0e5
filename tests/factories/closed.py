"""A period that was answered and closed the way it happens: forms in, counted, frozen and signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

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
