"""The workbook of 2024-2025: Data and Rekap with live formulas, the processing table of every service, the plan, and a sheet
that explains them.

Formulas carry the frozen figures as their stored values, so that a program that does not calculate shows the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from puas.domain.document_source import AnswerRow, SkmReportSource
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import DRAFT, FIVE_CHAPTERS, PlannedFollowUp, ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.worksheet import Worksheet, worksheet
from puas.presentation.dates import date_range, date_time
from puas.presentation.numbers import whole_number
from puas_reporter.documents.sheets import Cell, Sheet, Workbook
from puas_reporter.documents.skm_report import data_sheet, processing_sheet, rekap_sheet
from puas_reporter.documents.skm_report.content import DRAFT_MARK, SAMPLE_MARK
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.documents.skm_report.sheet_formulas import EXPLANATION
from puas_reporter.documents.skm_report.wording import (
    aggregation_text,
    index_text,
    legacy_weight_text,
    reason_text,
    sample_policy_text,
    unsur_label,
)

_HEAD_ROW = 4
_FIRST_ROW = 5
_PLAN = (("No", 6), ("Unsur", 32), ("Rencana Tindak Lanjut", 76), ("Waktu", 20), ("Penanggung Jawab", 36))
_QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
_PLAN_BY_QUARTER = (
    ("No", 6), ("Prioritas Unsur", 32), ("Program/Kegiatan", 64), *((quarter, 16) for quarter in _QUARTERS), ("Penanggung Jawab", 36),
)  # fmt: skip
_GRADINGS = {
    "round-then-compare": "IKM dibulatkan dua desimal (setengah ke atas), lalu dibandingkan dengan batas mutu",
    "compare-unrounded": "IKM sebelum dibulatkan dibandingkan dengan batas mutu",
}


def report_workbook(source: SkmReportSource) -> Workbook:
    """All sheets of a report."""
    report = source.report
    result = report.result
    agency = _agency(result)
    data = data_sheet.sheet(source, _opening(report, "DATA RESPONDEN SURVEI KEPUASAN MASYARAKAT"))
    steps = worksheet(result)
    rekap = rekap_sheet.sheet(result, steps, data, _opening(report, "REKAPITULASI INDEKS KEPUASAN MASYARAKAT"))
    return Workbook(
        title=f"{report.title} {agency} {result.period.label}",
        author=agency,
        subject=f"{result.period.label}, {result.edition_name}",
        keywords=("SKM", "IKM", agency, result.tenant.name, str(result.period.year), report.document_id),
        header=f"{report.title} · {agency}",
        footer=f"{result.period.label} · {report.document_id}",
        accent=print_accent(report.letterhead.accent_colour),
        created=report.prepared_at,
        sheets=(data.sheet, rekap, *_processing(source, steps, data), _plan(report), _explanation(report)),
    )


def _processing(source: SkmReportSource, steps: Worksheet, data: data_sheet.DataSheet) -> list[Sheet]:
    result = source.report.result
    of_service: dict[str, list[AnswerRow]] = {}
    for row in source.answers if data.answers else ():
        of_service.setdefault(row.service, []).append(row)
    return [
        processing_sheet.sheet(
            result, unit, part, code=code, answers=of_service.get(unit.id, ()),
            opening=_opening(source.report, f"PENGOLAHAN DATA PER RESPONDEN DAN PER UNSUR PELAYANAN: {unit.name}"),
        )
        for code, (unit, part) in enumerate(zip(result.units, steps.unit.parts, strict=True), start=1)
    ]  # fmt: skip


def _agency(result: ResultSnapshot) -> str:
    return result.agency.name if result.agency else result.tenant.name


def _mark(report: ReportSnapshot) -> Cell:
    marks = (SAMPLE_MARK if report.result.sample_data else "", DRAFT_MARK if report.stage == DRAFT else "")
    text = " · ".join(mark for mark in marks if mark)
    return Cell(text, "mark") if text else Cell()


def _opening(report: ReportSnapshot, title: str) -> tuple[tuple[Cell, ...], ...]:
    """Four rows above every table: title, whose, when, and the marks of sample data and drafts."""
    result = report.result
    period = f"{result.period.label} ({date_range(result.period.starts_on, result.period.ends_on)})"
    return (Cell(title, "title"),), (Cell(f"{_agency(result)}, {result.tenant.name}"),), (Cell(period),), (_mark(report),)


def _plan(report: ReportSnapshot) -> Sheet:
    """The plan in the columns of the report's form."""
    opening = _opening(report, "RENCANA TINDAK LANJUT")
    quarters = report.form == FIVE_CHAPTERS
    columns = _PLAN_BY_QUARTER if quarters else _PLAN
    rows = [
        (
            Cell(number, "count"),
            Cell(unsur_label(report.result, item.unsur), "text"),
            Cell(item.plan, "text"),
            *(Cell(text, "center") for text in (_by_quarter(item) if quarters else (item.when,))),
            Cell(item.responsible, "text"),
        )
        for number, item in enumerate(report.planned_follow_ups, start=1)
    ]
    table = (*opening, tuple(Cell(title, "head") for title, _ in columns), *rows)
    return Sheet("RTL", table, tuple(width for _, width in columns), (_FIRST_ROW, 0), _HEAD_ROW)


