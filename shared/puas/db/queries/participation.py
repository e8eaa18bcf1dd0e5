"""How many have answered: per period against the sample, per service, per day and channel. A fixed number of queries each.

Counts come from the tallies; only the days come from the answers themselves, over the index of their period.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Text, and_, cast, func, select, true
from sqlalchemy.orm import Session

from puas.db.queries.agencies import counts_here, own
from puas.db.tables.responses import Response
from puas.db.tables.surveys import PeriodService, SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.sample_size import still_missing

OPEN = "open"
CLOSED = "closed"
SERVICE = "service"
CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class PeriodProgress:
    """A period and how far it has come. Names and targets are those frozen at opening."""

    id: UUID
    agency_id: UUID
    agency_name: str
    label: str
    kind: str
    starts_on: date
    ends_on: date
    state: str
    target_nik: str
    sample_policy: str
    sample_target: int
    opened_at: datetime
    closed_at: datetime | None
    respondents: int

    @property
    def missing(self) -> int:
        """Answers still missing to the sample."""
        return still_missing(self.sample_target, self.respondents) or 0

    def phase(self, today: date) -> str:
        """`closed`, `upcoming`, `running`, or `over` (past its last day and not closed yet)."""
        if self.state == CLOSED:
            return CLOSED
        if today < self.starts_on:
            return "upcoming"
        return "running" if today <= self.ends_on else "over"


@dataclass(frozen=True, slots=True)
class ServiceProgress:
    """A service type of a period, as frozen, and how many answered about it."""

    service_type_id: UUID
    name: str
    population: int | None
    sample_target: int
    respondents: int

    @property
    def missing(self) -> int:
        """Answers still missing to this service's share."""
        return still_missing(self.sample_target, self.respondents) or 0


@dataclass(frozen=True, slots=True)
class FrozenQuestionnaire:
    """What a period asks, as frozen at opening."""

    edition: str
    wording: dict[str, Any]


def list_period_progress(
    session: Session,
    *,
    tenant_id: int,
    agency_ids: Collection[UUID] | None = None,
    state: str | None = None,
    only_counted: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[PeriodProgress]:
    """Periods with their counts: the one that ends first on top; of closed ones the newest.

    `only_counted` leaves out those of agencies of other owners, which are part of no figure of the regency.
    """
    order = (SurveyPeriod.ends_on.desc(), SurveyPeriod.agency_name) if state == CLOSED else (
        SurveyPeriod.ends_on, SurveyPeriod.agency_name,
    )  # fmt: skip
    statement = (
        _progress(tenant_id)
        .where(*_wanted(tenant_id, agency_ids, state))
        .where(counts_here(SurveyPeriod.agency_id, tenant_id=tenant_id, agency_ids=agency_ids) if only_counted else true())
        .order_by(*order, SurveyPeriod.id)
        .limit(limit)
        .offset(offset)
    )
    return [PeriodProgress(*row) for row in session.execute(statement)]


def count_periods(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, state: str | None = None
) -> int:
    """How many periods the list has."""
    statement = select(func.count()).select_from(SurveyPeriod).where(*_wanted(tenant_id, agency_ids, state))
    return session.scalar(statement) or 0


def find_period_progress(
    session: Session, *, tenant_id: int, period_id: UUID, agency_ids: Collection[UUID] | None = None
) -> PeriodProgress | None:
    """One period; None where it is another tenant's or not of an officer's agency."""
    statement = _progress(tenant_id).where(*_wanted(tenant_id, agency_ids, None), SurveyPeriod.id == period_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else PeriodProgress(*row)


def find_questionnaire(session: Session, *, tenant_id: int, period_id: UUID) -> FrozenQuestionnaire | None:
    """The edition and wording of a period."""
    statement = select(SurveyPeriod.edition, SurveyPeriod.questionnaire).where(
        SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else FrozenQuestionnaire(*row)


def list_service_progress(session: Session, *, tenant_id: int, period_id: UUID) -> list[ServiceProgress]:
    """The period's service types in their printed order."""
    counted = and_(
        tally.c.tenant_id == PeriodService.tenant_id,
        tally.c.period_id == PeriodService.period_id,
        tally.c.dimension == SERVICE,
        tally.c.category == cast(PeriodService.service_type_id, Text),
    )
    statement = (
        select(
            PeriodService.service_type_id, PeriodService.name, PeriodService.population, PeriodService.sample_target,
            func.coalesce(tally.c.respondents, 0),
        )
        .outerjoin(tally, counted)
        .where(PeriodService.tenant_id == tenant_id, PeriodService.period_id == period_id)
        .order_by(PeriodService.position)
    )  # fmt: skip
    return [ServiceProgress(*row) for row in session.execute(statement)]


def answers_per_channel(session: Session, *, tenant_id: int, period_id: UUID) -> dict[str, int]:
    """Respondents by how the form reached them."""
    statement = select(tally.c.category, tally.c.respondents).where(
        tally.c.tenant_id == tenant_id, tally.c.period_id == period_id, tally.c.dimension == CHANNEL, tally.c.respondents > 0
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def answers_per_day(
    session: Session, *, tenant_id: int, period_id: UUID, time_zone: str, since: datetime
) -> dict[date, int]:
    """Counted answers since a moment, by the day on the wall of the office."""
    day = cast(func.timezone(time_zone, Response.submitted_at), Date)
    statement = (
        select(day, func.count())
        .where(
            Response.tenant_id == tenant_id,
            Response.period_id == period_id,
            Response.submitted_at >= since,
            Response.state == "counted",
        )
        .group_by(day)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _progress(tenant_id: int) -> Select[*tuple[Any, ...]]:
    # Looked up period by period, so that a page of 25 reads the tallies of 25 and not of every year there ever was.
    counted = (
        select(func.coalesce(func.sum(tally.c.respondents), 0))
        .where(tally.c.tenant_id == tenant_id, tally.c.period_id == SurveyPeriod.id, tally.c.dimension == SERVICE)
        .correlate(SurveyPeriod)
        .scalar_subquery()
    )
    return select(
        SurveyPeriod.id, SurveyPeriod.agency_id, SurveyPeriod.agency_name, SurveyPeriod.label, SurveyPeriod.kind,
        SurveyPeriod.starts_on, SurveyPeriod.ends_on, SurveyPeriod.state, SurveyPeriod.target_nik, SurveyPeriod.sample_policy,
        SurveyPeriod.sample_target, SurveyPeriod.opened_at, SurveyPeriod.closed_at, counted,
    )  # fmt: skip


def _wanted(
    tenant_id: int, agency_ids: Collection[UUID] | None, state: str | None
) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [SurveyPeriod.tenant_id == tenant_id, own(SurveyPeriod.agency_id, agency_ids)]
    if state is not None:
        conditions.append(SurveyPeriod.state == state)
    return conditions
