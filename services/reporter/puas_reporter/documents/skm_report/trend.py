"""How the index moved: every year with the rule it was graded by."""

from __future__ import annotations

from puas.domain.report_snapshot import ReportSnapshot
from puas.presentation.numbers import index_number, whole_number
from puas_reporter.documents.blocks import Block, Column, Paragraph, Table
from puas_reporter.documents.skm_report import drawings
from puas_reporter.documents.skm_report.wording import grade_cell, with_table, written_text

_COLUMNS = (
    Column("Tahun/Periode", 21),
    Column("IKM Unit Layanan", 16, "right"),
    Column("Mutu", 20, "center"),
    Column("Peraturan", 29),
    Column("Responden", 14, "right"),
)


def trend(report: ReportSnapshot) -> list[Block]:
    """Words, table and chart, never on different pages."""
    said = written_text(report, "tren")
    if not report.trend:
        return [*said, Paragraph("Belum ada nilai periode sebelumnya.")]
    rows = tuple(
        (point.label, index_number(point.nik), grade_cell(point.mutu, point.predikat), point.edition_name, whole_number(point.respondents))
        for point in report.trend
    )
    note = "Setiap nilai dinilai dengan peraturan yang berlaku saat itu; batas mutu antarperaturan berbeda."
    note += "".join(f" {point.label}: {point.note}." for point in report.trend if point.note)
    if report.target is not None:
        note += f" Target {index_number(report.target.nik)} ({report.target.source})."
    table = Table("Tren nilai SKM", _COLUMNS, rows, note=note)
    # One value is no line.
    return with_table(said, table, *([drawings.trend_figure(report)] if len(rows) > 1 else []))
