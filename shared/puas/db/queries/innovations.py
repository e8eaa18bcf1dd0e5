"""Innovations and the competitions they take part in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.agencies import Agency
from puas.db.tables.innovations import Innovation, InnovationCall, InnovationStep
from puas.db.tables.people import Account
from puas.domain.innovation_proposal import CallRules, Proposal
from puas.domain.regulation.innovation_registry import LATEST, innovation_edition


@dataclass(frozen=True, slots=True)
class InnovationRow:
    """An innovation with its agency, the competition it takes part in, and whether its way has ended."""

    innovation: Innovation
    agency: str
    call: InnovationCall | None
    is_out: bool

    @property
    def rules(self) -> CallRules:
        return call_rules(self.call)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step with the name of who noted it."""

    step: InnovationStep
    person: str


def list_innovations(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, year: int | None = None, limit: int = 500,
    agency_id: UUID | None = None,
) -> list[InnovationRow]:  # fmt: skip
    """Innovations of the agencies the person may see, the newest change first; with `year` those of that year's competitions."""
    out = (
        select(InnovationStep.id)
        .where(
            InnovationStep.tenant_id == Innovation.tenant_id, InnovationStep.innovation_id == Innovation.id, InnovationStep.outcome == "out"
        )
        .exists()
    )
    statement = (
        select(Innovation, Agency.name, InnovationCall, out)
        .join(Agency, (Agency.tenant_id == Innovation.tenant_id) & (Agency.id == Innovation.agency_id))
        .outerjoin(InnovationCall, (InnovationCall.tenant_id == Innovation.tenant_id) & (InnovationCall.id == Innovation.call_id))
        .where(Innovation.tenant_id == tenant_id, own(Innovation.agency_id, agency_ids))
        .order_by(Innovation.changed_at.desc(), Innovation.id)
        .limit(limit)
    )
    if year is not None:
        statement = statement.where(InnovationCall.year == year)
    if agency_id is not None:
        statement = statement.where(Innovation.agency_id == agency_id)
    return [InnovationRow(*row) for row in session.execute(statement)]


def find_innovation(
    session: Session, *, tenant_id: int, innovation_id: UUID, agency_ids: Collection[UUID] | None = None
) -> InnovationRow | None:
    """One of them; None where it is another tenant's or not one of the officer's."""
    statement = (
        select(Innovation, Agency.name, InnovationCall)
        .join(Agency, (Agency.tenant_id == Innovation.tenant_id) & (Agency.id == Innovation.agency_id))
        .outerjoin(InnovationCall, (InnovationCall.tenant_id == Innovation.tenant_id) & (InnovationCall.id == Innovation.call_id))
        .where(Innovation.tenant_id == tenant_id, Innovation.id == innovation_id, own(Innovation.agency_id, agency_ids))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    steps = steps_of(session, tenant_id=tenant_id, innovation_id=innovation_id)
    return InnovationRow(row[0], row[1], row[2], any(each.step.outcome == "out" for each in steps))


def steps_of(session: Session, *, tenant_id: int, innovation_id: UUID) -> list[StepRow]:
    """Its way so far, the first step first."""
    statement = (
        select(InnovationStep, Account.name)
        .outerjoin(Account, Account.id == InnovationStep.account_id)
        .where(InnovationStep.tenant_id == tenant_id, InnovationStep.innovation_id == innovation_id)
        .order_by(InnovationStep.happened_on, InnovationStep.at)
    )
    return [StepRow(step, name or "") for step, name in session.execute(statement)]


def list_calls(session: Session, *, tenant_id: int) -> Sequence[InnovationCall]:
    """Competitions, the latest year first."""
    statement = select(InnovationCall).where(InnovationCall.tenant_id == tenant_id)
    return session.scalars(statement.order_by(InnovationCall.year.desc(), InnovationCall.title)).all()


def find_call(session: Session, *, tenant_id: int, call_id: UUID) -> InnovationCall | None:
    """One of them."""
    return session.scalar(select(InnovationCall).where(InnovationCall.tenant_id == tenant_id, InnovationCall.id == call_id))


def rules_of(session: Session, *, tenant_id: int, call_id: UUID | None) -> CallRules:
    """The rules of a competition; without one those of the latest edition."""
    return call_rules(find_call(session, tenant_id=tenant_id, call_id=call_id) if call_id is not None else None)


def call_rules(call: InnovationCall | None) -> CallRules:
    """The edition as the competition applies it."""
    if call is None:
        return CallRules(LATEST)
    return CallRules(
        innovation_edition(call.edition),
        {part: int(most) for part, most in call.settings.get("words", {}).items()},
        call.settings.get("age_months"),
        {stage: date.fromisoformat(day) for stage, day in call.deadlines.items()},
    )


def proposal_of(row: Innovation) -> Proposal:
    """The row as the domain sees it."""
    return Proposal(row.title, row.group_name, row.started_on, row.decree, row.video_url, row.fields or {})


def known_innovations(session: Session, *, tenant_id: int) -> dict[tuple[UUID, str], Innovation]:
    """Innovations by agency and folded title: what an import is held against."""
    rows = session.scalars(select(Innovation).where(Innovation.tenant_id == tenant_id))
    return {(row.agency_id, row.title.casefold()): row for row in rows}
