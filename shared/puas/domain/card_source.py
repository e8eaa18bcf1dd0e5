"""What the document of a report card is printed from: the card and its sentences of that moment, so that a retry prints the same."""

from dataclasses import dataclass

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.filing import FilingHead
from puas.domain.report_card import ReportCard

CARD_FORMAT = "puas-report-card/1"


@dataclass(frozen=True, slots=True)
class CardSource:
    """The card of a unit in a year. `strengths` and `steps` are whole sentences."""

    head: FilingHead
    unit: str
    card: ReportCard
    strengths: tuple[str, ...]
    steps: tuple[str, ...]
    format: str = CARD_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "CardSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))
