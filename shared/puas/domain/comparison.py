"""An index beside another one: the previous period, the target, and the points of a trend.

Differences are taken between printed values, so that a reader who subtracts gets the same number (88,50 - 87,63 = 0,87).
Each point of a trend carries the rule it was graded by and its own letter: 76,475 is B under Kepmenpan 25/2004 and
C under PermenPANRB 14/2017, and neither is re-graded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import Target, TrendPoint
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.rounding import exact, round_half_up

UP = "up"
DOWN = "down"
SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference with its sign. `rule_changed` warns that the two letters come from different tables."""

    amount: Decimal
    direction: str
    rule_changed: bool


@dataclass(frozen=True, slots=True)
class TargetCheck:
    """A value against its target: `gap` is what is missing (negative) or left over."""

    reached: bool
    gap: Decimal


def printed_nik(nik: Decimal) -> Decimal:
    """A NIK with two decimals, rounded half up."""
    return round_half_up(exact(nik), NIK_PLACES)


def change(current: Decimal, previous: Decimal, *, rule_changed: bool = False) -> Change:
    """From the previous printed NIK to the current one."""
    amount = printed_nik(current) - printed_nik(previous)
    direction = UP if amount > 0 else DOWN if amount < 0 else SAME
    return Change(amount, direction, rule_changed)


def against_target(current: Decimal, target: Decimal) -> TargetCheck:
    """Whether the printed value reaches the target."""
    gap = printed_nik(current) - printed_nik(target)
    return TargetCheck(gap >= 0, gap)


def target(nik: Decimal, edition_id: str, source: str) -> Target:
    """A target on the NIK scale, with its letter."""
    return Target(printed_nik(nik), grade(edition(edition_id), nik).mutu, source)


def trend_point(
    *, label: str, year: int, edition_id: str, nik: Decimal, respondents: int | None = None, note: str = ""
) -> TrendPoint:
    """An index published elsewhere or earlier, graded by its own rule."""
    rule = edition(edition_id)
    quality = grade(rule, nik)
    return TrendPoint(
        label=label,
        year=year,
        edition_id=rule.id,
        edition_name=rule.name,
        nik=printed_nik(nik),
        mutu=quality.mutu,
        predikat=quality.predikat,
        respondents=respondents,
        note=note,
    )


def trend_point_of(result: ResultSnapshot) -> TrendPoint | None:
    """A frozen result as a point of the trend, with the letter it was frozen with; None without an index."""
    index = result.index
    if index.nik is None or index.mutu is None or index.predikat is None:
        return None
    return TrendPoint(
        label=result.period.label,
        year=result.period.year,
        edition_id=result.edition_id,
        edition_name=result.edition_name,
        nik=index.nik,
        mutu=index.mutu,
        predikat=index.predikat,
        respondents=result.respondents,
    )


def change_between(earlier: TrendPoint, later: TrendPoint) -> Change:
    """The step from one point of a trend to another."""
    return change(later.nik, earlier.nik, rule_changed=earlier.edition_id != later.edition_id)


def rules_of(points: Iterable[TrendPoint]) -> tuple[str, ...]:
    """The rules a trend crosses, in order of appearance; more than one needs a note under the chart."""
    return tuple(dict.fromkeys(point.edition_name for point in points))
