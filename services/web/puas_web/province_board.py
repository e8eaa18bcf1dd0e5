"""What the boards of a province share: its regencies over one scope, with figures, reports and deadlines.

Across tenants everything is read with the province's own log-in; the directory and the province's deadlines with the ordinary one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from puas.db.queries.deadlines import OWED_FOR, list_due_days
from puas.db.queries.province_directory import RegencyEntry, list_regency_entries
from puas.db.queries.province_reporting import (
    ProgressLine,
    ReportingCounts,
    Window,
    WindowList,
    count_reporting,
    list_progress,
    list_windows,
)
from puas.db.queries.shared_figures import FigureLine, regencies_of_province
from puas.domain.comparison import Change, change
from puas.domain.deadlines import HAND_OVER, NEAR, TODAY, DueDay, Obligation, deadline_for, obligation, surveyed_nobody
from puas.domain.province_index import simple_mean, weighted_mean
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import ReportingScope
from puas.domain.rounding import round_half_up
from puas.domain.survey_period import Period
from puas_web.access import CurrentTenant
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.province_database import province_session

NOT_ON_BOARD, SUSPENDED, NO_PERIOD = "not-on-board", "suspended", "no-period"
REPORTED, LATE, DUE_SOON, NOT_DUE = "reported", "late", "due-soon", "not-due"
STANDINGS = (LATE, DUE_SOON, NOT_DUE, REPORTED, NO_PERIOD, SUSPENDED, NOT_ON_BOARD)
"""In the order of who needs attention first."""


@dataclass(frozen=True, slots=True)
class Debt:
    """What a regency owes the province: periods that are over and not handed over, how many of them are late or due soon, and the
    day that comes or came first. A period that still runs is owed by nobody yet. `silent` are the deadlines that passed of
    scopes in which the regency was on board from the first day and surveyed nobody."""

    missing: int = 0
    late: int = 0
    soon: int = 0
    over: int = 0
    silent: int = 0
    first: Obligation | None = None

    @property
    def standing(self) -> str:
        if self.late or self.silent:
            return LATE
        if self.soon:
            return DUE_SOON
        return REPORTED if self.over and not self.missing else NOT_DUE

    def excused(self) -> Debt:
        """The same with nothing late: nobody can report whom the platform is closed for."""
        return replace(self, late=0, soon=0, silent=0, first=None)


@dataclass(frozen=True, slots=True)
class RegencyRow:
    """A regency over one scope; parts are None where it has nothing of the kind."""

    entry: RegencyEntry
    standing: str
    debt: Debt
    figure: FigureLine | None = None
    previous: FigureLine | None = None
    counts: ReportingCounts | None = None
    progress: ProgressLine | None = None

    @property
    def nik(self) -> Decimal | None:
        return self.figure.nik if self.figure else None

    @property
    def change(self) -> Change | None:
        """From the scope before; None where one of them has no index."""
        if self.figure is None or self.figure.nik is None or self.previous is None or self.previous.nik is None:
            return None
        return change(self.figure.nik, self.previous.nik, rule_changed=self.figure.edition != self.previous.edition)

    @property
    def agencies(self) -> int:
        """All it has registered, or at least those with periods."""
        return max(self.progress.agencies if self.progress else 0, self.counts.agencies if self.counts else 0)


@dataclass(frozen=True, slots=True)
class ProvinceMeans:
    """The province's index over a scope, both ways; empty where no regency has published."""

    regencies: int
    respondents: int
    edition_id: str
    simple_mean: Decimal | None
    respondent_weighted: Decimal | None

    def letter_of(self, nik: Decimal | None) -> str | None:
        return None if nik is None else grade(edition(self.edition_id), nik).mutu


@dataclass(frozen=True, slots=True)
class Board:
    """The whole province over a scope."""

    scope: ReportingScope
    rows: Sequence[RegencyRow]
    means: ProvinceMeans
    previous: ProvinceMeans

    @property
    def on_board(self) -> int:
        return sum(row.entry.is_on_board for row in self.rows)

    @property
    def change(self) -> Change | None:
        """Of the simple mean; it says nothing where the rule changed in between."""
        now, before = self.means.simple_mean, self.previous.simple_mean
        if now is None or before is None:
            return None
        return change(now, before, rule_changed=self.means.edition_id != self.previous.edition_id)

    def with_standing(self, standing: str) -> list[RegencyRow]:
        return [row for row in self.rows if row.standing == standing]


