"""What every register of one regency stands on: its agencies, its services, the people who work in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.people import Account, Membership
from puas.domain.permissions import Role

EVALUATORS = 3
YEARS = 3


@dataclass(frozen=True, slots=True)
class Ground:
    """One regency. `services` are those of each agency, in the agencies' order."""

    tenant_id: int
    today: date
    now: datetime
    agencies: tuple[tuple[UUID, str], ...]
    services: tuple[tuple[tuple[UUID, str], ...], ...]
    evaluators: tuple[tuple[UUID, str], ...]

    @property
    def years(self) -> tuple[int, ...]:
        """This year last."""
        return tuple(range(self.today.year - YEARS + 1, self.today.year + 1))

    @property
    def note(self) -> dict[str, object]:
        """What most rows of a register have in common."""
        return {"tenant_id": self.tenant_id, "changed_at": self.now, "version": 1}


def ground_of(session: Session, *, tenant_id: int, today: date) -> Ground:
    """Read the directory; the evaluators are invited first."""
    agencies = session.execute(select(Agency.id, Agency.name).where(Agency.tenant_id == tenant_id).order_by(Agency.name)).all()
    services: dict[UUID, list[tuple[UUID, str]]] = {each.id: [] for each in agencies}
    statement = select(ServiceType.agency_id, ServiceType.id, ServiceType.name).where(ServiceType.tenant_id == tenant_id)
    for agency_id, service_id, name in session.execute(statement.order_by(ServiceType.name)):
        services[agency_id].append((service_id, name))
    return Ground(
        tenant_id, today, datetime.now(UTC), tuple((each.id, each.name) for each in agencies),
        tuple(tuple(services[each.id]) for each in agencies), _evaluators(session, tenant_id),
    )  # fmt: skip


def evaluator_address(tenant_id: int, number: int = 0) -> str:
    """The mail address of an evaluator; the first is the one whose pages are opened."""
    return f"{Role.EVALUATOR}-{tenant_id}@bench.example" if number == 0 else f"{Role.EVALUATOR}-{tenant_id}-{number}@bench.example"


def _evaluators(session: Session, tenant_id: int) -> tuple[tuple[UUID, str], ...]:
    people = [
        Account(id=new_id(), email=evaluator_address(tenant_id, number), name=f"Evaluator {number + 1}", created_at=datetime.now(UTC))
        for number in range(EVALUATORS)
    ]
    session.add_all(people)
    session.flush()
    session.add_all([Membership(tenant_id=tenant_id, account_id=each.id, role=Role.EVALUATOR) for each in people])
    session.flush()
    return tuple((each.id, each.name) for each in people)
