"""How groups of respondents scored each unsur: only groups large enough that no one in them could be recognised.

The tallies keep scores per group of an agency. They are used only while they are the very answers the frozen result was
made of, and as means, so that a small group cannot be found by subtracting the others.
"""

from collections.abc import Mapping
from decimal import Decimal

from puas.domain.disclosure import SMALLEST_FIGURE
from puas.domain.index_score import score_tally
from puas.domain.quality_grade import NRR_PLACES
from puas.domain.regulation.edition import Edition
from puas.domain.report_snapshot import GroupMean
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.rounding import round_half_up
from puas.domain.tally import Tally, add_up

DIMENSIONS = ("gender", "age_group", "education", "occupation")
SMALLEST_COMPARED = SMALLEST_FIGURE
"""Below this a mean says more about one person than about a group."""


def group_means(
    rule: Edition, result: ResultSnapshot, tallies: Mapping[str, Mapping[str, Tally]]
) -> tuple[GroupMean, ...]:
    """The means of each large group, by dimension and stored category; nothing of a dimension whose counts are not the result's."""
    means = []
    for dimension in DIMENSIONS:
        groups = tallies.get(dimension, {})
        if not groups or not _same_answers(rule, result, add_up(groups.values())):
            continue
        question = rule.profile_question(dimension)
        large = [(slug, groups[slug]) for slug in question.slugs() if slug in groups and groups[slug].respondents >= SMALLEST_COMPARED]
        means += [
            GroupMean(dimension, question.label, slug, question.label_of(slug), tally.respondents, _nrr(rule, tally))
            for slug, tally in large
        ]
    return tuple(means)


def _same_answers(rule: Edition, result: ResultSnapshot, everyone: Tally) -> bool:
    return everyone.respondents == result.respondents and all(
        everyone.of(slug).as_tuple() == result.counts[slug] for slug in rule.slugs()
    )


def _nrr(rule: Edition, tally: Tally) -> dict[str, Decimal]:
    score = score_tally(rule, tally)
    return {each.slug: round_half_up(each.nrr, NRR_PLACES) for each in score.unsur if each.nrr is not None}
