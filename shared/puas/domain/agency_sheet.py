"""Reads agencies and service types out of the rows of a sheet: one row per service type, the agency repeated or left blank.

A blank agency name means the one above, which is also what merged cells give. A blank cell says nothing: at a second
import it leaves what is known as it is. Rows of the template that begin with "Contoh:" are passed over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from puas.domain.agency_details import (
    AgencyDetails,
    Fault,
    ServiceDetails,
    Unreadable,
    agency_faults,
    read_kind,
    read_nip,
    read_owner,
    read_population,
    read_target,
    read_yes_or_no,
    same_name,
    service_faults,
    tidy,
)
from puas.domain.contact_lines import read_website

EXAMPLE_PREFIX = "contoh:"
MOST_ROWS = 5_000
# The heading is looked for in the first rows: offices like to put a title above it.
_HEADING_WITHIN = 10
_SPREADSHEET_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: which field it fills, how the template names it and what else it may be called."""

    owner: str
    field: str
    heading: str
    also: tuple[str, ...] = ()
    read: Callable[[str], Any] = tidy


AGENCY = "agency"
SERVICE = "service"

COLUMNS = (
    Column(AGENCY, "name", "Nama perangkat daerah", ("perangkat daerah", "nama opd", "opd", "nama unit", "unit pelayanan")),
    Column(AGENCY, "short_name", "Singkatan", ("nama singkat",)),
    Column(AGENCY, "kind", "Jenis perangkat daerah", ("jenis opd",), read_kind),
    Column(AGENCY, "address", "Alamat"),
    Column(AGENCY, "signatory_name", "Nama penanda tangan", ("penanda tangan", "nama pejabat")),
    Column(AGENCY, "signatory_position", "Jabatan penanda tangan", ("jabatan",)),
    Column(AGENCY, "signatory_nip", "NIP penanda tangan", ("nip",), read_nip),
    Column(AGENCY, "target_nik", "Target NIK", ("target", "target ikm", "target skm"), read_target),
    Column(SERVICE, "name", "Nama layanan", ("jenis layanan", "layanan", "jenis pelayanan", "nama pelayanan")),
    Column(
        SERVICE, "population", "Pengguna per tahun", ("populasi", "jumlah pengguna", "jumlah populasi"), read_population
    ),
    Column(SERVICE, "is_free", "Gratis", ("tanpa biaya",), read_yes_or_no),
    Column(SERVICE, "is_online", "Daring", ("online",), read_yes_or_no),
    # Of the agency, but seldom filled in: at the end, where they are in nobody's way.
    Column(AGENCY, "phone", "Telepon", ("telp", "no telepon", "nomor telepon")),
    Column(AGENCY, "email", "Surel", ("email", "e-mail")),
    Column(AGENCY, "website", "Laman", ("website", "situs", "laman web"), read_website),
    Column(AGENCY, "owner", "Pemilik", ("pemilik instansi", "instansi pemilik", "milik"), read_owner),
    Column(AGENCY, "owner_name", "Nama pemilik", ("nama instansi pemilik",)),
)
_NAME_COLUMNS = {column.owner: column for column in COLUMNS if column.field == "name"}


@dataclass(frozen=True, slots=True)
class SheetFault:
    """A cell that cannot be accepted, or the sheet as a whole (then `row` is 0). `other_row` is the row it clashes with."""

    row: int
    column: str
    reason: str
    value: str = ""
    heading: str = ""
    other_row: int | None = None


@dataclass(slots=True)
class SheetService:
    """A service type as stated in the sheet; only what was filled in is in `values`."""

    row: int
    name: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class SheetAgency:
    """An agency as stated in the sheet, with its service types."""

    row: int
    name: str
    values: dict[str, str] = field(default_factory=dict)
    services: list[SheetService] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AgencySheet:
    """What a sheet says, and everything that is wrong with it. With faults nothing of it may be used."""

    agencies: tuple[SheetAgency, ...]
    faults: tuple[SheetFault, ...]
    examples_passed_over: int = 0


@dataclass(frozen=True, slots=True)
class _Cell:
    column: Column
    letter: str
    text: str


@dataclass(slots=True)
class _Reader:
    agencies: dict[str, SheetAgency] = field(default_factory=dict)
    faults: list[SheetFault] = field(default_factory=list)
    current: SheetAgency | None = None
    examples: int = 0
    # Row that first stated a value, by agency and field, to name it when a later row says otherwise.
    stated_in: dict[tuple[str, str], int] = field(default_factory=dict)


def read_agency_sheet(rows: Iterable[tuple[int, Sequence[str]]]) -> AgencySheet:
    """Read numbered rows of text cells, the first row being number 1."""
    numbered = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    found = _find_heading(numbered)
    if isinstance(found, SheetFault):
        return AgencySheet((), (found,))
    heading_row, layout = found
    body = [(number, cells) for number, cells in numbered if number > heading_row]
    if len(body) > MOST_ROWS:
        return AgencySheet((), (SheetFault(0, "", "too-many-rows", str(len(body))),))
    reader = _Reader()
    for number, cells in body:
        _read_row(reader, number, list(_known_cells(layout, cells)))
    if not reader.agencies and not reader.faults:
        reader.faults.append(SheetFault(0, "", "empty"))
    agencies = tuple(reader.agencies.values())
    return AgencySheet(agencies, tuple(sorted(reader.faults, key=lambda each: (each.row, each.column))), reader.examples)


