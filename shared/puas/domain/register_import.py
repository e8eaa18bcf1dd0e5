"""What importing a sheet into a register would do, row by row: added, changed, left alone. Nothing is ever removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from puas.domain.agency_import import ADDED, CHANGED, UNCHANGED, Difference
from puas.domain.agency_sheet import SheetFault
from puas.domain.register_sheet import RegisterRow, SheetColumn

__all__ = ["ADDED", "CHANGED", "UNCHANGED", "Difference", "ImportPlan", "RowChange", "compare_row", "row_fault"]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happens to one entry. A difference names a column by its field."""

    row: int
    name: str
    outcome: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import does, in the order of the sheet; with faults it does nothing."""

    changes: tuple[RowChange, ...] = ()
    faults: tuple[SheetFault, ...] = field(default=())

    def count(self, outcome: str) -> int:
        """Entries with this outcome."""
        return sum(each.outcome == outcome for each in self.changes)

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to confirm."""
        return self.count(UNCHANGED) < len(self.changes)


def compare_row(row: RegisterRow, name: str, known: Mapping[str, Any] | None, fields: Sequence[str]) -> RowChange:
    """The row held against the entry it is about (`known`, by field; None: there is none yet). A blank cell changes nothing."""
    if known is None:
        return RowChange(row.number, name, ADDED)
    stated = {each: row.values[each] for each in fields if each in row.values}
    differences = tuple(Difference(each, known.get(each), value) for each, value in stated.items() if known.get(each) != value)
    return RowChange(row.number, name, CHANGED if differences else UNCHANGED, differences)


def row_fault(row: RegisterRow, column: SheetColumn, reason: str, *, other_row: int | None = None) -> SheetFault:
    """A fault of one cell that only the database, or the row as a whole, can tell."""
    letter, text = row.letters.get(column.field, ""), row.texts.get(column.field, "")
    return SheetFault(row.number, letter, reason, text[:80], column.heading, other_row)
