"""Pictures in the demo: drawn scenes that say so, in the annex of reports and as evidence of promises that were kept."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.cli.demo.story import SEED_FOLDER
from puas.db.tables.reports import FollowupItem
from puas.domain.followup_plan import DONE
from puas.runtime.file_store import FileStore
from puas.runtime.photograph_images import CleanPhotograph, clean_photograph
from puas.usecases.add_photograph import add_photograph

_COUNTER, _FORUM = "counter", "forum"
_CAPTIONS = {
    _COUNTER: "Warga mengisi survei dengan memindai stiker di loket pelayanan",
    _FORUM: "Hasil survei dibahas dalam forum konsultasi publik",
}


def add_pictures(
    session: Session, *, store: FileStore, tenant_id: int, period_id: UUID, account_id: UUID | None, now: datetime
) -> None:
    """Two photographs of the survey, and one of the first promise that was kept."""
    for scene, caption in _CAPTIONS.items():
        _add(session, store, tenant_id, period_id, None, scene, caption, account_id, now)
    statement = (
        select(FollowupItem.id)
        .where(FollowupItem.tenant_id == tenant_id, FollowupItem.period_id == period_id, FollowupItem.state == DONE)
        .order_by(FollowupItem.position)
    )
    kept = session.scalars(statement).first()
    if kept is not None:
        _add(session, store, tenant_id, period_id, kept, _COUNTER, "Loket setelah ditata", account_id, now)


def _add(
    session: Session,
    store: FileStore,
    tenant_id: int,
    period_id: UUID,
    item_id: UUID | None,
    scene: str,
    caption: str,
    account_id: UUID | None,
    now: datetime,
) -> None:
    row = add_photograph(
        session=session, store=store, tenant_id=tenant_id, period_id=period_id, item_id=item_id, content=_picture(scene),
        account_id=account_id, now=now,
    )  # fmt: skip
    row.caption = caption


@cache
def _picture(scene: str) -> CleanPhotograph:
    return clean_photograph((SEED_FOLDER / "photographs" / f"{scene}.jpg").read_bytes())
