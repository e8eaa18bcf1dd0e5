"""Practice tenants: cloned from a story, taken by participants, put back to a checkpoint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, delete, func, select, text
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.locators import CODE, locate
from puas.db.queries.tally_counts import tally_differences
from puas.db.tables.people import AuditEvent, Membership
from puas.db.tables.places import Tenant, TenantProfile
from puas.db.tables.reports import FollowupItem
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.results import OldRecap, PastResult, Result
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.db.tables.training import PracticeTenant, TrainingParticipant, TrainingProgress
from puas.db.tenant_rows import lines_of, tenant_tables
from puas.domain.practice_stories import CHECKPOINTS, CLOSED, COLLECTED, KABUPATEN, REPORTED, START, STORIES
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.submission_workflow import COLLECTING
from puas.runtime.file_store import DiskStore
from puas.runtime.signing_key import verify
from puas.usecases._practice_clones import NOT_CLONED
from puas.usecases.bring_practice_files import bring_practice_files
from puas.usecases.fill_practice_pool import fill_practice_pool
from puas.usecases.reset_practice import UnableToResetPractice, reset_practice
from puas.usecases.take_practice import UnableToTakePractice, take_practice
from tests.conftest import Database, committing_copy
from tests.factories.practice import KEY, NOW, UNTIL, add_participant, add_training, build_story, take
from tests.factories.tenants import add_tenant


@dataclass(frozen=True)
class Stories:
    """A database in which every story is told already, and the folder of their files."""

    engine: Engine
    store: DiskStore


@pytest.fixture(scope="module")
def stories(template_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stories]:
    store = DiskStore(tmp_path_factory.mktemp("stories"))
    with committing_copy(template_database, "puas_stories") as made:
        with made.session_factory() as session:
            for story in STORIES:
                build_story(session, store, story)
                session.commit()
        yield Stories(made.engine, store)


@pytest.fixture(scope="module")
def app_engine(stories: Stories) -> Engine:
    """Here every test's own transaction begins with the stories told: telling the regency's takes longer than most tests."""
    return stories.engine


@pytest.fixture
def store(stories: Stories) -> DiskStore:
    return stories.store


@pytest.fixture
def owner(session: Session) -> int:
    return add_tenant(session, slug="nusa-contoh", name="Provinsi Nusa Contoh", kind="province", region_code=None).id


def _reset(session: Session, tenant_id: int, checkpoint: str) -> None:
    reset_practice(session=session, tenant_id=tenant_id, checkpoint=checkpoint, signing_key=KEY, account_id=None, now=NOW)


def _rows(session: Session, tenant_id: int) -> dict[str, list[dict[str, object]]]:
    with tenancy.inside(session, tenant_id=tenant_id):
        return {
            table.name: [json.loads(line) for line in lines_of(session, table=table, tenant_id=tenant_id)] for table in tenant_tables()
        }


def test_the_story_of_a_regency_has_what_a_training_needs(session: Session, store: DiskStore) -> None:
    tenant_id = build_story(session, store, KABUPATEN)
    tenancy.enter(session, tenant_id=tenant_id)
    published = session.scalar(select(func.count()).select_from(Submission).where(Submission.published_result_id.is_not(None)))
    assert published and session.scalar(select(func.count()).select_from(SharedFigure))
    # A small sample, a free service, an office that reported nothing, errors in an old recap, promises nobody kept.
    smallest = session.scalars(select(Result).order_by(Result.respondents)).first()
    assert smallest and smallest.respondents < 20
    assert session.scalar(text("select count(*) from service_type where is_free and tenant_id = :t"), {"t": tenant_id})
    late = session.execute(select(Submission.agency_name, Submission.state).where(Submission.state == "closed")).all()
    assert late == [("Dinas Perpustakaan dan Kearsipan", "closed")]
    recap = session.scalars(select(OldRecap)).one()
    assert {each["code"] for each in json.loads(recap.audit)["findings"]} >= {"part", "index", "letter"}
    assert session.scalar(select(func.count()).select_from(PastResult))
    overdue = FollowupItem.due_on < NOW.date()
    broken = session.scalars(
        select(FollowupItem.state)
        .join(SurveyPeriod, SurveyPeriod.id == FollowupItem.period_id)
        .where(SurveyPeriod.agency_name == "Puskesmas Sumber Waras", overdue)
    ).all()
    assert broken and set(broken) == {"planned"}
    kept = session.scalars(select(FollowupItem.state).where(overdue)).all()
    assert "done" in kept
    present = session.scalars(select(SurveyPeriod).where(SurveyPeriod.state == "open")).all()
    assert len(present) == len(STORIES[KABUPATEN].agencies)
    assert all(period.starts_on <= NOW.date() <= period.ends_on for period in present)


def test_a_template_is_made_once_a_day(session: Session, store: DiskStore) -> None:
    first = build_story(session, store)
    assert build_story(session, store, now=NOW + timedelta(hours=5)) == first
    next_day = build_story(session, store, now=NOW + timedelta(days=1))
    assert next_day != first
    # Nobody answers in a template.
    assert not session.scalar(text("select count(*) from locator where tenant_id = :t"), {"t": next_day})


def test_a_template_is_no_tenant_of_any_province(session: Session, store: DiskStore) -> None:
    tenant = session.scalars(select(Tenant).where(Tenant.id == build_story(session, store))).one()
    assert (tenant.kind, tenant.is_sample, tenant.province_code, tenant.region_code, tenant.state) == ("demo", True, None, None, "active")
    assert "Latihan" in tenant.name


@pytest.mark.parametrize("story", STORIES)
def test_a_clone_equals_its_template_but_for_its_stickers(session: Session, store: DiskStore, owner: int, story: str) -> None:
    template = build_story(session, store, story)
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner, story=story))
    _reset(session, number, START)
    original, copy = _rows(session, template), _rows(session, number)
    differs = {*NOT_CLONED, "collection_point"}
    assert {name for name in original if original[name] != copy[name]} <= differs
    assert {name for name in copy if copy[name]} > {"survey_period", "result", "response", "tally", "submission", "followup_item"}
    for old, new in zip(
        sorted(original["collection_point"], key=lambda row: (row["agency_id"], row["place"])),
        sorted(copy["collection_point"], key=lambda row: (row["agency_id"], row["place"])),
        strict=True,
    ):
        assert old["code"] != new["code"] and old["id"] != new["id"]
        assert {**old, "code": "", "id": ""} == {**new, "code": "", "id": ""}


def test_stickers_of_a_clone_lead_to_it(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    training = add_training(session, owner_id=owner)
    first, second = (take(session, owner_id=owner, session_id=training, number=number) for number in (1, 2))
    for number in (first, second):
        with tenancy.inside(session, tenant_id=number):
            points = session.scalars(select(CollectionPoint).where(CollectionPoint.tenant_id == number)).all()
        assert points
        for point in points:
            found = locate(session, kind=CODE, key=point.code, now=NOW)
            assert found is not None and (found.tenant_id, found.target) == (number, str(point.id))


def test_each_participant_has_figures_of_their_own_that_are_counted(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store, KABUPATEN)
    training = add_training(session, owner_id=owner, story=KABUPATEN)
    seen = []
    for number in (1, 2, 3):
        tenant_id = take(session, owner_id=owner, session_id=training, number=number)
        with tenancy.inside(session, tenant_id=tenant_id):
            here = (SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.state == "open")
            periods = session.scalars(select(SurveyPeriod.id).where(*here).order_by(SurveyPeriod.id)).all()
            for period_id in periods:
                assert tally_differences(session, tenant_id=tenant_id, period_id=period_id) == []
            assert not session.scalar(select(func.count()).select_from(ResponseInbox).where(ResponseInbox.tenant_id == tenant_id))
            statement = text(
                "select period_id, respondents, waktu_4, sarpras_3 from tally where tenant_id = :t and dimension = 'service'"
                " and period_id = any(:p) order by 1, 2, 3, 4"
            )
            seen.append(session.execute(statement, {"t": tenant_id, "p": list(periods)}).all())
            future = select(func.count()).select_from(Response).where(Response.tenant_id == tenant_id, Response.submitted_at > NOW)
            assert not session.scalar(future)
    assert seen[0] and len({tuple(map(tuple, each)) for each in seen}) == 3


def test_one_office_asks_too_few_and_the_others_enough(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store, KABUPATEN)
    training = add_training(session, owner_id=owner, story=KABUPATEN)
    for number in (1, 2, 3):
        tenant_id = take(session, owner_id=owner, session_id=training, number=number)
        with tenancy.inside(session, tenant_id=tenant_id):
            statement = select(Submission.agency_name).where(
                Submission.tenant_id == tenant_id, Submission.respondents < Submission.sample_target, Submission.respondents > 0
            )
            assert set(session.scalars(statement)) == {"Kecamatan Rawa Indah"}


def test_going_back_gives_the_same_figures_again(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner))
    before = _rows(session, number)["tally"]
    _reset(session, number, START)
    assert _rows(session, number)["tally"] != before
    _reset(session, number, COLLECTED)
    assert _rows(session, number)["tally"] == before


@pytest.mark.parametrize("story", STORIES)
def test_every_checkpoint_holds_what_it_says(session: Session, store: DiskStore, owner: int, story: str) -> None:
    build_story(session, store, story)
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner, story=story))
    told = STORIES[story]
    at_work = sum(1 for each in told.agencies if not each.is_late)
    late = len(told.agencies) - at_work
    for checkpoint in (REPORTED, START, CLOSED, COLLECTED):
        _reset(session, number, checkpoint)
        with tenancy.inside(session, tenant_id=number):
            here = (SurveyPeriod.tenant_id == number, SurveyPeriod.ends_on >= NOW.date())
            states = session.scalars(select(SurveyPeriod.state).where(*here)).all()
            now_or_later = (Submission.tenant_id == number, Submission.ends_on >= NOW.date())
            answers = session.scalars(select(Submission.respondents).where(*now_or_later))
            plans = session.scalars(
                select(FollowupItem.period_id).join(SurveyPeriod, SurveyPeriod.id == FollowupItem.period_id).where(*here)
            )
            assert states.count("closed") == (at_work if checkpoint in (CLOSED, REPORTED) else 0)
            assert sum(1 for each in answers if each) == (0 if checkpoint == START else len(told.agencies) - late)
            assert len(set(plans)) == (at_work if checkpoint == REPORTED else 0)
            kept = session.scalar(select(PracticeTenant.checkpoint).where(PracticeTenant.tenant_id == number))
            assert kept == checkpoint


def test_results_of_a_clone_verify(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner))
    _reset(session, number, CLOSED)
    with tenancy.inside(session, tenant_id=number):
        results = session.scalars(select(Result).where(Result.tenant_id == number).order_by(Result.starts_on)).all()
        name = session.scalars(select(Tenant.name).where(Tenant.id == number)).one()
        assert len(results) == 2
        for result in results:
            snapshot = ResultSnapshot.from_json(result.snapshot)
            assert verify(result.snapshot, result.signature, [KEY.public]) is not None
            assert snapshot.sha256() == result.sha256
            assert snapshot.tenant.name == name
            assert snapshot.sample_data


def test_files_of_the_story_are_brought(session: Session, store: DiskStore, owner: int) -> None:
    template = build_story(session, store, KABUPATEN)
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner, story=KABUPATEN))
    assert bring_practice_files(session=session, store=store, template_id=template, tenant_id=number) == 1
    assert bring_practice_files(session=session, store=store, template_id=template, tenant_id=number) == 0
    with tenancy.inside(session, tenant_id=number):
        recap = session.scalars(select(OldRecap).where(OldRecap.tenant_id == number)).one()
    assert recap.file_key.startswith(f"tenant-{number}/") and b"Unsur Pelayanan" in store.read(recap.file_key)


def test_a_participant_is_trainee_there_and_named_so_in_the_session(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    training = add_training(session, owner_id=owner)
    participant_id, account_id = add_participant(session, owner_id=owner, session_id=training)
    person = {"participant_id": participant_id, "account_id": account_id}
    given: dict[str, Any] = {"session": session, "owner_id": owner, "session_id": training, **person}
    number = take_practice(**given, group_practice_id=None, now=NOW)
    # A second device, or a second click, changes nothing.
    assert take_practice(**given, group_practice_id=None, now=NOW) == number
    with tenancy.inside(session, tenant_id=number):
        assert session.scalars(select(Membership.role).where(Membership.account_id == account_id)).all() == ["trainee"]
        assert session.scalars(select(TenantProfile.tenant_id)).all() == [number]
    with tenancy.inside(session, tenant_id=owner):
        kept = select(TrainingParticipant.practice_tenant_id).where(TrainingParticipant.tenant_id == owner)
        assert session.scalars(kept).all() == [number]
    place = session.scalars(select(PracticeTenant).where(PracticeTenant.tenant_id == number)).one()
    assert (place.owner_id, place.session_id, place.expires_at, place.taken_at) == (owner, training, UNTIL, NOW)


def test_a_group_shares_one(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    training = add_training(session, owner_id=owner)
    first = take(session, owner_id=owner, session_id=training, number=1)
    assert take(session, owner_id=owner, session_id=training, number=2, group_practice_id=first) == first
    with tenancy.inside(session, tenant_id=first):
        assert session.scalar(select(func.count()).select_from(Membership).where(Membership.tenant_id == first)) == 2
    stranger = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner), number=1)
    with pytest.raises(UnableToTakePractice, match="unknown-group"):
        take(session, owner_id=owner, session_id=training, number=3, group_practice_id=stranger)


def test_a_pool_is_filled_to_the_seats_and_taken_from(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    training = add_training(session, owner_id=owner, seats=3)
    assert [fill_practice_pool(session=session, owner_id=owner, session_id=training, now=NOW) for _ in range(4)] == [2, 1, 0, 0]
    waiting = select(PracticeTenant.tenant_id).where(PracticeTenant.session_id == training, PracticeTenant.taken_at.is_(None))
    pool = set(session.scalars(waiting))
    assert len(pool) == 3
    taken = {take(session, owner_id=owner, session_id=training, number=number) for number in (1, 2, 3)}
    assert taken == pool
    # The room is larger than planned: the fourth gets one made at once.
    assert take(session, owner_id=owner, session_id=training, number=4) not in pool
    assert fill_practice_pool(session=session, owner_id=owner, session_id=training, now=NOW) == 0


@pytest.mark.parametrize(("state", "until"), [("planned", UNTIL), ("closed", UNTIL), ("open", NOW)])
def test_no_pool_is_made_for_a_session_that_is_not_open(
    session: Session, store: DiskStore, owner: int, state: str, until: object
) -> None:
    build_story(session, store)
    training = add_training(session, owner_id=owner, state=state, until=until)  # type: ignore[arg-type]
    assert fill_practice_pool(session=session, owner_id=owner, session_id=training, now=NOW) == 0
    assert not session.scalar(select(func.count()).select_from(PracticeTenant).where(PracticeTenant.session_id == training))


def test_refusals_say_why(session: Session, store: DiskStore, owner: int) -> None:
    training = add_training(session, owner_id=owner)
    template = build_story(session, store)
    with pytest.raises(UnableToTakePractice, match="over"):
        take(session, owner_id=owner, session_id=training, number=2, now=UNTIL)
    with pytest.raises(UnableToTakePractice, match="unknown-session"):
        take_practice(
            session=session, owner_id=template, session_id=training, participant_id=UUID(int=1), account_id=UUID(int=2),
            group_practice_id=None, now=NOW,
        )  # fmt: skip
    number = take(session, owner_id=owner, session_id=training, number=3)
    with pytest.raises(UnableToResetPractice, match="unknown-checkpoint"):
        _reset(session, number, "selesai")
    for tenant_id in (template, owner):
        with pytest.raises(UnableToResetPractice, match="not-practice"):
            _reset(session, tenant_id, START)


def test_a_reset_loses_nothing_of_progress_and_locks_nobody_out(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    training = add_training(session, owner_id=owner)
    participant_id, account_id = add_participant(session, owner_id=owner, session_id=training)
    number = take_practice(
        session=session, owner_id=owner, session_id=training, participant_id=participant_id, account_id=account_id, group_practice_id=None,
        now=NOW,
    )  # fmt: skip
    with tenancy.inside(session, tenant_id=owner):
        session.add(
            TrainingProgress(
                tenant_id=owner, session_id=training, participant_id=participant_id, exercise="worksheet", state="solved", points=100,
                started_at=NOW, changed_at=NOW, solved_at=NOW,
            )
        )  # fmt: skip
    with tenancy.inside(session, tenant_id=number):
        session.execute(delete(FollowupItem).where(FollowupItem.tenant_id == number))
    for checkpoint in CHECKPOINTS:
        _reset(session, number, checkpoint)
    with tenancy.inside(session, tenant_id=number):
        assert session.scalars(select(Membership.account_id).where(Membership.tenant_id == number)).all() == [account_id]
        assert session.scalar(select(func.count()).select_from(FollowupItem).where(FollowupItem.tenant_id == number))
        assert session.scalars(select(AuditEvent.action).where(AuditEvent.action == "reset_practice")).all() == ["reset_practice"]
    with tenancy.inside(session, tenant_id=owner):
        assert session.scalars(select(TrainingProgress.points).where(TrainingProgress.tenant_id == owner)).all() == [100]
        kept = select(TrainingParticipant.practice_tenant_id).where(TrainingParticipant.tenant_id == owner)
        assert session.scalars(kept).all() == [number]
    # Old codes lead nowhere any more.
    codes = session.scalar(text("select count(*) from locator where tenant_id = :t"), {"t": number})
    with tenancy.inside(session, tenant_id=number):
        assert codes == session.scalar(select(func.count()).select_from(CollectionPoint).where(CollectionPoint.tenant_id == number))


def test_the_late_office_has_no_answers_anywhere(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store, KABUPATEN)
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner, story=KABUPATEN))
    _reset(session, number, REPORTED)
    with tenancy.inside(session, tenant_id=number):
        statement = select(Submission.agency_name).where(Submission.tenant_id == number, Submission.state == COLLECTING)
        assert session.scalars(statement).all() == ["Dinas Perpustakaan dan Kearsipan"]
