"""Saves what stands below the photographs of a place, and their order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.photographs import photographs_of
from puas.db.queries.submitted_reports import is_with_regency
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

LONGEST_CAPTION = 200


class UnableToSavePhotographCaptions(Refusal):
    """`reason`: too-long, of the caption of `photograph_id`, or with-regency."""

    def __init__(self, reason: str, photograph_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.photograph_id = photograph_id


def save_photograph_captions(
    *,
    session: Session,
    tenant_id: int,
    period_id: UUID,
    item_id: UUID | None,
    captions: Sequence[tuple[UUID, str]],
    account_id: UUID | None,
    now: datetime,
) -> None:
    """Photographs in the order of `captions`; what was added meanwhile comes after them, what is gone is passed over."""
    for photograph_id, caption in captions:
        if len(caption) > LONGEST_CAPTION:
            raise UnableToSavePhotographCaptions("too-long", photograph_id)
    if item_id is None and is_with_regency(session, tenant_id=tenant_id, period_id=period_id):
        raise UnableToSavePhotographCaptions("with-regency")
    rows = {row.id: row for row in photographs_of(session, tenant_id=tenant_id, period_id=period_id, item_id=item_id)}
    told = {photograph_id: caption for photograph_id, caption in captions if photograph_id in rows}
    changed = 0
    for position, key in enumerate([*told, *(each for each in rows if each not in told)]):
        row = rows[key]
        changed += row.caption != told.get(key, row.caption) or row.position != position
        row.caption, row.position = told.get(key, row.caption), position
    session.flush()
    if changed:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="save_photograph_captions",
            subject=f"survey_period:{period_id}", now=now, detail={"photographs": changed},
        )  # fmt: skip
