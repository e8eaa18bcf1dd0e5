"""Adds a photograph to a report's documentation, or to a promise as its evidence."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.photographs import photographs_of
from puas.db.queries.submitted_reports import is_with_regency
from puas.db.tables.reports import FollowupItem, Photograph
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.followup_plan import MOST_PHOTOGRAPHS as MOST_OF_A_PROMISE
from puas.domain.report_details import MOST_PHOTOGRAPHS
from puas.runtime import photograph_files, photograph_images
from puas.runtime.file_store import FileStore, tenant_key
from puas.runtime.photograph_images import CleanPhotograph
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToAddPhotograph(Refusal):
    """`reason`: unknown-period, unknown-item, too-many, already-there or with-regency. What is no picture raises UnableToReadPhotograph."""


def add_photograph(
    *,
    session: Session,
    store: FileStore,
    tenant_id: int,
    period_id: UUID,
    item_id: UUID | None,
    content: bytes | CleanPhotograph,
    account_id: UUID | None,
    now: datetime,
) -> Photograph:
    """Keep the picture, made small and without its hidden data (unless that was done before), behind those that are there.

    The same picture is not kept twice in one place. A rollback leaves files nobody names, which does no harm.
    """
    picture = content if isinstance(content, CleanPhotograph) else photograph_images.clean_photograph(content)
    _lock(session, tenant_id, period_id, item_id)
    there = photographs_of(session, tenant_id=tenant_id, period_id=period_id, item_id=item_id)
    if any(each.sha256 == picture.sha256 for each in there):
        raise UnableToAddPhotograph("already-there")
    if len(there) >= (MOST_PHOTOGRAPHS if item_id is None else MOST_OF_A_PROMISE):
        raise UnableToAddPhotograph("too-many")
    key = new_id()
    row = Photograph(
        tenant_id=tenant_id, id=key, period_id=period_id, followup_item_id=item_id, sha256=picture.sha256,
        file_key=tenant_key(tenant_id, "photographs", photograph_files.file_name(str(key))),
        width=picture.width, height=picture.height, size_bytes=len(picture.content),
        position=max((each.position for each in there), default=-1) + 1, uploaded_by=account_id, uploaded_at=now,
    )  # fmt: skip
    store.write(row.file_key, picture.content, content_type=photograph_files.MIME_TYPE)
    store.write(photograph_files.small_key(row.file_key), picture.small, content_type=photograph_files.MIME_TYPE)
    session.add(row)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="add_photograph",
        subject=f"survey_period:{period_id}", now=now, detail={"sha256": picture.sha256},
    )  # fmt: skip
    return row


def _lock(session: Session, tenant_id: int, period_id: UUID, item_id: UUID | None) -> None:
    """The period's row, so that two who add at once do not both add the last one."""
    period = select(SurveyPeriod.id).where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
    if session.scalar(period.with_for_update()) is None:
        raise UnableToAddPhotograph("unknown-period")
    item = select(FollowupItem.id).where(
        FollowupItem.tenant_id == tenant_id, FollowupItem.period_id == period_id, FollowupItem.id == item_id
    )
    if item_id is not None and session.scalar(item) is None:
        raise UnableToAddPhotograph("unknown-item")
    # Evidence of a promise goes on being collected; what the report prints of its own stays as it was submitted.
    if item_id is None and is_with_regency(session, tenant_id=tenant_id, period_id=period_id):
        raise UnableToAddPhotograph("with-regency")
