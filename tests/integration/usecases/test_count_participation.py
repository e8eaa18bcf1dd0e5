"""How far a tenant has come: counted from tallies, results and plans, days on the tenant's clock, and only changes written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import TenantProgress
from puas.db.tables.reports import FollowupItem
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import CollectionPoint
from puas.domain.survey_period import triwulan
from puas.jobs import run as job_run
from puas.usecases._submissions import ensure_submissions
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.count_participation import count_participation
from puas.usecases.submit_response import submit_response
from puas.usecases.tally_responses import tally_responses
from puas_worker.jobs import count_participation as job
from tests.factories.closed import KEY
from tests.factories.published import publish_and_share
from tests.factories.surveyed import survey_tenant
from tests.factories.surveys import Survey, a_form, a_survey
from tests.factories.tenants import add_account, add_member

if TYPE_CHECKING:
    from tests.conftest import Committing

NOW = datetime(2026, 8, 20, 3, 0, tzinfo=UTC)
# In Jayapura 23.30 on the 3rd, and 00.30 on the 5th.
FIRST = datetime(2026, 8, 3, 14, 30, tzinfo=UTC)
LAST = datetime(2026, 8, 4, 15, 30, tzinfo=UTC)


def answer(session: Session, survey: Survey, at: datetime) -> UUID:
    form = a_form(survey)
    submit_response(session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=form, now=at)
    return form.id


def count(session: Session, tenant_id: int, now: datetime = NOW) -> TenantProgress:
    tally_responses(session=session, tenant_id=tenant_id)
    count_participation(session=session, tenant_id=tenant_id, now=now)
    statement = select(TenantProgress).where(TenantProgress.tenant_id == tenant_id)
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def submissions(session: Session, tenant_id: int) -> dict[UUID, Submission]:
    statement = select(Submission).where(Submission.tenant_id == tenant_id).execution_options(populate_existing=True)
    return {each.period_id: each for each in session.scalars(statement)}


@pytest.fixture
def survey(session: Session) -> Survey:
    """An agency in Jayapura's time with an open period and two collection points."""
    made = a_survey(session, time_zone="Asia/Jayapura")
    ensure_submissions(session, tenant_id=made.tenant_id, period_ids=[made.period_id], now=NOW)
    return made


def test_an_open_period_counts_what_was_tallied(session: Session, survey: Survey) -> None:
    for at in (LAST, FIRST, FIRST + timedelta(hours=2)):
        answer(session, survey, at)
    progress = count(session, survey.tenant_id)
    row = submissions(session, survey.tenant_id)[survey.period_id]
    assert (row.respondents, row.counted_at) == (3, NOW)
    assert (progress.respondents, progress.open_periods, progress.agencies_surveyed) == (3, 1, 1)
    assert (progress.first_answer_on, progress.last_answer_on) == (date(2026, 8, 3), date(2026, 8, 5))


def test_the_last_day_goes_on_and_the_first_stays(session: Session, survey: Survey) -> None:
    answer(session, survey, FIRST)
    count(session, survey.tenant_id)
    answer(session, survey, datetime(2026, 8, 19, 3, 0, tzinfo=UTC))
    progress = count(session, survey.tenant_id)
    assert (progress.first_answer_on, progress.last_answer_on) == (date(2026, 8, 3), date(2026, 8, 19))


def test_another_agency_may_have_the_earlier_day(session: Session, survey: Survey) -> None:
    answer(session, survey, LAST)
    count(session, survey.tenant_id)
    other = a_survey(session, time_zone="Asia/Jayapura")
    answer(session, other, FIRST)
    progress = count(session, survey.tenant_id)
    assert (progress.first_answer_on, progress.last_answer_on, progress.agencies_surveyed) == (date(2026, 8, 3), date(2026, 8, 5), 2)


def test_a_closed_period_has_the_respondents_of_its_result(session: Session, survey: Survey) -> None:
    for hour in range(12):
        answer(session, survey, FIRST + timedelta(hours=hour))
    close_survey_period(
        session=session, tenant_id=survey.tenant_id, period_id=survey.period_id, account_id=None, signing_key=KEY, now=NOW
    )
    session.execute(update(Submission).where(Submission.tenant_id == survey.tenant_id).values(respondents=7))
    progress = count(session, survey.tenant_id)
    assert submissions(session, survey.tenant_id)[survey.period_id].respondents == 12
    assert (progress.respondents, progress.open_periods) == (12, 0)


def test_set_up_is_counted_as_it_is_now(session: Session, survey: Survey) -> None:
    tenant_id = survey.tenant_id
    account = add_account(session, "petugas@biru.example")
    for role in ("tenant-admin", "leader"):
        add_member(session, tenant_id=tenant_id, account_id=account.id, role=role)
    session.add(Agency(tenant_id=tenant_id, id=new_id(), name="Dinas Lama", state="archived"))
    session.add(Agency(tenant_id=tenant_id, id=new_id(), name="Dinas Baru"))
    session.flush()
    session.execute(update(ServiceType).where(ServiceType.tenant_id == tenant_id, ServiceType.name == "Layanan 2").values(state="archived"))
    session.execute(
        update(CollectionPoint).where(CollectionPoint.tenant_id == tenant_id, CollectionPoint.kind == "sticker").values(printed_at=NOW)
    )
    progress = count(session, tenant_id)
    # One person with two roles is one member.
    assert (progress.agencies, progress.services, progress.members) == (2, 1, 1)
    assert (progress.points, progress.printed_points) == (2, 1)
    assert (progress.first_answer_on, progress.last_answer_on, progress.respondents) == (None, None, 0)


