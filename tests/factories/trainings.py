"""A training session with somebody who leads it, and participants who have joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.training import PracticeTenant, TrainingDay, TrainingParticipant, TrainingSession
from puas.domain.curricula import PROPOSALS
from puas.domain.training_people import ParticipantDetails, Seated
from puas.domain.training_plan import TrainingPlan
from puas.usecases.join_training import join_training
from puas.usecases.open_training_session import open_training_session
from puas.usecases.plan_training_session import plan_training_session
from tests.factories.members import add_membership
from tests.factories.tenants import add_account, add_tenant

TRAINING_DAY = date(2026, 11, 23)
TRAINING_MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""08.30 in Jakarta."""

PLAN = TrainingPlan(
    title="Bimtek SKM Gelombang 1", starts_on=TRAINING_DAY, ends_on=date(2026, 11, 24), place="Aula Biro Organisasi", link="",
    region_code=None, story="kabupaten", seats=3, hours=5, practice_days=14, agenda=PROPOSALS[0].items,
)  # fmt: skip


@dataclass(frozen=True)
class Training:
    """A session and the tenant that holds it."""

    tenant_id: int
    slug: str
    trainer_id: UUID
    session_id: UUID
    code: str

    @property
    def path(self) -> str:
        return f"/t/{self.slug}/pelatihan/{self.session_id}"


def add_training(
    session: Session, *, slug: str = "provinsi-padma", kind: str = "province", region_code: str | None = None, is_open: bool = True,
    plan: TrainingPlan = PLAN, role: str = "trainer", now: datetime = TRAINING_MORNING,
) -> Training:  # fmt: skip
    """The session stays in the owner's tenant."""
    tenant = add_tenant(session, slug=slug, name="Provinsi Padma", kind=kind, region_code=region_code)
    trainer = add_account(session, f"pelatih@{slug}.go.id", "Sri Pelatih")
    add_membership(session, tenant_id=tenant.id, account_id=trainer.id, role=role)
    tenancy.enter(session, tenant_id=tenant.id)
    session_id = plan_training_session(session=session, tenant_id=tenant.id, plan=plan, account_id=trainer.id, now=now)
    add_pool(session, tenant.id, session_id, plan.seats + 2, now)
    if is_open:
        open_training_session(session=session, tenant_id=tenant.id, session_id=session_id, account_id=trainer.id, now=now)
    row = session.scalars(select(TrainingSession).where(TrainingSession.tenant_id == tenant.id, TrainingSession.id == session_id)).one()
    return Training(tenant.id, slug, trainer.id, session_id, row.code)


def add_pool(session: Session, owner_id: int, session_id: UUID, number: int, now: datetime) -> None:
    """Practice tenants that wait for participants. They are empty: what is told in them is no matter of who joins."""
    for _each in range(number):
        tenant = add_tenant(
            session, slug=f"latihan-{new_id().hex[-12:]}", name="Kabupaten Latihan", kind="demo", region_code=None, is_sample=True
        )
        session.add(
            PracticeTenant(
                tenant_id=tenant.id, owner_id=owner_id, session_id=session_id, version="1", story=PLAN.story, checkpoint="terkumpul",
                seed=1, made_at=now, expires_at=datetime(2026, 12, 8, 17, 0, tzinfo=UTC),
            )
        )  # fmt: skip
    session.flush()


def join(session: Session, training: Training, name: str, *, group: str = "", now: datetime = TRAINING_MORNING) -> Seated:
    """Somebody joins by the code."""
    details = replace(ParticipantDetails(name, "Analis", "Dinas Kesehatan"), group_name=group)
    return join_training(
        session=session, code=training.code, details=details, participant_id=new_id(), is_another=False, now=now
    )


def participants(session: Session, training: Training) -> list[TrainingParticipant]:
    """Everybody in the room, by number."""
    with tenancy.inside(session, tenant_id=training.tenant_id):
        statement = select(TrainingParticipant).where(
            TrainingParticipant.tenant_id == training.tenant_id, TrainingParticipant.session_id == training.session_id
        )
        return list(session.scalars(statement.order_by(TrainingParticipant.number).execution_options(populate_existing=True)))


def day_codes(session: Session, training: Training) -> dict[date, str]:
    """The codes of the session's days."""
    with tenancy.inside(session, tenant_id=training.tenant_id):
        statement = select(TrainingDay).where(TrainingDay.tenant_id == training.tenant_id, TrainingDay.session_id == training.session_id)
        return {row.held_on: row.code for row in session.scalars(statement)}
