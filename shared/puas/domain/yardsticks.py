"""The yardsticks of public service beside the survey, and what each says about a unit in a year.

Every yardstick has a register of its own. What of it is told to report cards and to the province is one reading per unit and
year: a printed figure, a letter or zone, and whole numbers behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

PERFORMANCE = "performance"
COMPLIANCE = "compliance"
STANDARDS = "standards"
PROCEDURES = "procedures"
MINIMUM_SERVICES = "minimum_services"
COMPLAINTS = "complaints"
MALLS = "malls"
INNOVATIONS = "innovations"

YARDSTICKS = (PERFORMANCE, COMPLIANCE, STANDARDS, PROCEDURES, MINIMUM_SERVICES, COMPLAINTS, MALLS, INNOVATIONS)
"""In the order of report cards and menus."""

REGENCY, AGENCY, MALL = "regency", "agency", "mall"
NO_UNIT = UUID(int=0)
"""The unit of a reading about the regency as a whole."""

COUNTS: Mapping[str, tuple[str, ...]] = {
    # indicators scored, weak ones, improvement items planned and done
    PERFORMANCE: ("indicators", "weak", "promises", "promises_done"),
    # items of the checklist that apply, those that are there, rank and of how many
    COMPLIANCE: ("items", "items_there", "rank", "rank_of"),
    # active services, those with all components in force, those shown in public, overdue reviews, pledges in force
    STANDARDS: ("services", "complete", "shown", "overdue", "pledges"),
    # active procedures, those evaluated in the year, those to be revised
    PROCEDURES: ("procedures", "evaluated", "to_revise"),
    # fields carried, fields with a figure
    MINIMUM_SERVICES: ("fields", "fields_reported"),
    COMPLAINTS: ("received", "settled", "in_time"),
    # agencies in the mall, counters, respondents
    MALLS: ("agencies", "counters", "respondents"),
    # innovations, those in use long enough, furthest stage reached as its position in the edition
    INNOVATIONS: ("innovations", "eligible", "handed_in", "furthest"),
}
COUNT_NAMES: Mapping[str, frozenset[str]] = {yardstick: frozenset(names) for yardstick, names in COUNTS.items()}
"""The whole numbers of each yardstick, by name. A reading has no others; a name that is absent is not known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a yardstick says about a unit in a year. `value` is the printed figure in the yardstick's own unit (index, score, percent)."""

    yardstick: str
    year: int
    level: str
    unit_id: UUID
    name: str
    kind: str = ""
    value: Decimal | None = None
    letter: str = ""
    label: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    variant: str = ""

    def __post_init__(self) -> None:
        unknown = self.counts.keys() - COUNT_NAMES[self.yardstick]
        if unknown:
            raise ValueError(f"{self.yardstick} has no count named {', '.join(sorted(unknown))}")


def share(part: int, whole: int) -> Decimal | None:
    """How much of the whole, in percent with two decimals, half up; None of nothing."""
    if whole <= 0:
        return None
    return Decimal((20_000 * part + whole) // (2 * whole)) / 100
