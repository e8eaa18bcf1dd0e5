"""What a province's documents are rendered from: its frozen, signed result under the number of a document.

The recap, the page for the governor and the slides need no more. The export of all figures adds the published units one by one,
as a table of text: twenty thousand lines are read and written as they are, never held as objects.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from puas.domain.canonical_json import from_plain, parse_json, sha256_of, to_canonical_json
from puas.domain.comparison import Change, change
from puas.domain.province_result import HANDED_OVER, NOT_ON_BOARD, ProvincePoint, ProvinceResult
from puas.domain.report_snapshot import Letterhead, Signatory

PROVINCE_FORMAT = "puas-province/1"


@dataclass(frozen=True, slots=True)
class ProvinceSnapshot:
    """The whole source. It has a number, and its result a fingerprint and signature, once it is asked for as a document.

    `due_on` is the day the province set for handing the scope over. `tables` are those of the export alone, by name.
    """

    format: str
    document_id: str
    verification_url: str
    title: str
    prepared_at: datetime
    result: ProvinceResult
    result_sha256: str
    result_signature: str | None
    letterhead: Letterhead
    signatory: Signatory
    due_on: date | None
    tables: tuple["TextTable", ...] = ()

    @property
    def is_provisional(self) -> bool:
        """Whether a regency on board has not handed everything over yet, so that figures may still be added."""
        return any(each.state not in (HANDED_OVER, NOT_ON_BOARD) for each in self.result.regencies)

    @property
    def previous(self) -> ProvincePoint | None:
        """The point of the scope before, where there is one."""
        return self.result.trend[-2] if len(self.result.trend) > 1 and self.result.index.nik is not None else None

    @property
    def change(self) -> Change | None:
        """From the scope before to this one, between printed figures."""
        if self.previous is None or self.result.index.nik is None:
            return None
        return change(self.result.index.nik, self.previous.nik, rule_changed=self.previous.edition_id != self.result.edition_id)

    def numbered(self, document_id: str, verification_url: str, signature: str) -> "ProvinceSnapshot":
        """The same under the number of a document, its result signed."""
        return replace(
            self, document_id=document_id, verification_url=verification_url, result_sha256=self.result.sha256(),
            result_signature=signature,
        )  # fmt: skip

    def without_tables(self) -> "ProvinceSnapshot":
        """What is kept once the files are made: enough to check them by, without a second copy of every unit."""
        return replace(self, tables=())

    def table(self, name: str) -> "TextTable":
        """A table of the export; empty where it has none of this name."""
        return next((each for each in self.tables if each.name == name), TextTable(name, ""))

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ProvinceSnapshot":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))

    def sha256(self) -> str:
        """The hash of the canonical JSON without the tables, so that it still fits once they are gone."""
        return sha256_of(self.without_tables())


@dataclass(frozen=True, slots=True)
class TextTable:
    """Lines of cells, a tab between cells and a line feed behind each line; no cell holds either."""

    name: str
    text: str

    def rows(self) -> Iterator[list[str]]:
        """The lines as cells, one by one."""
        return (line.split("\t") for line in self.text.splitlines())


def text_line(cells: Sequence[str]) -> str:
    """One line of a table; white space within a cell becomes one blank."""
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