def province_code_of(here: CurrentTenant) -> str:
    """A province without a code of its own oversees nobody."""
    return here.province_code or ""


def read_windows(here: CurrentTenant) -> WindowList:
    """All periods of the province by regency and days."""
    return list_windows(province_session(), province_code=province_code_of(here)) if here.province_code else WindowList(())


def read_board(here: CurrentTenant, windows: WindowList, scope: ReportingScope) -> Board:
    """Figures and deadlines, without counts of agencies."""
    if not here.province_code:
        return _empty(scope)
    scopes = [scope, scope.earlier(1)[0]]
    figures = regencies_of_province(province_session(), province_code=here.province_code, scopes=scopes)
    return _board(here, windows, scope, figures, {}, {})


def read_full_board(here: CurrentTenant, windows: WindowList, scope: ReportingScope, *, is_of_all_years: bool = False) -> Board:
    """The same with how many agencies have reported and how far each set-up is; debts of all years are those of the start page."""
    if not here.province_code:
        return _empty(scope)
    code, session = here.province_code, province_session()
    figures = regencies_of_province(session, province_code=code, scopes=[scope, scope.earlier(1)[0]])
    counts = count_reporting(session, province_code=code, scope=scope, today=today_here())
    progress = list_progress(session, province_code=code)
    return _board(here, windows, scope, figures, counts, progress, is_of_all_years=is_of_all_years)


def _empty(scope: ReportingScope) -> Board:
    return Board(scope, (), means_of(()), means_of(()))


def _board(
    here: CurrentTenant,
    windows: WindowList,
    scope: ReportingScope,
    figures: Sequence[FigureLine],
    counts: Mapping[int, ReportingCounts],
    progress: Mapping[int, ProgressLine],
    *,
    is_of_all_years: bool = False,
) -> Board:
    entries = list_regency_entries(db.session(), province_code=province_code_of(here))
    debts = recent_debts(here, entries, windows) if is_of_all_years else debts_in(here, scope, entries, windows)
    on_board = {each.tenant_id for each in entries}
    # Whose tenant has left is not in the directory any more; what it published there is no part of the province's figures.
    shown = [each for each in figures if each.tenant_id in on_board]
    now = {each.tenant_id: each for each in shown if each.scope == scope}
    before = {each.tenant_id: each for each in shown if each.scope != scope}
    rows = []
    for entry in entries:
        key = entry.tenant_id or 0
        debt = debt_of(entry, debts)
        standing = standing_of(entry, debt, has_periods=key in debts)
        rows.append(RegencyRow(entry, standing, debt, now.get(key), before.get(key), counts.get(key), progress.get(key)))
    return Board(scope, rows, means_of(now.values()), means_of(before.values()))


def debt_of(entry: RegencyEntry, debts: Mapping[int, Debt]) -> Debt:
    """What a regency owes; one that is suspended is late with nothing."""
    debt = debts.get(entry.tenant_id or 0, Debt())
    return debt.excused() if entry.is_suspended else debt


def standing_of(entry: RegencyEntry, debt: Debt, *, has_periods: bool) -> str:
    """One of STANDINGS."""
    if not entry.is_on_board:
        return NOT_ON_BOARD
    if entry.is_suspended:
        return SUSPENDED
    return debt.standing if has_periods else NO_PERIOD


def debts_of(windows: Iterable[Window], due_days: Sequence[DueDay], today: date) -> dict[int, Debt]:
    """What each regency with periods owes by these days."""
    found: dict[int, Debt] = {}
    for window in windows:
        debt = found.setdefault(window.tenant_id, Debt())
        due = deadline_for(due_days, step=HAND_OVER, starts_on=window.starts_on, ends_on=window.ends_on)
        where = obligation(HAND_OVER, is_done=False, ends_on=window.ends_on, due=due, today=today)
        if window.ends_on < today or where.is_unreported:
            found[window.tenant_id] = _with(debt, window, where)
        elif window.missing < window.periods:
            # Some of a running period's reports are in already, as far ahead of time as they are.
            found[window.tenant_id] = replace(debt, over=debt.over + window.periods - window.missing)
    return found


