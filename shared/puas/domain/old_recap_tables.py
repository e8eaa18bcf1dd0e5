"""What stands in an old recap, whatever its layout: lines that each carry an index, with the cells their figures stand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from puas.domain.agency_sheet import column_letter
from puas.domain.reporting_scope import WHOLE_YEAR

UNIT = "unit"
SERVICE = "service"
SUMMARY = "summary"
"""An agency or year, one of its services, and the mean below a list of them."""

UNKNOWN_ORDER = "unknown"
ORDERS = (UNKNOWN_ORDER, "body", "questionnaire")
"""How an unnamed U8 and U9 are to be taken; unknown leaves pengaduan and sarpras untold apart."""

MOST_FAULTS = 500


class SheetRow(Protocol):
    """A row with the number people see, and its cells as text."""

    @property
    def number(self) -> int: ...

    @property
    def cells(self) -> tuple[str, ...]: ...


class Sheet(Protocol):
    """One sheet of a workbook, or the whole of a CSV file."""

    @property
    def name(self) -> str: ...

    @property
    def hidden(self) -> bool: ...

    @property
    def rows(self) -> tuple[SheetRow, ...]: ...


@dataclass(frozen=True, slots=True)
class Printed:
    """A number somebody wrote down, and where."""

    value: Decimal
    cell: str

    @property
    def places(self) -> int:
        """How many decimals it was written with."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """A mutu somebody wrote down, and where."""

    value: str
    cell: str


@dataclass(slots=True)
class UnsurPrint:
    """What was written of one unsur."""

    total: Printed | None = None
    nrr: Printed | None = None
    weighted: Printed | None = None
    nik: Printed | None = None
    mutu: PrintedLetter | None = None


@dataclass(slots=True)
class Answers:
    """Answers of single people, added up; `scale` is the highest score of the form they filled."""

    respondents: int = 0
    totals: dict[str, int] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)
    scale: int = 4
    # False where pengaduan and sarpras were only numbered, so that either may be the other.
    order_known: bool = True

    def swap(self, one: str, other: str) -> None:
        """Change two unsur places."""
        for counts in (self.totals, self.answered):
            counts[one], counts[other] = counts.get(other, 0), counts.get(one, 0)

    def means(self) -> dict[str, Fraction]:
        """Exact NRR per unsur, blanks left out of the denominator."""
        return {slug: Fraction(total, self.answered[slug]) for slug, total in self.totals.items() if self.answered.get(slug)}


@dataclass(slots=True)
class RecapLine:
    """One thing a recap gives an index of. `group` names the table it stands in."""

    sheet: str
    role: str
    title: str
    edition_id: str
    group: int
    year: int | None = None
    part: str = WHOLE_YEAR
    agency: str = ""
    service: str = ""
    order_known: bool = True
    unsur: dict[str, UnsurPrint] = field(default_factory=dict)
    answers: Answers | None = None
    respondents: Printed | None = None
    weighted_total: Printed | None = None
    ni: Printed | None = None
    nik: Printed | None = None
    mutu: PrintedLetter | None = None
    previous: Printed | None = None
    change: Printed | None = None
    stated_weight: str = ""

    def print_of(self, slug: str) -> UnsurPrint:
        """What was written of an unsur, made on first use."""
        return self.unsur.setdefault(slug, UnsurPrint())

    def says_anything(self) -> bool:
        """Whether there is anything to check."""
        return bool(self.nik or self.ni or self.weighted_total or self.unsur or (self.answers and self.answers.respondents))


@dataclass(frozen=True, slots=True)
class ReadingFault:
    """A cell that could not be used; it stays out of every sum and is listed."""

    sheet: str
    cell: str
    given: str
    code: str


@dataclass(slots=True)
class Recap:
    """Everything read from a file: lines, cells that could not be used, and what a reader should know (codes with a sheet)."""

    lines: list[RecapLine] = field(default_factory=list)
    faults: list[ReadingFault] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def add_fault(self, sheet: str, cell: str, given: str, code: str) -> None:
        """List a cell once."""
        fault = ReadingFault(sheet, cell, given[:80], code)
        if len(self.faults) < MOST_FAULTS and fault not in self.faults[-20:]:
            self.faults.append(fault)

    def note(self, code: str, sheet: str) -> None:
        """Say something of a sheet once."""
        if (code, sheet) not in self.notes:
            self.notes.append((code, sheet))


class UnusableRecap(ValueError):
    """There is no recap in the file; `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def cell_name(column: int, row: int) -> str:
    """`C12`, as spreadsheets call it."""
    return f"{column_letter(column)}{row}"


def span(cells: Mapping[str, str] | list[str]) -> str:
    """First to last of some cells: `C38:K38`."""
    found = list(cells.values()) if isinstance(cells, Mapping) else cells
    return found[0] if len(set(found)) == 1 else f"{found[0]}:{found[-1]}" if found else ""
