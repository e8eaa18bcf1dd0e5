"""How the answers were collected: timetable, and how many respondents were needed and came."""

from __future__ import annotations

from datetime import date, timedelta

from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import LeftOutUnit, UnitResult
from puas.domain.survey_period import local_day
from puas.domain.working_days import working_days
from puas.presentation.dates import date_range, long_date
from puas.presentation.numbers import MISSING, whole_number
from puas_reporter.documents.blocks import Column, Table
from puas_reporter.documents.skm_report.wording import sample_policy_text

_SAMPLE_COLUMNS = (
    Column("No", 6, "center"),
    Column("Jenis Layanan", 46),
    Column("Populasi", 16, "right"),
    Column("Sampel minimum", 16, "right"),
    Column("Responden", 16, "right"),
)
_TIME_COLUMNS = (
    Column("No", 6, "center"),
    Column("Kegiatan", 46),
    Column("Waktu Pelaksanaan", 32),
    Column("Jumlah Hari Kerja", 16, "right"),
)


def sample_table(report: ReportSnapshot) -> Table:
    """Population, sample and respondents of every service, also of those nobody answered for."""
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


def timetable(report: ReportSnapshot) -> Table:
    """What was done when, from the days that are on record: collection, freezing of the result, signing."""
    period = report.result.period
    frozen = max(local_day(report.result.frozen_at, period.time_zone), period.ends_on)
    processing = min(period.ends_on + timedelta(days=1), frozen)
    reported = max(report.signatory.signed_on or local_day(report.prepared_at, period.time_zone), frozen)
    steps = (
        ("Pengumpulan data", period.starts_on, period.ends_on),
        ("Pengolahan data dan penetapan hasil", processing, frozen),
        ("Analisis hasil dan penyusunan laporan", frozen, reported),
    )
    preparation = ("1", "Persiapan: kuesioner, responden, lokasi, dan pelaksana", f"sebelum {long_date(period.starts_on)}", MISSING)
    rows = tuple(_step(number, *step) for number, step in enumerate(steps, start=2))
    return Table(
        "Waktu pelaksanaan SKM", _TIME_COLUMNS, (preparation, *rows),
        note="Hari kerja dihitung Senin sampai dengan Jumat; hari libur nasional dan cuti bersama tidak dikurangkan.",
    )  # fmt: skip


def _step(number: int, name: str, first: date, last: date) -> tuple[str, ...]:
    return (str(number), name, date_range(first, last), whole_number(working_days(first, last)))
