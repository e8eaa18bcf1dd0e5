"""What the document about a mall's results is rendered from: the figures of one scope, the trend, and who is behind them."""

from dataclasses import dataclass

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.filing import FilingHead
from puas.domain.mall_index import MallIndex, Participation
from puas.domain.report_snapshot import TrendPoint


@dataclass(frozen=True, slots=True)
class MallResultsSource:
    """One mall over one scope. `is_provisional`: a period in it is still open."""

    head: FilingHead
    mall: str
    address: str
    decree: str
    label: str
    is_provisional: bool
    index: MallIndex
    participation: Participation
    counters: int
    trend: tuple[TrendPoint, ...]

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "MallResultsSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))
