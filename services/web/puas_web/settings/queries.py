"""What the settings read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.people import Account, AuditEvent
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import Report
from puas.db.tables.surveys import SurveyPeriod

_NAMES: dict[str, tuple[Any, Any]] = {
    "agency": (Agency, Agency.name),
    "report": (Report, Report.title),
    "service_type": (ServiceType, ServiceType.name),
    "survey_period": (SurveyPeriod, SurveyPeriod.label + ", " + SurveyPeriod.agency_name),
}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act, with the name of who did it."""

    id: UUID
    at: datetime
    name: str | None
    action: str
    subject: str
    detail: dict[str, Any]
    about: str = ""
    """The name of the subject, where it has one that people know."""


def find_profile(session: Session, *, tenant_id: int) -> TenantProfile:
    """The profile of the tenant the session is in."""
    return session.scalars(select(TenantProfile).where(TenantProfile.tenant_id == tenant_id)).one()


def count_audit_events(session: Session, *, tenant_id: int) -> int:
    statement = select(func.count()).select_from(AuditEvent).where(AuditEvent.tenant_id == tenant_id)
    return session.scalar(statement) or 0


def list_audit_events(session: Session, *, tenant_id: int, limit: int, offset: int) -> list[AuditRow]:
    """The latest first."""
    statement = (
        select(AuditEvent.id, AuditEvent.at, Account.name, AuditEvent.action, AuditEvent.subject, AuditEvent.detail)
        .outerjoin(Account, Account.id == AuditEvent.account_id)
        .where(AuditEvent.tenant_id == tenant_id)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(limit)
        .offset(offset)
    )
    rows = [AuditRow(*row) for row in session.execute(statement)]
    names = _subject_names(session, tenant_id, {row.subject for row in rows})
    return [replace(row, about=names.get(row.subject, "")) for row in rows]


def _subject_names(session: Session, tenant_id: int, subjects: set[str]) -> dict[str, str]:
    """Agencies, services and periods by the names they have today; one query for each kind that occurs."""
    ids: dict[str, list[UUID]] = {}
    for subject in subjects:
        kind, _, key = subject.partition(":")
        if kind in _NAMES:
            ids.setdefault(kind, []).append(UUID(key))
    names: dict[str, str] = {}
    for kind, wanted in ids.items():
        table, name = _NAMES[kind]
        found = session.execute(select(table.id, name).where(table.tenant_id == tenant_id, table.id.in_(wanted)))
        names |= {f"{kind}:{key}": text for key, text in found}
    return names
