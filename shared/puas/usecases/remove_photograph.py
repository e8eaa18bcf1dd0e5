"""Takes a photograph away: from now on no page and no new document shows it. Its files are erased by the sweeper."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.submitted_reports import is_with_regency
from puas.db.tables.reports import Photograph
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToRemovePhotograph(Refusal):
    """`reason`: unknown, where the period has no such photograph (any more), or with-regency."""


def remove_photograph(
    *, session: Session, tenant_id: int, period_id: UUID, photograph_id: UUID, account_id: UUID | None, now: datetime
) -> None:
    """Documents that were asked for before keep it: they are made of what was frozen then."""
    statement = select(Photograph).where(
        Photograph.tenant_id == tenant_id, Photograph.period_id == period_id, Photograph.id == photograph_id,
        Photograph.removed_at.is_(None),
    )  # fmt: skip
    photograph = session.scalars(statement.with_for_update()).one_or_none()
    if photograph is None:
        raise UnableToRemovePhotograph("unknown")
    if photograph.followup_item_id is None and is_with_regency(session, tenant_id=tenant_id, period_id=period_id):
        raise UnableToRemovePhotograph("with-regency")
    photograph.removed_at = now
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_photograph",
        subject=f"survey_period:{period_id}", now=now, detail={"sha256": photograph.sha256},
    )  # fmt: skip
