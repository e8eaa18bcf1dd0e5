"""What a regency's board is made of, as it is read: counts of two scopes, what somebody entered, deadlines, agencies with late promises."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, Integer, Select, and_, bindparam, case, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import ACTIVE, counts_here
from puas.db.queries.deadlines import list_due_days
from puas.db.queries.followup_lists import is_late
from puas.db.queries.period_lists import PeriodList
from puas.db.queries.scope_counts import ScopeCounts, counts_of_scopes
from puas.db.queries.tallies import is_in
from puas.db.queries.tenant_frame import tenant_frame
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import PastResult, Target
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.deadlines import DueDay
from puas.domain.followup_plan import QUARTER
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope
from puas.domain.result_snapshot import Policies


class ListedAgency(NamedTuple):
    """An agency's own row, and its late promises."""

    id: UUID
    name: str
    short_name: str
    is_active: bool
    merged_into: str
    late_promises: int
    late_since: date | None


class Entered(NamedTuple):
    """Somebody's figure of an agency (None: the regency): the target of the scope's year with its source, or an index of the year
    before with its label, its rule, and its respondents."""

    is_target: bool
    agency_id: UUID | None
    text: str
    nik: Decimal
    edition_id: str
    respondents: int | None


@dataclass(frozen=True)
class BoardSources:
    """Everything a board is worked out of: two of them are equal where that could not come out differently."""

    scope: ReportingScope
    scope_before: ReportingScope
    today: date
    policies: Policies
    periods: PeriodList
    periods_before: PeriodList
    counted: ScopeCounts
    counted_before: ScopeCounts
    entered: tuple[Entered, ...]
    due_days: tuple[DueDay, ...]
    agencies: tuple[ListedAgency, ...]
    # Agencies whose survey has a day in the scope, also one the scope does not add up: a half-year beside its quarters.
    surveyed_around: frozenset[UUID]


def board_sources(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope, today: date) -> BoardSources:
    """Read them; five or six statements, whatever the number of agencies."""
    (scope_before,) = scope.earlier(1)
    inside, before = periods.inside(scope), periods.inside(scope_before)
    counted, counted_before = counts_of_scopes(session, tenant_id=tenant_id, scopes=[inside, before])
    surveyed = {each.agency_id for each in inside.periods}
    return BoardSources(
        scope=scope,
        scope_before=scope_before,
        today=today,
        policies=tenant_frame(session, tenant_id=tenant_id).policies,
        periods=inside,
        periods_before=before,
        counted=counted,
        counted_before=counted_before,
        entered=_read_entered(session, tenant_id, scope),
        due_days=tuple(list_due_days(session, tenant_id=tenant_id)),
        agencies=_listed(session, tenant_id, surveyed, today),
        surveyed_around=periods.agencies_around(scope.window),
    )


def _read_entered(session: Session, tenant_id: int, scope: ReportingScope) -> tuple[Entered, ...]:
    """Targets and indexes in one statement; a part of a year is compared with no index."""
    values = {"tenant_id": tenant_id, "year": scope.year, "year_before": scope.year - 1, "is_whole_year": scope.part == WHOLE_YEAR}
    return tuple(map(Entered._make, session.execute(_entered(), values)))


# Statements are made once: putting one together takes longer than the server needs to answer it.
@cache
def _entered() -> Any:
    aims = select(literal(True), Target.agency_id, Target.source, Target.nik, literal(""), literal(None, Integer)).where(
        Target.tenant_id == bindparam("tenant_id"), Target.year == bindparam("year")
    )
    past = select(literal(False), PastResult.agency_id, PastResult.label, PastResult.nik, PastResult.edition, PastResult.respondents).where(
        PastResult.tenant_id == bindparam("tenant_id"), PastResult.year == bindparam("year_before"),
        bindparam("is_whole_year", type_=Boolean),
    )  # fmt: skip
    return union_all(aims, past)


def _listed(session: Session, tenant_id: int, surveyed: Collection[UUID], today: date) -> tuple[ListedAgency, ...]:
    """Active agencies, those surveyed in the scope whatever became of them, and those that owe a promise."""
    rows = session.execute(_agencies(today), {"tenant_id": tenant_id, "surveyed": list(surveyed)})
    return tuple(map(ListedAgency._make, rows))


@lru_cache(maxsize=4)
def _agencies(today: date) -> Select[*tuple[Any, ...]]:
    late, heir = _late_promises(today), aliased(Agency)
    return (
        select(
            Agency.id, Agency.name, Agency.short_name, Agency.state == ACTIVE, func.coalesce(heir.name, ""),
            func.coalesce(late.c.promises, 0), late.c.since,
        )
        .outerjoin(late, late.c.agency_id == Agency.id)
        .outerjoin(heir, and_(heir.tenant_id == Agency.tenant_id, heir.id == Agency.merged_into_id))
        .where(
            Agency.tenant_id == bindparam("tenant_id"), counts_here(Agency.id, tenant_id=bindparam("tenant_id")),
            or_(Agency.state == ACTIVE, is_in(Agency.id, "surveyed"), late.c.promises > 0),
        )
    )  # fmt: skip


def _late_promises(today: date) -> Any:
    """By agency: promises past their month or quarter, neither done nor taken up by a later plan, and since when the oldest is."""
    successor, tenant_id = aliased(FollowupItem), bindparam("tenant_id", type_=Integer)
    late_from = FollowupItem.due_on + func.make_interval(0, case((FollowupItem.due_precision == QUARTER, 3), else_=1))
    return (
        select(SurveyPeriod.agency_id, func.count().label("promises"), func.min(func.date(late_from)).label("since"))
        .join(FollowupItem, and_(FollowupItem.tenant_id == SurveyPeriod.tenant_id, FollowupItem.period_id == SurveyPeriod.id))
        .where(
            SurveyPeriod.tenant_id == tenant_id, FollowupItem.tenant_id == tenant_id, is_late(today),
            ~exists().where(successor.tenant_id == tenant_id, successor.carried_from == FollowupItem.id),
        )
        .group_by(SurveyPeriod.agency_id)
        .subquery()
    )  # fmt: skip
