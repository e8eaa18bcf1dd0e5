"""Takes the figures of an imported recap out of the trends again; the recap and what was found in it stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from puas.db.tables.results import OldRecap, PastResult
from puas.usecases.record_audit import record_audit


def remove_recap_results(*, session: Session, tenant_id: int, recap_id: UUID, account_id: UUID | None, now: datetime) -> int:
    """Remove them and say how many; figures of other recaps, or entered by hand, stay."""
    its_figures = (PastResult.tenant_id == tenant_id, PastResult.recap_id == recap_id)
    statement = delete(PastResult).where(*its_figures).returning(PastResult.label, PastResult.nik)
    removed = [f"{label}: {nik}" for label, nik in session.execute(statement)]
    session.execute(
        update(OldRecap).where(OldRecap.tenant_id == tenant_id, OldRecap.id == recap_id).values(state="audited", imported_at=None)
    )
    session.expire_all()
    if removed:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="remove_recap_results", subject=f"old_recap:{recap_id}",
            now=now, detail={"removed": removed},
        )  # fmt: skip
    return len(removed)
