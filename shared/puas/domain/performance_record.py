"""What the document about an assessment of performance is printed from: frozen when it is asked for; figures follow from the scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.filing import FilingHead
from puas.domain.performance_snapshot import EVALUATOR_FORM, Decision, SentSheet
from puas.domain.regulation.performance_edition import PerformanceEdition
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.service_performance import PerformanceOutcome, SixCounts, UserAnswers, score_performance

RECORD_FORMAT = "puas-performance-record/1"

DRAFT_MARK = "DRAF – belum divalidasi"


@dataclass(frozen=True, slots=True)
class RecordedImprovement:
    """A promise that came from the assessment; `standing` in words."""

    part: str
    topic: str
    action: str
    due: str
    person: str
    standing: str
    description: str


@dataclass(frozen=True, slots=True)
class RecordedEvidence:
    """A piece of evidence beside an indicator, or beside the whole; `where` is an address or the name of a file."""

    part: str
    title: str
    where: str


@dataclass(frozen=True, slots=True)
class PerformanceRecordSource:
    """The document. Recorded assessments have an index from outside and nothing else."""

    head: FilingHead
    agency: str
    year: int
    edition_id: str
    form: str
    weights: str
    is_validated: bool
    validated_at: datetime | None
    # Hash of the frozen assessment; empty before.
    sha256: str
    # Of recorded ones only.
    recorded_index: Decimal | None
    recorded_category: str
    recorded_source: str
    sheets: tuple[SentSheet, ...]
    decisions: tuple[Decision, ...]
    respondents: int
    user_counts: Mapping[str, SixCounts]
    improvements: tuple[RecordedImprovement, ...]
    evidence: tuple[RecordedEvidence, ...]
    format: str = RECORD_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "PerformanceRecordSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))

    @property
    def edition(self) -> PerformanceEdition:
        """The rule the unit was assessed by."""
        return performance_edition(self.edition_id)

    @property
    def is_recorded(self) -> bool:
        """Whether only an index from outside is known."""
        return bool(self.recorded_source)

    @property
    def evaluators(self) -> tuple[SentSheet, ...]:
        """The sheets the index is made of."""
        return tuple(each for each in self.sheets if each.form == EVALUATOR_FORM)

    @property
    def own(self) -> SentSheet | None:
        """The unit's own sheet F-01."""
        return next((each for each in self.sheets if each.form != EVALUATOR_FORM), None)

    def outcome(self) -> PerformanceOutcome:
        """Everything computed from the scores in it."""
        edition = self.edition
        return score_performance(
            edition,
            self.form,
            [each.by_code() for each in self.evaluators],
            weights=self.weights,
            decisions={each.indicator: each.score for each in self.decisions},
            users=UserAnswers(self.respondents, self.user_counts) if edition.asks_users else None,
        )
