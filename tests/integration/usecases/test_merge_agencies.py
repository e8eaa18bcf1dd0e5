"""Merging agencies in mid-year: what was frozen stays, what goes on goes on under the other roof, and nobody can undo it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.agency_history import agency_history
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.people import Account, AgencyAssignment, AuditEvent
from puas.db.tables.responses import Response
from puas.db.tables.results import Result
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import CollectionPoint, PeriodService, SurveyPeriod
from puas.domain.agency_details import AgencyDetails
from puas.domain.agency_sheet import AgencySheet, SheetAgency, SheetService
from puas.runtime.signing_key import SigningKey, verify
from puas.usecases.import_agencies import import_agencies
from puas.usecases.merge_agencies import Merger, UnableToMergeAgencies, merge_agencies
from puas.usecases.restore_agency import UnableToRestoreAgency, restore_agency
from puas.usecases.save_agency import save_agency
from puas.usecases.submit_response import submit_response
from puas_web.responding.queries import find_point
from tests.factories.surveys import Survey, a_form, a_period, a_point, a_survey

if TYPE_CHECKING:
    from tests.conftest import Committing

KEY = SigningKey("a secret of tests that is long enough to be one")
NOW = datetime(2026, 7, 12, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)


@pytest.fixture
def two(session: Session) -> tuple[Survey, Survey]:
    """Two agencies that ask: each with two services, an open period and two stickers."""
    return a_survey(session, slug="arjosari"), a_survey(session, slug="arjosari")


def merge(session: Session, ending: Survey, into: Survey) -> Merger:
    return merge_agencies(
        session=session, tenant_id=ending.tenant_id, agency_id=ending.agency_id, into_id=into.agency_id, account_id=None,
        signing_key=KEY, now=NOW,
    )  # fmt: skip


def agency(session: Session, survey: Survey) -> Agency:
    return session.scalars(select(Agency).where(Agency.tenant_id == survey.tenant_id, Agency.id == survey.agency_id)).one()


def answer(session: Session, survey: Survey, now: datetime = NOW, **changes: object) -> None:
    submit_response(session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=a_form(survey, 4, **changes), now=now)


def services_of(session: Session, survey: Survey) -> dict[str, tuple[int | None, str]]:
    mine = (ServiceType.tenant_id == survey.tenant_id, ServiceType.agency_id == survey.agency_id)
    return {row.name: (row.population, row.state) for row in session.scalars(select(ServiceType).where(*mine))}


def test_the_open_period_is_closed_and_its_result_stands_under_the_old_name(session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    old_name = agency(session, ending).name
    for _ in range(3):
        answer(session, ending)
    done = merge(session, ending, into)
    assert (done.closed_periods, done.services, done.points) == (1, 2, 2)
    result = session.scalars(select(Result).where(Result.tenant_id == ending.tenant_id, Result.period_id == ending.period_id)).one()
    assert result.agency_id == ending.agency_id
    assert result.respondents == 3
    assert old_name in result.snapshot
    assert verify(result.snapshot, result.signature, [KEY.public]) is not None
    submission = session.scalars(
        select(Submission).where(Submission.tenant_id == ending.tenant_id, Submission.period_id == ending.period_id)
    ).one()
    assert (submission.agency_name, submission.state) == (old_name, "closed")
    gone = agency(session, ending)
    assert (gone.state, gone.merged_into_id, gone.merged_at) == ("archived", into.agency_id, NOW)


def test_its_stickers_go_on_and_their_answers_count_for_the_other_agency(session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    merge(session, ending, into)
    session.commit()
    point = find_point(session, code=ending.service_code, now=LATER)
    assert point is not None and point.window is not None
    assert (point.agency_id, point.window.period_id, point.is_in_use) == (into.agency_id, into.period_id, True)
    ((service_id, _name),) = point.services
    answer(session, ending, LATER, agency_id=point.agency_id, service_type_id=service_id)
    stored = session.scalars(select(Response).where(Response.tenant_id == ending.tenant_id)).one()
    assert (stored.period_id, stored.state, stored.collection_point_id) == (into.period_id, "counted", ending.service_point_id)
    whole = find_point(session, code=ending.agency_code, now=LATER)
    assert whole is not None and len(whole.services) == 2


def test_a_service_of_the_same_name_gets_the_users_of_both(session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    assert services_of(session, into)["Layanan 1"] == (1000, "active")
    merge(session, ending, into)
    assert services_of(session, into) == {"Layanan 1": (2000, "active"), "Layanan 2": (2000, "active")}
    assert services_of(session, ending) == {"Layanan 1": (1000, "active"), "Layanan 2": (1000, "active")}


def test_a_service_the_other_lacks_is_made_there_and_asked_in_its_open_period(session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    own = ServiceType(tenant_id=ending.tenant_id, id=new_id(), agency_id=ending.agency_id, name="Izin Reklame", population=70, is_free=True)
    session.add(own)
    session.flush()
    sticker = a_point(session, agency(session, ending), own)
    before = session.scalars(select(SurveyPeriod).where(SurveyPeriod.id == into.period_id)).one().sample_target
    merge(session, ending, into)
    assert services_of(session, into)["Izin Reklame"] == (70, "active")
    asked = session.scalars(
        select(PeriodService).where(PeriodService.period_id == into.period_id, PeriodService.name == "Izin Reklame")
    ).one()
    assert (asked.position, asked.population, asked.sample_target) == (3, None, 0)
    assert session.scalars(select(SurveyPeriod).where(SurveyPeriod.id == into.period_id)).one().sample_target == before
    session.expire_all()
    moved = session.scalars(select(CollectionPoint).where(CollectionPoint.id == sticker.id)).one()
    assert (moved.agency_id, moved.service_type_id) == (into.agency_id, asked.service_type_id)


def test_a_service_in_the_others_archive_comes_back(session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    archived = session.scalars(select(ServiceType).where(ServiceType.id == into.service_ids[0])).one()
    archived.state = "archived"
    session.flush()
    merge(session, ending, into)
    session.expire_all()
    assert services_of(session, into)["Layanan 1"] == (1000, "active")


def test_without_an_open_period_the_stickers_wait_for_one(session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    session.scalars(select(SurveyPeriod).where(SurveyPeriod.id == into.period_id)).one().state = "closed"
    merge(session, ending, into)
    session.commit()
    point = find_point(session, code=ending.service_code, now=LATER)
    assert point is not None and point.agency_id == into.agency_id
    assert point.window is not None and point.window.is_closed


def test_officers_get_the_other_agency_and_keep_the_old_one(session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    account = Account(id=new_id(), email="petugas@arjosari.go.id", name="Budi")
    session.add(account)
    session.flush()
    session.add(AgencyAssignment(tenant_id=ending.tenant_id, account_id=account.id, agency_id=ending.agency_id))
    session.flush()
    assert merge(session, ending, into).officers == 1
    mine = (AgencyAssignment.tenant_id == ending.tenant_id, AgencyAssignment.account_id == account.id)
    assert set(session.scalars(select(AgencyAssignment.agency_id).where(*mine))) == {ending.agency_id, into.agency_id}


def test_both_pages_tell_the_history_and_the_log_tells_the_deed(session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    merge(session, ending, into)
    gone = agency_history(session, tenant_id=ending.tenant_id, agency=agency(session, ending))
    assert gone.into is not None and (gone.into.id, gone.into.merged_at) == (into.agency_id, NOW)
    stays = agency_history(session, tenant_id=ending.tenant_id, agency=agency(session, into))
    assert [each.id for each in stays.joined] == [ending.agency_id]
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "merge_agencies")).one()
    assert event.subject == f"agency:{ending.agency_id}"
    assert event.detail["periods_closed"] == 1


@pytest.mark.parametrize("case", ["same", "unknown", "archived", "already-merged", "foreign"])
def test_what_cannot_be_merged_is_refused_and_nothing_changes(session: Session, two: tuple[Survey, Survey], case: str) -> None:
    ending, into = two
    target: UUID = into.agency_id
    reason = case
    if case == "same":
        target = ending.agency_id
    elif case == "unknown":
        target = new_id()
    elif case == "archived":
        agency(session, into).state = "archived"
    elif case == "foreign":
        target = a_survey(session, slug="lain").agency_id
        tenancy.enter(session, tenant_id=ending.tenant_id)
        reason = "unknown"
    else:
        merge(session, ending, a_survey(session, slug="arjosari"))
    session.flush()
    with pytest.raises(UnableToMergeAgencies, match=reason):
        merge_agencies(
            session=session, tenant_id=ending.tenant_id, agency_id=ending.agency_id, into_id=target, account_id=None, signing_key=KEY,
            now=NOW,
        )  # fmt: skip
    if case != "already-merged":
        assert agency(session, ending).merged_into_id is None


def test_a_merged_agency_cannot_be_brought_back(session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    merge(session, ending, into)
    with pytest.raises(UnableToRestoreAgency, match="merged"):
        restore_agency(session=session, tenant_id=ending.tenant_id, agency_id=ending.agency_id, account_id=None, now=LATER)
    name = agency(session, ending).name
    sheet = AgencySheet(agencies=(SheetAgency(2, name, {"kind": "badan"}, [SheetService(2, "Baru", {})]),), faults=())
    plan = import_agencies(session=session, tenant_id=ending.tenant_id, sheet=sheet, account_id=None, now=LATER)
    assert plan.agencies[0].merged and plan.agencies[0].outcome == "unchanged"
    assert agency(session, ending).state == "archived"
    assert "Baru" not in services_of(session, ending)


def test_a_chain_of_mergers_leads_to_the_last(session: Session, two: tuple[Survey, Survey]) -> None:
    first, second = two
    third = a_survey(session, slug="arjosari")
    merge(session, first, second)
    merge(session, second, third)
    session.commit()
    point = find_point(session, code=first.service_code, now=LATER)
    assert point is not None and point.agency_id == third.agency_id


def test_a_new_name_leaves_old_periods_as_they_were_printed(session: Session, two: tuple[Survey, Survey]) -> None:
    survey, _other = two
    answer(session, survey)
    old = agency(session, survey)
    old_name = old.name
    save_agency(
        session=session, tenant_id=survey.tenant_id, agency_id=survey.agency_id, details=AgencyDetails(name="Dinas Dukcapil Baru"),
        account_id=None, now=LATER,
    )  # fmt: skip
    services = list(session.scalars(select(ServiceType).where(ServiceType.agency_id == survey.agency_id)))
    later = a_period(session, agency(session, survey), services, starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30))
    names = dict(session.execute(select(SurveyPeriod.id, SurveyPeriod.agency_name).where(SurveyPeriod.agency_id == survey.agency_id)).all())
    assert names == {survey.period_id: old_name, later.id: "Dinas Dukcapil Baru"}


def test_of_two_mergers_at_once_in_both_directions_one_wins(committing: Committing) -> None:
    with committing.session_factory() as session:
        first, second = a_survey(session, slug="arjosari"), a_survey(session, slug="arjosari")
        session.commit()
    start = Barrier(2)

    def run(pair: tuple[Survey, Survey]) -> str:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=first.tenant_id)
            start.wait()
            try:
                merge(session, *pair)
            except UnableToMergeAgencies as refused:
                session.rollback()
                return refused.reason
            session.commit()
            return "merged"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(run, [(first, second), (second, first)]))
    assert outcomes == ["archived", "merged"]
