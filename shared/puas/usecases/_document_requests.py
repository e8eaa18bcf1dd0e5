"""Writes the row of a requested document, unless the same one is already on its way; shared by the kinds of request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.tables.reports import Report
from puas.domain.document_source import FORMATS_OF
from puas.domain.report_snapshot import FINAL
from puas.jobs.catalogue import RENDER_REPORT
from puas.jobs.enqueue import enqueue

DOCUMENT_ID_LENGTH = 9
RUNNING = text("state in ('waiting', 'pending', 'running')")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document somebody asked for. Requests of equal twin keys are the same request while one of them runs."""

    document: str
    title: str
    twin_key: str
    requested_by: UUID | None
    now: datetime
    agency_id: UUID | None = None
    period_id: UUID | None = None
    stage: str = FINAL


def running_twin(session: Session, *, tenant_id: int, twin_key: str) -> Report | None:
    """The same request, not finished yet."""
    statement = select(Report).where(Report.tenant_id == tenant_id, Report.twin_key == twin_key, RUNNING)
    return session.scalars(statement).one_or_none()


def request_document(session: Session, *, tenant_id: int, wanted: Wanted, source: Callable[[str], str]) -> Report:
    """The running twin, or a new pending row with what `source` freezes for its document number."""
    twin = running_twin(session, tenant_id=tenant_id, twin_key=wanted.twin_key)
    if twin is not None:
        return twin
    document_id = locators.new_code(DOCUMENT_ID_LENGTH)
    made = _insert(session, tenant_id, wanted, document_id, source(document_id))
    if made is None:
        # Somebody else's request was committed between the look and the insert.
        twin = running_twin(session, tenant_id=tenant_id, twin_key=wanted.twin_key)
        return twin if twin is not None else request_document(session, tenant_id=tenant_id, wanted=wanted, source=source)
    locators.remember(session, kind=locators.DOCUMENT, key=document_id, target=str(made.id), tenant_id=tenant_id)
    signal(session, tenant_id=tenant_id, report_id=made.id)
    return made


def signal(session: Session, *, tenant_id: int, report_id: UUID, coalesce: str | None = None) -> None:
    """Tell the reporter, once this is committed."""
    enqueue(session, RENDER_REPORT, coalesce=coalesce, tenant_id=tenant_id, report_id=str(report_id))


def _insert(session: Session, tenant_id: int, wanted: Wanted, document_id: str, snapshot: str) -> Report | None:
    formats = FORMATS_OF[wanted.document]
    statement = (
        insert(Report)
        .values(
            tenant_id=tenant_id,
            id=new_id(),
            document=wanted.document,
            formats=list(formats),
            agency_id=wanted.agency_id,
            period_id=wanted.period_id,
            title=wanted.title,
            document_id=document_id,
            twin_key=wanted.twin_key,
            snapshot=snapshot,
            stage=wanted.stage,
            state="pending",
            steps_total=len(formats),
            requested_by=wanted.requested_by,
            requested_at=wanted.now,
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "twin_key"], index_where=RUNNING)
        .returning(Report)
    )
    return session.scalars(statement).one_or_none()
