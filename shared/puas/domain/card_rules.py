"""What is good on a report card: every line by its own rule, and never one line weighed against another.

There is no figure over all yardsticks, because no rule knows one. Where a rule grades by itself (mutu, category, zone) the grade
of that rule and that year decides; how its grades are sorted into good, middling and weak, and every threshold of a share, is a
policy of ours (`Thresholds`) that the card names as such.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from puas.domain.yardsticks import (
    COMPLAINTS,
    COMPLIANCE,
    INNOVATIONS,
    MALLS,
    MINIMUM_SERVICES,
    PERFORMANCE,
    PROCEDURES,
    STANDARDS,
)

SURVEY, PLANS = "survey", "plans"
LINES = (
    SURVEY, PERFORMANCE, COMPLIANCE, STANDARDS, PROCEDURES, MINIMUM_SERVICES, COMPLAINTS, INNOVATIONS, PLANS, MALLS,
)  # fmt: skip
"""The lines of a card in their order; malls only on that of a regency."""

GOOD, FAIR, WEAK = "good", "fair", "weak"
UNJUDGED = "unjudged"
"""There is a figure, and no rule says whether it is good."""
MISSING = "missing"
"""There is no figure: neither good nor bad."""
LEVELS = (GOOD, FAIR, WEAK, UNJUDGED, MISSING)

CITED = frozenset({SURVEY, MALLS})
"""Lines whose rule says by itself what is good; of all others the sorting is ours and unverified."""

_MUTU = {"A": GOOD, "B": GOOD, "C": WEAK, "D": WEAK}
# Below 2,01 one application of the assessment speaks of a priority for guidance; the rest of the sorting is ours.
_CATEGORY = {
    "A": GOOD, "A-": GOOD, "B": GOOD, "B-": FAIR, "C": FAIR, "C-": FAIR, "D": WEAK, "E": WEAK, "F": WEAK,
}  # fmt: skip
_ZONES = (("hijau", GOOD), ("kuning", FAIR), ("merah", WEAK))
_ZONE_LETTERS = {"A": GOOD, "B": GOOD, "C": FAIR, "D": WEAK, "E": WEAK}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which share (in percent) a count is good, and from which it is middling. Ours; those of plans are the steps 30 and 80
    of the indicator on follow-up in the assessments seen, where good is above its threshold and not at it."""

    standards_fair: int = 50
    procedures_fair: int = 50
    minimum_services_fair: int = 50
    complaints_good: int = 90
    complaints_fair: int = 50
    plans_good: int = 80
    plans_fair: int = 30


THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class CardFigure:
    """One figure of a line as printed; `rule` tells two of the same line apart, `name` is that of a mall.

    Counts are those of `domain.yardsticks`; of the survey respondents and sample, of plans promises, done and late.
    """

    value: Decimal | None = None
    letter: str = ""
    label: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    rule: str = ""
    name: str = ""

    def count(self, name: str) -> int:
        """A whole number behind the figure; what is not known counts as none."""
        return self.counts.get(name, 0)


_Rule = Callable[[CardFigure, Thresholds], str]


def level_of(line: str, figure: CardFigure | None, thresholds: Thresholds = THRESHOLDS) -> str:
    """One of LEVELS."""
    return MISSING if figure is None else _RULES[line](figure, thresholds)


def _by_mutu(figure: CardFigure, _thresholds: Thresholds) -> str:
    return UNJUDGED if figure.value is None else _MUTU.get(figure.letter, UNJUDGED)


def _by_category(figure: CardFigure, _thresholds: Thresholds) -> str:
    return _CATEGORY.get(figure.letter.replace("\N{MINUS SIGN}", "-"), UNJUDGED)


def _by_zone(figure: CardFigure, _thresholds: Thresholds) -> str:
    """By the zone of that year; an opinion whose scale is not known is not judged, and a checklist alone is no score."""
    if figure.value is None and not figure.letter and not figure.label:
        return MISSING
    words = set(re.findall(r"\w+", f"{figure.letter} {figure.label}".casefold()))
    named = [level for zone, level in _ZONES if zone in words]
    return named[0] if named else _ZONE_LETTERS.get(figure.letter, UNJUDGED)


def _by_share(part: str, whole: str, fair: str) -> _Rule:
    """All is good, from the threshold on middling; of nothing there is no share."""

    def rule(figure: CardFigure, thresholds: Thresholds) -> str:
        done, all_of = figure.count(part), figure.count(whole)
        if all_of <= 0:
            return MISSING
        if done >= all_of:
            return GOOD
        return FAIR if 100 * done >= getattr(thresholds, fair) * all_of else WEAK

    return rule


def _by_complaints(figure: CardFigure, thresholds: Thresholds) -> str:
    """Settled of those received, and in time of those settled; the worse of the two decides. No complaint is neither good nor bad."""
    received, settled = figure.count("received"), figure.count("settled")
    if received <= 0:
        return UNJUDGED
    shares = [(settled, received)]
    if "in_time" in figure.counts and settled > 0:
        shares.append((figure.count("in_time"), settled))
    if all(100 * part >= thresholds.complaints_good * whole for part, whole in shares):
        return GOOD
    return FAIR if all(100 * part >= thresholds.complaints_fair * whole for part, whole in shares) else WEAK


def _by_innovations(figure: CardFigure, _thresholds: Thresholds) -> str:
    """One that has been in use long enough is good, a younger one middling; none is not held against anybody."""
    if figure.count("eligible") > 0:
        return GOOD
    return FAIR if figure.count("innovations") > 0 else UNJUDGED


def _by_plans(figure: CardFigure, thresholds: Thresholds) -> str:
    """By the share done; while nothing is late, what is not done yet is still in its time."""
    promises, done = figure.count("promises"), figure.count("done")
    if promises <= 0:
        return MISSING
    if 100 * done > thresholds.plans_good * promises:
        return GOOD
    if not figure.count("late"):
        return UNJUDGED
    return FAIR if 100 * done >= thresholds.plans_fair * promises else WEAK


def _by_fields(figure: CardFigure, thresholds: Thresholds) -> str:
    """Fields are reported once a year: before the first report there is no figure, and that is no fault."""
    if not figure.count("fields_reported"):
        return MISSING
    return _by_share("fields_reported", "fields", "minimum_services_fair")(figure, thresholds)


_RULES: Mapping[str, _Rule] = {
    SURVEY: _by_mutu,
    PERFORMANCE: _by_category,
    COMPLIANCE: _by_zone,
    STANDARDS: _by_share("complete", "services", "standards_fair"),
    PROCEDURES: _by_share("evaluated", "procedures", "procedures_fair"),
    MINIMUM_SERVICES: _by_fields,
    COMPLAINTS: _by_complaints,
    INNOVATIONS: _by_innovations,
    PLANS: _by_plans,
    MALLS: _by_mutu,
}
