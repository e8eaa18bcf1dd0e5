"""What the pages of joining show."""

from __future__ import annotations

from uuid import UUID

from flask_login import current_user
from sqlalchemy import select

from puas.db import locators, tenancy
from puas.db.queries.regions import list_regencies
from puas.db.queries.training_sessions import OpenDoor, find_door
from puas.db.tables.places import Tenant
from puas.db.tables.training import TrainingParticipant
from puas.runtime import clock
from puas_web.database import db
from puas_web.signing_in import is_guest


def door_of(code: str) -> OpenDoor | None:
    """The training of a code as it is typed."""
    return find_door(db.session(), code=locators.tidy_code(code), now=clock.now())


def regencies_of(door: OpenDoor) -> list[tuple[str, str]]:
    """Where participants can come from: the owner's province, the one the session is for, or anywhere."""
    province = door.province_code or (door.region_code or "")[:2] or None
    rows = list_regencies(db.session(), province_code=province)
    return [(each.code, each.name if province else each.full_name) for each in rows]


def slug_of(practice_tenant_id: int) -> str:
    """The address of a practice tenant."""
    return db.session().scalars(select(Tenant.slug).where(Tenant.id == practice_tenant_id)).one()


def own_seat_in(door: OpenDoor) -> str | None:
    """The practice tenant of the guest who is signed in, where they are in this training already."""
    if not is_guest():
        return None
    account_id: UUID = current_user.account_id
    statement = select(TrainingParticipant.practice_tenant_id).where(
        TrainingParticipant.tenant_id == door.owner_id, TrainingParticipant.session_id == door.id,
        TrainingParticipant.account_id == account_id,
    )  # fmt: skip
    with tenancy.inside(db.session(), tenant_id=door.owner_id):
        practice = db.session().scalar(statement)
    return None if practice is None else slug_of(practice)


def is_somebody_else_signed_in() -> bool:
    """An official's account on this browser, which joining would sign out."""
    return bool(current_user.is_authenticated and not is_guest())
