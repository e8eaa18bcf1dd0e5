"""The exact scores behind a frozen unit, worked out again from the counts of its members."""

from collections.abc import Iterable
from functools import lru_cache

from puas.domain.index_score import UnitScore, score_services
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import FourCounts, Policies, UnitResult
from puas.domain.tally import Tally

# A service's id, its respondents, and the counts of each unsur's scores.
_ServiceCounts = tuple[str, int, tuple[tuple[str, FourCounts], ...]]


def score_members(edition_id: str, policies: Policies, services: Iterable[UnitResult]) -> UnitScore:
    """Score an agency from its services as they stand in a result."""
    counted = tuple((each.id, each.respondents, tuple(each.counts.items())) for each in services)
    return _score_counts(edition_id, policies, counted)


# Of fifty agencies only those that got new answers are worked out anew. Remembered by what was counted, so never by whom.
@lru_cache(maxsize=512)
def _score_counts(edition_id: str, policies: Policies, services: tuple[_ServiceCounts, ...]) -> UnitScore:
    tallies = [(service_id, Tally.of_counts(respondents, dict(counts))) for service_id, respondents, counts in services]
    return score_services(edition(edition_id), tallies, weight=policies.weight, aggregation=policies.aggregation)
