"""A regency's recap over all its agencies: what the recap, the brief for its head and the slides are rendered from.

The figures are a regency's result with every agency, service and count in it, so that anyone can recompute them from this
record alone. Beside it stands what a result does not know: who has none and why, what was promised, the scope before, the
trend and the target.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from puas.domain.canonical_json import from_plain, parse_json, sha256_of, to_canonical_json
from puas.domain.comparison import Change, TargetCheck, against_target, change, change_between
from puas.domain.index_score import POOLED
from puas.domain.report_snapshot import Letterhead, PreviousUnsur, Signatory, Target, TrendPoint
from puas.domain.result_snapshot import IndexFigures, ResultSnapshot, UnsurFigures

RECAP_FORMAT = "puas-recap/1"

HAS_RESULT = "has_result"
STILL_OPEN = "still_open"
NO_ANSWERS = "no_answers"
NO_INDEX = "no_index"
NEVER_SURVEYED = "never_surveyed"
STATES = (HAS_RESULT, STILL_OPEN, NO_ANSWERS, NO_INDEX, NEVER_SURVEYED)
"""Where an agency stands: all its periods closed with an index, one still running, nobody answered, an unsur nobody
answered, no period at all."""

EXTREMES = 3


@dataclass(frozen=True, slots=True)
class PlanCount:
    """Items of follow-up plans (RTL), and how many of them are done."""

    items: int
    done: int

    @property
    def open(self) -> int:
        return self.items - self.done


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency of the recap. `index` follows the recap's policy, `respondent_weighted` stands beside it.

    `published_nik` is what its own report says where that was frozen under another policy, so that the two can be told
    apart. `promised` are the items planned in the scope before, `planned` those of this one. `lowest` are its weakest unsur.
    """

    id: str
    name: str
    short_name: str
    kind: str
    state: str
    rank: int | None
    services: int
    services_counted: int
    respondents: int
    sample_target: int | None
    index: IndexFigures
    respondent_weighted: IndexFigures
    published_nik: Decimal | None
    previous: TrendPoint | None
    lowest: tuple[str, ...]
    promised: PlanCount
    planned: PlanCount

    @property
    def is_under_sample(self) -> bool:
        """Whether it asked fewer people than it had to."""
        return bool(self.sample_target) and self.respondents < (self.sample_target or 0)

    @property
    def missing(self) -> int:
        """How many respondents its sample lacks."""
        return max(0, (self.sample_target or 0) - self.respondents)


@dataclass(frozen=True, slots=True)
class RecapSnapshot:
    """The whole recap. `result` is the regency's; `agencies` are all of them, best first, those without an index last.

    It has a number, and its result fingerprint and signature, once it is asked for as a document.
    """

    format: str
    document_id: str
    verification_url: str
    title: str
    prepared_at: datetime
    scope_year: int
    scope_part: str
    is_provisional: bool
    result: ResultSnapshot
    result_sha256: str
    result_signature: str | None
    letterhead: Letterhead
    signatory: Signatory
    agencies: tuple[AgencyLine, ...]
    unsur_simple_mean: tuple[UnsurFigures, ...]
    unsur_respondent_weighted: tuple[UnsurFigures, ...]
    previous: TrendPoint | None
    previous_unsur: tuple[PreviousUnsur, ...]
    target: Target | None
    trend: tuple[TrendPoint, ...]

    @property
    def is_pooled(self) -> bool:
        """Whether the declared index is the respondent-weighted one; else it is the simple mean over agencies."""
        return self.result.policies.aggregation == POOLED

    @property
    def counted(self) -> tuple[AgencyLine, ...]:
        """The agencies the index is made of."""
        return tuple(each for each in self.agencies if each.index.nik is not None)

    @property
    def without_index(self) -> tuple[AgencyLine, ...]:
        """Those that take no part in it."""
        return tuple(each for each in self.agencies if each.index.nik is None)

    @property
    def under_sample(self) -> tuple[AgencyLine, ...]:
        """Those with an index from fewer people than they had to ask."""
        return tuple(each for each in self.counted if each.is_under_sample)

    @property
    def promised(self) -> PlanCount:
        """What all agencies promised in the scope before."""
        return _sum(each.promised for each in self.agencies)

    @property
    def planned(self) -> PlanCount:
        """What all agencies plan from the results of this scope."""
        return _sum(each.planned for each in self.agencies)

    @property
    def present(self) -> TrendPoint | None:
        """The index as the newest point of the trend."""
        index, result = self.result.index, self.result
        if index.nik is None or index.mutu is None or index.predikat is None:
            return None
        return TrendPoint(
            result.period.label, self.scope_year, result.edition_id, result.edition_name, index.nik, index.mutu, index.predikat,
            result.respondents,
        )  # fmt: skip

    @property
    def change(self) -> Change | None:
        """From the scope before to this one, between printed figures."""
        return change_between(self.previous, self.present) if self.previous and self.present else None

    @property
    def target_check(self) -> TargetCheck | None:
        """The declared index against the target."""
        return against_target(self.present.nik, self.target.nik) if self.target and self.present else None

    def change_of(self, line: AgencyLine) -> Change | None:
        """An agency's step from the scope before."""
        if line.previous is None or line.index.nik is None:
            return None
        return change(line.index.nik, line.previous.nik, rule_changed=line.previous.edition_id != self.result.edition_id)

    def ends(self, number: int = EXTREMES) -> tuple[tuple[AgencyLine, ...], tuple[AgencyLine, ...]]:
        """The strongest and the weakest agencies, of those that asked enough people where there are enough of them.

        Both lists never name the same agency; the weakest comes first in the second.
        """
        ranked = [each for each in self.counted if each.rank is not None]
        compared = ranked if len(ranked) >= 2 else list(self.counted)
        most = min(number, len(compared) // 2)
        ordered = sorted(compared, key=lambda each: -(each.index.nik or Decimal(0)))
        weakest = ordered[len(ordered) - most :]
        # Of a single agency it can only be said that it is the strongest.
        return tuple(ordered[: max(most, 1)]), tuple(reversed(weakest))

    def numbered(self, document_id: str, verification_url: str, signature: str) -> "RecapSnapshot":
        """The same recap under the number of a document, its result signed."""
        sha256 = self.result.sha256()
        return replace(
            self, document_id=document_id, verification_url=verification_url, result_sha256=sha256, result_signature=signature
        )

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "RecapSnapshot":
        """Read a recap; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))

    def sha256(self) -> str:
        """The hash of the canonical JSON."""
        return sha256_of(self)


def _sum(counts: Iterable[PlanCount]) -> PlanCount:
    known = list(counts)
    return PlanCount(sum(each.items for each in known), sum(each.done for each in known))