def _by_quarter(item: PlannedFollowUp) -> tuple[str, ...]:
    """The time in the column of its quarter; without a date in the first, so that it is not lost."""
    quarter = (item.due_on.month - 1) // 3 if item.due_on else 0
    return tuple(item.when if number == quarter else "" for number in range(len(_QUARTERS)))


def _explanation(report: ReportSnapshot) -> Sheet:
    rule = edition(report.result.edition_id)
    bands = sorted(rule.bands, key=lambda band: band.nik_from)
    grades = [
        (Cell(_from_zero(band.nik_from, bands[0].nik_from), "number"), Cell(band.letter, "center"), Cell(band.label, "text"))
        for band in bands
    ]
    rows: list[Sequence[Cell]] = [
        (Cell("KETERANGAN", "title"),),
        (_mark(report),),
        (Cell("Nilai mulai", "head"), Cell("Mutu", "head"), Cell("Predikat", "head")),
        *grades,
        (),
        *((Cell(label, "text"), Cell("", "text"), Cell(value, "text")) for label, value in _facts(report) if value),
    ]
    return Sheet(EXPLANATION, tuple(tuple(row) for row in rows), (30, 8, 110))


def _facts(report: ReportSnapshot) -> list[tuple[str, str]]:
    result = report.result
    rule = edition(result.edition_id)
    policies = result.policies
    version = f"versi {result.version}" + (f" ({result.version_reason})" if result.version_reason else "")
    return [
        ("Nomor dokumen", report.document_id),
        ("Periksa keaslian di", report.verification_url),
        ("Sidik jari hasil (SHA-256)", report.result_sha256),
        ("Hasil ditetapkan", f"{date_time(result.frozen_at, result.period.time_zone)}, {version}"),
        ("Peraturan", f"{rule.title} ({rule.id})"),
        ("Bobot", legacy_weight_text(result) or rule.weight(policies.weight).printed),
        ("IKM unit layanan", aggregation_text(policies.aggregation)),
        ("Rata-rata sederhana antarlayanan", index_text(result.simple_mean)),
        ("Gabungan seluruh responden", index_text(result.respondent_weighted)),
        ("Mutu", _GRADINGS.get(policies.grading, policies.grading)),
        ("Jawaban kosong", "tidak ikut menjadi pembagi unsur tersebut"),
        ("Sampel minimum", sample_policy_text(policies.sample_size)),
        ("Responden", f"{whole_number(result.respondents)} orang"),
        ("Tidak ikut dihitung", _set_aside(result)),
        ("Layanan tidak dihitung", _left_out(result)),
        ("Rumus", "Angka pada lembar Rekap dan lembar tiap layanan adalah rumus; nilai tersimpannya adalah hasil yang ditetapkan."),
    ]


def _set_aside(result: ResultSnapshot) -> str:
    return f"{whole_number(result.quarantined)} jawaban dikarantina, {whole_number(result.late)} jawaban terlambat"


def _from_zero(start: Decimal, lowest: Decimal) -> Decimal:
    """The lowest band begins at zero for looking up: an old weight can bring an index below 25."""
    return Decimal(0) if start == lowest else start


def _left_out(result: ResultSnapshot) -> str:
    named = [f"{unit.name} ({reason_text(result, unit.reason, unit.reason_unsur)})" for unit in result.left_out]
    return "; ".join(named) or "tidak ada"
