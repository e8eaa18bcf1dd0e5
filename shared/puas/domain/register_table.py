"""A register's page as a document for filing: facts, tables of printed text, and what must be said about them."""

from dataclasses import dataclass

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.filing import FilingHead

REGISTER_TABLE_FORMAT = "puas-register-table/1"


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column with its part of the width; figures stand on the right."""

    title: str
    share: int
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table under its own heading."""

    heading: str
    caption: str
    columns: tuple[PrintedColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RegisterTableSource:
    """What such a document is rendered from."""

    head: FilingHead
    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[PrintedTable, ...]
    notes: tuple[str, ...]
    format: str = REGISTER_TABLE_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "RegisterTableSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))
