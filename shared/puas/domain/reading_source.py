"""What the workbook of all readings of a province is made from: frozen as lines of text when it is asked for."""

from dataclasses import dataclass

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.filing import FilingHead

READINGS_FORMAT = "puas-yardstick-readings/1"


@dataclass(frozen=True, slots=True)
class ReadingsSource:
    """All readings, one line each with a tab between cells, in the order of `domain.reading_table.COLUMNS`."""

    head: FilingHead
    label: str
    lines: str
    format: str = READINGS_FORMAT

    def rows(self) -> list[list[str]]:
        """The lines as cells."""
        return [line.split("\t") for line in self.lines.splitlines()]

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ReadingsSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))
