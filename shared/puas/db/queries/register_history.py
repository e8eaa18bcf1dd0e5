"""What was done to an entry of a register, by whom and when: its part of the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.people import Account, AuditEvent


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One act. `name` is None where the system did it, or the account is gone."""

    at: datetime
    name: str | None
    action: str
    subject: str
    detail: dict[str, Any]


_TAKEN_OVER = "continue_registers"
"""The act that says an entry followed its agency into another; its detail `formerly` is the name the agency had."""


@dataclass(frozen=True, slots=True)
class FormerAgency:
    """Whose an entry was, and until when."""

    name: str
    until: datetime


def former_agencies(session: Session, tenant_id: int, subject: str) -> list[FormerAgency]:
    """The agencies an entry came from by mergers, the latest first."""
    statement = (
        select(AuditEvent.detail["formerly"].astext, AuditEvent.at)
        .where(AuditEvent.tenant_id == tenant_id, AuditEvent.subject == subject, AuditEvent.action == _TAKEN_OVER)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    )
    return [FormerAgency(*row) for row in session.execute(statement)]


def history_of(session: Session, tenant_id: int, subject: str | Sequence[str], limit: int = 20) -> list[HistoryEvent]:
    """The latest acts on a subject (`operating_procedure:<id>`), or on several that belong together, newest first."""
    subjects = [subject] if isinstance(subject, str) else list(subject)
    statement = (
        select(AuditEvent.at, Account.name, AuditEvent.action, AuditEvent.subject, AuditEvent.detail)
        .outerjoin(Account, Account.id == AuditEvent.account_id)
        .where(AuditEvent.tenant_id == tenant_id, AuditEvent.subject.in_(subjects))
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(limit)
    )
    return [HistoryEvent(*row) for row in session.execute(statement)]
