"""A session with participants who have done some or all of what a certificate asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_seats import Seat
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import Report
from puas.db.tables.training import Certificate, TrainingAttendance, TrainingDay, TrainingProgress, TrainingTest
from puas.domain.curricula import PROPOSALS
from puas.domain.question_bank import RIGHT
from puas.domain.training_tests import drawn_for, to_plain
from puas.usecases.issue_certificate import issue_certificate
from tests.factories.training_rooms import NOW, Hall, make_hall, take_seat

HALF_DAY = PROPOSALS[0].items
SIGNATORY = {"signatory_name": "Dr. Sari", "signatory_position": "Kepala Biro Organisasi", "signatory_nip": "197001011995032001"}


@dataclass(frozen=True)
class CertifiedHall:
    """A session, its participants by number, and its pages."""

    hall: Hall
    seats: tuple[Seat, ...]

    @property
    def url(self) -> str:
        return f"/t/{self.hall.owner_slug}/pelatihan/{self.hall.session_id}/sertifikat"


def make_certified_hall(session: Session, *, seats: int = 2, earned: Sequence[int] = (1,), kind: str = "province") -> CertifiedHall:
    """A training of half a day. The participants of these numbers did everything, the others only came in."""
    hall = make_hall(session, kind=kind, agenda=HALF_DAY, open_steps=[each.key for each in HALF_DAY])
    sign(session, hall, **SIGNATORY)
    with tenancy.inside(session, tenant_id=hall.owner_id):
        session.add(TrainingDay(tenant_id=hall.owner_id, session_id=hall.session_id, held_on=NOW.date(), code="HARI1"))
    taken = tuple(take_seat(session, hall, number=number) for number in range(1, seats + 1))
    for number in earned:
        earn(session, taken[number - 1])
    return CertifiedHall(hall, taken)


def sign(session: Session, hall: Hall, **values: str) -> None:
    """Change the profile the certificates are signed by."""
    with tenancy.inside(session, tenant_id=hall.owner_id):
        session.execute(update(TenantProfile).where(TenantProfile.tenant_id == hall.owner_id).values(**values))


def earn(session: Session, seat: Seat, *, right: int = 14) -> None:
    """Be there, solve three exercises, and send the test after with so many right."""
    key = {"tenant_id": seat.owner_id, "session_id": seat.session_id, "participant_id": seat.participant_id}
    with tenancy.inside(session, tenant_id=seat.owner_id):
        session.add(TrainingAttendance(**key, held_on=NOW.date(), marked_at=NOW))
        for exercise in ("hand-index", "sample-size", "worksheet"):
            when = {"started_at": NOW, "changed_at": NOW, "solved_at": NOW}
            session.add(TrainingProgress(**key, exercise=exercise, state="solved", points=100, **when))
        send(session, seat, "after", right=right)


def send(session: Session, seat: Seat, kind: str, *, right: int, wrong: str = "b", drawn: int | None = None) -> None:
    """A finished test: the first questions right, the others answered with one wrong option; `drawn` is whose questions it has."""
    questions = drawn_for(4711, drawn or seat.number, kind)
    answers = {each.key: RIGHT if place < right else wrong for place, each in enumerate(questions)}
    with tenancy.inside(session, tenant_id=seat.owner_id):
        session.add(
            TrainingTest(
                tenant_id=seat.owner_id, session_id=seat.session_id, participant_id=seat.participant_id, kind=kind,
                questions=to_plain(questions), answers=answers, correct=right, started_at=NOW, finished_at=NOW,
            )
        )  # fmt: skip


def issue(session: Session, made: CertifiedHall, number: int = 1, *, why: str = "", now: datetime = NOW) -> Certificate:
    """Issue the certificate of one participant."""
    hall = made.hall
    with tenancy.inside(session, tenant_id=hall.owner_id):
        return issue_certificate(
            session=session, tenant_id=hall.owner_id, session_id=hall.session_id, participant_id=made.seats[number - 1].participant_id,
            why=why, account_id=hall.trainer.id, base_url="https://skm.example.go.id", now=now,
        )  # fmt: skip


def finish(session: Session, hall: Hall, report_id: UUID | None) -> None:
    """Let the file of a certificate be ready, as the reporter would."""
    with tenancy.inside(session, tenant_id=hall.owner_id):
        session.execute(
            update(Report).where(Report.tenant_id == hall.owner_id, Report.id == report_id).values(state="ready", finished_at=NOW)
        )


