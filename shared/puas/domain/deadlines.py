"""Deadlines of reports: which one applies to a period, how near it is, and who has not reported.

The regency says by when its agencies submit, the province by when its regencies hand over; it may also propose the former.
No rule of the Republic sets these days: PermenPANRB 14/2017 only asks for a survey a year and its report, so they are local.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from puas.domain.reporting_scope import ReportingScope
from puas.domain.submission_workflow import HANDED_OVER, has_been_submitted

SUBMIT = "submit"
HAND_OVER = "hand_over"
STEPS = (SUBMIT, HAND_OVER)

OWN = "own"
PROVINCE = "province"

SETTLED = "settled"
"""The step is taken."""
OPEN = "open"
"""Nobody set a deadline and the period still runs."""
OVER = "over"
"""Nobody set a deadline and the period is over: the report is owed all the same."""
FAR, NEAR, TODAY, PASSED = "far", "near", "today", "passed"
"""The deadline is more than NEAR_DAYS away, closer, today, or gone by."""

NEAR_DAYS = 14

LATEST_AFTER_SCOPE = timedelta(days=366)
"""A report is owed within weeks or months of its scope, not years."""
LONGEST_NOTE = 300

REMINDERS = (-14, -7, -1, 1, 7, 14)
"""Days from the deadline on which people are reminded; negative ones lie before it."""
LATEST_REMINDER_HOLDS = 30
"""Days after the last of them on which it may still be caught up; what is older is told by the pages alone."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day of a step for all periods of a scope; `origin` says whose day it is."""

    scope: ReportingScope
    step: str
    due_on: date
    origin: str = OWN


@dataclass(frozen=True, slots=True)
class Obligation:
    """Where a period stands towards one step. `days` are left, or gone by since the deadline or the period's end; never negative."""

    step: str
    phase: str
    due: DueDay | None
    days: int

    @property
    def is_unreported(self) -> bool:
        """Whether it is `belum lapor`: the deadline has passed, or the period is over without one, and the step is not taken."""
        return self.phase in (OVER, PASSED)


def deadline_for(deadlines: Iterable[DueDay], *, step: str, starts_on: date, ends_on: date) -> DueDay | None:
    """The deadline of the smallest scope that takes the period in; of two for one scope the own goes before the province's."""
    found = [each for each in deadlines if each.step == step and each.scope.takes_in(starts_on, ends_on)]
    return min(found, key=lambda each: (each.scope.window.days, each.origin != OWN), default=None)


def is_settled(step: str, *, state: str, round_number: int = 1, is_handed_over: bool = False) -> bool:
    """Whether the step was taken. A correction of what was reported once is no report that is missing.

    `is_handed_over`: whether any round of it ever reached the province.
    """
    if step == SUBMIT:
        return has_been_submitted(state) or round_number > 1
    return state == HANDED_OVER or is_handed_over


def obligation(step: str, *, is_done: bool, ends_on: date, due: DueDay | None, today: date) -> Obligation:
    """Where a period that ends on a day stands today."""
    if is_done:
        return Obligation(step, SETTLED, due, 0)
    if due is None:
        over = (today - ends_on).days
        return Obligation(step, OVER, None, over) if over > 0 else Obligation(step, OPEN, None, -over)
    left = (due.due_on - today).days
    if left < 0:
        return Obligation(step, PASSED, due, -left)
    phase = TODAY if left == 0 else NEAR if left <= NEAR_DAYS else FAR
    return Obligation(step, phase, due, left)


def surveyed_nobody(scope: ReportingScope, *, joined_on: date, surveyed: Iterable[tuple[date, date]]) -> bool:
    """Whether a regency that was on board from the scope's first day had no survey on any day of it.

    It has not reported either once the deadline has passed. Who asks by half-years owes no quarter, whose days theirs take in.
    """
    window = scope.window
    if joined_on > window.starts_on:
        return False
    return not any(starts_on <= window.ends_on and window.starts_on <= ends_on for starts_on, ends_on in surveyed)


def is_after_hand_over(deadlines: Collection[DueDay], *, scope: ReportingScope, due_on: date) -> DueDay | None:
    """The hand-over deadline of the same or a wider scope that a day for submitting would come after; None where it fits."""
    window = scope.window
    wanted = deadline_for(deadlines, step=HAND_OVER, starts_on=window.starts_on, ends_on=window.ends_on)
    return wanted if wanted is not None and due_on > wanted.due_on else None


def fault_of(wanted: DueDay, *, note: str, before: date | None, others: Collection[DueDay], is_province: bool, today: date) -> str:
    """Why a deadline cannot be set; empty where it can.

    unknown-step, before-scope, too-late, in-the-past (unless it corrects a day that was set `before`), note-too-long, or
    after-hand-over: later than the day on which the regency itself has to hand over.
    """
    if wanted.step not in STEPS or (wanted.step == HAND_OVER and not is_province):
        return "unknown-step"
    if wanted.due_on < wanted.scope.window.starts_on:
        return "before-scope"
    if wanted.due_on > wanted.scope.window.ends_on + LATEST_AFTER_SCOPE:
        return "too-late"
    if wanted.due_on < today and before is None:
        return "in-the-past"
    if len(note) > LONGEST_NOTE:
        return "note-too-long"
    is_late = wanted.step == SUBMIT and is_after_hand_over(others, scope=wanted.scope, due_on=wanted.due_on) is not None
    return "after-hand-over" if is_late else ""


def clashing(deadlines: Collection[DueDay]) -> tuple[tuple[DueDay, DueDay], ...]:
    """Every deadline for submitting that is later than the hand-over it leads to, with that hand-over."""
    pairs = ((each, is_after_hand_over(deadlines, scope=each.scope, due_on=each.due_on)) for each in deadlines if each.step == SUBMIT)
    return tuple((submit, hand_over) for submit, hand_over in pairs if hand_over is not None)


def reminder_due(due_on: date, today: date) -> int | None:
    """The latest stage of REMINDERS that has come; None before the first and long after the last.

    Only the latest: who was not told for a fortnight is told once where things stand, not six times.
    """
    gone = (today - due_on).days
    # On the day itself nothing new is said: everyone was told the day before.
    if gone > REMINDERS[-1] + LATEST_REMINDER_HOLDS:
        return None
    return max((stage for stage in REMINDERS if stage <= gone), default=None)
