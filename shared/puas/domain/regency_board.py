"""A regency over a reporting scope as its leaders see it: who stands where and how surely, who has reported, what to do first.

Ranks are those of `ranking`; the uncertainty is that of `uncertainty`. Nothing here is a figure of its own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from puas.domain.comparison import Change, change
from puas.domain.deadlines import PASSED, Obligation
from puas.domain.index_score import POOLED
from puas.domain.letter_occasions import Before, Occasion, Standing, letter_occasions
from puas.domain.quality_grade import grade
from puas.domain.ranking import RANKED
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import TrendPoint
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_snapshot import IndexFigures, Policies, UnsurFigures
from puas.domain.submission_workflow import STATES
from puas.domain.uncertainty import interval
from puas.domain.yearly_targets import Progress

THINGS_TO_FIX = 3
WELL_ENOUGH = "A"

NO_PERIOD = "no_period"
"""An agency that was not surveyed in the scope."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A printed index with its letter and half the width of its 95 % interval (None where it is not known)."""

    nik: Decimal
    mutu: str
    margin: Decimal | None
    edition_id: str

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """The interval, kept on the scale."""
        if self.margin is None:
            return None
        found = interval(edition(self.edition_id), self.nik, self.margin)
        return found.low, found.high

    @property
    def letters(self) -> tuple[str, ...]:
        """Every letter the interval touches, the worst first; only that of the index where the margin is not known."""
        return (self.mutu,) if self.ends is None else _letters_between(self.edition_id, *self.ends)

    @property
    def is_letter_stable(self) -> bool | None:
        """Whether the letter would be the same wherever in the interval the truth lies; None where nobody knows."""
        return None if self.margin is None else len(self.letters) == 1


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """How far the report of one of an agency's periods has come, and what it owes."""

    period_id: str
    label: str
    state: str
    obligation: Obligation
    # Whether the result in force is the public one; a correction may have made another, which the board shows before anybody else.
    is_published: bool = False

    @property
    def is_unreported(self) -> bool:
        return self.obligation.is_unreported

    @property
    def is_past_deadline(self) -> bool:
        """Whether a deadline that was set has gone by."""
        return self.obligation.phase == PASSED


