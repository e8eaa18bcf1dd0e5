"""Puts a practice tenant back to a checkpoint of its story. What its participants achieved is kept elsewhere and stays."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.erasure import erase_tenant_rows
from puas.db.queries.practice_tenants import find_template
from puas.db.tables.people import Membership
from puas.db.tables.training import PracticeTenant
from puas.domain.practice_stories import CHECKPOINTS
from puas.runtime.signing_key import SigningKey
from puas.usecases._practice_clones import fill_practice_tenant
from puas.usecases.record_audit import record_audit


class UnableToResetPractice(Exception):
    """`reason`: not-practice (also a template, or erased), unknown-checkpoint, or not-ready (its story has no template)."""

    def __init__(self, reason: Literal["not-practice", "unknown-checkpoint", "not-ready"]) -> None:
        super().__init__(reason)
        self.reason = reason


def reset_practice(
    *, session: Session, tenant_id: int, checkpoint: str, signing_key: SigningKey, account_id: UUID | None, now: datetime
) -> None:
    """Erase what is there and begin again with the tenant's own figures; who may enter stays. Later checkpoints are signed."""
    if checkpoint not in CHECKPOINTS:
        raise UnableToResetPractice("unknown-checkpoint")
    place = session.execute(
        select(PracticeTenant.story, PracticeTenant.seed)
        .where(PracticeTenant.tenant_id == tenant_id, PracticeTenant.session_id.is_not(None), PracticeTenant.gone_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if place is None:
        raise UnableToResetPractice("not-practice")
    template = find_template(session, story=place.story)
    if template is None:
        raise UnableToResetPractice("not-ready")
    members = _members(session, tenant_id)
    erase_tenant_rows(session, tenant_id=tenant_id)
    fill_practice_tenant(
        session, template=template, tenant_id=tenant_id, checkpoint=checkpoint, seed=place.seed, signing_key=signing_key, now=now
    )
    session.execute(
        update(PracticeTenant)
        .where(PracticeTenant.tenant_id == tenant_id)
        .values(checkpoint=checkpoint, version=template.version)
        .execution_options(synchronize_session=False)
    )
    with tenancy.inside(session, tenant_id=tenant_id):
        if members:
            session.execute(insert(Membership), members)
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="reset_practice", subject=f"tenant:{tenant_id}", now=now,
            detail={"checkpoint": checkpoint},
        )  # fmt: skip


def _members(session: Session, tenant_id: int) -> list[dict[str, object]]:
    columns = (Membership.tenant_id, Membership.account_id, Membership.role, Membership.gets_notice_mail, Membership.created_at)
    with tenancy.inside(session, tenant_id=tenant_id):
        return [dict(row._mapping) for row in session.execute(select(*columns).where(Membership.tenant_id == tenant_id))]
