"""Removes one of the tenant's own curricula. Sessions made from it keep their copy."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from puas.db.tables.training import Curriculum
from puas.usecases.record_audit import record_audit


class UnableToRemoveCurriculum(Exception):
    """The tenant has no such curriculum."""


def remove_curriculum(*, session: Session, tenant_id: int, curriculum_id: UUID, account_id: UUID | None, now: datetime) -> None:
    """Remove it."""
    statement = delete(Curriculum).where(Curriculum.tenant_id == tenant_id, Curriculum.id == curriculum_id).returning(Curriculum.title)
    title = session.scalar(statement)
    if title is None:
        raise UnableToRemoveCurriculum
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_curriculum", subject=f"curriculum:{curriculum_id}",
        now=now, detail={"name": title},
    )  # fmt: skip
