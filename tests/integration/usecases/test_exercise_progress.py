"""Progress under two devices, second clicks and foreign seats: counted once, nothing lost, and only one's own row."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.exercise_rooms import read_exercise_room
from puas.db.queries.exercise_tasks import find_task
from puas.db.queries.training_seats import Seat, find_seat
from puas.db.tables.training import TrainingProgress, TrainingSession
from puas.domain.exercises import generated_task, seed_text
from puas.domain.exercises.task import Given, Task
from puas.domain.practice_stories import PUSKESMAS
from puas.domain.regulation.registry import edition
from puas.runtime.file_store import open_file_store
from puas.usecases._exercise_progress import UnableToTakeExercise
from puas.usecases.begin_exercise import begin_exercise
from puas.usecases.check_exercise import check_exercise
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.show_solution import show_solution
from puas.usecases.take_hint import take_hint
from puas.usecases.take_practice import take_practice
from tests.conftest import Committing
from tests.factories.practice import KEY as SIGNING_KEY
from tests.factories.practice import NOW as PRACTICE_NOW
from tests.factories.practice import add_participant, build_story
from tests.factories.training_rooms import NOW, make_hall, take_seat

KEY = "sample-size"


def task_of(seat: Seat) -> Task:
    return generated_task(KEY, seed_text(4711, seat.number, KEY), edition())


def rows(session: Session, seat: Seat) -> list[TrainingProgress]:
    with tenancy.inside(session, tenant_id=seat.owner_id):
        return list(session.scalars(select(TrainingProgress).where(TrainingProgress.tenant_id == seat.owner_id)))


def hand_in(session: Session, seat: Seat, given: Given, seen: int | None, minutes: int = 0) -> None:
    tenancy.enter(session, tenant_id=seat.practice_tenant_id)
    check_exercise(
        session=session, seat=seat, exercise=KEY, given=given, attempts_seen=seen, now=NOW + timedelta(minutes=minutes)
    )


def test_a_second_click_counts_once_and_another_device_counts(session: Session) -> None:
    seat = take_seat(session, make_hall(session))
    hand_in(session, seat, {"sample-1": ["7"]}, 0)
    hand_in(session, seat, {"sample-1": ["7"]}, 0)
    (row,) = rows(session, seat)
    assert row.attempts == 1
    hand_in(session, seat, {"sample-1": ["8"]}, 0)
    assert row.attempts == 2 and row.answers == {"sample-1": ["8"]}
    hand_in(session, seat, {"sample-1": ["8"]}, 2)
    assert row.attempts == 3, "the same answers handed in again on purpose are an attempt"


def test_what_is_solved_stays_solved_and_the_best_points_count(session: Session) -> None:
    seat = take_seat(session, make_hall(session))
    task = task_of(seat)
    hand_in(session, seat, task.right_answers(), 0)
    (row,) = rows(session, seat)
    solved_at = row.solved_at
    hand_in(session, seat, {"sample-1": ["1"]}, 1, minutes=5)
    assert (row.state, row.points, row.attempts, row.solved_at) == ("solved", 100, 2, solved_at)
    assert row.answers == {"sample-1": ["1"]}
    show_solution(session=session, seat=seat, exercise=KEY, now=NOW)
    assert row.state == "solved"


def test_points_of_a_worse_attempt_do_not_replace_better_ones(session: Session) -> None:
    seat = take_seat(session, make_hall(session))
    right = task_of(seat).right_answers()
    hand_in(session, seat, {**right, "total": ("1",)}, 0)
    hand_in(session, seat, {"sample-1": ["1"]}, 1)
    (row,) = rows(session, seat)
    assert (row.points, row.state) == (75, "tried")


def test_only_the_seats_own_row_is_written(session: Session) -> None:
    hall = make_hall(session)
    first, second = (take_seat(session, hall, number=number) for number in (1, 2))
    hand_in(session, first, {"sample-1": ["7"]}, 0)
    begin_exercise(session=session, seat=second, exercise=KEY, now=NOW)
    found = {row.participant_id: (row.state, row.answers) for row in rows(session, first)}
    assert found == {first.participant_id: ("tried", {"sample-1": ["7"]}), second.participant_id: ("begun", {})}
    tenancy.enter(session, tenant_id=first.practice_tenant_id)
    assert session.scalars(select(TrainingProgress)).all() == [], "the practice tenant holds no progress"
    assert tenancy.scope_of(session).tenant_id == first.practice_tenant_id


def test_nothing_but_the_fields_asked_for_is_kept_and_no_more_than_anybody_types(session: Session) -> None:
    seat = take_seat(session, make_hall(session))
    hand_in(session, seat, {"sample-1": ["7" * 5000] + ["1"] * 500, "csrf_token": ["x"], "other": ["y"]}, 0)
    (row,) = rows(session, seat)
    assert set(row.answers) == {"sample-1"} and len(row.answers["sample-1"]) == 20 and len(row.answers["sample-1"][0]) == 200


@pytest.mark.parametrize(
    ("hall", "reason"),
    [({"state": "closed"}, "session-closed"), ({"state": "planned"}, "session-closed"), ({"open_steps": ["report"]}, "step-closed")],
)
def test_what_is_closed_refuses_and_writes_nothing(session: Session, hall: dict[str, object], reason: str) -> None:
    seat = take_seat(session, make_hall(session, **hall))  # type: ignore[arg-type]
    for act in (
        lambda: begin_exercise(session=session, seat=seat, exercise=KEY, now=NOW),
        lambda: hand_in(session, seat, {"sample-1": ["7"]}, 0),
        lambda: take_hint(session=session, seat=seat, exercise=KEY, seen=0, now=NOW),
    ):
        with pytest.raises(UnableToTakeExercise) as refusal:
            act()
        assert refusal.value.reason == reason
    assert rows(session, seat) == []


def test_an_unknown_exercise_and_a_solution_before_the_beginning_are_refused(session: Session) -> None:
    seat = take_seat(session, make_hall(session))
    for act, reason in (
        (lambda: begin_exercise(session=session, seat=seat, exercise="cooking", now=NOW), "unknown-exercise"),
        (lambda: show_solution(session=session, seat=seat, exercise=KEY, now=NOW), "not-begun"),
    ):
        with pytest.raises(UnableToTakeExercise) as refusal:
            act()
        assert refusal.value.reason == reason


def test_attempts_of_many_devices_at_once_are_all_counted(committing: Committing) -> None:
    with committing.session_factory() as session:
        seat = take_seat(session, make_hall(session))
        session.commit()

    def send(number: int) -> None:
        with committing.session_factory() as own:
            hand_in(own, seat, {"sample-1": [str(1000 + number)]}, None)
            own.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, range(12)))
    with committing.session_factory() as session:
        (row,) = rows(session, seat)
        assert row.attempts == 12


def test_a_double_click_at_the_same_moment_counts_once(committing: Committing) -> None:
    with committing.session_factory() as session:
        seat = take_seat(session, make_hall(session))
        session.commit()

    def send(_number: int) -> None:
        with committing.session_factory() as own:
            hand_in(own, seat, {"sample-1": ["7"]}, 0)
            take_hint(session=own, seat=seat, exercise=KEY, seen=0, now=NOW)
            own.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    with committing.session_factory() as session:
        (row,) = rows(session, seat)
        assert (row.attempts, row.hints) == (1, 1)


def test_a_practice_tenant_as_it_is_handed_out_can_be_asked_about(session: Session, tmp_path: Path) -> None:
    """From the story's beginning on the worksheet can be read; plan and report wait for the survey to be closed, and then go on."""
    hall = make_hall(session)
    with tenancy.inside(session, tenant_id=hall.owner_id):
        mine = (TrainingSession.tenant_id == hall.owner_id, TrainingSession.id == hall.session_id)
        session.execute(update(TrainingSession).where(*mine).values(story=PUSKESMAS))
    build_story(session, open_file_store(tmp_path.as_uri()), PUSKESMAS)
    participant_id, account_id = add_participant(session, owner_id=hall.owner_id, session_id=hall.session_id)
    tenant_id = take_practice(
        session=session, owner_id=hall.owner_id, session_id=hall.session_id, participant_id=participant_id, account_id=account_id,
        group_practice_id=None, now=PRACTICE_NOW,
    )  # fmt: skip
    seat = find_seat(session, practice_tenant_id=tenant_id, account_id=account_id)
    assert seat is not None
    tenancy.enter(session, tenant_id=tenant_id)

    worksheet, plan, report = (_task(session, seat, key) for key in ("worksheet", "followup-plan", "report"))
    assert worksheet.check(worksheet.right_answers()).is_solved
    assert plan.faults(plan.check({}))[0] == "item:not-closed" and report.faults(report.check({}))[0] == "closed:still-open"

    period_id = UUID(plan.check({}).verdicts[0].page.partition(":")[2])
    close_survey_period(
        session=session, tenant_id=tenant_id, period_id=period_id, account_id=None, signing_key=SIGNING_KEY, now=PRACTICE_NOW
    )
    session.flush()
    worksheet, plan, report = (_task(session, seat, key) for key in ("worksheet", "followup-plan", "report"))
    assert worksheet.check(worksheet.right_answers()).is_solved
    assert plan.faults(plan.check({}))[0] == "item:no-plan" and report.faults(report.check({}))[0] == "proof:must-findings"


def _task(session: Session, seat: Seat, exercise: str) -> Task:
    room = read_exercise_room(session, seat=seat, exercise=exercise)
    assert room is not None
    task = find_task(session, seat=seat, room=room, now=PRACTICE_NOW)
    assert task is not None
    return task
