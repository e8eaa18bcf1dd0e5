"""What an unsur's index did after a promise about it was kept: from the promise's period to the next published one.

That is "after", never "because of": other things changed too, and other people answered. Only figures by the same rule and of
scopes of the same length are set side by side, and a unit with too few respondents has none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from puas.domain.comparison import change
from puas.domain.reporting_scope import ReportingScope, smallest_scope

MOST_SCOPES_LATER = 4
"""How many scopes later the next published one may be; what came years after says nothing about a promise."""


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """A promise that was done, with the plan's agency and period. `unit` names the agency across regencies."""

    unit: tuple[int, str]
    unsur: str
    action: str
    description: str
    starts_on: date
    ends_on: date
    agency_name: str = ""


@dataclass(frozen=True, slots=True)
class UnsurFigure:
    """One unsur of one agency over one scope, as printed."""

    nik: Decimal
    mutu: str
    answered: int
    edition: str


@dataclass(frozen=True, slots=True)
class Effect:
    """A promise with the figure of its period, the next published one, and the difference; `scope` is that of the later figure."""

    promise: KeptPromise
    before: UnsurFigure
    after: UnsurFigure
    scope: ReportingScope
    change: Decimal


FigureKey = tuple[tuple[int, str], ReportingScope, str]
"""Unit, scope and unsur."""


def effects_of(promises: Iterable[KeptPromise], figures: Mapping[FigureKey, UnsurFigure]) -> tuple[Effect, ...]:
    """Those promises that can be judged, the greatest improvement first."""
    found = [effect for promise in promises if (effect := _effect(promise, figures)) is not None]
    return tuple(sorted(found, key=lambda each: (-each.change, each.promise.action.casefold(), each.promise.unit)))


def scopes_needed(promises: Iterable[KeptPromise]) -> frozenset[ReportingScope]:
    """The scopes whose figures tell the effects of these promises."""
    own = {smallest_scope(each.starts_on, each.ends_on) for each in promises}
    return frozenset(own.union(*(each.later(MOST_SCOPES_LATER) for each in own)))


def _effect(promise: KeptPromise, figures: Mapping[FigureKey, UnsurFigure]) -> Effect | None:
    scope = smallest_scope(promise.starts_on, promise.ends_on)
    before = figures.get((promise.unit, scope, promise.unsur))
    if before is None:
        return None
    for later in scope.later(MOST_SCOPES_LATER):
        after = figures.get((promise.unit, later, promise.unsur))
        if after is not None:
            if after.edition != before.edition:
                return None
            return Effect(promise, before, after, later, change(after.nik, before.nik).amount)
    return None
