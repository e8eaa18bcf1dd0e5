"""Saves a curriculum as the tenant's own: a proposal as it is, or changed. Sessions that copied it before keep their copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.training import Curriculum
from puas.domain.curricula import LONGEST_TITLE, AgendaItem, check_agenda, to_plain
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToSaveCurriculum(Refusal):
    """`reason`: no-title, too-long, unknown-curriculum, changed-meanwhile (somebody saved it after it was read).
    An agenda that makes none raises `domain.curricula.UnusableAgenda`.
    """


def save_curriculum(
    *,
    session: Session,
    tenant_id: int,
    curriculum_id: UUID | None,
    title: str,
    items: Sequence[AgendaItem],
    based_on: str,
    seen_at: datetime | None,
    account_id: UUID | None,
    now: datetime,
) -> UUID:
    """The curriculum's id; a new one where none is named. `seen_at` is when the one that was read had been saved."""
    if not title.strip():
        raise UnableToSaveCurriculum("no-title")
    if len(title) > LONGEST_TITLE:
        raise UnableToSaveCurriculum("too-long")
    agenda = to_plain(check_agenda(items))
    if curriculum_id is None:
        row = Curriculum(tenant_id=tenant_id, id=new_id(), based_on=based_on)
    else:
        row = _locked(session, tenant_id, curriculum_id)
    if curriculum_id is not None and seen_at is not None and row.updated_at != seen_at:
        raise UnableToSaveCurriculum("changed-meanwhile")
    row.title, row.agenda, row.updated_by, row.updated_at = title.strip(), agenda, account_id, now
    session.add(row)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_curriculum", subject=f"curriculum:{row.id}", now=now,
        detail={"name": row.title},
    )  # fmt: skip
    session.flush()
    return row.id


def _locked(session: Session, tenant_id: int, curriculum_id: UUID) -> Curriculum:
    statement = (
        select(Curriculum)
        .where(Curriculum.tenant_id == tenant_id, Curriculum.id == curriculum_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise UnableToSaveCurriculum("unknown-curriculum")
    return row
