"""A validated assessment of performance, frozen: what was given by whom, what was decided, and the figures that follow from it.

Like a frozen result it is written in one canonical spelling, hashed and signed, and can be computed again from itself. Figures are
printed decimals; the exact ones follow from the scores.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from puas.domain.canonical_json import UnreadableRecord, from_plain, parse_json, sha256_of, to_canonical_json
from puas.domain.performance_worksheet import printed_figure
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.result_snapshot import TenantIdentity
from puas.domain.service_performance import PerformanceOutcome, SixCounts, UserAnswers, score_performance, weak_indicators

PERFORMANCE_FORMAT = "puas-performance/1"

SELF_FORM, EVALUATOR_FORM = "F-01", "F-02"

MEAN_UNLESS_DECIDED = "mean-unless-decided"
ROUND_THEN_LOOK_UP = "round-then-look-up"


@dataclass(frozen=True, slots=True)
class GivenScore:
    """One score on a sheet; where the platform proposed another one, `reason` says why this differs."""

    indicator: str
    score: int | None
    note: str
    proposed: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class SentSheet:
    """A sheet as it was sent: F-01 of the unit, or F-02 of one evaluator."""

    form: str
    person: str
    sent_at: datetime
    note: str
    scores: tuple[GivenScore, ...]

    def by_code(self) -> dict[str, int]:
        """The scores by code of the indicator; what has only a note is left out."""
        return {each.indicator: each.score for each in self.scores if each.score is not None}


@dataclass(frozen=True, slots=True)
class Decision:
    """The validator's word on one indicator, in place of the evaluators' mean."""

    indicator: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class AspectRecord:
    """One aspect as printed."""

    roman: str
    name: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitIdentity:
    """The unit that was assessed, as printed."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PerformanceFrame:
    """What a snapshot is made for: who, when, by which rule."""

    tenant: TenantIdentity
    unit: UnitIdentity
    sample_data: bool
    frozen_at: datetime
    year: int
    version: int
    version_reason: str
    edition_id: str
    form: str
    weights: str


@dataclass(frozen=True, slots=True)
class PerformanceSnapshot:
    """The frozen assessment."""

    format: str
    version: int
    version_reason: str
    frozen_at: datetime
    sample_data: bool
    tenant: TenantIdentity
    unit: UnitIdentity
    year: int
    edition_id: str
    edition_name: str
    form: str
    weights: str
    evaluators_policy: str
    boundary_policy: str
    sheets: tuple[SentSheet, ...]
    decisions: tuple[Decision, ...]
    respondents: int
    user_counts: Mapping[str, SixCounts]
    aspects: tuple[AspectRecord, ...]
    evaluated: Decimal | None
    users: Decimal | None
    index: Decimal
    category: str
    label: str
    weak: tuple[str, ...]

    def to_json(self) -> str:
        """Canonical JSON: what is hashed and signed."""
        return to_canonical_json(self)

    def sha256(self) -> str:
        """Hash of the canonical JSON."""
        return sha256_of(self)

    def outcome(self) -> PerformanceOutcome:
        """Everything computed again from the scores in it."""
        evaluators = [each.by_code() for each in self.sheets if each.form == EVALUATOR_FORM]
        decisions = {each.indicator: each.score for each in self.decisions}
        edition = performance_edition(self.edition_id)
        users = UserAnswers(self.respondents, self.user_counts) if edition.asks_users else None
        return score_performance(edition, self.form, evaluators, weights=self.weights, decisions=decisions, users=users)

    @property
    def holds(self) -> bool:
        """Whether every printed figure follows from the scores in it."""
        outcome = self.outcome()
        category = outcome.category
        return (
            outcome.printed == self.index
            and category is not None
            and (category.letter, category.label) == (self.category, self.label)
            and (printed_figure(outcome.evaluated), printed_figure(outcome.users)) == (self.evaluated, self.users)
            and _aspects(outcome) == self.aspects
            and tuple(each.indicator.code for each in weak_indicators(outcome)) == self.weak
        )


class NotComputable(ValueError):
    """An assessment without an index cannot be frozen; `codes` are what is missing."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


def build_performance_snapshot(
    frame: PerformanceFrame, sheets: Sequence[SentSheet], decisions: Sequence[Decision], users: UserAnswers | None
) -> PerformanceSnapshot:
    """Freeze an assessment; an index that cannot be computed is an error that names what is missing."""
    edition = performance_edition(frame.edition_id)
    evaluators = [each.by_code() for each in sheets if each.form == EVALUATOR_FORM]
    outcome = score_performance(
        edition, frame.form, evaluators, weights=frame.weights, decisions={each.indicator: each.score for each in decisions}, users=users
    )
    if outcome.printed is None or outcome.category is None:
        raise NotComputable(tuple(each.code for each in outcome.missing))
    counted = users if users is not None and edition.asks_users else UserAnswers(0, {})
    return PerformanceSnapshot(
        format=PERFORMANCE_FORMAT,
        version=frame.version,
        version_reason=frame.version_reason,
        frozen_at=frame.frozen_at,
        sample_data=frame.sample_data,
        tenant=frame.tenant,
        unit=frame.unit,
        year=frame.year,
        edition_id=edition.id,
        edition_name=edition.name,
        form=frame.form,
        weights=frame.weights,
        evaluators_policy=MEAN_UNLESS_DECIDED,
        boundary_policy=ROUND_THEN_LOOK_UP,
        sheets=tuple(sheets),
        decisions=tuple(decisions),
        respondents=counted.respondents,
        user_counts=counted.counts,
        aspects=_aspects(outcome),
        evaluated=printed_figure(outcome.evaluated),
        users=printed_figure(outcome.users),
        index=outcome.printed,
        category=outcome.category.letter,
        label=outcome.category.label,
        weak=tuple(each.indicator.code for each in weak_indicators(outcome)),
    )


def read_performance_snapshot(text: str) -> PerformanceSnapshot:
    """Read a frozen assessment."""
    data = parse_json(text)
    kind = data.get("format") if isinstance(data, dict) else None
    if kind != PERFORMANCE_FORMAT:
        raise UnreadableRecord(f"format {kind!r} is not {PERFORMANCE_FORMAT}")
    return from_plain(PerformanceSnapshot, data)


def _aspects(outcome: PerformanceOutcome) -> tuple[AspectRecord, ...]:
    return tuple(
        AspectRecord(each.aspect.roman, each.aspect.name, printed_figure(each.value))
        for each in outcome.aspects
        if each.aspect.weight is not None
    )
