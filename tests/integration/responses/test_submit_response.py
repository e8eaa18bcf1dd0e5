"""Taking in one form: repeats, periods, limits, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.surveys import SurveyPeriod
from puas.usecases.submit_response import LIMIT_ANSWERS, LIMIT_WINDOW, FilledForm, Receipt, UnableToSubmitResponse, submit_response
from tests.factories.surveys import Survey, a_form, a_survey

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def survey(session: Session) -> Iterator[Survey]:
    yield a_survey(session)


def submit(session: Session, survey: Survey, form: FilledForm, now: datetime = NOW) -> Receipt:
    return submit_response(session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=form, now=now)


def responses(session: Session, survey: Survey) -> list[Response]:
    return list(session.scalars(select(Response).where(Response.tenant_id == survey.tenant_id).order_by(Response.submitted_at)))


def inbox_ids(session: Session, survey: Survey) -> set[UUID]:
    return set(session.scalars(select(ResponseInbox.response_id).where(ResponseInbox.tenant_id == survey.tenant_id)))


def test_stores_the_answer_and_puts_it_into_the_inbox(session: Session, survey: Survey) -> None:
    form = a_form(survey, suggestion="=HYPERLINK('x') <script>", seconds_on_form=48, network_key=b"k" * 16)
    receipt = submit(session, survey, form)
    assert receipt == Receipt(form.id, "counted")
    (stored,) = responses(session, survey)
    assert (stored.id, stored.period_id, stored.service_type_id) == (form.id, survey.period_id, survey.service_ids[0])
    assert [getattr(stored, slug) for slug in form.scores] == [4] * 9
    assert stored.suggestion == "=HYPERLINK('x') <script>"
    assert (stored.state, stored.flags, stored.submitted_at, stored.seconds_on_form) == ("counted", [], NOW, 48)
    assert inbox_ids(session, survey) == {form.id}


def test_a_repeat_changes_nothing(session: Session, survey: Survey) -> None:
    form = a_form(survey)
    submit(session, survey, form)
    assert submit(session, survey, form, NOW + timedelta(days=1)) == Receipt(form.id, "repeated")
    assert len(responses(session, survey)) == 1
    assert inbox_ids(session, survey) == {form.id}


def test_the_same_id_with_other_content_is_kept_beside_it_once(session: Session, survey: Survey) -> None:
    form = a_form(survey, 4)
    other = a_form(survey, 1, id=form.id)
    submit(session, survey, form)
    first, second = submit(session, survey, other), submit(session, survey, other, NOW + timedelta(seconds=1))
    assert (first.outcome, second.outcome) == ("counted", "repeated")
    assert first.response_id == second.response_id != form.id
    assert first.response_id.version == 7
    kept = {each.id: each for each in responses(session, survey)}
    assert set(kept) == {form.id, first.response_id}
    assert kept[form.id].flags == []
    assert kept[first.response_id].flags == ["same-id-other-content"]
    assert inbox_ids(session, survey) == set(kept)


@pytest.mark.parametrize(
    ("time_zone", "last_second"),
    [
        ("Asia/Jakarta", datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2026, 12, 31, 14, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_last_day_ends_at_local_midnight(session: Session, time_zone: str, last_second: datetime) -> None:
    survey = a_survey(session, slug=time_zone.rsplit("/", 1)[1].lower(), time_zone=time_zone)
    assert submit(session, survey, a_form(survey), last_second).outcome == "counted"
    assert submit(session, survey, a_form(survey), last_second + timedelta(seconds=1)).outcome == "late"


@pytest.mark.parametrize(
    ("time_zone", "first_second"),
    [
        ("Asia/Jakarta", datetime(2026, 6, 30, 17, 0, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2026, 6, 30, 16, 0, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2026, 6, 30, 15, 0, tzinfo=UTC)),
    ],
)
def test_the_first_day_begins_at_local_midnight(session: Session, time_zone: str, first_second: datetime) -> None:
    survey = a_survey(session, slug=time_zone.rsplit("/", 1)[1].lower(), time_zone=time_zone)
    assert submit(session, survey, a_form(survey), first_second).outcome == "counted"
    with pytest.raises(UnableToSubmitResponse, match="no-period"):
        submit(session, survey, a_form(survey), first_second - timedelta(seconds=1))


def test_after_closing_the_answer_is_kept_as_late_and_not_counted(session: Session, survey: Survey) -> None:
    session.execute(
        update(SurveyPeriod).where(SurveyPeriod.tenant_id == survey.tenant_id, SurveyPeriod.id == survey.period_id).values(state="closed")
    )
    form = a_form(survey)
    assert submit(session, survey, form) == Receipt(form.id, "late")
    assert responses(session, survey)[0].state == "late"
    assert inbox_ids(session, survey) == set()


def test_the_period_that_began_last_takes_the_answer(session: Session, survey: Survey) -> None:
    from puas.db.tables.agencies import Agency, ServiceType
    from tests.factories.surveys import a_period

    agency = session.scalars(select(Agency).where(Agency.tenant_id == survey.tenant_id)).one()
    services = list(session.scalars(select(ServiceType).where(ServiceType.tenant_id == survey.tenant_id)))
    following = a_period(session, agency, services, starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31))
    submit(session, survey, a_form(survey), datetime(2027, 1, 1, 5, tzinfo=UTC))
    assert responses(session, survey)[0].period_id == following.id


def test_nothing_is_stored_for_a_service_the_period_does_not_ask_about(session: Session, survey: Survey) -> None:
    for service_id in (new_id(), a_survey(session).service_ids[0]):
        with pytest.raises(UnableToSubmitResponse, match="unknown-service"):
            submit(session, survey, a_form(survey, service_type_id=service_id))
    assert responses(session, survey) == []


def test_another_tenants_service_and_agency_do_not_exist(session: Session, survey: Survey) -> None:
    other = a_survey(session, slug="wonoasri")
    with pytest.raises(UnableToSubmitResponse, match="unknown-service"):
        submit(session, survey, a_form(survey, service_type_id=other.service_ids[0]))
    with pytest.raises(UnableToSubmitResponse, match="no-period"):
        submit(session, survey, a_form(survey, agency_id=other.agency_id, service_type_id=other.service_ids[0]))
    assert responses(session, survey) == []
    tenancy.enter(session, tenant_id=other.tenant_id)
    assert responses(session, other) == []


def test_many_answers_from_one_network_are_counted_and_flagged(session: Session, survey: Survey) -> None:
    office, elsewhere = b"o" * 16, b"e" * 16
    for _ in range(LIMIT_ANSWERS + 2):
        assert submit(session, survey, a_form(survey, network_key=office)).outcome == "counted"
    submit(session, survey, a_form(survey, network_key=elsewhere))
    submit(session, survey, a_form(survey, network_key=office), NOW + LIMIT_WINDOW)
    flagged = [each.network_key for each in responses(session, survey) if each.flags == ["over-limit"]]
    assert flagged == [office, office]
    assert len(inbox_ids(session, survey)) == LIMIT_ANSWERS + 4


def test_the_database_refuses_a_score_that_is_none(session: Session, survey: Survey) -> None:
    from sqlalchemy.exc import IntegrityError

    for score in (0, 5, 999):
        with pytest.raises(IntegrityError), session.begin_nested():
            submit(session, survey, a_form(survey, score))
    assert session.scalar(select(func.count()).select_from(Response).where(Response.tenant_id == survey.tenant_id)) == 0
