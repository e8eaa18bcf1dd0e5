"""Training sessions (Bimtek): curriculum, people, attendance, progress, tests, certificates; and the practice tenants of a room.

Everything a session needs to remember belongs to the tenant that holds it (a province, or the operator's training house), so
that the trainer's console is one query however many practice tenants the room has, and nothing is lost when those are erased.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import GLOBAL, TENANT_OWNED, Base, TenantOwned


class Curriculum(TenantOwned, Base):
    """A plan of a training that a tenant made its own. What Puas proposes stands in `domain/curricula` and is no row."""

    __tablename__ = "curriculum"
    __table_args__ = ({"info": TENANT_OWNED},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    # The proposal it was made from.
    based_on: Mapped[str] = mapped_column(Text, server_default="")
    # Agenda items in order, as `domain.curricula.AgendaItem` writes them.
    agenda: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    updated_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class TrainingSession(TenantOwned, Base):
    """A training on certain days, with its own copy of the agenda, its code, and what the trainer shows right now."""

    __tablename__ = "training_session"
    __table_args__ = (
        CheckConstraint("state in ('planned', 'open', 'closed')", name="state"),
        CheckConstraint("seats between 1 and 200", name="seats"),
        CheckConstraint("ends_on >= starts_on", name="days"),
        Index("ix_training_session_starts_on", "tenant_id", "starts_on"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # A room, or a link for those who take part from afar; or both.
    place: Mapped[str] = mapped_column(Text, server_default="")
    link: Mapped[str] = mapped_column(Text, server_default="")
    # The regency it is for; empty for a session of the whole province. Where it may be handed over to is decided by people.
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    agenda: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    # The practice story of `domain.practice_stories`, and the edition whose rules are taught.
    story: Mapped[str] = mapped_column(Text)
    edition: Mapped[str] = mapped_column(Text)
    # Everybody's numbers are made of it and of the participant's number.
    seed: Mapped[int] = mapped_column(BigInteger)
    seats: Mapped[int]
    # Hours of instruction (jam pelajaran, 45 minutes) as printed on the certificate.
    hours: Mapped[int]
    state: Mapped[str] = mapped_column(Text, server_default="planned")
    # What participants type; leads here through the locator while the session is open.
    code: Mapped[str] = mapped_column(Text)
    # Keys of the steps that are open to participants, and the one the room is at.
    open_steps: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    current_step: Mapped[str] = mapped_column(Text, server_default="")
    timer_ends_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # What every participant's screen shows now: kind and facts; empty when each works alone.
    shown: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    # Raised with each change a participant's page has to notice.
    version: Mapped[int] = mapped_column(server_default="1")
    # Who gets a certificate, as `domain.certificate_rule.CertificateRule` writes it.
    certificate_rule: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    # Practice tenants of the session are erased then.
    practice_until: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class TrainingDay(TenantOwned, Base):
    """The code of one day of a session: whoever types it that day was there."""

    __tablename__ = "training_day"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "session_id"], ["training_session.tenant_id", "training_session.id"], ondelete="CASCADE"),
        {"info": TENANT_OWNED},
    )

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    held_on: Mapped[date] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text)


class TrainingParticipant(TenantOwned, Base):
    """A person in a session. Joins by code; the account is made for the room and erased with it, this row stays."""

    __tablename__ = "training_participant"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "session_id"], ["training_session.tenant_id", "training_session.id"], ondelete="CASCADE"),
        Index("uq_training_participant_number", "tenant_id", "session_id", "number", unique=True),
        Index("uq_training_participant_code", "tenant_id", "session_id", "code", unique=True),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID]
    # 1, 2, 3 … in the order of joining; the participant's numbers of an exercise are made of it.
    number: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text, server_default="")
    agency_name: Mapped[str] = mapped_column(Text, server_default="")
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    # People of one group share a practice tenant.
    group_name: Mapped[str] = mapped_column(Text, server_default="")
    # Brings the participant back on another device.
    code: Mapped[str] = mapped_column(Text)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    # The number of the practice tenant; kept after it was erased.
    practice_tenant_id: Mapped[int | None] = mapped_column(Integer)
    joined_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # When they answered what they thought of the training; what they answered stands elsewhere, without them.
    evaluated_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class TrainingAttendance(TenantOwned, Base):
    """That a participant was there on a day."""

    __tablename__ = "training_attendance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "participant_id"], ["training_participant.tenant_id", "training_participant.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["tenant_id", "session_id"], ["training_session.tenant_id", "training_session.id"], ondelete="CASCADE"),
        CheckConstraint("marked_by in ('code', 'trainer')", name="marked_by"),
        {"info": TENANT_OWNED},
    )

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True)
    held_on: Mapped[date] = mapped_column(primary_key=True)
    marked_by: Mapped[str] = mapped_column(Text, server_default="code")
    marked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class TrainingProgress(TenantOwned, Base):
    """How far a participant has come with one exercise; what was typed last is kept, right or wrong."""

    __tablename__ = "training_progress"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "participant_id"], ["training_participant.tenant_id", "training_participant.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["tenant_id", "session_id"], ["training_session.tenant_id", "training_session.id"], ondelete="CASCADE"),
        CheckConstraint("state in ('begun', 'tried', 'solved', 'shown')", name="state"),
        CheckConstraint("points between 0 and 100", name="points"),
        {"info": TENANT_OWNED},
    )

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True)
    # A key of `domain.exercises.EXERCISES`.
    exercise: Mapped[str] = mapped_column(Text, primary_key=True)
    # Shown: the solution was looked at before it was solved.
    state: Mapped[str] = mapped_column(Text, server_default="begun")
    attempts: Mapped[int] = mapped_column(server_default="0")
    hints: Mapped[int] = mapped_column(server_default="0")
    # Of the answers asked for, how many hundredths were right at the best attempt.
    points: Mapped[int] = mapped_column(server_default="0")
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    # Keys of what was wrong at the last attempt: where the room is stuck.
    faults: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    solved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class TrainingTest(TenantOwned, Base):
    """The test of a participant before or after the training: which questions were drawn, and what was answered."""

    __tablename__ = "training_test"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "participant_id"], ["training_participant.tenant_id", "training_participant.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["tenant_id", "session_id"], ["training_session.tenant_id", "training_session.id"], ondelete="CASCADE"),
        CheckConstraint("kind in ('before', 'after')", name="kind"),
        {"info": TENANT_OWNED},
    )

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    # Keys of `domain.question_bank` in the order drawn, each with its options in the order shown.
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    answers: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    correct: Mapped[int] = mapped_column(server_default="0")
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class TrainingEvaluation(TenantOwned, Base):
    """What somebody thought of the training. Says nobody's name, and only the day."""

    __tablename__ = "training_evaluation"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "session_id"], ["training_session.tenant_id", "training_session.id"], ondelete="CASCADE"),
        Index("ix_training_evaluation_session_id", "tenant_id", "session_id"),
        {"info": TENANT_OWNED},
    )

    # Random, not in the order of time.
    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID]
    # Score 1 to 4 by the key of the statement.
    ratings: Mapped[dict[str, int]] = mapped_column(JSONB)
    liked: Mapped[str] = mapped_column(Text, server_default="")
    missed: Mapped[str] = mapped_column(Text, server_default="")
    sent_on: Mapped[date]


