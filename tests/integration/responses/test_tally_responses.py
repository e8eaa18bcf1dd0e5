"""Counting answers: every dimension, only once, and always the same as a fresh count."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db.queries.tallies import as_tally
from puas.db.queries.tally_counts import tally_differences
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.scores import COUNT_COLUMNS
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.regulation.registry import edition
from puas.domain.tally import PROFILES, SERVICE, Tally, add_up
from puas.usecases.recount_tallies import UnableToRecountTallies, recount_tallies
from puas.usecases.submit_response import submit_response
from puas.usecases.tally_responses import tally_responses
from tests.factories.surveys import SLUGS, Survey, a_form, a_survey

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def survey(session: Session) -> Survey:
    return a_survey(session)


def submit_some(session: Session, survey: Survey, number: int, *, seed: int = 1) -> list[Tally]:
    random = Random(seed)
    counted = []
    for _ in range(number):
        scores = {slug: random.choice([None, 1, 2, 3, 4]) for slug in SLUGS}
        form = a_form(
            survey, scores, service_type_id=random.choice(survey.service_ids), age=random.choice([None, 17, 19, 20, 59, 60, 99]),
            gender=random.choice([None, "laki_laki", "perempuan"]), channel=random.choice(["sticker", "link"]),
        )
        submit_response(session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=form, now=NOW)
        counted.append(Tally.of_response(scores))
    return counted


def kept(session: Session, survey: Survey, dimension: str) -> dict[str, Tally]:
    mine = (tally.c.tenant_id == survey.tenant_id, tally.c.dimension == dimension)
    columns = [tally.c[name] for name in ("category", "respondents", *COUNT_COLUMNS)]
    return {category: as_tally(tuple(counts)) for category, *counts in session.execute(select(*columns).where(*mine))}


def differences(session: Session, survey: Survey) -> list[dict[str, object]]:
    return tally_differences(session, tenant_id=survey.tenant_id, period_id=survey.period_id)


def test_every_dimension_adds_up_to_all_answers(session: Session, survey: Survey) -> None:
    expected = add_up(submit_some(session, survey, 60))
    assert differences(session, survey) == []
    assert tally_responses(session=session, tenant_id=survey.tenant_id) == 60
    for dimension in (SERVICE, *PROFILES):
        assert add_up(kept(session, survey, dimension).values()) == expected, dimension
    assert set(kept(session, survey, "service")) == {str(each) for each in survey.service_ids}
    assert set(kept(session, survey, "age_group")) <= {"", *edition().profile_question("age_group").slugs()}
    assert differences(session, survey) == []


def test_ages_fall_into_the_groups_of_the_edition(session: Session, survey: Survey) -> None:
    ages = [0, 19, 20, 29, 30, 39, 40, 49, 50, 59, 60, 101]
    for age in ages:
        submit_response(
            session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=a_form(survey, age=age), now=NOW
        )
    tally_responses(session=session, tenant_id=survey.tenant_id)
    expected: dict[str, int] = {}
    for age in ages:
        expected[edition().age_group_of(age)] = expected.get(edition().age_group_of(age), 0) + 1
    assert {slug: each.respondents for slug, each in kept(session, survey, "age_group").items()} == expected


def test_runs_twice(session: Session, survey: Survey) -> None:
    submit_some(session, survey, 5)
    assert tally_responses(session=session, tenant_id=survey.tenant_id) == 5
    before = kept(session, survey, "service")
    assert tally_responses(session=session, tenant_id=survey.tenant_id) == 0
    assert kept(session, survey, "service") == before


def test_takes_no_more_than_a_batch(session: Session, survey: Survey) -> None:
    submit_some(session, survey, 7)
    assert [tally_responses(session=session, tenant_id=survey.tenant_id, limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert differences(session, survey) == []


def test_another_tenants_inbox_stays(session: Session, survey: Survey) -> None:
    submit_some(session, survey, 2)
    other = a_survey(session, slug="wonoasri")
    assert tally_responses(session=session, tenant_id=other.tenant_id) == 0
    # Row-level security holds even where a caller names a tenant it has not entered.
    assert tally_responses(session=session, tenant_id=survey.tenant_id) == 0


def test_the_check_sees_a_tally_that_is_wrong(session: Session, survey: Survey) -> None:
    submit_some(session, survey, 3)
    tally_responses(session=session, tenant_id=survey.tenant_id)
    session.execute(update(tally).where(tally.c.tenant_id == survey.tenant_id, tally.c.dimension == "channel").values(waktu_3=77))
    assert {each["dimension"] for each in differences(session, survey)} == {"channel"}


def test_a_recount_repairs_and_empties_the_inbox(session: Session, survey: Survey) -> None:
    expected = add_up(submit_some(session, survey, 20))
    tally_responses(session=session, tenant_id=survey.tenant_id, limit=12)
    session.execute(update(tally).where(tally.c.tenant_id == survey.tenant_id).values(waktu_3=77))
    recount_tallies(session=session, tenant_id=survey.tenant_id, period_id=survey.period_id)
    assert add_up(kept(session, survey, "service").values()) == expected
    assert session.scalar(select(func.count()).select_from(ResponseInbox).where(ResponseInbox.tenant_id == survey.tenant_id)) == 0
    assert differences(session, survey) == []


def test_sealed_tallies_are_final(session: Session, survey: Survey) -> None:
    session.execute(
        update(SurveyPeriod).where(SurveyPeriod.tenant_id == survey.tenant_id).values(sealed_at=NOW, state="closed")
    )
    with pytest.raises(UnableToRecountTallies, match="sealed"):
        recount_tallies(session=session, tenant_id=survey.tenant_id, period_id=survey.period_id)


def test_late_answers_are_not_counted(session: Session, survey: Survey) -> None:
    submit_some(session, survey, 2)
    session.execute(update(Response).where(Response.tenant_id == survey.tenant_id).values(state="late"))
    session.execute(update(ResponseInbox).where(ResponseInbox.tenant_id == survey.tenant_id).values(sign=-1))
    recount_tallies(session=session, tenant_id=survey.tenant_id, period_id=survey.period_id)
    assert kept(session, survey, "service") == {}
