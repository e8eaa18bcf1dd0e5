"""Answers in a table: which column is which unsur, and what each row says.

Columns are known by the slug, by U1..U9 in one of the rule's two orders, or by the Indonesian names offices use. A name
beside a number wins over the number ("U8 Sarpras" is sarpras in either order), because the two orders are swapped by
accident more often than a name is wrong. Every fault carries row, column and what stood there; nothing is guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from puas.domain.regulation.edition import Edition
from puas.domain.response_checks import read_score
from puas.domain.tally import Tally

SERVICE_COLUMN_NAMES = ("layanan", "jenis layanan", "jenis pelayanan", "nama layanan", "service")

_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "persyaratan": ("kesesuaian persyaratan", "persyaratan pelayanan"),
    "prosedur": ("sistem mekanisme prosedur", "kemudahan prosedur", "prosedur pelayanan"),
    "waktu": ("jangka waktu", "waktu pelayanan", "kecepatan waktu"),
    "biaya": ("tarif", "biaya", "kewajaran biaya"),
    "produk": ("produk layanan", "produk pelayanan", "produk spesifikasi", "spesifikasi produk"),
    "kompetensi": ("kompetensi petugas",),
    "perilaku": ("perilaku petugas",),
    "pengaduan": ("aduan", "penanganan pengaduan", "penanganan pengaduan saran masukan"),
    "sarpras": ("sarana prasarana", "sarana dan prasarana"),
}
_NUMBERED = re.compile(r"u ?0*(\d{1,2})(?: (.+))?")
_WHOLE = re.compile(r"([0-9]+)[.,]0+")
_PLAIN_SCORES: Mapping[str, int | None] = {"": None, "1": 1, "2": 2, "3": 3, "4": 4}
_HEADER_SEARCH_ROWS = 30
_FEWEST_NAMED_COLUMNS = 5


class Row(Protocol):
    """A row of a sheet: its number as a person sees it, and its cells as text."""

    @property
    def number(self) -> int: ...

    @property
    def cells(self) -> tuple[str, ...]: ...


class UnusableSheet(ValueError):
    """The table as a whole cannot be read; `code` says why, `detail` names columns."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class SheetFault:
    """One cell that cannot be used."""

    row: int
    column: str
    given: str
    code: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand: index by slug, headings as written, and the row of the headings."""

    header_row: int
    unsur: Mapping[str, int]
    headings: Mapping[str, str]
    service: int | None
    renumbered: tuple[str, ...]


@dataclass(slots=True)
class AnswerSheet:
    """What was read: a tally per service in order of appearance, faults, and rows without any answer."""

    columns: Columns
    services: dict[str, Tally] = field(default_factory=dict)
    faults: list[SheetFault] = field(default_factory=list)
    faulty_rows: int = 0
    unanswered_rows: list[int] = field(default_factory=list)


class _Count:
    """A tally in the making: files may hold hundreds of thousands of rows, too many for a tally each."""

    def __init__(self) -> None:
        self.respondents = 0
        self.counts: dict[str, list[int]] = {}

    def add(self, scores: Mapping[str, int | None]) -> None:
        self.respondents += 1
        for slug, score in scores.items():
            if score is not None:
                self.counts.setdefault(slug, [0, 0, 0, 0])[score - 1] += 1

    def tally(self) -> Tally:
        return Tally.of_counts(self.respondents, self.counts)


def read_answers(edition: Edition, rows: Iterable[Row], *, order: str = "body") -> AnswerSheet:
    """Read a table of answers; rows with a fault are listed and not counted."""
    iterator = iter(rows)
    columns = _find_header(edition, iterator, order)
    sheet = AnswerSheet(columns)
    counted: dict[str, _Count] = {}
    for row in iterator:
        if not any(cell.strip() for cell in row.cells):
            continue
        faults, service, scores = _read_row(columns, row)
        if faults:
            sheet.faults.extend(faults)
            sheet.faulty_rows += 1
        elif all(score is None for score in scores.values()):
            sheet.unanswered_rows.append(row.number)
        else:
            counted.setdefault(service, _Count()).add(scores)
    sheet.services = {service: count.tally() for service, count in counted.items()}
    return sheet


def columns_of(edition: Edition, cells: Sequence[str], *, row: int, order: str = "body") -> Columns | None:
    """The columns a heading row names, or None when it is no heading row. Raises on doubles and gaps."""
    names = _names_of(edition)
    unsur: dict[str, int] = {}
    headings: dict[str, str] = {}
    renumbered: list[str] = []
    beyond: list[str] = []
    doubled: list[str] = []
    service: int | None = None
    for index, heading in enumerate(cells):
        plain = _plain(heading)
        if plain in SERVICE_COLUMN_NAMES:
            service = index if service is None else service
            continue
        slug, conflict, too_high = _slug_of(edition, names, plain, order)
        if too_high:
            beyond.append(heading)
        if slug is None:
            continue
        if slug in unsur:
            doubled.append(f"{headings[slug]}/{heading}")
            continue
        unsur[slug], headings[slug] = index, heading
        if conflict:
            renumbered.append(heading)
    if len(unsur) < min(_FEWEST_NAMED_COLUMNS, len(edition.unsur)):
        return None
    _refuse_unclear(edition, unsur, doubled, beyond)
    return Columns(row, unsur, headings, service, tuple(renumbered))


def read_cell_score(text: str) -> int | None:
    """A score in a cell, where spreadsheets may have written 4 as 4,0 or 4.0."""
    if text in _PLAIN_SCORES:
        return _PLAIN_SCORES[text]
    whole = _WHOLE.fullmatch(text.strip())
    return read_score(whole.group(1) if whole else text)


def _find_header(edition: Edition, rows: Iterable[Row], order: str) -> Columns:
    for row in rows:
        columns = columns_of(edition, row.cells, row=row.number, order=order)
        if columns is not None:
            return columns
        if row.number >= _HEADER_SEARCH_ROWS:
            break
    raise UnusableSheet("no_header")


def _refuse_unclear(
    edition: Edition, unsur: Mapping[str, int], doubled: Sequence[str], beyond: Sequence[str]
) -> None:
    if beyond:
        raise UnusableSheet("too_many_unsur", ", ".join(beyond))
    if doubled:
        raise UnusableSheet("doubled_columns", ", ".join(doubled))
    missing = [slug for slug in edition.slugs() if slug not in unsur]
    if missing:
        raise UnusableSheet("missing_columns", ", ".join(missing))


def _slug_of(
    edition: Edition, names: Mapping[str, str], plain: str, order: str
) -> tuple[str | None, bool, bool]:
    """The unsur a heading means; whether its number says otherwise; whether its number is beyond the edition."""
    if plain in names:
        return names[plain], False, False
    numbered = _NUMBERED.fullmatch(plain)
    if numbered is None:
        return None, False, False
    slugs = edition.slugs(order)
    number = int(numbered.group(1))
    by_number = slugs[number - 1] if 1 <= number <= len(slugs) else None
    by_name = names.get(numbered.group(2) or "")
    if by_name is not None:
        return by_name, by_name != by_number, False
    return by_number, False, by_number is None


def _names_of(edition: Edition) -> dict[str, str]:
    names: dict[str, str] = {}
    for unsur in edition.unsur:
        for name in (unsur.slug, unsur.name, unsur.short, *_OTHER_NAMES.get(unsur.slug, ())):
            names.setdefault(_plain(name), unsur.slug)
    return names


def _read_row(columns: Columns, row: Row) -> tuple[list[SheetFault], str, dict[str, int | None]]:
    faults: list[SheetFault] = []
    scores: dict[str, int | None] = {}
    for slug, index in columns.unsur.items():
        text = row.cells[index] if index < len(row.cells) else ""
        try:
            scores[slug] = read_cell_score(text)
        except ValueError:
            faults.append(SheetFault(row.number, columns.headings[slug], text, "not_a_score"))
    service = ""
    if columns.service is not None:
        service = " ".join((row.cells[columns.service] if columns.service < len(row.cells) else "").split())
        if not service:
            faults.append(SheetFault(row.number, "layanan", "", "no_service"))
    return faults, service, scores


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^0-9a-z]+", " ", text.casefold()).split())
