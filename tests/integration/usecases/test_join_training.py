"""Joining at the same moment: the last seat goes to one, one form is one participant, one group shares one place."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.training import PracticeTenant
from puas.domain.training_people import ParticipantDetails, Seated
from puas.usecases.join_training import UnableToJoinTraining, join_training
from puas.usecases.return_to_training import return_to_training
from tests.conftest import Committing
from tests.factories.trainings import PLAN, TRAINING_MORNING, Training, add_training, participants

Answer = Seated | str


def made(committing: Committing, seats: int) -> Training:
    with committing.session_factory() as session:
        training = add_training(session, plan=replace(PLAN, seats=seats))
        session.commit()
        return training


def at_once(work: Callable[[int], Answer], number: int) -> list[Answer]:
    barrier = Barrier(number)

    def one(place: int) -> Answer:
        barrier.wait(timeout=30)
        return work(place)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def joining(committing: Committing, training: Training, name: str, participant_id: UUID | None = None, group: str = "") -> Answer:
    with committing.session_factory() as session:
        try:
            seated = join_training(
                session=session, code=training.code, details=ParticipantDetails(name, group_name=group),
                participant_id=participant_id or new_id(), is_another=False, now=TRAINING_MORNING,
            )  # fmt: skip
        except UnableToJoinTraining as refusal:
            return refusal.reason
        session.commit()
        return seated


def people(committing: Committing, training: Training) -> list[tuple[int, str]]:
    with committing.session_factory() as session:
        return [(each.number, each.name) for each in participants(session, training)]


def taken(committing: Committing) -> int:
    with committing.session_factory() as session:
        return len(session.scalars(select(PracticeTenant.tenant_id).where(PracticeTenant.taken_at.is_not(None))).all())


@pytest.mark.parametrize("turn", range(3))
def test_the_last_seat_goes_to_one(committing: Committing, turn: int) -> None:
    training = made(committing, seats=1)
    answers = at_once(lambda place: joining(committing, training, "Ani" if place else "Budi"), 2)
    assert sorted(type(each).__name__ for each in answers) == ["Seated", "str"]
    assert "full" in answers
    assert len(people(committing, training)) == 1
    assert taken(committing) == 1


def test_many_at_once_get_numbers_of_their_own(committing: Committing) -> None:
    training = made(committing, seats=8)
    answers = at_once(lambda place: joining(committing, training, f"Peserta {chr(65 + place)}"), 8)
    seats = [each for each in answers if isinstance(each, Seated)]
    assert len(seats) == 8
    assert len({each.practice_tenant_id for each in seats}) == 8
    assert [number for number, _name in people(committing, training)] == list(range(1, 9))


def test_one_form_sent_twice_at_once_is_one_participant(committing: Committing) -> None:
    training, participant_id = made(committing, seats=3), new_id()
    answers = at_once(lambda _place: joining(committing, training, "Ani", participant_id), 2)
    assert answers[0] == answers[1]
    assert len(people(committing, training)) == 1
    assert taken(committing) == 1


def test_a_group_that_comes_at_once_shares_one_place(committing: Committing) -> None:
    training = made(committing, seats=4)
    answers = at_once(lambda place: joining(committing, training, f"Peserta {chr(65 + place)}", group="Kelompok 1"), 4)
    assert len({each.practice_tenant_id for each in answers if isinstance(each, Seated)}) == 1
    assert len(people(committing, training)) == 4
    assert taken(committing) == 1


def test_two_devices_at_once_are_one_seat(committing: Committing) -> None:
    training = made(committing, seats=2)
    joining(committing, training, "Ani")
    with committing.session_factory() as session:
        row = participants(session, training)[0]
        code = row.code
        with tenancy.inside(session, tenant_id=training.tenant_id):
            # As after the practice tenant was erased: both devices ask for a new place.
            row.account_id = row.practice_tenant_id = None
        session.commit()

    def back(_place: int) -> Answer:
        with committing.session_factory() as session:
            seated = return_to_training(session=session, code=training.code, personal_code=code, now=TRAINING_MORNING)
            session.commit()
            return seated

    first, second = at_once(back, 2)
    assert first == second
