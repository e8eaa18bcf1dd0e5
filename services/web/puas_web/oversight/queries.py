"""What the pages of one regency show the province: published figures, states of reports, promises, contacts. Never an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from puas.db.queries.province_directory import RegencyEntry, find_regency_of
from puas.db.queries.province_promises import PromiseLine, list_promises_of
from puas.db.queries.province_reporting import (
    ContactLine,
    PeriodState,
    ProgressLine,
    Window,
    WindowList,
    list_contacts_of,
    list_period_states,
    list_progress,
)
from puas.db.queries.shared_figures import REGENCY_ID, FigureLine, agencies_in, history_of, services_in
from puas.domain.comparison import Change, change
from puas.domain.reporting_scope import ReportingScope, parts_with_periods
from puas.domain.shared_disclosure import AGENCY, REGENCY
from puas.domain.submission_workflow import STATES
from puas_web.access import CurrentTenant
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.province_board import Debt, debt_of, debts_in, province_code_of, standing_of
from puas_web.province_database import province_session

MOST_PROMISES = 60


@dataclass(frozen=True)
class UnitHistory:
    """What the province knows of a regency or agency in time: its periods, and its figures of every scope."""

    states: Sequence[PeriodState]
    figures: Sequence[FigureLine]

    @property
    def years(self) -> tuple[int, ...]:
        """Years with periods or figures, the newest first."""
        return tuple(sorted({each.ends_on.year for each in self.states} | {each.year for each in self.figures}, reverse=True))

    def parts_of(self, year: int) -> tuple[str, ...]:
        """Parts of a year with periods; the whole year where only its figures are left."""
        return parts_with_periods(year, {(each.starts_on, each.ends_on) for each in self.states}) or ("tahun",)

    def figure_of(self, scope: ReportingScope) -> FigureLine | None:
        return next((each for each in self.figures if each.scope == scope), None)

    def trend(self, scope: ReportingScope) -> list[FigureLine]:
        """The same part of every year, or the quarters and half-years of all years in their order."""
        word = scope.part.partition("-")[0]
        return [each for each in self.figures if each.part.partition("-")[0] == word]

    def inside(self, scope: ReportingScope) -> list[PeriodState]:
        return [each for each in self.states if scope.takes_in(each.starts_on, each.ends_on)]


@dataclass
class AgencyLine:
    """An agency of a regency over a scope: its figure where it is published, and where each of its periods stands."""

    id: UUID
    name: str
    figure: FigureLine | None = None
    previous: FigureLine | None = None
    states: list[PeriodState] = field(default_factory=list)

    @property
    def change(self) -> Change | None:
        return change_between(self.figure, self.previous)

    @property
    def by_state(self) -> list[tuple[str, int]]:
        """How many of its periods stand where, in the order of the way."""
        counts = Counter(each.state for each in self.states)
        return [(state, counts[state]) for state in STATES if counts[state]]

    @property
    def is_corrected(self) -> bool:
        """Whether a report of it was corrected after it had been approved."""
        return any(each.round > 1 for each in self.states)

    @property
    def promises_late(self) -> int:
        return sum(each.promises_late for each in self.states)

    @property
    def respondents(self) -> int:
        return sum(each.respondents for each in self.states)

    @property
    def sample_target(self) -> int:
        return sum(each.sample_target for each in self.states)


@dataclass(frozen=True)
class RegencyPage:
    """One regency over a scope."""

    figure: FigureLine | None
    previous: FigureLine | None
    trend: Sequence[FigureLine]
    agencies: Sequence[AgencyLine]
    periods: int
    debt: Debt
    standing: str
    promises: Sequence[PromiseLine]
    contacts: Sequence[ContactLine]
    progress: ProgressLine | None

    @property
    def change(self) -> Change | None:
        return change_between(self.figure, self.previous)


@dataclass(frozen=True)
class AgencyPage:
    """One agency of a regency over a scope."""

    name: str
    figure: FigureLine | None
    previous: FigureLine | None
    trend: Sequence[FigureLine]
    states: Sequence[PeriodState]
    services: Sequence[FigureLine]
    promises: Sequence[PromiseLine]

    @property
    def change(self) -> Change | None:
        return change_between(self.figure, self.previous)


def find_entry(here: CurrentTenant, slug: str) -> RegencyEntry | None:
    """The regency, if it is one of this province and on board."""
    return find_regency_of(db.session(), province_code=province_code_of(here), slug=slug) if here.province_code else None


def regency_history(here: CurrentTenant, tenant_id: int) -> UnitHistory:
    """All periods of a regency and all its figures."""
    code, session = province_code_of(here), province_session()
    states = list_period_states(session, province_code=code, tenant_id=tenant_id)
    return UnitHistory(states, history_of(session, tenant_id=tenant_id, level=REGENCY, unit_id=REGENCY_ID))


def agency_history(here: CurrentTenant, tenant_id: int, agency_id: UUID) -> UnitHistory:
    """The same of one agency."""
    code, session = province_code_of(here), province_session()
    states = list_period_states(session, province_code=code, tenant_id=tenant_id, agency_id=agency_id)
    return UnitHistory(states, history_of(session, tenant_id=tenant_id, level=AGENCY, unit_id=agency_id))


def regency_page(here: CurrentTenant, entry: RegencyEntry, history: UnitHistory, scope: ReportingScope) -> RegencyPage:
    """The page; what no scope has to do with (contacts, set-up) stands on it too."""
    code, session, before, tenant_id = province_code_of(here), province_session(), scope.earlier(1)[0], entry.tenant_id or 0
    figures = agencies_in(session, tenant_id=tenant_id, scopes=[scope, before])
    inside = history.inside(scope)
    debt = _debt(here, entry, history.states, scope)
    return RegencyPage(
        figure=history.figure_of(scope),
        previous=history.figure_of(before),
        trend=history.trend(scope),
        agencies=_agencies(inside, figures, scope),
        periods=len(inside),
        debt=debt,
        standing=standing_of(entry, debt, has_periods=bool(inside) or bool(debt.silent)),
        promises=list_promises_of(session, province_code=code, tenant_id=tenant_id, today=today_here(), limit=MOST_PROMISES),
        contacts=list_contacts_of(session, province_code=code, tenant_id=tenant_id),
        progress=list_progress(session, province_code=code, tenant_id=tenant_id).get(tenant_id),
    )


def agency_page(here: CurrentTenant, tenant_id: int, agency_id: UUID, history: UnitHistory, scope: ReportingScope) -> AgencyPage:
    """The page of one agency; its name is the newest one known."""
    code, session, before = province_code_of(here), province_session(), scope.earlier(1)[0]
    inside = sorted(history.inside(scope), key=lambda each: each.ends_on, reverse=True)
    newest = max(history.states, key=lambda each: each.ends_on, default=None)
    figure = history.figure_of(scope)
    return AgencyPage(
        name=newest.agency_name if newest else history.figures[-1].name,
        figure=figure,
        previous=history.figure_of(before),
        trend=history.trend(scope),
        states=inside,
        services=services_in(session, tenant_id=tenant_id, scope=scope, agency_id=agency_id),
        promises=list_promises_of(
            session, province_code=code, tenant_id=tenant_id, agency_id=agency_id, today=today_here(), limit=MOST_PROMISES
        ),
    )


def change_between(figure: FigureLine | None, previous: FigureLine | None) -> Change | None:
    """Between printed figures; None where one of them is missing."""
    if figure is None or figure.nik is None or previous is None or previous.nik is None:
        return None
    return change(figure.nik, previous.nik, rule_changed=figure.edition != previous.edition)


def windows_of(states: Iterable[PeriodState], tenant_id: int) -> WindowList:
    """Periods counted by their days."""
    found: dict[tuple[date, date], tuple[int, int]] = {}
    for each in states:
        periods, missing = found.get((each.starts_on, each.ends_on), (0, 0))
        found[(each.starts_on, each.ends_on)] = (periods + 1, missing + (not each.is_handed_over))
    return WindowList([Window(tenant_id, *days, *counts) for days, counts in sorted(found.items())])


def _debt(here: CurrentTenant, entry: RegencyEntry, states: Sequence[PeriodState], scope: ReportingScope) -> Debt:
    return debt_of(entry, debts_in(here, scope, [entry], windows_of(states, entry.tenant_id or 0)))


def _agencies(states: Sequence[PeriodState], figures: Sequence[FigureLine], scope: ReportingScope) -> list[AgencyLine]:
    """Best first; those without a published index after them, by name."""
    found: dict[UUID, AgencyLine] = {}
    for state in states:
        found.setdefault(state.agency_id, AgencyLine(state.agency_id, state.agency_name)).states.append(state)
    for figure in figures:
        if figure.scope == scope:
            found.setdefault(figure.unit_id, AgencyLine(figure.unit_id, figure.name)).figure = figure
    for figure in figures:
        if figure.scope != scope and figure.unit_id in found:
            found[figure.unit_id].previous = figure
    return sorted(found.values(), key=_best_first)


def _best_first(line: AgencyLine) -> tuple[bool, Decimal, str]:
    nik = line.figure.nik if line.figure else None
    return nik is None, -(nik or Decimal(0)), line.name.casefold()
