"""Takes a photograph away: from now on no page and no new document shows it. Its files are erased by the sweeper."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.reports import Photograph
from puas.usecases.record_audit import record_audit


class UnableToRemovePhotograph(Exception):
    """The period has no such photograph, or no longer."""


def remove_photograph(
    *, session: Session, tenant_id: int, period_id: UUID, photograph_id: UUID, account_id: UUID | None, now: datetime
) -> None:
    """Documents that were asked for before keep it: they are made of what was frozen then."""
    removed = session.execute(
        update(Photograph)
        .where(
            Photograph.tenant_id == tenant_id, Photograph.period_id == period_id, Photograph.id == photograph_id,
            Photograph.removed_at.is_(None),
        )
        .values(removed_at=now)
        .returning(Photograph.sha256)
    ).one_or_none()  # fmt: skip
    if removed is None:
        raise UnableToRemovePhotograph(str(photograph_id))
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_photograph",
        subject=f"survey_period:{period_id}", now=now, detail={"sha256": removed.sha256},
    )  # fmt: skip
