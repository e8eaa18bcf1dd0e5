"""A training with a room: a session of an owner, and participants each in a practice tenant of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.erasure import GUEST_DOMAIN
from puas.db.identifiers import new_id
from puas.db.queries.training_seats import Seat, find_seat
from puas.db.tables.people import Account
from puas.db.tables.training import PracticeTenant, TrainingParticipant, TrainingSession
from puas.domain.curricula import EXERCISE, EXERCISES, AgendaItem, to_plain
from tests.factories.tenants import add_account, add_member, add_tenant

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
AGENDA = tuple(AgendaItem(key, 1, key, 20, EXERCISE, key) for key in EXERCISES)
_numbers = count(1)


@dataclass(frozen=True)
class Hall:
    """A session with the tenant that holds it."""

    owner_id: int
    owner_slug: str
    session_id: UUID
    trainer: Account


def make_hall(
    session: Session, *, kind: str = "province", seed: int = 4711, open_steps: Sequence[str] = EXERCISES, state: str = "open",
    agenda: Sequence[AgendaItem] = AGENDA,
) -> Hall:  # fmt: skip
    """A session of today whose exercises are all open, unless told otherwise."""
    number = next(_numbers)
    owner = add_tenant(session, slug=f"pelatih-{number}", name=f"Provinsi Pelatih {number}", kind=kind, region_code=None)
    trainer = add_account(session, f"pelatih-{number}@contoh.example", "Pelatih Contoh")
    add_member(session, tenant_id=owner.id, account_id=trainer.id, role="trainer")
    session_id = new_id()
    with tenancy.inside(session, tenant_id=owner.id):
        session.add(
            TrainingSession(
                tenant_id=owner.id, id=session_id, title="Bimtek Contoh", starts_on=NOW.date(), ends_on=NOW.date(),
                agenda=to_plain(agenda), story="contoh", edition="permenpanrb-14-2017", seed=seed, seats=40, hours=8, state=state,
                code=f"CODE{number:04d}", open_steps=list(open_steps), practice_until=datetime(2026, 12, 31, tzinfo=UTC), created_at=NOW,
            )
        )  # fmt: skip
    return Hall(owner.id, owner.slug, session_id, trainer)


def take_seat(session: Session, hall: Hall, *, number: int = 1, practice_tenant_id: int | None = None) -> Seat:
    """A participant with an account in a practice tenant: a new and empty one, unless one is given."""
    if practice_tenant_id is None:
        slug = f"latihan-{next(_numbers)}"
        practice_tenant_id = add_tenant(
            session, slug=slug, name=f"Kabupaten {slug.title()}", kind="demo", region_code=None, is_sample=True
        ).id
    if not session.query(PracticeTenant).filter_by(tenant_id=practice_tenant_id).count():
        session.add(
            PracticeTenant(
                tenant_id=practice_tenant_id, owner_id=hall.owner_id, session_id=hall.session_id, version="1", story="contoh",
                checkpoint="awal", seed=1, taken_at=NOW, made_at=NOW,
            )
        )  # fmt: skip
    account = Account(id=new_id(), email=f"p{next(_numbers)}@{GUEST_DOMAIN}", name=f"Peserta {number}")
    session.add(account)
    session.flush()
    add_member(session, tenant_id=practice_tenant_id, account_id=account.id, role="trainee")
    with tenancy.inside(session, tenant_id=hall.owner_id):
        session.add(
            TrainingParticipant(
                tenant_id=hall.owner_id, id=new_id(), session_id=hall.session_id, number=number, name=account.name,
                code=f"P{next(_numbers)}", account_id=account.id, practice_tenant_id=practice_tenant_id, joined_at=NOW, last_seen_at=NOW,
            )
        )  # fmt: skip
    seat = find_seat(session, practice_tenant_id=practice_tenant_id, account_id=account.id)
    assert seat is not None
    return seat


def account_of(session: Session, seat: Seat) -> UUID:
    """Whose seat it is."""
    with tenancy.inside(session, tenant_id=seat.owner_id):
        row = session.query(TrainingParticipant).filter_by(tenant_id=seat.owner_id, id=seat.participant_id).one()
        assert row.account_id is not None
        return row.account_id


def today() -> date:
    """The day of the session."""
    return NOW.date()
