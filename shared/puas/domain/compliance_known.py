"""What other registers already know about an agency's checklist: a proposal of a state with the figures it rests on.

A proposal is never written by itself. Registers know what was laid down, not what hangs on the wall; so where an item is about
what a visitor sees, the most a register can propose is `partly`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from puas.domain.compliance_checklist import (
    ITEMS,
    KNOWS_COMPLAINTS,
    KNOWS_PLEDGE,
    KNOWS_PROCEDURE,
    KNOWS_PUBLICATION,
    KNOWS_STANDARD,
    KNOWS_SURVEY,
    MISSING,
    PARTLY,
    THERE,
    CheckItem,
)

# Components nobody outside needs to see; those that `standar-pengelolaan` asks for.
MANAGED_COMPONENTS = (
    "dasar-hukum", "sarana", "kompetensi", "pengawasan", "jumlah-pelaksana", "jaminan-pelayanan", "jaminan-keamanan", "evaluasi",
)  # fmt: skip


@dataclass(slots=True)
class KnownFacts:
    """An agency in the registers, for the visit of a year; "lately" is that year or the one before.

    `components` says in how many standards in force each component is written, `displayed` how many of them name a place where they
    hang or stand.
    """

    services: int = 0
    standards: int = 0
    displayed: int = 0
    components: dict[str, int] = field(default_factory=dict)
    pledges: int = 0
    pledges_displayed: int = 0
    procedures: int = 0
    services_with_procedure: int = 0
    procedures_reviewed: int = 0
    complaints_received: int = 0
    complaints_settled: int = 0
    complaint_quarters: int = 0
    results: int = 0
    results_published: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A state, and the figures it rests on: `fact` names the sentence, `part` of `whole` are its numbers."""

    item: str
    state: str
    fact: str
    part: int
    whole: int


def propose(facts: KnownFacts) -> dict[str, Proposal]:
    """What the registers propose by item; an item of which they know nothing has no proposal."""
    found = {}
    for item in ITEMS:
        reader = _READERS.get(item.known_by)
        proposal = reader(item, facts) if reader else None
        if proposal is not None:
            found[item.key] = proposal
    return found


def _share(item: CheckItem, fact: str, part: int, whole: int, most: str = THERE) -> Proposal | None:
    """Everything, something or nothing of the whole; of nothing at all there is nothing to say."""
    if whole == 0:
        return None
    state = MISSING if part == 0 else most if part >= whole else PARTLY
    return Proposal(item.key, state, fact, min(part, whole), whole)


def _standard(item: CheckItem, facts: KnownFacts) -> Proposal | None:
    # A register nobody has begun with says nothing about the wall.
    if facts.standards == 0:
        return None
    if item.component:
        most = THERE if facts.displayed >= facts.services else PARTLY
        return _share(item, "component", facts.components.get(item.component, 0), facts.services, most)
    complete = min(facts.components.get(each, 0) for each in MANAGED_COMPONENTS)
    return _share(item, "managed", complete, facts.services)


def _pledge(item: CheckItem, facts: KnownFacts) -> Proposal | None:
    if facts.pledges == 0:
        return None
    return Proposal(item.key, THERE if facts.pledges_displayed else PARTLY, "pledge", facts.pledges_displayed, facts.pledges)


def _procedure(item: CheckItem, facts: KnownFacts) -> Proposal | None:
    if facts.procedures == 0:
        return None
    if item.key == "sop-evaluasi":
        return _share(item, "reviewed", facts.procedures_reviewed, facts.procedures)
    return _share(item, "procedure", facts.services_with_procedure, facts.services)


def _complaints(item: CheckItem, facts: KnownFacts) -> Proposal | None:
    if facts.complaint_quarters == 0:
        return None
    settled = facts.complaints_settled >= facts.complaints_received
    return Proposal(item.key, THERE if settled else PARTLY, "complaints", facts.complaints_settled, facts.complaints_received)


def _survey(item: CheckItem, facts: KnownFacts) -> Proposal | None:
    return Proposal(item.key, THERE, "survey", facts.results, facts.results) if facts.results else None


def _publication(item: CheckItem, facts: KnownFacts) -> Proposal | None:
    return _share(item, "publication", facts.results_published, facts.results)


_READERS: Mapping[str, Callable[[CheckItem, KnownFacts], Proposal | None]] = {
    KNOWS_STANDARD: _standard,
    KNOWS_PLEDGE: _pledge,
    KNOWS_PROCEDURE: _procedure,
    KNOWS_COMPLAINTS: _complaints,
    KNOWS_SURVEY: _survey,
    KNOWS_PUBLICATION: _publication,
}
