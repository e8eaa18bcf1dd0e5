"""Rapor pelayanan: one unit in one year by all yardsticks, each line by its own rule, with honest blanks.

A card reads what the registers told (`domain.yardsticks`), the published index, the target and the promises. It computes no figure
of its own: where the regency has no reading of a count it adds up those of its agencies, and nothing else.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from puas.domain.card_rules import LINES, MISSING, PLANS, SURVEY, THRESHOLDS, CardFigure, Thresholds, level_of
from puas.domain.regulation.ombudsman import scale_of
from puas.domain.yardsticks import (
    AGENCY,
    COMPLAINTS,
    COMPLIANCE,
    COUNTS,
    INNOVATIONS,
    MALL,
    MALLS,
    MINIMUM_SERVICES,
    NO_UNIT,
    PERFORMANCE,
    PROCEDURES,
    REGENCY,
    STANDARDS,
    Reading,
    share,
)

YEARS_SHOWN = 5
SUMMED = frozenset({STANDARDS, PROCEDURES, MINIMUM_SERVICES, COMPLAINTS, INNOVATIONS})
"""Yardsticks of plain counts: over a regency they add up. An index, a score or a category never does."""

UNITS = "units"
"""How many agencies have a figure of their own, where the regency as a whole has none: told of performance, which is judged by unit."""

_PARTS: Mapping[str, tuple[str, str]] = {
    STANDARDS: ("complete", "services"),
    PROCEDURES: ("evaluated", "procedures"),
    MINIMUM_SERVICES: ("fields_reported", "fields"),
    COMPLAINTS: ("settled", "received"),
    PLANS: ("done", "promises"),
}


@dataclass(frozen=True, slots=True)
class YearFigure:
    """What is known of a line in a year."""

    line: str
    year: int
    figure: CardFigure


@dataclass(frozen=True, slots=True)
class CardPoint:
    """A year of a line's trend. `value` is an index, a score or a share in percent; points of different rules are not compared."""

    year: int
    value: Decimal | None
    letter: str
    label: str
    rule: str
    level: str
    units: int = 0
    """How many agencies have a figure of their own, where the regency as a whole has none."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """One yardstick. The first figure is the one that is judged; others stand beside it (the older rule, other malls).

    `before` and `change` are of the year before by the same rule; `last` is the newest earlier year with a figure, where this one
    has none. `target` is laid down for the survey only.
    """

    key: str
    level: str
    figures: tuple[CardFigure, ...] = ()
    before: CardPoint | None = None
    last: CardPoint | None = None
    target: Decimal | None = None
    trend: tuple[CardPoint, ...] = ()

    @property
    def figure(self) -> CardFigure | None:
        return self.figures[0] if self.figures else None

    @property
    def is_missing(self) -> bool:
        return self.level == MISSING

    @property
    def value(self) -> Decimal | None:
        return None if self.figure is None else value_of(self.key, self.figure)

    @property
    def change(self) -> Decimal | None:
        """Since the year before, between printed figures; None where the rule changed or one of them is missing."""
        if self.value is None or self.before is None or self.before.value is None or self.figure is None:
            return None
        return self.value - self.before.value if self.figure.rule == self.before.rule else None

    @property
    def gap(self) -> Decimal | None:
        """The index minus its target."""
        return None if self.value is None or self.target is None else self.value - self.target

    @property
    def parts(self) -> tuple[int, int] | None:
        """How many of how many, where the line counts something."""
        if self.figure is None or self.key not in _PARTS:
            return None
        part, whole = _PARTS[self.key]
        return self.figure.count(part), self.figure.count(whole)


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A unit in a year."""

    year: int
    level: str
    lines: tuple[CardLine, ...]

    def find(self, key: str) -> CardLine | None:
        """The line of this key; None where the card has none, as an agency has no malls."""
        return next((each for each in self.lines if each.key == key), None)

    def line(self, key: str) -> CardLine:
        """The same where it must be there."""
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    @property
    def known(self) -> int:
        """Lines with a figure."""
        return sum(not each.is_missing for each in self.lines)

    def with_level(self, level: str) -> int:
        return sum(each.level == level for each in self.lines)


def report_card(
    figures: Iterable[YearFigure],
    *,
    year: int,
    level: str,
    targets: Mapping[int, Decimal] | None = None,
    thresholds: Thresholds = THRESHOLDS,
) -> ReportCard:
    """The card of a unit from all its figures; `level` is regency or agency."""
    by_line: dict[str, dict[int, list[CardFigure]]] = {}
    for each in figures:
        by_line.setdefault(each.line, {}).setdefault(each.year, []).append(each.figure)
    target = (targets or {}).get(year)
    lines = [
        _line(key, by_line.get(key, {}), year, target if key == SURVEY else None, thresholds)
        for key in LINES
        if key != MALLS or level == REGENCY
    ]
    return ReportCard(year, level, tuple(lines))


def lines_of_year(figures: Iterable[YearFigure], *, year: int, thresholds: Thresholds = THRESHOLDS) -> dict[str, CardLine]:
    """The lines a unit has figures of in a year, with figures and verdict as on its card but without target, trend or anything
    older: enough to put hundreds of units in order."""
    by_line: dict[str, list[CardFigure]] = {}
    for each in figures:
        if each.year == year:
            by_line.setdefault(each.line, []).append(each.figure)
    return {key: CardLine(key, *_judged(key, _ordered(key, found), thresholds)) for key, found in by_line.items()}


