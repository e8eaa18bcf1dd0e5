"""Throws the draft of a service's standard away; what is in force is not touched."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.service_standards import seen_of
from puas.usecases._refusal import Refusal
from puas.usecases._standards import hold_service, name_of, share_standards, subject_of
from puas.usecases.record_audit import record_audit


class UnableToDiscardStandardDraft(Refusal):
    """`reason`: unknown, no-draft or changed-meanwhile."""


def discard_standard_draft(
    *, session: Session, tenant_id: int, service_type_id: UUID, seen: str, account_id: UUID | None, now: datetime
) -> None:
    """Delete the draft that was seen. Its number is given to the next one, for nobody ever lived by it."""
    held = hold_service(session, tenant_id=tenant_id, service_type_id=service_type_id, refusal=UnableToDiscardStandardDraft)
    if held.draft is None:
        raise UnableToDiscardStandardDraft("no-draft")
    if seen != seen_of(held.draft):
        raise UnableToDiscardStandardDraft("changed-meanwhile")
    number, written = held.draft.number, len(held.draft.components)
    session.delete(held.draft)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="discard_standard_draft", subject=subject_of(held), now=now,
        detail={"name": name_of(held), "version": number, "written": written},
    )  # fmt: skip
    share_standards(session, tenant_id=tenant_id, now=now)
