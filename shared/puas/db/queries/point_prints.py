"""Sheets of stickers and posters that were asked for, with their file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import Report, ReportFile
from puas.domain.document_source import POSTER, STICKER_SHEET

PRINTS = (STICKER_SHEET, POSTER)


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One request; without a file it is on its way, failed or gone."""

    id: UUID
    agency_id: UUID | None
    agency_name: str | None
    title: str
    document: str
    state: str
    requested_at: datetime
    file_key: str | None
    file_name: str | None
    size_bytes: int | None

    @property
    def is_on_its_way(self) -> bool:
        """Whether looking again later is worth it."""
        return self.state in {"pending", "running"}


def list_prints(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, limit: int, offset: int = 0
) -> list[PrintRow]:
    """The newest first."""
    statement = _prints(tenant_id, agency_ids).order_by(Report.requested_at.desc(), Agency.name, Report.id)
    return [PrintRow(*row) for row in session.execute(statement.limit(limit).offset(offset))]


def count_prints(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> int:
    """How many the list has."""
    return session.scalar(select(func.count()).select_from(_prints(tenant_id, agency_ids).subquery())) or 0


def find_print(
    session: Session, *, tenant_id: int, report_id: UUID, agency_ids: Collection[UUID] | None
) -> PrintRow | None:
    """One of them; None where it is another tenant's or not of an officer's agency."""
    row = session.execute(_prints(tenant_id, agency_ids).where(Report.id == report_id)).one_or_none()
    return None if row is None else PrintRow(*row)


def _prints(tenant_id: int, agency_ids: Collection[UUID] | None) -> Select[*tuple[Any, ...]]:
    pdf = (
        (ReportFile.tenant_id == Report.tenant_id) & (ReportFile.report_id == Report.id) & (ReportFile.format == "pdf")
    )
    return (
        select(
            Report.id, Report.agency_id, Agency.name, Report.title, Report.document, Report.state, Report.requested_at,
            ReportFile.file_key, ReportFile.file_name, ReportFile.size_bytes,
        )
        .outerjoin(Agency, (Agency.tenant_id == Report.tenant_id) & (Agency.id == Report.agency_id))
        .outerjoin(ReportFile, pdf)
        .where(Report.tenant_id == tenant_id, Report.document.in_(PRINTS), own(Report.agency_id, agency_ids))
    )  # fmt: skip
