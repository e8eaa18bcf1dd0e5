"""Certificates of a training session: who is in it, what each achieved, and what was given to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.db.tables.training import (
    Certificate,
    TrainingAttendance,
    TrainingDay,
    TrainingParticipant,
    TrainingProgress,
    TrainingSession,
    TrainingTest,
)
from puas.domain.certificate_rule import Achievement, CertificateRule, Offered, missing, offered_by, rule_of
from puas.domain.curricula import AgendaItem, from_plain
from puas.domain.training_tests import AFTER


@dataclass(frozen=True, slots=True)
class CertifiedSession:
    """A session as its certificates say it."""

    id: UUID
    title: str
    state: str
    starts_on: date
    ends_on: date
    place: str
    hours: int
    agenda: tuple[AgendaItem, ...]
    days: int
    rule: CertificateRule

    @property
    def offered(self) -> Offered:
        return offered_by(self.agenda)


@dataclass(frozen=True, slots=True)
class GivenCertificate:
    """A certificate with the state of its document. `name` is what is printed on it."""

    id: UUID
    participant_id: UUID
    printed_number: str
    dated_on: date
    hours: int
    issued_at: datetime
    report_id: UUID
    document_id: str
    name: str
    state: str
    failure: str
    withdrawn_at: datetime | None
    withdrawal_reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant. `valid` is the certificate that counts, `withdrawn` are those taken back, the newest first."""

    participant_id: UUID
    number: int
    name: str
    position: str
    agency_name: str
    achievement: Achievement
    missing: tuple[str, ...]
    valid: GivenCertificate | None
    withdrawn: tuple[GivenCertificate, ...]

    @property
    def is_due(self) -> bool:
        """Whether it was earned and is not there."""
        return not self.missing and self.valid is None


def find_certified_session(session: Session, *, tenant_id: int, session_id: UUID) -> CertifiedSession | None:
    """The session with the rule that holds for it."""
    counted = (
        select(func.count())
        .where(TrainingDay.tenant_id == TrainingSession.tenant_id, TrainingDay.session_id == TrainingSession.id)
        .scalar_subquery()
    )
    statement = select(TrainingSession, counted).where(TrainingSession.tenant_id == tenant_id, TrainingSession.id == session_id)
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    row, number = found
    agenda = from_plain(row.agenda)
    days = number or (row.ends_on - row.starts_on).days + 1
    rule = rule_of(row.certificate_rule, offered_by(agenda))
    return CertifiedSession(row.id, row.title, row.state, row.starts_on, row.ends_on, row.place, row.hours, agenda, days, rule)


def list_candidates(
    session: Session, *, tenant_id: int, held: CertifiedSession, participant_id: UUID | None = None
) -> list[Candidate]:
    """Everybody of the session by number, or one of them; two statements."""
    people = _people(tenant_id, held.id)
    given = _given(tenant_id).where(Certificate.session_id == held.id).order_by(Certificate.issued_at.desc(), Certificate.number.desc())
    if participant_id is not None:
        people = people.where(TrainingParticipant.id == participant_id)
        given = given.where(Certificate.participant_id == participant_id)
    certificates: dict[UUID, list[GivenCertificate]] = {}
    for row in session.execute(given):
        certificates.setdefault(row.participant_id, []).append(GivenCertificate(*row))
    return [_candidate(row, held, certificates.get(row.id, ())) for row in session.execute(people)]


def find_certificate(session: Session, *, tenant_id: int, session_id: UUID, certificate_id: UUID) -> GivenCertificate | None:
    """One certificate of a session, counting or taken back."""
    statement = _given(tenant_id).where(Certificate.session_id == session_id, Certificate.id == certificate_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else GivenCertificate(*row)


def _people(tenant_id: int, session_id: UUID) -> Select[*tuple[Any, ...]]:
    of_person = TrainingParticipant.tenant_id, TrainingParticipant.id
    attended = (
        select(func.count())
        .where(TrainingAttendance.tenant_id == of_person[0], TrainingAttendance.participant_id == of_person[1])
        .scalar_subquery()
    )
    solved = (
        select(func.count())
        .where(TrainingProgress.tenant_id == of_person[0], TrainingProgress.participant_id == of_person[1])
        .where(TrainingProgress.state == "solved")
        .scalar_subquery()
    )
    test = and_(
        TrainingTest.tenant_id == of_person[0], TrainingTest.participant_id == of_person[1], TrainingTest.kind == AFTER,
        TrainingTest.finished_at.is_not(None),
    )  # fmt: skip
    return (
        select(
            TrainingParticipant.id, TrainingParticipant.number, TrainingParticipant.name, TrainingParticipant.position,
            TrainingParticipant.agency_name, TrainingParticipant.evaluated_at, attended.label("attended"), solved.label("solved"),
            func.coalesce(TrainingTest.correct, 0).label("test_right"),
            func.coalesce(func.jsonb_array_length(TrainingTest.questions), 0).label("test_length"),
        )
        .outerjoin(TrainingTest, test)
        .where(TrainingParticipant.tenant_id == tenant_id, TrainingParticipant.session_id == session_id)
        .order_by(TrainingParticipant.number)
    )  # fmt: skip


def _given(tenant_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Certificate.id, Certificate.participant_id, Certificate.printed_number, Certificate.dated_on, Certificate.hours,
            Certificate.issued_at, Report.id, Report.document_id, cast(Report.snapshot, JSONB)["name"].astext, Report.state,
            func.coalesce(Report.failure, ""), Report.withdrawn_at, func.coalesce(Report.withdrawal_reason, ""),
        )
        .join(Report, and_(Report.tenant_id == Certificate.tenant_id, Report.id == Certificate.report_id))
        .where(Certificate.tenant_id == tenant_id)
    )  # fmt: skip


def _candidate(row: Any, held: CertifiedSession, given: Sequence[GivenCertificate]) -> Candidate:
    done = Achievement(
        days_attended=row.attended, days=held.days, test_right=row.test_right, test_length=row.test_length, exercises_solved=row.solved,
        exercises=held.offered.exercises, has_evaluated=row.evaluated_at is not None,
    )  # fmt: skip
    valid = next((each for each in given if each.withdrawn_at is None), None)
    return Candidate(
        row.id, row.number, row.name, row.position, row.agency_name, done, missing(held.rule, done), valid,
        tuple(each for each in given if each.withdrawn_at is not None),
    )  # fmt: skip
