"""Takes a requested document for rendering, if nobody else has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report


@dataclass(frozen=True, slots=True)
class ClaimedReport:
    """What the reporter works on. `attempt` proves later that the claim is still its own."""

    report_id: UUID
    attempt: int
    document: str
    formats: tuple[str, ...]
    title: str
    snapshot: str


def claim_report(*, session: Session, tenant_id: int, report_id: UUID, now: datetime) -> ClaimedReport | None:
    """The claimed document, or None where it is not (or no longer) waiting."""
    statement = (
        update(Report)
        .where(Report.tenant_id == tenant_id, Report.id == report_id, Report.state == "pending")
        .values(state="running", claimed_at=now, attempt=Report.attempt + 1, steps_done=0, failure="")
        .returning(Report.attempt, Report.document, Report.formats, Report.title, Report.snapshot)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    return ClaimedReport(report_id, row.attempt, row.document, tuple(row.formats), row.title, row.snapshot)
