"""The index: NRR per unsur, NI and NIK, in exact fractions (PermenPANRB 14/2017, annex on processing).

NRR = sum of scores / respondents who answered; NI = sum of NRR x weight; NIK = NI x 25. Nothing is rounded here: a
figure is rounded once, when it is printed. What the rule leaves open is a named policy:

* weight: `exact` (1/number of unsur), or a printed legacy weight, applied to the unrounded NRR as those offices did;
* aggregation of an agency's services: `service-mean` (mean over services per unsur, the workbook of 2024-2025) or
  `pooled` (all respondents together, the older annex table);
* an unanswered item leaves that unsur's denominator; a unit without respondents is left out and listed; an unsur that
  nobody answered leaves the unit without an index, and the reason is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from puas.domain.regulation.edition import Edition
from puas.domain.tally import Tally, add_up

SERVICE_MEAN = "service-mean"
POOLED = "pooled"
AGGREGATIONS = (SERVICE_MEAN, POOLED)

NO_RESPONDENTS = "no_respondents"
UNANSWERED_UNSUR = "unanswered_unsur"


@dataclass(frozen=True, slots=True)
class NoIndex:
    """Why there is no index; `unsur` names what nobody answered."""

    code: str
    unsur: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnsurScore:
    """One unsur: who answered, the sum of their scores, and the mean (None when nobody answered)."""

    slug: str
    answered: int
    total: int
    nrr: Fraction | None


@dataclass(frozen=True, slots=True)
class IndexScore:
    """The exact figures of a unit. `ni` and `nik` are None exactly when `reason` is given."""

    respondents: int
    weight: Fraction
    conversion: int
    unsur: tuple[UnsurScore, ...]
    ni: Fraction | None
    nik: Fraction | None
    reason: NoIndex | None

    def score_of(self, slug: str) -> UnsurScore:
        """The figures of one unsur."""
        for score in self.unsur:
            if score.slug == slug:
                return score
        raise KeyError(slug)

    def nik_of(self, slug: str) -> Fraction | None:
        """One unsur on the scale of 25 to 100."""
        nrr = self.score_of(slug).nrr
        return None if nrr is None else nrr * self.conversion


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit of several members under both aggregations, of which the policy chose one."""

    chosen: IndexScore
    simple_mean: IndexScore
    pooled: IndexScore
    members: tuple[tuple[str, IndexScore], ...]
    left_out: tuple[tuple[str, NoIndex], ...]


def score_tally(edition: Edition, tally: Tally, *, weight: str = "exact") -> IndexScore:
    """Score one group of respondents, all of equal weight."""
    scores = tuple(_score_unsur(slug, tally) for slug in edition.slugs())
    return _with_index(edition, scores, tally.respondents, edition.weight(weight).value)


def score_means(edition: Edition, means: Mapping[str, Fraction], *, weight: str = "exact") -> IndexScore:
    """Score a published list of NRR, where the answers themselves are not at hand."""
    scores = tuple(UnsurScore(slug, 0, 0, means.get(slug)) for slug in edition.slugs())
    return _with_index(edition, scores, 0, edition.weight(weight).value)


def mean_of_scores(edition: Edition, scores: Sequence[IndexScore], *, weight: str = "exact") -> IndexScore:
    """The simple mean over units per unsur, each unit counting once, whatever its number of respondents.

    A unit without a figure for an unsur takes no part in that unsur's mean, as AVERAGE skips an empty cell.
    """
    unsur = tuple(_mean_unsur(slug, [score.score_of(slug) for score in scores]) for slug in edition.slugs())
    respondents = sum(score.respondents for score in scores)
    return _with_index(edition, unsur, respondents, edition.weight(weight).value)


def score_services(
    edition: Edition,
    services: Iterable[tuple[str, Tally]],
    *,
    weight: str = "exact",
    aggregation: str = SERVICE_MEAN,
) -> UnitScore:
    """Score an agency from the tallies of its services, under both aggregations."""
    named = list(services)
    counted = [(name, tally) for name, tally in named if tally.respondents]
    left_out = tuple((name, NoIndex(NO_RESPONDENTS)) for name, tally in named if not tally.respondents)
    members = tuple((name, score_tally(edition, tally, weight=weight)) for name, tally in counted)
    simple_mean = mean_of_scores(edition, [score for _, score in members], weight=weight)
    pooled = score_tally(edition, add_up(tally for _, tally in counted), weight=weight)
    return UnitScore(_choose(aggregation, simple_mean, pooled), simple_mean, pooled, members, left_out)


def score_agencies(
    edition: Edition,
    agencies: Iterable[tuple[str, IndexScore, Tally]],
    *,
    weight: str = "exact",
    aggregation: str = SERVICE_MEAN,
) -> UnitScore:
    """Score a regency from its agencies: the mean of their indexes, and all respondents pooled beside it.

    An agency without an index cannot take part in a mean of indexes: it is left out and listed.
    """
    named = list(agencies)
    counted = [each for each in named if each[1].reason is None]
    left_out = tuple((name, score.reason) for name, score, _ in named if score.reason is not None)
    members = tuple((name, score) for name, score, _ in counted)
    simple_mean = mean_of_scores(edition, [score for _, score in members], weight=weight)
    pooled = score_tally(edition, add_up(tally for _, _, tally in counted), weight=weight)
    return UnitScore(_choose(aggregation, simple_mean, pooled), simple_mean, pooled, members, left_out)


def _choose(aggregation: str, simple_mean: IndexScore, pooled: IndexScore) -> IndexScore:
    if aggregation not in AGGREGATIONS:
        raise ValueError(f"unknown aggregation {aggregation!r}")
    return simple_mean if aggregation == SERVICE_MEAN else pooled


def _score_unsur(slug: str, tally: Tally) -> UnsurScore:
    counts = tally.of(slug)
    nrr = Fraction(counts.total, counts.answered) if counts.answered else None
    return UnsurScore(slug, counts.answered, counts.total, nrr)


def _mean_unsur(slug: str, scores: Sequence[UnsurScore]) -> UnsurScore:
    means = [score.nrr for score in scores if score.nrr is not None]
    nrr = sum(means, Fraction(0)) / len(means) if means else None
    return UnsurScore(slug, sum(each.answered for each in scores), sum(each.total for each in scores), nrr)


def _with_index(
    edition: Edition, unsur: tuple[UnsurScore, ...], respondents: int, weight: Fraction
) -> IndexScore:
    means = [score.nrr for score in unsur if score.nrr is not None]
    if not means:
        return IndexScore(
            respondents, weight, edition.conversion, unsur, None, None, NoIndex(NO_RESPONDENTS)
        )
    if len(means) < len(unsur):
        missing = tuple(score.slug for score in unsur if score.nrr is None)
        return IndexScore(
            respondents, weight, edition.conversion, unsur, None, None, NoIndex(UNANSWERED_UNSUR, missing)
        )
    ni = sum(means, Fraction(0)) * weight
    return IndexScore(respondents, weight, edition.conversion, unsur, ni, ni * edition.conversion, None)
