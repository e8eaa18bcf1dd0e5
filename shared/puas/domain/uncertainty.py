"""How far a printed index may lie from that of everybody the service had: its 95 % confidence interval.

Only counts are kept, so what is known is how much people differed about each unsur, not whether whoever was hard on one was
hard on the others. The estimator is chosen so that this cannot make the interval too narrow:

* Variance of one unsur's mean: s²/n with s² = Σ(x - mean)²/(n - 1), times the finite population correction (1 - n/N) where the
  population N is known and not exceeded (Cochran, Sampling Techniques, 3rd ed., 2.5-2.6). A population smaller than the
  sample is a mistake in the list and is not used.
* s² is taken as at least 1/n, as though one respondent had differed by one point: unanimity of ten says little about the
  eleventh. Of a single respondent it is 9/4, the largest variance answers from 1 to 4 can have (Popoviciu's inequality).
* Index of one group: the standard deviation of a sum is at most the sum of the standard deviations, whatever the covariances
  (Minkowski's inequality; equality where everybody answers all unsur alike). So SE(NIK) = 25 · weight · Σ SE(unsur). Citizens
  who are content with one thing mostly are with the others, so the truth is nearer to this bound than to independence,
  which would be narrower by up to a third of the width (1/√9).
* Mean of services: services are asked separately, so the variances of their shares add up (Cochran, 5.3). A regency is the
  mean of its agencies, each the mean of its services. Pooled respondents are one group.
* Quantile: Student's t with the degrees of freedom of Welch and Satterthwaite, from the printed table (NIST/SEMATECH
  e-Handbook of Statistical Methods, 1.3.6.7.2), the next lower row where one is missing.

A margin speaks of chance alone, not of who was asked. It is rounded up, so it never promises more than was found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from puas.domain.index_score import POOLED
from puas.domain.quality_grade import grade
from puas.domain.regulation.edition import Edition
from puas.domain.tally import SCORES, Tally, add_up

_DIGITS = 28
_HUNDREDTH, _NOISE = Decimal("0.01"), Decimal("1E-15")
_LARGEST_VARIANCE = Decimal((SCORES[-1] - SCORES[0]) ** 2) / 4
# Two-sided 95 %: degrees of freedom and the quantile of Student's t.
_QUANTILES = (
    (1, "12.706"), (2, "4.303"), (3, "3.182"), (4, "2.776"), (5, "2.571"), (6, "2.447"), (7, "2.365"), (8, "2.306"), (9, "2.262"),
    (10, "2.228"), (11, "2.201"), (12, "2.179"), (13, "2.160"), (14, "2.145"), (15, "2.131"), (16, "2.120"), (17, "2.110"),
    (18, "2.101"), (19, "2.093"), (20, "2.086"), (21, "2.080"), (22, "2.074"), (23, "2.069"), (24, "2.064"), (25, "2.060"),
    (26, "2.056"), (27, "2.052"), (28, "2.048"), (29, "2.045"), (30, "2.042"), (40, "2.021"), (60, "2.000"), (120, "1.980"),
)  # fmt: skip
_NORMAL_QUANTILE, _NORMAL_FROM = Decimal("1.960"), 1000


@dataclass(frozen=True, slots=True)
class Sampled:
    """Answers of one group of respondents, and how many people there were to ask (None where nobody knows)."""

    tally: Tally
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the index of everybody lies in 95 of 100 such surveys, both ends on the scale of the index."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class _Share:
    """What one group adds to the variance of an index, and the degrees of freedom (None where it is a bound, no estimate)."""

    variance: Decimal
    freedom: int | None


def margin_of_respondents(edition: Edition, group: Sampled, *, weight: str = "exact") -> Decimal | None:
    """Half the width of the interval of one group, in points of NIK; None where there is no index."""
    slugs = edition.slugs()
    if any(not group.tally.of(slug).answered for slug in slugs):
        return None
    load = edition.weight(weight).value * edition.conversion
    return _margin(edition, [_share(group, dict.fromkeys(slugs, load))])


def margin_of_services(
    edition: Edition, services: Iterable[Sampled], *, weight: str = "exact", aggregation: str
) -> Decimal | None:
    """The same of an agency, made of its services as its index is."""
    asked = [each for each in services if each.tally.respondents]
    if aggregation == POOLED:
        return margin_of_respondents(edition, pooled(asked), weight=weight)
    shares = _shares_of_mean(edition, asked, edition.weight(weight).value * edition.conversion)
    return None if shares is None else _margin(edition, shares)


def margin_of_agencies(
    edition: Edition, agencies: Iterable[Sequence[Sampled]], *, weight: str = "exact", aggregation: str
) -> Decimal | None:
    """The same of a regency, made of the agencies that have an index."""
    asked = [[each for each in services if each.tally.respondents] for services in agencies]
    counted = [services for services in asked if has_every_unsur(edition, services)]
    if aggregation == POOLED:
        return margin_of_respondents(edition, pooled([each for services in counted for each in services]), weight=weight)
    if not counted:
        return None
    load = edition.weight(weight).value * edition.conversion / len(counted)
    shares = [share for services in counted for share in _shares_of_mean(edition, services, load) or ()]
    return _margin(edition, shares)


def pooled(groups: Sequence[Sampled]) -> Sampled:
    """All respondents as one group; its population is known where that of every group is."""
    known = [each.population for each in groups if each.population is not None]
    everybody = sum(known) if known and len(known) == len(groups) else None
    return Sampled(add_up(each.tally for each in groups), everybody)


def has_every_unsur(edition: Edition, groups: Sequence[Sampled]) -> bool:
    """Whether somebody answered each unsur, without which there is no index."""
    return all(any(each.tally.of(slug).answered for each in groups) for slug in edition.slugs())


def interval(edition: Edition, nik: Decimal, margin: Decimal) -> Interval:
    """The printed index less and plus its margin, kept on the scale."""
    lowest, highest = (Decimal(edition.conversion * score) for score in (SCORES[0], SCORES[-1]))
    return Interval(max(nik - margin, lowest), min(nik + margin, highest))


def is_letter_stable(edition: Edition, nik: Decimal, margin: Decimal) -> bool:
    """Whether the letter is the same all over the interval."""
    ends = interval(edition, nik, margin)
    return grade(edition, ends.low).mutu == grade(edition, ends.high).mutu


def can_be_told_apart(first: tuple[Decimal, Decimal], second: tuple[Decimal, Decimal]) -> bool:
    """Whether two units, each an index and its margin, differ by more than chance makes two equal ones differ.

    The margin of a difference of two separate surveys is the root of the sum of the squares. Intervals that do not touch
    are told apart by it, and so are some that overlap a little.
    """
    return (first[0] - second[0]) ** 2 > first[1] ** 2 + second[1] ** 2


def _shares_of_mean(edition: Edition, groups: Sequence[Sampled], load: Fraction) -> list[_Share] | None:
    """Each group counts once in the mean of an unsur, where it answered it; None where an unsur has no answer at all."""
    answering = {slug: sum(1 for each in groups if each.tally.of(slug).answered) for slug in edition.slugs()}
    if not all(answering.values()):
        return None
    loads = {slug: load / number for slug, number in answering.items()}
    return [_share(each, loads) for each in groups]


def _share(group: Sampled, loads: Mapping[str, Fraction]) -> _Share:
    """`loads` are points of NIK per point of an unsur's mean."""
    counts = [(group.tally.of(slug).as_tuple(), load) for slug, load in loads.items()]
    answered = [(four, load) for four, load in counts if any(four)]
    with localcontext() as context:
        context.prec = _DIGITS
        deviation = sum(
            (_standard_error(four, group.population) * load.numerator / load.denominator for four, load in answered), Decimal(0)
        )
        fewest = min((sum(four) for four, _ in answered), default=1)
        return _Share(deviation * deviation, fewest - 1 if fewest > 1 else None)


