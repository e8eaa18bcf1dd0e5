"""Survey periods as results need them: which there are, of which agency, and which a reporting scope adds up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, false, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import counts_here
from puas.db.tables.agencies import Agency
from puas.db.tables.results import Result
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.reporting_scope import ReportingScope, parts_with_periods
from puas.domain.survey_period import Period
from puas.runtime.recent_values import LastMade

# The periods of a regency of fifty agencies over two years take about a quarter of a megabyte.
_MOST_REMEMBERED = 64


class PeriodLine(NamedTuple):
    """A period with what lists show of it, where its report stands (state empty until it has one), and the result in force once it
    is frozen (`nik` is None where it has no index); `is_published` is that result once it is the public one."""

    id: UUID
    agency_id: UUID
    agency_name: str
    agency_short_name: str
    kind: str
    label: str
    starts_on: date
    ends_on: date
    edition: str
    target_nik: str
    sample_policy: str
    sample_target: int
    state: str
    closed_at: datetime | None
    report_state: str
    report_round: int
    is_published: bool
    result_id: UUID | None
    nik: Decimal | None
    mutu: str

    @property
    def is_closed(self) -> bool:
        return self.state == "closed"

    @property
    def is_frozen(self) -> bool:
        """Whether a result of it is in force: what was counted in it changes only together with that."""
        return self.is_closed and self.result_id is not None


@dataclass(frozen=True, eq=False)
class PeriodList:
    """Periods of one or several agencies, the newest first.

    It equals itself only, so that what was worked out of it is found by it. Who reads a tenant's periods and finds them as they were gets
    the same list again.
    """

    periods: Sequence[PeriodLine]
    _inside: dict[ReportingScope, PeriodList] = field(default_factory=dict, init=False, repr=False)

    @property
    def years(self) -> tuple[int, ...]:
        """Years in which a period ends, the newest first."""
        return tuple(sorted({period.ends_on.year for period in self.periods}, reverse=True))

    def parts_of(self, year: int) -> tuple[str, ...]:
        """Parts of a year that have periods."""
        return parts_with_periods(year, [(each.starts_on, each.ends_on) for each in self.periods])

    def inside(self, scope: ReportingScope) -> PeriodList:
        """The periods a scope adds up."""
        found = self._inside.get(scope)
        if found is None:
            found = PeriodList([each for each in self.periods if scope.takes_in(each.starts_on, each.ends_on)])
            self._inside[scope] = found
        return found

    def agencies_around(self, window: Period) -> frozenset[UUID]:
        """Agencies with a period that shares a day with the window."""
        return frozenset(each.agency_id for each in self.periods if each.starts_on <= window.ends_on and window.starts_on <= each.ends_on)

    def of_agency(self, agency_id: UUID) -> PeriodList:
        """The periods of one agency."""
        return PeriodList([each for each in self.periods if each.agency_id == agency_id])

    @cached_property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(each.id for each in self.periods)

    @cached_property
    def frozen(self) -> PeriodList:
        """Those with a result in force."""
        return PeriodList([each for each in self.periods if each.is_frozen])

    @cached_property
    def moving(self) -> PeriodList:
        """Those in which something may be counted at any moment."""
        return PeriodList([each for each in self.periods if not each.is_frozen])

    @cached_property
    def results(self) -> tuple[UUID | None, ...]:
        """The results in force."""
        return tuple(each.result_id for each in self.periods)


def list_periods(
    session: Session, *, tenant_id: int, agency_ids: Iterable[UUID] | None = None, with_other_owners: bool = False
) -> PeriodList:
    """Every period that counts for the tenant, or those of some of its agencies, the newest first.

    Agencies of other owners are part of no figure of a regency, so their periods come only when they are named or asked for.
    """
    statement = _in_order(only_own=agency_ids is None and not with_other_owners)
    if agency_ids is not None:
        statement = statement.where(SurveyPeriod.agency_id.in_(list(agency_ids)))
    rows: Any = session.execute(statement, {"tenant_id": tenant_id})
    lines = tuple(map(PeriodLine._make, rows))
    return PeriodList(lines) if agency_ids is not None else _lists.of((tenant_id, with_other_owners), lines, PeriodList)


_lists: LastMade[tuple[int, bool], tuple[PeriodLine, ...], PeriodList] = LastMade(_MOST_REMEMBERED)


def find_period(session: Session, *, tenant_id: int, period_id: UUID) -> PeriodLine | None:
    """One period of the tenant."""
    row: Any = session.execute(period_lines().where(SurveyPeriod.id == period_id), {"tenant_id": tenant_id}).one_or_none()
    return None if row is None else PeriodLine(*row)


@cache
def _in_order(*, only_own: bool) -> Select[*tuple[Any, ...]]:
    statement = period_lines().order_by(SurveyPeriod.starts_on.desc(), Agency.name)
    return statement.where(counts_here(SurveyPeriod.agency_id, tenant_id=bindparam("tenant_id"))) if only_own else statement


@cache
def period_lines() -> Select[*tuple[Any, ...]]:
    """The columns of a line, of every period; for statements that add more. `tenant_id` is a parameter of it."""
    return (
        select(
            SurveyPeriod.id,
            SurveyPeriod.agency_id,
            SurveyPeriod.agency_name,
            Agency.short_name,
            SurveyPeriod.kind,
            SurveyPeriod.label,
            SurveyPeriod.starts_on,
            SurveyPeriod.ends_on,
            SurveyPeriod.edition,
            SurveyPeriod.target_nik,
            SurveyPeriod.sample_policy,
            SurveyPeriod.sample_target,
            SurveyPeriod.state,
            SurveyPeriod.closed_at,
            func.coalesce(Submission.state, ""),
            func.coalesce(Submission.round, 1),
            func.coalesce(Submission.published_result_id == Result.id, false()),
            Result.id,
            Result.nik,
            func.coalesce(Result.mutu, ""),
        )
        .join(Agency, (Agency.tenant_id == SurveyPeriod.tenant_id) & (Agency.id == SurveyPeriod.agency_id))
        .outerjoin(Submission, and_(Submission.tenant_id == SurveyPeriod.tenant_id, Submission.period_id == SurveyPeriod.id))
        .outerjoin(
            Result,
            and_(
                Result.tenant_id == SurveyPeriod.tenant_id, Result.period_id == SurveyPeriod.id, Result.scope == "period",
                Result.superseded_at.is_(None),
            ),
        )
        .where(SurveyPeriod.tenant_id == bindparam("tenant_id"))
    )
