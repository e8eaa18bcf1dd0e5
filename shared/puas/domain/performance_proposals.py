"""What the platform proposes for an indicator of performance from what it knows already, with the proof it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed score 0 to 5; `sentence` says on what it rests, in words, and `proof` is the same as plain records."""

    score: int
    sentence: str
    proof: Mapping[str, object] = field(default_factory=dict)