@lru_cache(maxsize=16384)
def _standard_error(four: tuple[int, int, int, int], population: int | None) -> Decimal:
    """Of the mean of one unsur."""
    answered = sum(four)
    total = sum(score * number for score, number in zip(SCORES, four, strict=True))
    squares = sum(score * score * number for score, number in zip(SCORES, four, strict=True))
    with localcontext() as context:
        context.prec = _DIGITS
        if answered == 1:
            variance = _LARGEST_VARIANCE
        else:
            around = Decimal(squares * answered - total * total) / (answered * (answered - 1))
            variance = max(around, Decimal(1) / answered)
        if population is not None and population >= answered:
            variance = variance * (population - answered) / population
        return (variance / answered).sqrt()


def _margin(edition: Edition, shares: Sequence[_Share]) -> Decimal:
    widest = Decimal(edition.conversion * (SCORES[-1] - SCORES[0]))
    with localcontext() as context:
        context.prec = _DIGITS
        variance = sum((each.variance for each in shares), Decimal(0))
        # What the root leaves in the last digits is no reason to round up.
        half = (variance.sqrt() * _quantile(shares, variance)).quantize(_NOISE)
        return min(half, widest).quantize(_HUNDREDTH, ROUND_CEILING)


def _quantile(shares: Sequence[_Share], variance: Decimal) -> Decimal:
    """Student's t for the degrees of freedom of a sum of variances, rounded down."""
    spread = sum((each.variance**2 / each.freedom for each in shares if each.freedom), Decimal(0))
    if not spread or variance**2 >= spread * _NORMAL_FROM:
        return _NORMAL_QUANTILE
    freedom = max(1, int(variance**2 / spread))
    return next(Decimal(quantile) for row, quantile in reversed(_QUANTILES) if row <= freedom)