class Certificate(TenantOwned, Base):
    """A certificate given to a participant, numbered by the tenant; its words and figures are frozen in its document."""

    __tablename__ = "certificate"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "participant_id"], ["training_participant.tenant_id", "training_participant.id"]),
        ForeignKeyConstraint(["tenant_id", "session_id"], ["training_session.tenant_id", "training_session.id"]),
        ForeignKeyConstraint(["tenant_id", "report_id"], ["report.tenant_id", "report.id"]),
        Index("uq_certificate_number", "tenant_id", "year", "number", unique=True),
        Index("ix_certificate_participant_id", "tenant_id", "participant_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID]
    participant_id: Mapped[UUID]
    # The running number of the year of its date, and the whole number as printed.
    year: Mapped[int]
    number: Mapped[int]
    printed_number: Mapped[str] = mapped_column(Text)
    dated_on: Mapped[date]
    hours: Mapped[int]
    report_id: Mapped[UUID | None]
    issued_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class TrainingMaterial(TenantOwned, Base):
    """A document made for a session: slides, handbook, worksheets, posters, guide, cards."""

    __tablename__ = "training_material"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "session_id"], ["training_session.tenant_id", "training_session.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "report_id"], ["report.tenant_id", "report.id"], ondelete="CASCADE"),
        Index("ix_training_material_session_id", "tenant_id", "session_id", "document"),
        {"info": TENANT_OWNED},
    )

    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID]
    # A key of `document_source.FORMATS_OF`.
    document: Mapped[str] = mapped_column(Text)


class PracticeSetup(TenantOwned, Base):
    """What a participant takes home: agencies, services and plans of the practice tenant, frozen, behind a code."""

    __tablename__ = "practice_setup"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "participant_id"], ["training_participant.tenant_id", "training_participant.id"], ondelete="CASCADE"
        ),
        Index("ix_practice_setup_participant_id", "tenant_id", "participant_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[UUID]
    # Canonical JSON of `domain.practice_setup.PracticeSetup`.
    content: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    taken_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # The tenant that took it over.
    taken_by: Mapped[int | None] = mapped_column(Integer)


class PracticeTenant(Base):
    """Directory entry of a demo tenant made for practice: whose it is and when it goes. No name of a person.

    Without a session it is a template: the story at one checkpoint, from which others are cloned.
    """

    __tablename__ = "practice_tenant"
    __table_args__ = (
        Index("ix_practice_tenant_session_id", "owner_id", "session_id"),
        Index("ix_practice_tenant_expires_at", "expires_at", postgresql_where=text("gone_at is null")),
        Index(
            "uq_practice_tenant_template", "story", "checkpoint", "version", unique=True,
            postgresql_where=text("session_id is null and gone_at is null"),
        ),
        {"info": GLOBAL},
    )  # fmt: skip

    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), primary_key=True)
    # The tenant that holds the session, and the session; empty for a template.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    session_id: Mapped[UUID | None]
    # Of a template: which making of the story it is. Of a practice tenant: the template's.
    version: Mapped[str] = mapped_column(Text)
    story: Mapped[str] = mapped_column(Text)
    checkpoint: Mapped[str] = mapped_column(Text)
    seed: Mapped[int] = mapped_column(BigInteger, server_default="0")
    # Taken by a participant or a group; until then it waits in the session's pool.
    taken_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    gone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
