"""The index of a mal pelayanan publik: one for each agency that serves there, and one for the place.

No rule we have seen says how an MPP's index is made of its agencies (PermenPANRB 14/2017 knows the unit of service, Perpres
89/2021 the place), so it is a named policy, and marked as not verified: every agency's index is that of all its answers given at
its counters, pooled over services; the mall's is the simple mean over its agencies, each counting once, with all answers pooled
beside it. An agency where nobody answered, or nobody answered an unsur, is left out and listed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from puas.domain.disclosure import SMALLEST_FIGURE, may_be_published
from puas.domain.index_score import SERVICE_MEAN, IndexScore, UnitScore, score_agencies, score_tally
from puas.domain.regulation.edition import Edition
from puas.domain.result_builder import index_figures, unsur_figures
from puas.domain.result_snapshot import IndexFigures, Policies, UnsurFigures
from puas.domain.tally import Tally, add_up

POLICY_VERIFIED = False
"""That the index is the mean of agencies: until a text of a rule is seen that lays it down."""

FEW = 30
"""Fewer respondents than these at a mall and an agency's index is shown apart: chance moves it more than service does. Our policy."""


@dataclass(frozen=True, slots=True)
class MallAgency:
    """An agency with what was answered at its counters in the mall."""

    id: str
    name: str
    owner: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class AgencyAtMall:
    """An agency's own figures in the mall."""

    id: str
    name: str
    owner: str
    respondents: int
    index: IndexFigures
    unsur: tuple[UnsurFigures, ...]

    @property
    def is_small(self) -> bool:
        """Whether so few answered that it is not held against others."""
        return self.respondents < FEW


@dataclass(frozen=True, slots=True)
class MallIndex:
    """The figures of a mall. `index` follows the policy; `pooled` is made of all answers alike."""

    edition_id: str
    policies: Policies
    index: IndexFigures
    pooled: IndexFigures
    unsur: tuple[UnsurFigures, ...]
    respondents: int
    agencies: tuple[AgencyAtMall, ...]

    @property
    def compared(self) -> tuple[AgencyAtMall, ...]:
        """Agencies with an index and enough respondents, the best first."""
        return tuple(each for each in self.agencies if each.index.nik is not None and not each.is_small)

    @property
    def apart(self) -> tuple[AgencyAtMall, ...]:
        """Those with an index of few respondents, and those without one."""
        return tuple(each for each in self.agencies if each.index.nik is None or each.is_small)

    @property
    def with_answers(self) -> int:
        """How many agencies anybody answered about."""
        return sum(each.respondents > 0 for each in self.agencies)


def mall_index(edition: Edition, agencies: Iterable[MallAgency], *, policies: Policies) -> MallIndex:
    """Score a mall from the counts of its agencies."""
    members = list(agencies)
    scores, unit = _scored(edition, members, policies)
    pooled = score_tally(edition, add_up(each.tally for each in members), weight=policies.weight)
    found = [_at_mall(edition, policies, each, scores[each.id]) for each in members]
    return MallIndex(
        edition_id=edition.id,
        policies=policies,
        index=index_figures(edition, policies, unit.chosen),
        pooled=index_figures(edition, policies, pooled),
        unsur=unsur_figures(edition, policies, unit.chosen),
        respondents=pooled.respondents,
        agencies=tuple(sorted(found, key=_order)),
    )


def mall_figures(edition: Edition, agencies: Iterable[MallAgency], *, policies: Policies) -> tuple[IndexFigures, int]:
    """The index of a mall and its respondents alone, as `mall_index` has them: a trend asks for nothing else."""
    members = list(agencies)
    _scores, unit = _scored(edition, members, policies)
    return index_figures(edition, policies, unit.chosen), sum(each.tally.respondents for each in members)


def _scored(edition: Edition, members: Sequence[MallAgency], policies: Policies) -> tuple[dict[str, IndexScore], UnitScore]:
    """Each agency by itself, and the mean of them."""
    scores = {each.id: score_tally(edition, each.tally, weight=policies.weight) for each in members}
    pairs = [(each.id, scores[each.id], each.tally) for each in members]
    return scores, score_agencies(edition, pairs, weight=policies.weight, aggregation=SERVICE_MEAN)


def for_outsiders(mall: MallIndex) -> IndexFigures | None:
    """What may be told outside the tenant: the mall's index alone, and only of enough people.

    An agency that serves nowhere else has published what it is the mean of; of the agencies too small to be published anything would
    follow from the rest, so together they have to be many enough, too.
    """
    small = sum(each.respondents for each in mall.agencies if not may_be_published(each.respondents))
    if mall.index.nik is None or not may_be_published(mall.respondents) or 0 < small < SMALLEST_FIGURE:
        return None
    return mall.index


@dataclass(frozen=True, slots=True)
class Participation:
    """How much of the answering happens at the mall."""

    members: int
    members_with_answers: int
    at_mall: int
    everywhere: int


def participation(members: Iterable[str], at_mall: Mapping[str, int], everywhere: Sequence[int]) -> Participation:
    """Of the agencies that serve there now, and of all their answers in the same periods."""
    known = set(members)
    with_answers = sum(at_mall.get(each, 0) > 0 for each in known)
    return Participation(len(known), with_answers, sum(at_mall.values()), sum(everywhere))


def _at_mall(edition: Edition, policies: Policies, agency: MallAgency, score: IndexScore) -> AgencyAtMall:
    return AgencyAtMall(
        agency.id, agency.name, agency.owner, agency.tally.respondents, index_figures(edition, policies, score),
        unsur_figures(edition, policies, score),
    )  # fmt: skip


def _order(agency: AgencyAtMall) -> tuple[int, Fraction, str]:
    nik = agency.index.nik
    return (0, -Fraction(nik), agency.name.casefold()) if nik is not None else (1, Fraction(0), agency.name.casefold())
