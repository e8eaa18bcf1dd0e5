"""The sheet Rekap of the workbook of 2024-2025: one row per service, the unit below, both ways of adding up beside each other."""

from __future__ import annotations

from decimal import Decimal

from puas.domain.index_score import POOLED, SERVICE_MEAN
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import IndexFigures, ResultSnapshot, UnitResult
from puas.domain.worksheet import Part, Worksheet
from puas.presentation.numbers import MISSING
from puas_reporter.documents.sheets import BarChart, Cell, Sheet, Style, column_name
from puas_reporter.documents.skm_report.data_sheet import DataSheet
from puas_reporter.documents.skm_report.sheet_formulas import index_cells, times_weight
from puas_reporter.documents.skm_report.wording import aggregation_text

NAME = "Rekap"
_HEAD_ROW = 4
_FIRST_ROW = 5
_UNSUR_COLUMN = 2
_ROWS_BELOW_SERVICES = 11
_HEADS = {"waktu": "Jangka Waktu", "biaya": "Tarif"}
"""Two unsur have other names on this sheet than in the rule."""
_BOTH = {SERVICE_MEAN: "Rata-rata sederhana antarlayanan", POOLED: "Gabungan seluruh responden"}


def sheet(result: ResultSnapshot, steps: Worksheet, data: DataSheet, opening: tuple[tuple[Cell, ...], ...]) -> Sheet:
    """The sheet with the formulas that read Data."""
    rule = edition(result.edition_id)
    names = (_HEADS.get(unsur.slug, unsur.short) for unsur in rule.unsur)
    head = ("Jenis Layanan", "Total Responden", *names, "IKM Per Jenis Layanan", "MUTU", "PREDIKAT")
    services = [_service_row(result, unit, code, data) for code, unit in enumerate(result.units, start=1)]
    last = _FIRST_ROW + len(services)
    rows = (
        *opening,
        tuple(Cell(title, "head") for title in head),
        *services,
        *_footer(result, data, last),
        *_both_ways(result, steps, data, last + 7),
    )
    chart = None
    if services:
        columns = (_UNSUR_COLUMN, _UNSUR_COLUMN + len(rule.unsur) - 1)
        chart = BarChart(
            "Rerata IKM per unsur", last + _ROWS_BELOW_SERVICES, (_HEAD_ROW, columns[0], _HEAD_ROW, columns[1]),
            (last, columns[0], last, columns[1]), 25, 100,
        )  # fmt: skip
    return Sheet(NAME, rows, (36, 12, *([12] * len(rule.unsur)), 14, 8, 15), (_FIRST_ROW, 1), _HEAD_ROW, chart=chart)


def ikm_cell(result: ResultSnapshot, code: int) -> str:
    """Where the index of a service stands, as a formula of another sheet names it."""
    return f"{NAME}!${column_name(_UNSUR_COLUMN + len(result.unsur))}${_FIRST_ROW + code}"


def _service_row(result: ResultSnapshot, unit: UnitResult, code: int, data: DataSheet) -> tuple[Cell, ...]:
    factor = edition(result.edition_id).conversion
    unsur = tuple(
        Cell(each.nik if each.nik is not None else MISSING, "number", data.average(code, position, factor))
        for position, each in enumerate(unit.unsur)
    )
    return (
        Cell(unit.name, "text"),
        Cell(unit.respondents, "count", data.respondents(code)),
        *unsur,
        *_index(result, unit.index, _FIRST_ROW + code, ("number", "center")),
    )


def _index(result: ResultSnapshot, index: IndexFigures, number: int, styles: tuple[Style, Style]) -> tuple[Cell, Cell, Cell]:
    """IKM, letter and predikat of a row of averages; without all of them there is no index."""
    unsur = len(result.unsur)
    first, last, ikm = (column_name(_UNSUR_COLUMN + step) for step in (0, unsur - 1, unsur))
    cells = f"{first}{number}:{last}{number}"
    value = f"AVERAGE({cells})" if result.policies.weight == "exact" else f"SUM({cells}){times_weight(result)}"
    return index_cells(result, index, known=f"COUNT({cells})={unsur}", value=value, ikm=f"${ikm}{number}", styles=styles)


def _footer(result: ResultSnapshot, data: DataSheet, last: int) -> list[tuple[Cell, ...]]:
    """The four lines of the form: mean per unsur, index of the unit, its letter and its predikat."""
    number, unsur = last + 1, len(result.unsur)
    ikm, mutu, predikat = (f"{column_name(_UNSUR_COLUMN + unsur + step)}{number}" for step in range(3))
    index = result.index
    averages = tuple(each.nik for each in result.unsur)
    return [
        _unit_row(result, data, "Rerata IKM Per Unsur", result.policies.aggregation, averages, index, last, number),
        (Cell("IKM Unit Layanan", "total_text"), Cell(MISSING if index.nik is None else index.nik, "total", f"={ikm}")),
        (Cell("Mutu Unit Layanan", "total_text"), Cell(index.mutu or MISSING, "total_center", f"={mutu}")),
        (Cell("Predikat", "total_text"), Cell(index.predikat or MISSING, "total_center", f"={predikat}")),
        (Cell(f"Rerata dan IKM unit layanan: {aggregation_text(result.policies.aggregation)}.", "note"),),
    ]


def _both_ways(result: ResultSnapshot, steps: Worksheet, data: DataSheet, number: int) -> list[tuple[Cell, ...]]:
    """The figure under either way of adding services up, so that nobody has to guess which one was printed elsewhere."""
    last = _FIRST_ROW + len(result.units)
    rows: list[tuple[Cell, ...]] = [(), (Cell("Dua cara penggabungan", "total_text"),)]
    for aggregation, label in _BOTH.items():
        part = _part(steps, aggregation)
        index = result.simple_mean if aggregation == SERVICE_MEAN else result.respondent_weighted
        used = " (dipakai)" if aggregation == result.policies.aggregation else ""
        averages = tuple(each.nik.printed if each.nik else None for each in part.unsur)
        rows.append(_unit_row(result, data, label + used, aggregation, averages, index, last, number + len(rows) - 1))
    return rows


def _part(steps: Worksheet, aggregation: str) -> Part:
    return steps.unit if steps.policies.aggregation == aggregation else steps.other


def _unit_row(
    result: ResultSnapshot, data: DataSheet, label: str, aggregation: str, averages: tuple[Decimal | None, ...], index: IndexFigures,
    last: int, number: int,
) -> tuple[Cell, ...]:  # fmt: skip
    cells = tuple(
        Cell(MISSING if value is None else value, "total", _mean(result, data, aggregation, position, last))
        for position, value in enumerate(averages)
    )
    total = Cell(result.respondents, "total_count", f"=SUM(B{_FIRST_ROW + 1}:B{last})" if result.units else "")
    return (Cell(label, "total_text"), total, *cells, *_index(result, index, number, ("total", "total_center")))


def _mean(result: ResultSnapshot, data: DataSheet, aggregation: str, position: int, last: int) -> str:
    if not result.units:
        return ""
    if aggregation == POOLED:
        return data.average_of_all(position, edition(result.edition_id).conversion)
    column = column_name(_UNSUR_COLUMN + position)
    return f'=IFERROR(AVERAGE({column}{_FIRST_ROW + 1}:{column}{last}),"{MISSING}")'
