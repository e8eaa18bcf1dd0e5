"""Removes a wrongly uploaded version of a document; that it was there stays in the audit log."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from puas.db.tables.reports import SignedCopy
from puas.runtime.file_store import FileStore
from puas.usecases.record_audit import record_audit


class UnableToRemoveSignedCopy(LookupError):
    """The document has no such copy."""


def remove_signed_copy(
    *, session: Session, store: FileStore, tenant_id: int, report_id: UUID, copy_id: UUID, account_id: UUID | None, now: datetime
) -> None:
    """Remove the copy and its file."""
    statement = (
        delete(SignedCopy)
        .where(SignedCopy.tenant_id == tenant_id, SignedCopy.report_id == report_id, SignedCopy.id == copy_id)
        .returning(SignedCopy.file_key, SignedCopy.file_name, SignedCopy.kind, SignedCopy.sha256)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise UnableToRemoveSignedCopy(copy_id)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_signed_copy", subject=f"report:{report_id}", now=now,
        detail={"copy": row.kind, "name": row.file_name, "sha256": row.sha256},
    )  # fmt: skip
    session.flush()
    store.delete(row.file_key)
