"""The workbook of 2024-2025: Data and Rekap with live formulas, and a sheet that explains them.

Formulas carry the frozen figures as their stored values, so that a program that does not calculate shows the same
numbers. Indexes are rounded to two decimals before the letter is looked up; the inner rounding to ten decimals only takes
away what binary arithmetic adds to a value such as 76,605.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from puas.domain.document_source import SkmReportSource
from puas.domain.index_score import POOLED
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import IndexFigures, ResultSnapshot, UnitResult
from puas.presentation.dates import date_range, date_time
from puas.presentation.numbers import MISSING
from puas_reporter.documents.sheets import BarChart, Cell, Sheet, Workbook, column_name
from puas_reporter.documents.skm_report import data_sheet
from puas_reporter.documents.skm_report.content import SAMPLE_MARK
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.documents.skm_report.wording import (
    aggregation_text,
    legacy_weight_text,
    reason_text,
    sample_policy_text,
    unsur_label,
)

_HEAD_ROW = 4
_FIRST_ROW = 5
_UNSUR_COLUMN = 2
_BAND_ROWS = "$A$4:$A$7"
_LETTER_ROWS = "$B$4:$B$7"
_PREDIKAT_ROWS = "$C$4:$C$7"


def report_workbook(source: SkmReportSource) -> Workbook:
    """All sheets of a report."""
    report = source.report
    result = report.result
    agency = result.agency.name if result.agency else result.tenant.name
    data = data_sheet.sheet(source, _opening(report, "DATA RESPONDEN SURVEI KEPUASAN MASYARAKAT"))
    return Workbook(
        title=f"{report.title} {agency} {result.period.label}",
        author=agency,
        subject=f"{result.period.label}, {result.edition_name}",
        footer=f"{agency} · {result.period.label} · {report.document_id}",
        accent=print_accent(report.letterhead.accent_colour),
        sheets=(data.sheet, _summary(report, data), _plan(report), _explanation(report)),
    )


def _opening(report: ReportSnapshot, title: str) -> tuple[tuple[Cell, ...], ...]:
    """Four rows above every table: title, whose, when, and the sample mark where it belongs."""
    result = report.result
    agency = result.agency.name if result.agency else result.tenant.name
    period = f"{result.period.label} ({date_range(result.period.starts_on, result.period.ends_on)})"
    mark = Cell(SAMPLE_MARK, "mark") if result.sample_data else Cell()
    return (Cell(title, "title"),), (Cell(f"{agency}, {result.tenant.name}"),), (Cell(period),), (mark,)


def _summary(report: ReportSnapshot, data: data_sheet.DataSheet) -> Sheet:
    result = report.result
    rule = edition(result.edition_id)
    head = ("Jenis Layanan", "Total Responden", *(unsur.short for unsur in rule.unsur), "IKM Per Jenis Layanan", "MUTU", "PREDIKAT")
    services = [_service_row(result, unit, _FIRST_ROW + 1 + index, data) for index, unit in enumerate(result.units)]
    last = _FIRST_ROW + len(services)
    rows = (
        *_opening(report, "REKAPITULASI INDEKS KEPUASAN MASYARAKAT"),
        tuple(Cell(title, "head") for title in head),
        *services,
        *_footer(result, data, last),
    )
    chart = None
    if services:
        columns = (_UNSUR_COLUMN, _UNSUR_COLUMN + len(rule.unsur) - 1)
        names = (_HEAD_ROW, columns[0], _HEAD_ROW, columns[1])
        chart = BarChart("Rerata IKM per unsur", last + 7, names, (last, columns[0], last, columns[1]), 25, 100)
    return Sheet("Rekap", rows, (34, 11, *([12] * len(rule.unsur)), 14, 8, 15), (_FIRST_ROW, 1), _HEAD_ROW, chart=chart)


def _service_row(result: ResultSnapshot, unit: UnitResult, number: int, data: data_sheet.DataSheet) -> tuple[Cell, ...]:
    code = number - _FIRST_ROW
    unsur = tuple(
        Cell(each.nik if each.nik is not None else MISSING, "number", data.average(code, position, _factor(result)))
        for position, each in enumerate(unit.unsur)
    )
    return (
        Cell(unit.name, "text"),
        Cell(unit.respondents, "count", data.respondents(code)),
        *unsur,
        *_index_cells(result, unit.index, number, len(unsur), "number", "center"),
    )


def _factor(result: ResultSnapshot) -> int:
    return edition(result.edition_id).conversion


def _index_cells(
    result: ResultSnapshot, index: IndexFigures, number: int, unsur: int, style: str, text_style: str
) -> tuple[Cell, Cell, Cell]:
    """IKM, letter and predikat of a row of nine averages; without all nine there is no index."""
    first, last = column_name(_UNSUR_COLUMN), column_name(_UNSUR_COLUMN + unsur - 1)
    ikm = f"${column_name(_UNSUR_COLUMN + unsur)}{number}"
    cells = f"{first}{number}:{last}{number}"
    value = f"SUM({cells})*{_weight(result)}" if result.policies.weight != "exact" else f"AVERAGE({cells})"
    return (
        Cell(
            index.nik if index.nik is not None else MISSING,
            "total" if style == "total" else "number",
            f'=IF(COUNT({cells})={unsur},ROUND(ROUND({value},10),2),"{MISSING}")',
        ),
        _lookup(ikm, _LETTER_ROWS, index.mutu, text_style),
        _lookup(ikm, _PREDIKAT_ROWS, index.predikat, text_style),
    )


def _weight(result: ResultSnapshot) -> str:
    weight = edition(result.edition_id).weight(result.policies.weight)
    return f"{weight.value.numerator}/{weight.value.denominator}"


def _lookup(ikm: str, rows: str, value: str | None, style: str) -> Cell:
    formula = f'=IF(ISNUMBER({ikm}),LOOKUP({ikm},Keterangan!{_BAND_ROWS},Keterangan!{rows}),"{MISSING}")'
    return Cell(value or MISSING, "total_text" if style == "total" else "center", formula)


def _footer(result: ResultSnapshot, data: data_sheet.DataSheet, last: int) -> list[tuple[Cell, ...]]:
    """The four lines of the form: mean per unsur, index of the unit, its letter and its predikat."""
    number, unsur = last + 1, len(result.unsur)
    means = tuple(
        Cell(each.nik if each.nik is not None else MISSING, "total", _mean(result, data, position, last))
        for position, each in enumerate(result.unsur)
    )
    total = Cell(result.respondents, "total_count", f"=SUM(B{_FIRST_ROW + 1}:B{last})" if result.units else "")
    ikm, mutu, predikat = _index_cells(result, result.index, number, unsur, "total", "total")
    index = f"{column_name(_UNSUR_COLUMN + unsur)}{number}"
    columns = (column_name(_UNSUR_COLUMN + unsur + 1), column_name(_UNSUR_COLUMN + unsur + 2))
    return [
        (Cell("Rerata IKM Per Unsur", "total_text"), total, *means, ikm, mutu, predikat),
        (Cell("IKM Unit Layanan", "total_text"), Cell(result.index.nik or MISSING, "total", f"={index}")),
        (Cell("Mutu Unit Layanan", "total_text"), Cell(result.index.mutu or MISSING, "total_text", f"={columns[0]}{number}")),
        (Cell("Predikat", "total_text"), Cell(result.index.predikat or MISSING, "total_text", f"={columns[1]}{number}")),
        (Cell(f"Rerata: {aggregation_text(result.policies.aggregation)}.", "note"),),
    ]


def _mean(result: ResultSnapshot, data: data_sheet.DataSheet, position: int, last: int) -> str:
    if not result.units:
        return ""
    if result.policies.aggregation == POOLED:
        return data.average_of_all(position, _factor(result))
    column = column_name(_UNSUR_COLUMN + position)
    return f'=IFERROR(AVERAGE({column}{_FIRST_ROW + 1}:{column}{last}),"{MISSING}")'


def _plan(report: ReportSnapshot) -> Sheet:
    head = ("No", "Unsur", "Rencana Tindak Lanjut", "Waktu", "Penanggung Jawab")
    rows = [
        (
            Cell(number, "count"),
            Cell(unsur_label(report.result, item.unsur), "text"),
            Cell(item.plan, "text"),
            Cell(item.when, "text"),
            Cell(item.responsible, "text"),
        )
        for number, item in enumerate(report.planned_follow_ups, start=1)
    ]
    opening = _opening(report, "RENCANA TINDAK LANJUT")
    table = (*opening, tuple(Cell(title, "head") for title in head), *rows)
    return Sheet("RTL", table, (6, 32, 70, 18, 34), (_FIRST_ROW, 0), _HEAD_ROW)


def _explanation(report: ReportSnapshot) -> Sheet:
    result = report.result
    rule = edition(result.edition_id)
    bands = sorted(rule.bands, key=lambda band: band.nik_from)
    facts = (
        ("Peraturan", rule.title),
        ("Bobot", f"{rule.weight(result.policies.weight).printed}. {legacy_weight_text(result)}".strip()),
        ("IKM unit layanan", aggregation_text(result.policies.aggregation)),
        ("Sampel minimum", sample_policy_text(result.policies.sample_size)),
        ("Jawaban kosong", "tidak ikut menjadi pembagi unsur tersebut"),
        ("Layanan tidak dihitung", _left_out(result)),
        ("Ditetapkan", date_time(result.frozen_at, result.period.time_zone)),
        ("Sidik jari hasil (SHA-256)", report.result_sha256),
        ("Nomor dokumen", f"{report.document_id}, periksa di {report.verification_url}"),
    )
    grades = [
        (Cell(_from_zero(band.nik_from, bands[0].nik_from), "number"), Cell(band.letter, "center"), Cell(band.label, "text"))
        for band in bands
    ]
    rows: list[Sequence[Cell]] = [
        (Cell("KETERANGAN", "title"),),
        (Cell(SAMPLE_MARK, "mark") if result.sample_data else Cell(),),
        (Cell("Nilai mulai", "head"), Cell("Mutu", "head"), Cell("Predikat", "head")),
        *grades,
        (),
        *((Cell(label, "text"), Cell(""), Cell(value, "text")) for label, value in facts),
    ]
    return Sheet("Keterangan", tuple(tuple(row) for row in rows), (24, 8, 110))


def _from_zero(start: Decimal, lowest: Decimal) -> Decimal:
    """The lowest band begins at zero for looking up: an old weight can bring an index below 25."""
    return Decimal(0) if start == lowest else start


def _left_out(result: ResultSnapshot) -> str:
    named = [f"{unit.name} ({reason_text(result, unit.reason, unit.reason_unsur)})" for unit in result.left_out]
    return "; ".join(named) or "tidak ada"
