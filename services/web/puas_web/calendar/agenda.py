"""The days of a year in a workspace, as entries of one list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from flask import current_app, url_for
from flask_babel import gettext as _

from puas.db.queries.calendar_days import ClosingWindow, DuePromises
from puas.db.queries.deadlines import SetDeadline
from puas.domain.deadlines import OWN, SETTLED, SUBMIT, DueDay, obligation
from puas.presentation.dates import due_time, month_year
from puas.presentation.numbers import whole_number
from puas_web.deadline_words import PHASE_TAGS, STEP_TITLES, phase_in_words, scope_in_words
from puas_web.layout import page_language

DEADLINE, WINDOW, PROMISE = "deadline", "window", "promise"
REPORTS, REGENCIES = "reports", "regencies"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the calendar. `key` names it for other calendars; `deadline` is there where it can be changed."""

    day: date
    kind: str
    key: str
    title: str
    text: str
    note: str = ""
    phase: str = ""
    tag: str = ""
    tag_kind: str = ""
    url: str = ""
    deadline: SetDeadline | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month, and whether it is the present one or over."""

    first_day: date
    title: str
    entries: tuple[Entry, ...]
    is_present: bool
    is_gone: bool

    @property
    def late(self) -> int:
        """How many of its entries are overdue."""
        return sum(each.tag_kind == "bad" for each in self.entries)


def by_month(entries: Iterable[Entry], year: int, today: date) -> list[Month]:
    """Months of a year that have entries, and the present one in any case, so that today has its place; none in an empty year."""
    shown = sorted((each for each in entries if each.day.year == year), key=lambda each: (each.day, each.kind, each.title))
    months = {month: tuple(group) for month, group in groupby(shown, key=lambda each: each.day.replace(day=1))}
    if months and today.year == year:
        months.setdefault(today.replace(day=1), ())
    present = today.replace(day=1)
    return [Month(each, month_year(each, page_language()), months[each], each == present, each < present) for each in sorted(months)]


def deadline_entry(each: SetDeadline, owed: int, unit: str, today: date, url: str) -> Entry:
    """A deadline with how many reports or regencies are still missing."""
    due = each.due
    where = obligation(due.step, is_done=owed == 0 and due.due_on < today, ends_on=due.scope.window.ends_on, due=due, today=today)
    scope = scope_in_words(due.scope.year, due.scope.part)
    return Entry(
        day=due.due_on,
        kind=DEADLINE,
        key=f"{due.step}-{due.scope.year}-{due.scope.part}-{due.origin}",
        title=_("%(title)s: %(scope)s", title=str(STEP_TITLES[due.step]), scope=scope),
        text=_whose(due) + _missing(owed, unit),
        note=each.note,
        phase=where.phase,
        tag=phase_in_words(where.phase, where.days),
        tag_kind=PHASE_TAGS[where.phase],
        url=url if owed else "",
        deadline=each,
    )


def window_entry(window: ClosingWindow, today: date) -> Entry:
    """Periods that close on a day."""
    several = window.periods > 1
    title = _("Survei %(label)s ditutup", label=window.label)
    text = _("%(count)s perangkat daerah", count=whole_number(window.periods, page_language())) if several else window.agency_name
    days = (window.ends_on - today).days
    return Entry(
        day=window.ends_on,
        kind=WINDOW,
        key=f"window-{window.ends_on}-{window.label}",
        title=title,
        text=text,
        tag=_("hari ini") if days == 0 else phase_in_words("near", days) if days > 0 else "",
        tag_kind="warn" if 0 <= days <= 7 else "",
        url=url_for("surveys.index") if several else url_for("surveys.show", period_id=window.period_id),
    )


def promise_entry(promises: DuePromises, today: date) -> Entry:
    """Promises whose month or quarter ends."""
    last = promises.due.after - timedelta(days=1)
    late = today > last
    return Entry(
        day=last,
        kind=PROMISE,
        key=f"promise-{promises.due.code}",
        title=_("Rencana tindak lanjut %(time)s", time=due_time(promises.due, page_language())),
        text=_("%(count)s rencana belum selesai", count=whole_number(promises.items, page_language())),
        tag=_("terlambat") if late else phase_in_words("near", (last - today).days),
        tag_kind="bad" if late else "",
        url=url_for("followups.index", keadaan="terlambat") if late else url_for("followups.index"),
    )


def next_deadlines(entries: Sequence[Entry], today: date) -> list[Entry]:
    """The two deadlines that come next, and those that have passed with something missing."""
    coming = [each for each in entries if each.kind == DEADLINE and each.day >= today][:2]
    late = [each for each in entries if each.kind == DEADLINE and each.day < today and each.phase != SETTLED]
    return [*late, *coming]


def list_of_reports(endpoint: str) -> str:
    """Where what is missing is listed, once that page exists."""
    return url_for(endpoint) if endpoint in current_app.view_functions else ""


def _whose(due: DueDay) -> str:
    if due.origin == OWN:
        return ""
    return (_("Diusulkan provinsi.") if due.step == SUBMIT else _("Ditetapkan provinsi.")) + " "


def _missing(owed: int, unit: str) -> str:
    if not owed:
        return _("Tidak ada laporan yang ditunggu.")
    count = whole_number(owed, page_language())
    if unit == REGENCIES:
        return _("%(count)s kabupaten/kota belum selesai.", count=count)
    return _("%(count)s laporan belum selesai.", count=count)
