"""What a proposal for an innovation competition is printed from: frozen when it is asked for."""

from dataclasses import dataclass
from datetime import date

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.filing import FilingHead

INNOVATION_FORMAT = "puas-innovation/1"


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """A part of the proposal with its words and the most it may have."""

    name: str
    text: str
    words: int
    most: int


@dataclass(frozen=True, slots=True)
class PrintedStep:
    """A step of the way."""

    stage: str
    is_out: bool
    happened_on: date
    note: str


@dataclass(frozen=True, slots=True)
class InnovationSource:
    """A proposal; `improves` names the unsur and the indicator it is meant to make better."""

    head: FilingHead
    rule: str
    title: str
    agency: str
    group: str
    call: str
    started_on: date | None
    age_months: int | None
    decree: str
    video_url: str
    improves: tuple[str, ...]
    parts: tuple[PrintedPart, ...]
    steps: tuple[PrintedStep, ...]
    evidence: tuple[str, ...]
    format: str = INNOVATION_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "InnovationSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))
