"""What the operator's page about the training house shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from puas.db import tenancy
from puas.db.queries.tenants import find_tenant
from puas.db.tables.people import Account, Invitation, Membership
from puas.domain.permissions import Role
from puas.domain.training_plan import HOUSE_SLUG
from puas_web.database import db


@dataclass(frozen=True, slots=True)
class Trainer:
    """Somebody who may hold sessions there."""

    account_id: UUID
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who has not accepted yet."""

    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class House:
    """The training house; without it there is nobody in it."""

    is_there: bool
    trainers: Sequence[Trainer] = ()
    invited: Sequence[Invited] = ()


def enter_house() -> int | None:
    """The house's tenant, entered for the rest of the request; None where it was never opened."""
    row = find_tenant(db.session(), slug=HOUSE_SLUG)
    if row is None or row.kind != "demo":
        return None
    tenancy.enter(db.session(), tenant_id=row.id)
    return row.id


def read_house() -> House:
    """Its trainers and those invited."""
    number = enter_house()
    if number is None:
        return House(False)
    trainers = (
        select(Account.id, Account.name, Account.email)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.tenant_id == number, Membership.role == Role.TRAINER)
        .order_by(Account.name, Account.id)
    )
    waiting = (
        select(Invitation.email, Invitation.expires_at)
        .where(Invitation.tenant_id == number, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .order_by(Invitation.created_at.desc())
    )
    return House(
        True, [Trainer(*row) for row in db.session().execute(trainers)], [Invited(*row) for row in db.session().execute(waiting)]
    )