def figures_of(readings: Iterable[Reading], level: str, unit_id: object = NO_UNIT) -> list[YearFigure]:
    """The readings of one unit as figures of a card; of a regency its malls too, and the sums of its agencies' counts where the
    regency has no reading of its own."""
    known = list(readings)
    if level == AGENCY:
        return [_as_figure(each) for each in known if each.level == AGENCY and each.unit_id == unit_id]
    own = [each for each in known if each.level == REGENCY and each.yardstick != MALLS]
    found = [_as_figure(each) for each in (*own, *(each for each in known if each.level == MALL))]
    told = {(each.yardstick, each.year) for each in own}
    sums: dict[tuple[str, int], dict[str, int]] = {}
    for each in known:
        if each.level == AGENCY and each.yardstick in SUMMED and (each.yardstick, each.year) not in told:
            counts = sums.setdefault((each.yardstick, each.year), {})
            for name, number in each.counts.items():
                # How far an innovation came is a place on a way and adds up to nothing.
                counts[name] = max(counts.get(name, 0), number) if name == "furthest" else counts.get(name, 0) + number
    found += [YearFigure(line, year, CardFigure(counts=counts)) for (line, year), counts in sums.items()]
    assessed: dict[int, set[object]] = {}
    for each in known:
        if each.level == AGENCY and each.yardstick == PERFORMANCE and (PERFORMANCE, each.year) not in told:
            assessed.setdefault(each.year, set()).add(each.unit_id)
    found += [YearFigure(PERFORMANCE, year, CardFigure(counts={UNITS: len(units)})) for year, units in assessed.items()]
    return found


def years_of(figures: Iterable[YearFigure]) -> list[int]:
    """The years with any figure, the newest first."""
    return sorted({each.year for each in figures}, reverse=True)


def value_of(line: str, figure: CardFigure) -> Decimal | None:
    """The printed figure; of a count its share in percent."""
    if line in _PARTS:
        part, whole = _PARTS[line]
        if whole in figure.counts:
            return share(figure.count(part), figure.count(whole))
    if line == INNOVATIONS and "innovations" in figure.counts:
        return Decimal(figure.count("innovations"))
    return figure.value


def _line(
    key: str, years: Mapping[int, Sequence[CardFigure]], year: int, target: Decimal | None, thresholds: Thresholds
) -> CardLine:
    ordered = {each: _ordered(key, found) for each, found in years.items() if each <= year}
    level, figures = _judged(key, ordered.get(year, ()), thresholds)
    points = tuple(point for each in sorted(ordered) for point in _points(key, each, ordered[each], thresholds))[-YEARS_SHOWN:]
    earlier = [each for each in points if each.year < year]
    rule = figures[0].rule if figures else ""
    before = next((each for each in earlier if each.year == year - 1 and (not rule or each.rule == rule)), None)
    before = before or next((each for each in earlier if each.year == year - 1), None)
    last = earlier[-1] if earlier and level == MISSING else None
    return CardLine(key, level, figures, before if level != MISSING else None, last, target, points)


def _judged(key: str, figures: tuple[CardFigure, ...], thresholds: Thresholds) -> tuple[str, tuple[CardFigure, ...]]:
    """The verdict on a year's figures in their order, and which of them are shown."""
    level = level_of(key, figures[0] if figures else None, thresholds)
    # A checklist without a score and fields without a report are kept: what they lack can be worked on.
    return level, figures if level != MISSING or key in (COMPLIANCE, MINIMUM_SERVICES) else ()


def _points(key: str, year: int, figures: Sequence[CardFigure], thresholds: Thresholds) -> Iterable[CardPoint]:
    """Of several malls none stands for the others: their trend is on the pages of malls."""
    if key == MALLS and len(figures) > 1:
        return
    for each in figures[:1]:
        level = level_of(key, each, thresholds)
        if level != MISSING:
            yield CardPoint(year, value_of(key, each), each.letter, each.label, each.rule, level, each.count(UNITS))


def _ordered(key: str, figures: Sequence[CardFigure]) -> tuple[CardFigure, ...]:
    """The newest rule first; of malls the one that needs most help first."""
    if len(figures) < 2:
        return tuple(figures)
    if key == MALLS:
        return tuple(sorted(figures, key=lambda each: (each.value is None, each.value or Decimal(0), each.name)))
    return tuple(sorted(figures, key=lambda each: (_year_of_rule(each.rule), each.rule), reverse=True))


@lru_cache(maxsize=256)
def _year_of_rule(rule: str) -> int:
    """The year a rule was made in, as its name says it; 0 where it says none."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", rule)
    return int(years[-1]) if years else 0


def _as_figure(reading: Reading) -> YearFigure:
    name = reading.name if reading.level == MALL else ""
    counts = {name: reading.counts[name] for name in COUNTS[reading.yardstick] if name in reading.counts}
    rule = reading.variant
    if reading.yardstick == COMPLIANCE and reading.value is not None:
        # Zones and letters of different years come from different scales: 79,53 is yellow in 2021 and green in 2022.
        scale = scale_of(reading.year)
        rule = scale.name if scale is not None else ""
    return YearFigure(reading.yardstick, reading.year, CardFigure(reading.value, reading.letter, reading.label, counts, rule, name))
