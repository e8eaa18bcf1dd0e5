"""Who has earned a letter of appreciation over a reporting scope, and who needs a reminder.

Appreciation compares, so it is only for units that may be compared: with a rank (enough respondents, `ranking`), a final
index and mutu A or B. The best are those on the first three ranks; ties share theirs, so they may be more than three.
Most improved is the greatest step up from the scope before, if it is greater than chance explains: beyond the margin of
the difference of the two measurements. While any ranked unit still collects answers, or the scope itself is not over,
nobody is praised, since the ranks still move; and only a unit all of whose periods are published is.

A reminder states a fact: not reported after the deadline, promises past their time, fewer respondents than the sample.
The rule prescribes neither letter; this is the product's policy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from puas.domain.comparison import printed_nik

APPRECIATION = "appreciation"
REMINDER = "reminder"

BEST = "best"
MOST_IMPROVED = "most_improved"
NOT_REPORTED = "not_reported"
LATE_PROMISES = "late_promises"
UNDER_SAMPLE = "under_sample"

LETTER_KINDS: Mapping[str, str] = {
    BEST: APPRECIATION,
    MOST_IMPROVED: APPRECIATION,
    NOT_REPORTED: REMINDER,
    LATE_PROMISES: REMINDER,
    UNDER_SAMPLE: REMINDER,
}
"""The kind of letter each occasion gives; in the order in which lists show them."""

LAST_RANK_PRAISED = 3
LETTERS_PRAISED = ("A", "B")


@dataclass(frozen=True, slots=True)
class Before:
    """What a unit had in the scope before: printed NIK, half its 95 % interval, and whether the same rule measured it."""

    nik: Decimal
    margin: Decimal | None
    is_same_rule: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a unit over a scope.

    `rank` is None unless the unit may be compared. `is_final` says that all its periods are closed, `is_published` that all of
    them are published, so that a letter tells no figure the public does not know. `overdue_since` is the last day on which it
    should have reported, None where it has, or where that day is still to come or was never set.
    """

    key: str
    name: str
    rank: int | None = None
    nik: Decimal | None = None
    mutu: str | None = None
    margin: Decimal | None = None
    before: Before | None = None
    is_final: bool = False
    is_published: bool = False
    respondents: int = 0
    sample_target: int | None = None
    overdue_since: date | None = None
    late_promises: int = 0

    @property
    def step(self) -> Decimal | None:
        """The change from the scope before, between printed figures."""
        if self.nik is None or self.before is None:
            return None
        return printed_nik(self.nik) - printed_nik(self.before.nik)

    @property
    def missing(self) -> int:
        """Respondents its sample lacks."""
        return max(0, (self.sample_target or 0) - self.respondents)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A reason to write to a unit. `since` is the missed day, `number` the promises or respondents it is about."""

    occasion: str
    key: str
    name: str
    nik: Decimal | None = None
    mutu: str | None = None
    rank: int | None = None
    step: Decimal | None = None
    since: date | None = None
    number: int = 0

    @property
    def kind(self) -> str:
        """Appreciation or reminder."""
        return LETTER_KINDS[self.occasion]


def letter_occasions(units: Iterable[Standing], *, is_over: bool) -> tuple[Occasion, ...]:
    """Every reason to write, by occasion in the order of LETTER_KINDS; a unit may have several.

    `is_over` says that the last day of the scope has passed: until then periods may still be opened in it.
    """
    known = list(units)
    return (*(_praise(known) if is_over else ()), *_not_reported(known), *_late(known), *_under_sample(known))


def has_improved(unit: Standing) -> bool:
    """Whether the step up is greater than the uncertainty of the two measurements together explains.

    Their samples are independent, so the margin of the difference is the root of the sum of both squares; compared as
    squares nothing has to be rounded.
    """
    step, before = unit.step, unit.before
    if step is None or before is None or not before.is_same_rule or unit.margin is None or before.margin is None:
        return False
    return step > 0 and step * step > unit.margin * unit.margin + before.margin * before.margin


def _praise(units: Sequence[Standing]) -> list[Occasion]:
    compared = [each for each in units if each.rank is not None]
    if not all(each.is_final for each in compared):
        return []
    worthy = [each for each in compared if each.is_published and each.mutu in LETTERS_PRAISED]
    best = sorted((each for each in worthy if (each.rank or 0) <= LAST_RANK_PRAISED), key=lambda each: (each.rank or 0, each.name))
    return [_praised(BEST, each) for each in best] + [_praised(MOST_IMPROVED, each) for each in _most_improved(worthy)]


def _most_improved(worthy: Sequence[Standing]) -> list[Standing]:
    """The one with the greatest step, or those who share it."""
    steps = [(each.step or Decimal(0), each) for each in worthy if has_improved(each)]
    greatest = max((step for step, _ in steps), default=None)
    return sorted((each for step, each in steps if step == greatest), key=lambda each: each.name)


def _praised(occasion: str, unit: Standing) -> Occasion:
    return Occasion(occasion, unit.key, unit.name, nik=unit.nik, mutu=unit.mutu, rank=unit.rank, step=unit.step)


def _not_reported(units: Sequence[Standing]) -> list[Occasion]:
    late = [(each.overdue_since, each) for each in units if each.overdue_since is not None]
    return [
        Occasion(NOT_REPORTED, each.key, each.name, since=since) for since, each in sorted(late, key=lambda pair: (pair[0], pair[1].name))
    ]


def _late(units: Sequence[Standing]) -> list[Occasion]:
    late = sorted((each for each in units if each.late_promises), key=lambda each: (-each.late_promises, each.name))
    return [Occasion(LATE_PROMISES, each.key, each.name, number=each.late_promises) for each in late]


def _under_sample(units: Sequence[Standing]) -> list[Occasion]:
    """Only of closed periods: whoever still collects may yet reach it."""
    short = sorted((each for each in units if each.is_final and each.missing), key=lambda each: (-each.missing, each.name))
    return [Occasion(UNDER_SAMPLE, each.key, each.name, nik=each.nik, mutu=each.mutu, number=each.missing) for each in short]
