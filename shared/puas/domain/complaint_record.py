"""The complaints of a year as a document for filing: quarters, channels, agencies, and who has not told a quarter.

Counts only, each complaint in the quarter it was received in (`domain.complaint_counts`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.complaint_counts import ChannelCount, total
from puas.domain.filing import FilingHead

COMPLAINT_RECORD_FORMAT = "puas-complaint-record/1"


@dataclass(frozen=True, slots=True)
class CountedChannel:
    """What an agency told of one quarter and channel; `channel` is its printed name."""

    agency: str
    quarter: int
    channel: str
    counts: ChannelCount


@dataclass(frozen=True, slots=True)
class CountedYear:
    """A year before, as a whole."""

    year: int
    counts: ChannelCount


@dataclass(frozen=True, slots=True)
class ComplaintRecordSource:
    """What the document is rendered from. `agency` is empty for the regency; `quarters` are those that have begun.

    `agencies` are all that owe counts, in the order of names, besides others that told some.
    """

    head: FilingHead
    year: int
    agency: str
    quarters: tuple[int, ...]
    agencies: tuple[str, ...]
    rows: tuple[CountedChannel, ...]
    before: tuple[CountedYear, ...]
    limits: tuple[str, ...]
    format: str = COMPLAINT_RECORD_FORMAT

    def sum_of(self, *, agency: str = "", quarter: int = 0, channel: str = "") -> ChannelCount | None:
        """What the rows of an agency, quarter or channel add up to; None where there is none, which is not the same as nought."""
        found = [each.counts for each in self._rows(agency, quarter, channel)]
        return total(found) if found else None

    @property
    def channels(self) -> tuple[str, ...]:
        """Those that were used, in the order they were written."""
        return tuple(dict.fromkeys(each.channel for each in self.rows))

    @property
    def missing(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Agencies with the quarters they have not told."""
        told = {(each.agency, each.quarter) for each in self.rows}
        owed = ((name, tuple(each for each in self.quarters if (name, each) not in told)) for name in self.agencies)
        return tuple((name, quarters) for name, quarters in owed if quarters)

    def _rows(self, agency: str, quarter: int, channel: str) -> Iterable[CountedChannel]:
        return (
            each for each in self.rows
            if agency in ("", each.agency) and quarter in (0, each.quarter) and channel in ("", each.channel)
        )  # fmt: skip

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ComplaintRecordSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))
