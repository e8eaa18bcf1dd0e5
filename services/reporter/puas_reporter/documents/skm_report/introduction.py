"""BAB I Pendahuluan."""

from __future__ import annotations

from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import LeftOutUnit, UnitResult
from puas.presentation.dates import date_range
from puas.presentation.numbers import whole_number
from puas_reporter.documents.blocks import Block, Column, Heading, Paragraph, Table
from puas_reporter.documents.skm_report.wording import sample_policy_text, written_text

_SAMPLE_COLUMNS = (
    Column("No", 6, "center"),
    Column("Jenis Layanan", 46),
    Column("Populasi", 16, "right"),
    Column("Sampel minimum", 16, "right"),
    Column("Responden", 16, "right"),
)


def blocks(report: ReportSnapshot) -> list[Block]:
    """The sections 1.1 to 1.5 in the order of the form."""
    result = report.result
    period = date_range(result.period.starts_on, result.period.ends_on)
    return [
        Heading("Latar Belakang", 2, "1.1"),
        *written_text(report, "latar_belakang"),
        Heading("Tujuan dan Manfaat", 2, "1.2"),
        *written_text(report, "tujuan_manfaat"),
        Heading("Metode Pengumpulan Data", 2, "1.3"),
        *written_text(report, "metode"),
        Heading("Waktu Pelaksanaan SKM", 2, "1.4"),
        *(written_text(report, "waktu") or [Paragraph(f"Pengumpulan data dilaksanakan pada {period}.")]),
        Heading("Penentuan Jumlah Responden", 2, "1.5"),
        *written_text(report, "penentuan_responden"),
        _sample_table(report),
    ]


def _sample_table(report: ReportSnapshot) -> Table:
    result = report.result
    units: tuple[UnitResult | LeftOutUnit, ...] = (*result.units, *result.left_out)
    rows = tuple(
        (
            str(number),
            unit.name,
            whole_number(unit.population),
            whole_number(unit.sample_target),
            whole_number(unit.respondents),
        )
        for number, unit in enumerate(units, start=1)
    )
    total = (
        "",
        "Jumlah",
        whole_number(result.population),
        whole_number(result.sample_target),
        whole_number(result.respondents),
    )
    return Table(
        "Populasi, sampel minimum, dan responden menurut jenis layanan",
        _SAMPLE_COLUMNS,
        rows,
        (total,),
        note=f"Sampel minimum: {sample_policy_text(result.policies.sample_size)}.",
    )
