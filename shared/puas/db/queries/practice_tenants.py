"""Practice tenants and the templates they are cloned from, as the directory lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from puas.db.tables.places import Tenant
from puas.db.tables.training import PracticeTenant


@dataclass(frozen=True, slots=True)
class Template:
    """A story made once, from which practice tenants are cloned."""

    tenant_id: int
    slug: str
    name: str
    time_zone: str
    story: str
    version: str
    made_at: datetime


def find_template(session: Session, *, story: str) -> Template | None:
    """The newest template of the story, kept from being erased until this transaction ends."""
    statement = (
        select(
            PracticeTenant.tenant_id, Tenant.slug, Tenant.name, Tenant.time_zone, PracticeTenant.story, PracticeTenant.version,
            PracticeTenant.made_at,
        )
        .join(Tenant, Tenant.id == PracticeTenant.tenant_id)
        .where(*_is_template(PracticeTenant), PracticeTenant.story == story)
        .order_by(PracticeTenant.made_at.desc(), PracticeTenant.tenant_id.desc())
        .limit(1)
        .with_for_update(read=True, of=PracticeTenant)
    )  # fmt: skip
    row = session.execute(statement).one_or_none()
    return None if row is None else Template(*row)


def is_practice(session: Session, *, tenant_id: int) -> bool:
    """Whether the tenant is a practice tenant or a template, also one that is erased."""
    return session.scalar(select(exists().where(PracticeTenant.tenant_id == tenant_id))) or False


def nobody_is_in() -> ColumnElement[bool]:
    """Of a tenant of the directory: it is a template, or waits in a pool. Nothing happens there."""
    return exists().where(PracticeTenant.tenant_id == Tenant.id, PracticeTenant.taken_at.is_(None))


def is_for_practice() -> ColumnElement[bool]:
    """Of a tenant of the directory: it is a practice tenant or a template."""
    return exists().where(PracticeTenant.tenant_id == Tenant.id)


def count_practice_tenants(session: Session) -> int:
    """How many rooms have now, without the templates."""
    alive = (PracticeTenant.session_id.is_not(None), PracticeTenant.gone_at.is_(None))
    return session.scalar(select(func.count()).select_from(PracticeTenant).where(*alive)) or 0


def count_made(session: Session, *, owner_id: int, session_id: UUID) -> int:
    """How many practice tenants a training session has now, taken or waiting."""
    mine = (PracticeTenant.owner_id == owner_id, PracticeTenant.session_id == session_id, PracticeTenant.gone_at.is_(None))
    return session.scalar(select(func.count()).select_from(PracticeTenant).where(*mine)) or 0


def list_expired(session: Session, *, now: datetime, limit: int) -> list[int]:
    """Practice tenants whose time is over, and templates a newer one of their story has replaced."""
    statement = (
        select(PracticeTenant.tenant_id)
        .where(PracticeTenant.gone_at.is_(None), or_(PracticeTenant.expires_at <= now, is_replaced()))
        .order_by(PracticeTenant.tenant_id)
        .limit(limit)
    )
    return list(session.scalars(statement))


def is_replaced() -> ColumnElement[bool]:
    """Of a practice tenant: it is a template, and its story has a newer one."""
    newer = aliased(PracticeTenant)
    has_newer = exists().where(*_is_template(newer), newer.story == PracticeTenant.story, newer.made_at > PracticeTenant.made_at)
    return and_(PracticeTenant.session_id.is_(None), has_newer)


def _is_template(row: type[PracticeTenant]) -> tuple[ColumnElement[bool], ...]:
    return (row.session_id.is_(None), row.gone_at.is_(None))
