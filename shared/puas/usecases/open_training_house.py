"""Opens the operator's training house: the tenant that holds sessions of whoever runs the installation. It is made when missing.

It is of kind demo, so it has no province and no recap can see it; what stands in it are real people's names, so it is no sample.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import Membership
from puas.db.tables.places import Tenant, TenantProfile
from puas.domain.permissions import Role
from puas.domain.training_plan import HOUSE_SLUG
from puas.usecases.record_audit import record_audit

NAME = "Rumah Pelatihan"
TIME_ZONE = "Asia/Jakarta"


class UnableToOpenTrainingHouse(Exception):
    """A tenant of another kind has the house's address."""


def open_training_house(*, session: Session, account_id: UUID, now: datetime) -> Tenant:
    """The training house, with the account as one of its trainers. Opening it twice changes nothing."""
    # Two operators at once: the directory's unique index lets one make it.
    made = insert(Tenant).values(
        slug=HOUSE_SLUG, kind="demo", name=NAME, time_zone=TIME_ZONE, is_sample=False, created_at=now
    )  # fmt: skip
    is_new = session.scalar(made.on_conflict_do_nothing().returning(Tenant.id)) is not None
    house = session.scalars(select(Tenant).where(Tenant.slug == HOUSE_SLUG)).one()
    if house.kind != "demo" or house.is_sample:
        raise UnableToOpenTrainingHouse(HOUSE_SLUG)
    with tenancy.inside(session, tenant_id=house.id):
        if is_new:
            session.add(TenantProfile(tenant_id=house.id, government_name=NAME, updated_at=now))
            session.flush()
        role = {"tenant_id": house.id, "account_id": account_id, "role": Role.TRAINER.value, "created_at": now}
        session.execute(insert(Membership).values(role).on_conflict_do_nothing())
        record_audit(
            session=session, tenant_id=house.id, account_id=account_id, action="open_training_house", subject=f"tenant:{house.id}", now=now
        )
        session.flush()
    return house
