"""What an edition of the rule on innovation competitions (KIPP) consists of, as plain data.

`status` says how a datum is known: `seen` in publications that agree, `ours` where nothing was seen and the platform proposes
something that each call may set otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SEEN, OURS = "seen", "ours"

GENERAL, SPECIAL, REPLICATION = "general", "special", "replication"


@dataclass(frozen=True, slots=True)
class ProposalField:
    """A part of a proposal. `words` is the most it may have; its status is that of the limit, the field itself was seen."""

    slug: str
    name: str
    asks: str
    words: int
    status: str = OURS


@dataclass(frozen=True, slots=True)
class InnovationStage:
    """A stage of the way, in order."""

    slug: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class InnovationEdition:
    """One edition: its groups with their fields, its stages, and what makes an innovation eligible."""

    id: str
    name: str
    citation: str
    years: Mapping[int, str]
    """The decree of each year's competition that was seen."""
    groups: Mapping[str, str]
    """Names of the groups by slug."""
    fields: Mapping[str, tuple[ProposalField, ...]]
    stages: tuple[InnovationStage, ...]
    least_age_months: int
    age_source: str
    longest_video_minutes: int
    asks_for_decree: bool

    def stage(self, slug: str) -> InnovationStage:
        """One stage; KeyError where the edition has none of that name."""
        return next(each for each in self.stages if each.slug == slug) if self.has_stage(slug) else _unknown(slug)

    def has_stage(self, slug: str) -> bool:
        return any(each.slug == slug for each in self.stages)

    def position(self, slug: str) -> int:
        """1 for the first stage; 0 where nothing was handed in."""
        return next((place for place, each in enumerate(self.stages, start=1) if each.slug == slug), 0)


def _unknown(slug: str) -> InnovationStage:
    raise KeyError(slug)
