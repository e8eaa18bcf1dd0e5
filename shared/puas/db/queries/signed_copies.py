"""Versions of a document that came back from outside."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.reports import SignedCopy


def copies_of(session: Session, *, tenant_id: int, report_id: UUID) -> Sequence[SignedCopy]:
    """All of one document, the oldest first."""
    statement = (
        select(SignedCopy)
        .where(SignedCopy.tenant_id == tenant_id, SignedCopy.report_id == report_id)
        .order_by(SignedCopy.uploaded_at, SignedCopy.id)
    )
    return session.scalars(statement).all()


def find_copy(session: Session, *, tenant_id: int, report_id: UUID, copy_id: UUID) -> SignedCopy | None:
    """One of them."""
    statement = select(SignedCopy).where(
        SignedCopy.tenant_id == tenant_id, SignedCopy.report_id == report_id, SignedCopy.id == copy_id
    )
    return session.scalars(statement).one_or_none()
