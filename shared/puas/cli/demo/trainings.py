"""The trainings of the demo: one that was held months ago, with what came of it, and one of today that anybody can join."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from puas.cli.demo.story import RegencyStory, Story
from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.session import unit_of_work
from puas.db.tables.places import Tenant
from puas.db.tables.training import (
    TrainingAttendance,
    TrainingEvaluation,
    TrainingParticipant,
    TrainingProgress,
    TrainingSession,
    TrainingTest,
)
from puas.domain.curricula import EXERCISE, HALF_DAY, AgendaItem, find_proposal
from puas.domain.practice_stories import KABUPATEN
from puas.domain.question_bank import count_right
from puas.domain.survey_period import local_day
from puas.domain.training_evaluation import STATEMENTS
from puas.domain.training_plan import CLOSED, OPEN, TrainingPlan
from puas.domain.training_tests import AFTER, BEFORE, drawn_for, to_plain
from puas.usecases._certificates import UnableToIssueCertificate
from puas.usecases.issue_certificate import issue_certificate
from puas.usecases.open_training_session import open_training_session
from puas.usecases.plan_training_session import plan_training_session

_ZONE = ZoneInfo("Asia/Jakarta")
# Long enough ago for a semester to lie behind it, so that the effects of it can be looked at.
_DAYS_AGO = 200
_PARTICIPANTS = 10
_CERTIFICATES = 3
_SEATS_TODAY, _SEATS_OF_A_ROOM = 10, 40
_PAST_TITLE = "Bimtek SKM Gelombang I"
_TODAY_TITLE = "Bimtek SKM hari ini: coba bergabung"
_POSITIONS = ("Analis Kebijakan Ahli Muda", "Pengelola Survei", "Kepala Subbagian Umum", "Penata Layanan Operasional")
_LIKED = ("Menghitung indeks dengan tangan membuat rumusnya jelas.", "Latihannya langsung di aplikasi, tidak hanya paparan.")
_MISSED = ("Waktu untuk menyusun laporan kurang panjang.", "Jaringan di aula sempat lambat.")


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """The training of today: what people type to join."""

    title: str
    code: str


def add_past_training(session: Session, *, story: Story, tenant: Tenant, trainer_id: UUID, base_url: str, now: datetime) -> None:
    """A half day that ten officers of the first regencies attended, with tests, exercises and what they thought; entered, in the owner.

    The first few who earned a certificate have it; the others' are left for whoever tries the button.
    """
    rng = random.Random(story.seed)
    agenda = _agenda()
    held_on = _working_day(local_day(now, tenant.time_zone) - timedelta(days=_DAYS_AGO))
    began = datetime.combine(held_on, time(8, 30), _ZONE)
    plan = _plan(_PAST_TITLE, held_on, seats=20, practice_days=14)
    session_id = plan_training_session(session=session, tenant_id=tenant.id, plan=plan, account_id=None, now=began - timedelta(days=14))
    row = session.scalars(select(TrainingSession).where(TrainingSession.tenant_id == tenant.id, TrainingSession.id == session_id)).one()
    row.state, row.opened_at, row.closed_at, row.open_steps = CLOSED, began, began + timedelta(hours=4), []
    row.seed = story.seed
    # Nobody joins what is over.
    locators.forget(session, kind=locators.TRAINING, target=str(session_id))
    session.flush()
    people = [
        _add_participant(session, row, number, regency, agency_name, story, began, agenda, rng)
        for number, (regency, agency_name) in enumerate(_places(story.regencies), start=1)
    ]
    session.flush()
    for participant_id in people[:_CERTIFICATES]:
        with suppress(UnableToIssueCertificate):
            issue_certificate(
                session=session, tenant_id=tenant.id, session_id=session_id, participant_id=participant_id, why="",
                account_id=trainer_id, base_url=base_url, now=began + timedelta(days=1),
            )  # fmt: skip


def ensure_open_room(factory: sessionmaker[Session], *, story: Story, now: datetime, is_room: bool = False) -> OpenRoom | None:
    """The open training of today, made where there is none; `is_room`: with the seats of a whole room.

    None where the database holds another province than the story's.
    """
    with unit_of_work(factory) as session:
        tenant = session.scalars(select(Tenant).where(Tenant.slug == story.province.slug, Tenant.kind == "province")).one_or_none()
        if tenant is None:
            return None
        tenant_id, today = tenant.id, local_day(now, tenant.time_zone)
    seats = _SEATS_OF_A_ROOM if is_room else _SEATS_TODAY
    with unit_of_work(factory, tenant_id=tenant_id) as session:
        found = session.execute(
            select(TrainingSession.title, TrainingSession.code)
            .where(
                TrainingSession.tenant_id == tenant_id, TrainingSession.state == OPEN, TrainingSession.starts_on <= today,
                TrainingSession.ends_on >= today, TrainingSession.seats >= seats,
            )
            .order_by(TrainingSession.created_at)
            .limit(1)
        ).one_or_none()  # fmt: skip
        if found is not None:
            return OpenRoom(*found)
        plan = _plan(_TODAY_TITLE, today, seats=seats, practice_days=7)
        session_id = plan_training_session(session=session, tenant_id=tenant_id, plan=plan, account_id=None, now=now)
        open_training_session(session=session, tenant_id=tenant_id, session_id=session_id, account_id=None, now=now)
        row = (TrainingSession.tenant_id == tenant_id, TrainingSession.id == session_id)
        code = session.scalars(select(TrainingSession.code).where(*row)).one()
        return OpenRoom(_TODAY_TITLE, code)


def _plan(title: str, day: date, *, seats: int, practice_days: int) -> TrainingPlan:
    return TrainingPlan(
        title=title, starts_on=day, ends_on=day, place="Aula Biro Organisasi (rekaan)", link="", region_code=None, story=KABUPATEN,
        seats=seats, hours=5, practice_days=practice_days, agenda=_agenda(),
    )  # fmt: skip


def _agenda() -> tuple[AgendaItem, ...]:
    proposal = find_proposal(HALF_DAY)
    if proposal is None:
        raise LookupError(HALF_DAY)
    return proposal.items


def _places(regencies: Sequence[RegencyStory]) -> list[tuple[RegencyStory, str]]:
    """Agencies that survey, of several regencies in turn."""
    speaking = [[(regency, each.name) for each in regency.agencies if not each.silent][:4] for regency in regencies if regency.agencies]
    turns = [column[turn] for turn in range(4) for column in speaking[:4] if turn < len(column)]
    return turns[:_PARTICIPANTS]


def _add_participant(
    session: Session, row: TrainingSession, number: int, regency: RegencyStory, agency_name: str, story: Story, began: datetime,
    agenda: Sequence[AgendaItem], rng: random.Random,
) -> UUID:  # fmt: skip
    name = f"{rng.choice(story.first_names)} {rng.choice(story.last_names)}"
    owner = {"tenant_id": row.tenant_id, "session_id": row.id}
    participant_id = new_id()
    # One of ten left early: neither noted nor tested at the end.
    stayed = number != _PARTICIPANTS
    session.add(
        TrainingParticipant(
            **owner, id=participant_id, number=number, name=name, position=rng.choice(_POSITIONS), agency_name=agency_name,
            region_code=regency.look.code, code=locators.new_code(), joined_at=began, last_seen_at=began + timedelta(hours=4),
            evaluated_at=datetime.combine(began.date(), time(), _ZONE) if stayed else None,
        )
    )  # fmt: skip
    session.flush()
    if not stayed:
        return participant_id
    session.add(TrainingAttendance(**owner, participant_id=participant_id, held_on=began.date(), marked_at=began + timedelta(minutes=10)))
    for kind, skill in ((BEFORE, 0.45), (AFTER, 0.85)):
        session.add(_test(row, participant_id, number, kind, skill, began, rng))
    for item in agenda:
        if item.kind == EXERCISE and rng.random() < 0.9:
            done = began + timedelta(hours=2, minutes=rng.randint(0, 60))
            session.add(
                TrainingProgress(
                    **owner, participant_id=participant_id, exercise=item.topic, state="solved", attempts=rng.randint(1, 4),
                    hints=rng.randint(0, 2), points=100, started_at=done - timedelta(minutes=20), changed_at=done, solved_at=done,
                )
            )  # fmt: skip
    session.add(
        TrainingEvaluation(
            **owner, id=new_id(), ratings={key: rng.choice((3, 3, 4, 4, 2)) for key in STATEMENTS}, sent_on=began.date(),
            liked=rng.choice(_LIKED) if number % 3 == 0 else "", missed=rng.choice(_MISSED) if number % 4 == 0 else "",
        )
    )  # fmt: skip
    return participant_id


def _test(
    row: TrainingSession, participant_id: object, number: int, kind: str, skill: float, began: datetime, rng: random.Random
) -> TrainingTest:
    questions = drawn_for(row.seed, number, kind)
    answers = {each.key: "a" if rng.random() < skill else rng.choice("bcd") for each in questions}
    started = began + timedelta(minutes=5 if kind == BEFORE else 220)
    return TrainingTest(
        tenant_id=row.tenant_id, session_id=row.id, participant_id=participant_id, kind=kind, questions=to_plain(questions),
        answers=answers, correct=count_right([each.key for each in questions], answers), started_at=started,
        finished_at=started + timedelta(minutes=9),
    )  # fmt: skip


def _working_day(day: date) -> date:
    """The day itself, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))
