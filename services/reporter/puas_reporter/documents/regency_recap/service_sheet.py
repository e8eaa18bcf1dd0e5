"""The sheet Layanan: sums of scores and numbers of answers of every service, from which all other figures are formulas.

Services of agencies with an index come first, agency by agency, so that one range takes in exactly what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from puas.domain.recap_snapshot import AgencyLine, RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import UnitResult
from puas.presentation.numbers import MISSING
from puas_reporter.documents.regency_recap import wording
from puas_reporter.documents.sheets import Cell, Sheet, column_name

NAME = "Layanan"
_HEAD_ROW = 4
_FIRST_ROW = 6
_FIRST_UNSUR = 3


@dataclass(frozen=True, slots=True)
class ServiceSheet:
    """The sheet, and the rows of each agency on it, counted from one."""

    sheet: Sheet
    rows: dict[str, tuple[int, int]]
    last: int
    unsur: int

    def respondents(self, agency_id: str) -> str:
        first, last = self.rows[agency_id]
        return f"=SUM({NAME}!$C${first}:$C${last})"

    def mean(self, agency_id: str, position: int) -> str:
        """The mean of an agency's services, unrounded."""
        first, last = self.rows[agency_id]
        column = column_name(_FIRST_UNSUR + 2 * self.unsur + position)
        return f"AVERAGE({NAME}!${column}${first}:${column}${last})"

    def pooled(self, position: int, agency_id: str | None = None) -> str:
        """All answers together, of one agency or of all that are counted."""
        first, last = self.rows[agency_id] if agency_id else (_FIRST_ROW, self.last)
        sums, answered = (column_name(_FIRST_UNSUR + part * self.unsur + position) for part in (0, 1))
        return f"SUM({NAME}!${sums}${first}:${sums}${last})/SUM({NAME}!${answered}${first}:${answered}${last})"


def sheet(recap: RecapSnapshot, opening: tuple[tuple[Cell, ...], ...]) -> ServiceSheet:
    """Sums and numbers of answers as values, averages as formulas."""
    rule = edition(recap.result.edition_id)
    services_of = {unit.id: unit.units for unit in recap.result.units} | {unit.id: unit.units for unit in recap.result.left_out}
    rows: list[tuple[Cell, ...]] = []
    of_agency: dict[str, tuple[int, int]] = {}
    for line in recap.counted:
        services = services_of[line.id]
        of_agency[line.id] = (_FIRST_ROW + len(rows), _FIRST_ROW + len(rows) + len(services) - 1)
        rows += _services(line, services, _FIRST_ROW + len(rows), len(rule.unsur))
    last = _FIRST_ROW + len(rows) - 1
    for line in recap.without_index:
        services = services_of.get(line.id, ())
        if services and len(rows) == last - _FIRST_ROW + 1:
            rows += [(), (Cell("Perangkat daerah tanpa indeks: tidak ikut dihitung", "note"),)]
        rows += _services(line, services, _FIRST_ROW + len(rows), len(rule.unsur))
    parts = ("Jumlah nilai", "Jumlah jawaban", "NRR")
    head = ("Perangkat Daerah", "Jenis Layanan", "Responden", *(f"{part} {unsur.short}" for part in parts for unsur in rule.unsur))
    made = Sheet(
        NAME,
        (*opening, tuple(Cell(title, "head") for title in head), *rows),
        (name_width(recap), 40, 11, *([11] * 3 * len(rule.unsur))),
        (_FIRST_ROW - 1, 2),
        _HEAD_ROW,
    )
    return ServiceSheet(made, of_agency, last, len(rule.unsur))


def name_width(recap: RecapSnapshot) -> int:
    """Wide enough for the longest name on one line: spreadsheet programs do not make rows higher by themselves."""
    return min(96, max(30, max(len(wording.marked_name(each)) for each in recap.agencies)))


def _services(line: AgencyLine, services: Sequence[UnitResult], first: int, unsur: int) -> list[tuple[Cell, ...]]:
    return [_row(line.name, service, first + number, unsur) for number, service in enumerate(services)]


def _row(agency: str, service: UnitResult, number: int, unsur: int) -> tuple[Cell, ...]:
    def average(position: int) -> str:
        total, answered = (f"{column_name(_FIRST_UNSUR + part * unsur + position)}{number}" for part in (0, 1))
        return f'=IF({answered}>0,{total}/{answered},"{MISSING}")'

    return (
        Cell(agency, "text"),
        Cell(service.name, "text"),
        Cell(service.respondents, "count"),
        *(Cell(each.total, "count") for each in service.unsur),
        *(Cell(each.answered, "count") for each in service.unsur),
        *(Cell(MISSING if each.nrr is None else each.nrr, "mean", average(at)) for at, each in enumerate(service.unsur)),
    )