def column_letter(index: int) -> str:
    """`0` as `A`, `27` as `AB`: how spreadsheets call their columns."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _find_heading(
    rows: Sequence[tuple[int, Sequence[str]]],
) -> tuple[int, Mapping[int, Column]] | SheetFault:
    if not rows:
        return SheetFault(0, "", "empty")
    best: Mapping[int, Column] = {}
    for number, cells in rows[:_HEADING_WITHIN]:
        layout = _layout(cells)
        if set(_NAME_COLUMNS.values()) <= set(layout.values()):
            return number, layout
        best = max(best, layout, key=len)
    missing = [column.heading for column in _NAME_COLUMNS.values() if column not in best.values()]
    return SheetFault(0, "", "wrong-template", ", ".join(missing))


def _layout(cells: Sequence[str]) -> dict[int, Column]:
    layout: dict[int, Column] = {}
    for index, cell in enumerate(cells):
        column = _column_called(cell)
        if column is not None and column not in layout.values():
            layout[index] = column
    return layout


def _column_called(heading: str) -> Column | None:
    # The template adds an explanation in brackets to some headings.
    plain = tidy(heading).partition("(")[0].strip().rstrip("*").strip().lower()
    for column in COLUMNS:
        if plain == column.heading.lower() or plain in column.also:
            return column
    return None


def _known_cells(layout: Mapping[int, Column], cells: Sequence[str]) -> Iterator[_Cell]:
    for index, column in layout.items():
        text = cells[index] if index < len(cells) else ""
        yield _Cell(column, column_letter(index), text.strip())


def _read_row(reader: _Reader, number: int, cells: Sequence[_Cell]) -> None:
    by_owner = {
        owner: {cell.column.field: cell for cell in cells if cell.column.owner == owner} for owner in (AGENCY, SERVICE)
    }
    name = tidy(by_owner[AGENCY]["name"].text)
    if name.lower().startswith(EXAMPLE_PREFIX):
        reader.examples += 1
        reader.current = None
        return
    if not any(cell.text for cell in cells):
        return
    if name:
        reader.current = reader.agencies.setdefault(same_name(name), SheetAgency(number, name))
    if reader.current is None:
        reader.faults.append(_fault(number, by_owner[AGENCY]["name"], "missing"))
        return
    _read_agency(reader, reader.current, number, by_owner[AGENCY])
    _read_service(reader, reader.current, number, by_owner[SERVICE])


def _read_agency(reader: _Reader, agency: SheetAgency, number: int, cells: Mapping[str, _Cell]) -> None:
    values = _values(reader, number, cells)
    details = AgencyDetails(**{"name": agency.name, **values})
    _add_faults(reader, number, cells, agency_faults(details))
    for name, value in values.items():
        if name == "name":
            continue
        first = reader.stated_in.setdefault((same_name(agency.name), name), number)
        if agency.values.setdefault(name, value) != value:
            reader.faults.append(_fault(number, cells[name], "differs", other_row=first))


def _read_service(reader: _Reader, agency: SheetAgency, number: int, cells: Mapping[str, _Cell]) -> None:
    values = _values(reader, number, cells)
    if not values.get("name"):
        if values:
            reader.faults.append(_fault(number, cells["name"], "missing"))
        return
    name = values.pop("name")
    _add_faults(reader, number, cells, service_faults(ServiceDetails(name, values.get("population"))))
    twin = next((each for each in agency.services if same_name(each.name) == same_name(name)), None)
    if twin is not None:
        reader.faults.append(_fault(number, cells["name"], "duplicate", other_row=twin.row))
        return
    agency.services.append(SheetService(number, name, values))


def _values(reader: _Reader, number: int, cells: Mapping[str, _Cell]) -> dict[str, Any]:
    """What the filled cells say; those that cannot be read become faults."""
    values: dict[str, Any] = {}
    for name, cell in cells.items():
        if not cell.text:
            continue
        try:
            _refuse_formulas(cell.text)
            values[name] = cell.column.read(cell.text)
        except Unreadable as error:
            reader.faults.append(_fault(number, cell, error.reason))
    return values


def _refuse_formulas(text: str) -> None:
    if text.startswith("="):
        raise Unreadable("formula")
    if text.upper().startswith(_SPREADSHEET_ERRORS):
        raise Unreadable("error-value")


def _add_faults(reader: _Reader, number: int, cells: Mapping[str, _Cell], faults: Iterable[Fault]) -> None:
    known = {(fault.row, fault.column) for fault in reader.faults}
    for fault in faults:
        cell = cells.get(fault.field)
        if cell is None or (number, cell.letter) in known or not cell.text:
            continue
        reason = "lost-digits" if fault.reason == "not-18-digits" and _looks_rounded(cell.text) else fault.reason
        reader.faults.append(_fault(number, cell, reason))


def _looks_rounded(text: str) -> bool:
    # A sheet that took a NIP for a number writes 1.96501E+17, and has forgotten the last digits.
    return "e+" in text.lower()


def _fault(number: int, cell: _Cell, reason: str, *, other_row: int | None = None) -> SheetFault:
    return SheetFault(number, cell.letter, reason, cell.text[:80], cell.column.heading, other_row)
