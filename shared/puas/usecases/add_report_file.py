"""Notes a finished format of a document: where it is stored, and its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report, ReportFile


class ClaimLost(Exception):
    """The sweeper gave this document to somebody else; whoever learns it stops."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is in the store."""

    format: str
    key: str
    name: str
    size_bytes: int
    sha256: str


def add_report_file(*, session: Session, tenant_id: int, report_id: UUID, attempt: int, stored: StoredFile, now: datetime) -> None:
    """Add the file and move the progress on by one; raises ClaimLost where the claim is no longer this attempt's."""
    moved = session.execute(
        update(Report)
        .where(Report.tenant_id == tenant_id, Report.id == report_id, Report.state == "running", Report.attempt == attempt)
        .values(steps_done=Report.steps_done + 1)
        .returning(Report.id)
    ).one_or_none()
    if moved is None:
        raise ClaimLost(str(report_id))
    values = {
        "file_key": stored.key,
        "file_name": stored.name,
        "size_bytes": stored.size_bytes,
        "sha256": stored.sha256,
        "created_at": now,
    }
    statement = insert(ReportFile).values(tenant_id=tenant_id, report_id=report_id, format=stored.format, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "report_id", "format"], set_=values))