@dataclass(frozen=True, slots=True)
class BoardAgency:
    """One agency. `name` is as frozen with its newest period; `present_name` is given where it is called otherwise now.

    `state` is final, combined or provisional, or no_period. `rank` is None unless `standing` is ranked; `rank_before` is that
    of the scope before, where both are ranked. `late_since` is the first day on which the oldest of its late promises was late.
    """

    id: str
    name: str
    short_name: str
    present_name: str
    merged_into: str
    is_active: bool
    state: str
    standing: str
    rank: int | None
    rank_before: int | None
    index: IndexFigures
    measured: Measured | None
    before: Before | None
    unsur: tuple[UnsurFigures, ...]
    respondents: int
    sample_target: int | None
    target: Progress
    reports: tuple[PeriodReport, ...]
    # The last day to submit the scope's report, for an agency that was not surveyed in it.
    owed_since: date | None
    late_promises: int
    late_since: date | None

    @property
    def called(self) -> str:
        """What people call it."""
        return self.short_name or self.name

    @property
    def has_period(self) -> bool:
        return self.state != NO_PERIOD

    @property
    def is_final(self) -> bool:
        return self.state in ("final", "combined")

    @property
    def is_ranked(self) -> bool:
        return self.standing == RANKED

    @property
    def change(self) -> Change | None:
        """The step from the scope before, between printed figures."""
        if self.index.nik is None or self.before is None:
            return None
        return change(self.index.nik, self.before.nik, rule_changed=not self.before.is_same_rule)

    @property
    def climbed(self) -> int | None:
        """Ranks gained since the scope before; negative where they were lost."""
        return None if self.rank is None or self.rank_before is None else self.rank_before - self.rank

    @property
    def unreported(self) -> tuple[PeriodReport, ...]:
        """`Belum lapor`: periods that are owed and late."""
        return tuple(each for each in self.reports if each.is_unreported)

    @property
    def past_deadline(self) -> tuple[PeriodReport, ...]:
        """Those of them that had a deadline."""
        return tuple(each for each in self.reports if each.is_past_deadline)

    @property
    def overdue_since(self) -> date | None:
        """The earliest deadline it has missed."""
        missed = [each.obligation.due.due_on for each in self.past_deadline if each.obligation.due]
        if self.owed_since is not None:
            missed.append(self.owed_since)
        return min(missed, default=None)

    @property
    def missing(self) -> int:
        """Respondents its sample lacks."""
        return max(0, (self.sample_target or 0) - self.respondents)

    def for_letters(self) -> Standing:
        """What decides on letters."""
        return Standing(
            key=self.id, name=self.name, rank=self.rank, nik=self.index.nik, mutu=self.index.mutu,
            margin=self.measured.margin if self.measured else None, before=self.before, is_final=self.is_final,
            is_published=all(each.is_published for each in self.reports), respondents=self.respondents, sample_target=self.sample_target,
            overdue_since=self.overdue_since, late_promises=self.late_promises,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThingToFix:
    """The weakest unsur of an agency, under its short name where it has one. It is not comparable where the agency asked too few people."""

    agency_id: str
    agency: str
    unsur: str
    nik: Decimal
    mutu: str
    is_comparable: bool


@dataclass(frozen=True, slots=True)
class RegencyBoard:
    """A regency over a scope: its agencies in the order of the ranking, those without a period last."""

    scope: ReportingScope
    edition_id: str
    policies: Policies
    index: IndexFigures
    measured: Measured | None
    unsur: tuple[UnsurFigures, ...]
    respondents: int
    sample_target: int | None
    before: TrendPoint | None
    target: Progress
    target_source: str
    is_provisional: bool
    # Whether the scope's last day has passed.
    is_over: bool
    agencies: tuple[BoardAgency, ...]

    @property
    def surveyed(self) -> tuple[BoardAgency, ...]:
        return tuple(each for each in self.agencies if each.has_period)

    @property
    def indexed(self) -> tuple[BoardAgency, ...]:
        """Agencies with an index: what the regency's is made of."""
        return tuple(each for each in self.agencies if each.index.nik is not None)

    @property
    def ranked(self) -> tuple[BoardAgency, ...]:
        return tuple(each for each in self.agencies if each.is_ranked)

    @property
    def without_period(self) -> tuple[BoardAgency, ...]:
        """Agencies that go on and were not surveyed in the scope."""
        return tuple(each for each in self.agencies if not each.has_period and each.is_active)

    @property
    def change(self) -> Change | None:
        """From the scope before, between printed figures."""
        if self.index.nik is None or self.before is None:
            return None
        return change(self.index.nik, self.before.nik, rule_changed=self.before.edition_id != self.edition_id)

    @property
    def missing(self) -> int:
        """Answers still missing, agency by agency: one's surplus does not fill another's gap."""
        return sum(each.missing for each in self.surveyed)

    @property
    def unreported(self) -> tuple[tuple[BoardAgency, PeriodReport], ...]:
        """Every report that is owed and late, the longest first."""
        found = [(agency, report) for agency in self.agencies for report in agency.unreported]
        return tuple(sorted(found, key=lambda pair: (-pair[1].obligation.days, pair[0].name)))

    @property
    def report_states(self) -> tuple[tuple[str, int], ...]:
        """How many reports stand in each state, in the order of the way."""
        found = Counter(report.state for agency in self.agencies for report in agency.reports)
        return tuple((state, found[state]) for state in STATES if found[state])

    @property
    def late(self) -> tuple[BoardAgency, ...]:
        """Agencies with late promises, the one that is late for longest first."""
        found = [each for each in self.agencies if each.late_promises]
        return tuple(sorted(found, key=lambda each: (each.late_since or date.max, -each.late_promises, each.name)))

    @property
    def late_promises(self) -> int:
        return sum(each.late_promises for each in self.agencies)

    def occasions(self) -> tuple[Occasion, ...]:
        """Who has earned a letter, and who needs one. An agency that was archived or merged away is written to no more."""
        return letter_occasions((each.for_letters() for each in self.agencies if each.is_active), is_over=self.is_over)

    def to_fix(self, number: int = THINGS_TO_FIX) -> tuple[ThingToFix, ...]:
        """What pulls the regency's index down most, one unsur of each of a few agencies, with those first that asked enough people.

        Where the index is the mean of agencies each weighs the same; where it pools respondents each by how many it asked.
        What already has mutu A is nothing to mend.
        """
        if self.index.nik is None:
            return ()
        found = [(agency, weakest) for agency in self.indexed if (weakest := _weakest(agency.unsur)) is not None]
        ordered = sorted(found, key=lambda pair: (not pair[0].is_ranked, -self._pull(*pair), pair[0].name))
        return tuple(
            ThingToFix(agency.id, agency.called, each.slug, each.nik or Decimal(0), each.mutu or "", agency.is_ranked)
            for agency, each in ordered[:number]
        )

    def _pull(self, agency: BoardAgency, unsur: UnsurFigures) -> Decimal:
        below = (self.index.nik or Decimal(0)) - (unsur.nik or Decimal(0))
        return below * (agency.respondents if self.policies.aggregation == POOLED else 1)


@lru_cache(maxsize=4096)
def _letters_between(edition_id: str, low: Decimal, high: Decimal) -> tuple[str, ...]:
    rule = edition(edition_id)
    worst, best = grade(rule, low).perception, grade(rule, high).perception
    return tuple(band.letter for band in rule.bands if worst <= band.perception <= best)


def _weakest(unsur: Iterable[UnsurFigures]) -> UnsurFigures | None:
    """The lowest unsur; equal ones in the order of the rule. None where even that one has the best letter."""
    known: Sequence[UnsurFigures] = [each for each in unsur if each.nik is not None]
    lowest = min(known, key=lambda each: each.nik or Decimal(0), default=None)
    return None if lowest is None or lowest.mutu == WELL_ENOUGH else lowest
