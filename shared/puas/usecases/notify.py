"""Tells people something within the product, each of them once per subject; what its kind sends by mail follows after the commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.calendar import Notification
from puas.domain.notices import KINDS
from puas.jobs.catalogue import MAIL_NOTICES
from puas.jobs.enqueue import coalescing_key, enqueue


def notify(
    *,
    session: Session,
    tenant_id: int,
    account_ids: Collection[UUID],
    kind: str,
    subject: str,
    facts: Mapping[str, str],
    path: str,
    now: datetime,
) -> tuple[UUID, ...]:
    """Write the notice for those who have not had it yet, and return them.

    `subject` is what it is about, so that a sweep that runs twice tells nobody twice; `path` leads on inside the workspace.
    """
    known = KINDS[kind]
    if set(facts) != set(known.facts):
        raise ValueError(f"a notice of kind {kind} tells {known.facts}, not {tuple(facts)}")
    if not account_ids:
        return ()
    rows = [
        {
            "tenant_id": tenant_id, "id": new_id(), "account_id": account_id, "kind": kind, "subject": subject, "facts": dict(facts),
            "path": path, "is_mail_due": known.by_mail, "created_at": now,
        }
        for account_id in sorted(set(account_ids))
    ]  # fmt: skip
    statement = (
        insert(Notification)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["tenant_id", "account_id", "kind", "subject"])
        .returning(Notification.account_id)
    )
    told = tuple(session.scalars(statement))
    if told and known.by_mail:
        enqueue(session, MAIL_NOTICES, coalesce=coalescing_key(tenant_id, kind, subject), tenant_id=tenant_id)
    return told
