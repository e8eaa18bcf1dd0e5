"""Sends by mail what people were told in a tenant, one letter to each person however many notices wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from puas.db.tables.calendar import Notification
from puas.db.tables.people import Account, Membership
from puas.db.tables.places import Tenant
from puas.presentation import mail_links, mail_texts
from puas.presentation.notice_texts import notice_text
from puas.usecases.send_mail import send_mail

# At most these at once; the next turn takes the others.
AT_ONCE = 500
# What could not be sent for longer is old news; it still stands under the bell.
HOLDS_FOR = timedelta(days=7)


def mail_notices(*, session: Session, tenant_id: int, base_url: str, now: datetime) -> int:
    """Put the letters into the outgoing mail and return their number.

    Who has read a notice by now, has left the workspace or wants no mail of it is sent nothing. Of two at the same time each
    takes other rows.
    """
    rows = _claim(session, tenant_id)
    if not rows:
        return 0
    recipients = _recipients(session, tenant_id)
    tenant = session.execute(select(Tenant.name, Tenant.slug).where(Tenant.id == tenant_id)).one()
    letters = 0
    for account_id, group in groupby(rows, key=lambda row: row.account_id):
        unread = [row for row in group if row.read_at is None and now - row.created_at <= HOLDS_FOR]
        if not unread or account_id not in recipients:
            continue
        email, name = recipients[account_id]
        text = mail_texts.notices(
            name=name, tenant=tenant.name, items=[notice_text(row.kind, row.facts) for row in unread],
            link=_link(base_url, tenant.slug, unread),
            choice_link=mail_links.absolute(base_url, mail_links.NOTICES, slug=tenant.slug),
        )  # fmt: skip
        send_mail(session=session, recipient=email, subject=text.subject, body=text.body, now=now, tenant_id=tenant_id)
        letters += 1
    return letters


def _claim(session: Session, tenant_id: int) -> Sequence[Row[Any]]:
    due = (
        select(Notification.id)
        .where(Notification.tenant_id == tenant_id, Notification.is_mail_due)
        .order_by(Notification.account_id, Notification.created_at, Notification.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    claimed = (
        update(Notification)
        .where(Notification.tenant_id == tenant_id, Notification.id.in_(select(due.c.id)))
        .values(is_mail_due=False)
        .returning(Notification.account_id, Notification.created_at, Notification.id, Notification.kind, Notification.facts,
                   Notification.path, Notification.read_at)
    )  # fmt: skip
    return sorted(session.execute(claimed).all(), key=lambda row: (row.account_id, row.created_at, row.id))


def _recipients(session: Session, tenant_id: int) -> dict[Any, tuple[str, str]]:
    """Members who want mail of this workspace; somebody with several roles wants it with all of them."""
    statement = (
        select(Account.id, Account.email, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.tenant_id == tenant_id)
        .group_by(Account.id)
        .having(func.bool_and(Membership.gets_notice_mail))
    )
    return {row.id: (row.email, row.name) for row in session.execute(statement)}


def _link(base_url: str, slug: str, rows: Sequence[Row[Any]]) -> str:
    """Where the one notice leads, or the list of all."""
    paths = {str(row.path) for row in rows}
    if len(paths) == 1 and (path := paths.pop()):
        return mail_links.absolute(base_url, mail_links.WORKSPACE, slug=slug) + path.lstrip("/")
    return mail_links.absolute(base_url, mail_links.NOTICES, slug=slug)