def _with(debt: Debt, window: Window, where: Obligation) -> Debt:
    """The debt with one more window that is over."""
    is_first = window.missing and (debt.first is None or _comes_first(where, debt.first))
    return Debt(
        missing=debt.missing + window.missing,
        late=debt.late + (window.missing if where.is_unreported else 0),
        soon=debt.soon + (window.missing if where.phase in (NEAR, TODAY) else 0),
        over=debt.over + window.periods,
        first=where if is_first else debt.first,
    )


def debts_in(here: CurrentTenant, scope: ReportingScope, entries: Iterable[RegencyEntry], windows: WindowList) -> dict[int, Debt]:
    """What each of these regencies owes of a scope."""
    return _debts(here, entries, windows, lambda each: scope.takes_in(each.starts_on, each.ends_on))


def recent_debts(here: CurrentTenant, entries: Iterable[RegencyEntry], windows: WindowList) -> dict[int, Debt]:
    """The same of everything that is still work, whatever year it belongs to."""
    since = today_here() - OWED_FOR
    return _debts(here, entries, windows, lambda each: each.ends_on >= since)


def _debts(
    here: CurrentTenant, entries: Iterable[RegencyEntry], windows: WindowList, is_asked: Callable[[Window | Period], bool]
) -> dict[int, Debt]:
    today, due_days = today_here(), list_due_days(db.session(), tenant_id=here.id)
    debts = debts_of((each for each in windows.windows if is_asked(each)), due_days, today)
    passed = [each for each in due_days if each.step == HAND_OVER and each.due_on < today and is_asked(each.scope.window)]
    for due, tenant_id in silent_regencies(entries, windows, passed):
        where = obligation(HAND_OVER, is_done=False, ends_on=due.scope.window.ends_on, due=due, today=today)
        debt = debts.get(tenant_id, Debt())
        first = where if debt.first is None or _comes_first(where, debt.first) else debt.first
        debts[tenant_id] = replace(debt, silent=debt.silent + 1, first=first)
    return debts


def silent_regencies(entries: Iterable[RegencyEntry], windows: WindowList, passed: Sequence[DueDay]) -> Iterator[tuple[DueDay, int]]:
    """Of these deadlines, each with every regency on board that surveyed nobody in its scope."""
    surveyed: dict[int | None, list[tuple[date, date]]] = {}
    for window in windows.windows:
        surveyed.setdefault(window.tenant_id, []).append((window.starts_on, window.ends_on))
    for entry in entries:
        for due in passed:
            if entry.tenant_id is None or entry.created_at is None:
                continue
            mine = surveyed.get(entry.tenant_id, ())
            if surveyed_nobody(due.scope, joined_on=entry.created_at.date(), surveyed=mine):
                yield due, entry.tenant_id


def means_of(figures: Iterable[FigureLine]) -> ProvinceMeans:
    """Both means of the regencies that have an index by the newest of their rules."""
    known = [each for each in figures if each.nik is not None]
    rules = sorted({each.edition for each in known}, key=lambda each: edition(each).year)
    rule = rules[-1] if rules else edition().id
    counted = [each for each in known if each.edition == rule]
    pairs = [(each.respondent_weighted or each.nik or Decimal(0), each.respondents or 0) for each in counted]
    return ProvinceMeans(
        regencies=len(counted),
        respondents=sum(number for _nik, number in pairs),
        edition_id=rule,
        simple_mean=_printed(simple_mean(each.nik for each in counted if each.nik is not None)),
        respondent_weighted=_printed(weighted_mean(pairs)),
    )


def _printed(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value, NIK_PLACES)


def _comes_first(one: Obligation, other: Obligation) -> bool:
    """The longest late before the less late, then the next due; an open period without a day comes last."""
    return _urgency(one) < _urgency(other)


def _urgency(each: Obligation) -> int:
    return -each.days if each.is_unreported else each.days if each.due else each.days + 10_000