def test_the_first_day_of_each_step_is_kept(session: Session, survey: Survey) -> None:
    tenant_id = survey.tenant_id
    # 23.30 UTC is the next morning in Jayapura.
    made = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    session.execute(update(Agency).where(Agency.tenant_id == tenant_id).values(created_at=made))
    progress = count(session, tenant_id)
    assert (progress.first_agency_on, progress.first_period_on, progress.first_print_on) == (date(2026, 6, 2), date(2026, 7, 1), None)
    session.execute(update(CollectionPoint).where(CollectionPoint.tenant_id == tenant_id).values(printed_at=NOW))
    assert count(session, tenant_id).first_print_on == date(2026, 8, 20)
    session.execute(update(CollectionPoint).where(CollectionPoint.tenant_id == tenant_id).values(printed_at=None, state="retired"))
    progress = count(session, tenant_id)
    assert (progress.first_print_on, progress.points) == (date(2026, 8, 20), 0)


@pytest.mark.parametrize(
    ("now", "late"),
    [
        # A promise for August is late from September on, one for the third quarter from October on, on the clock of the office.
        (datetime(2026, 8, 31, 14, 59, tzinfo=UTC), 0),
        (datetime(2026, 8, 31, 15, 0, tzinfo=UTC), 1),
        (datetime(2026, 9, 30, 14, 59, tzinfo=UTC), 1),
        (datetime(2026, 9, 30, 15, 0, tzinfo=UTC), 2),
    ],
)
def test_promises_become_late_by_the_passing_of_time(session: Session, survey: Survey, now: datetime, late: int) -> None:
    plan = {"tenant_id": survey.tenant_id, "period_id": survey.period_id, "unsur": "waktu", "action": "Tambah loket"}
    taken_up = new_id()
    session.add_all(
        FollowupItem(**plan, **item)
        for item in (
            {"id": new_id(), "due_on": date(2026, 8, 1)},
            {"id": new_id(), "due_on": date(2026, 7, 1), "due_precision": "quarter", "state": "in_progress"},
            {"id": new_id(), "due_on": date(2026, 1, 1), "state": "done"},
            {"id": new_id(), "due_on": None},
            {"id": taken_up, "due_on": date(2026, 1, 1)},
        )
    )
    session.flush()
    session.add(FollowupItem(**plan, id=new_id(), due_on=date(2027, 1, 1), carried_from=taken_up))
    session.flush()
    count(session, survey.tenant_id, now)
    row = submissions(session, survey.tenant_id)[survey.period_id]
    assert (row.promises, row.promises_done, row.promises_late) == (6, 1, late)


def test_a_plan_that_was_emptied_counts_nothing(session: Session, survey: Survey) -> None:
    session.execute(update(Submission).where(Submission.tenant_id == survey.tenant_id).values(promises=3, promises_late=1))
    count(session, survey.tenant_id)
    row = submissions(session, survey.tenant_id)[survey.period_id]
    assert (row.promises, row.promises_done, row.promises_late) == (0, 0, 0)


def test_what_did_not_change_is_not_written(session: Session, survey: Survey) -> None:
    answer(session, survey, FIRST)
    count(session, survey.tenant_id)
    written: list[tuple[str, int]] = []

    def note(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if "update submission" in statement or "insert into tenant_progress" in statement:
            written.append((statement, cursor.rowcount))

    event.listen(session.connection(), "after_cursor_execute", note)
    progress = count(session, survey.tenant_id, NOW + timedelta(hours=1))
    event.remove(session.connection(), "after_cursor_execute", note)
    assert [rows for _, rows in written] == [0, 0, 0]
    assert progress.counted_at == NOW


def test_a_promise_added_after_publication_is_shown_too(session: Session) -> None:
    quarters = (triwulan(2026, 1), triwulan(2026, 2))
    surveyed = survey_tenant(session, slug="biru", name="Kabupaten Biru", windows=quarters, province_code="99")
    publish_and_share(session, surveyed, surveyed.periods[:1])
    for period in surveyed.periods:
        session.add(FollowupItem(tenant_id=surveyed.tenant_id, id=new_id(), period_id=period.id, unsur="waktu", action="Tambah loket"))
    session.flush()
    progress = count(session, surveyed.tenant_id)
    items = select(FollowupItem.period_id, FollowupItem.province_code).where(FollowupItem.tenant_id == surveyed.tenant_id)
    assert {tuple(each) for each in session.execute(items)} == {(surveyed.periods[0].id, "99"), (surveyed.periods[1].id, None)}
    assert progress.province_code == "99"


def test_the_job_counts_every_tenant_and_goes_on_where_one_fails(committing: Committing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_run, "_factory", committing.session_factory)
    made = {}
    for slug in ("biru", "hijau", "merah"):
        with committing.session_factory() as session:
            made[slug] = a_survey(session, slug=slug).tenant_id
            session.commit()
    real = count_participation

    def trip(*, session: Session, tenant_id: int, now: datetime) -> None:
        if tenant_id == made["hijau"]:
            raise RuntimeError("no")
        real(session=session, tenant_id=tenant_id, now=now)

    monkeypatch.setattr(job, "count_participation", trip)
    for _ in range(2):
        with pytest.raises(ExceptionGroup):
            job.run(unknown="ignored")
    for slug, expected in (("biru", 1), ("hijau", 0), ("merah", 1)):
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=made[slug])
            assert len(session.scalars(select(TenantProgress)).all()) == expected
