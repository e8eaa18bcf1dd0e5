"""What is weak and what is strong, what respondents suggest, and the plan (RTL) in the table of either form."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain.report_forms import ReportForm
from puas.domain.report_snapshot import FIVE_CHAPTERS, PlannedFollowUp, ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot, UnsurFigures
from puas.presentation.numbers import index_number, roman, whole_number
from puas_reporter.documents.blocks import Block, Column, Listing, Paragraph, Table
from puas_reporter.documents.skm_report.wording import grade_cell, unsur_label, unsur_name, with_table, written_text

_EXTREME_COLUMNS = (Column("Peringkat", 14, "center"), Column("Unsur", 52), Column("Nilai", 14, "right"), Column("Mutu", 20, "center"))
_PLAN_COLUMNS = (
    Column("No", 6, "center"),
    Column("Unsur", 22),
    Column("Rencana Tindak Lanjut", 38),
    Column("Waktu", 15),
    Column("Penanggung Jawab", 19),
)
_QUARTERS = (1, 2, 3, 4)
_QUARTER_COLUMNS = (
    Column("No", 5.5, "center"),
    Column("Prioritas Unsur", 19),
    Column("Program/Kegiatan", 33),
    *(Column(f"TW {roman(quarter)}", 6, "center") for quarter in _QUARTERS),
    Column("Penanggung Jawab", 18.5),
)
_MARK = "√"


def extremes(result: ResultSnapshot) -> list[Block]:
    """The three lowest and the three highest unsur; nothing where no unsur has a figure."""
    return [
        _extremes(f"Tiga unsur dengan nilai {word}", result, chosen)
        for word, chosen in (("terendah", result.lowest()), ("tertinggi", result.highest()))
        if chosen
    ]


def _extremes(caption: str, result: ResultSnapshot, chosen: Sequence[UnsurFigures]) -> Table:
    rows = tuple(
        (str(number), unsur_name(result, each.slug), index_number(each.nik), grade_cell(each.mutu, each.predikat))
        for number, each in enumerate(chosen, start=1)
    )
    return Table(caption, _EXTREME_COLUMNS, rows)


def suggestions(report: ReportSnapshot) -> list[Block]:
    """The respondents' own words that somebody chose for print."""
    if not report.suggestions:
        return []
    items = tuple(f"“{each.text}” ({each.service})" if each.service else f"“{each.text}”" for each in report.suggestions)
    return [
        Paragraph(f"Saran responden ({len(items)} dari {whole_number(report.suggestions_total)} saran yang masuk):", strong=True),
        Listing(items),
    ]


def plan(report: ReportSnapshot, form: ReportForm) -> list[Block]:
    """The words before the plan and its table, kept together."""
    said = written_text(report, "rencana_tindak_lanjut")
    planned = report.planned_follow_ups
    if not planned:
        return [*said] or [Paragraph("Rencana tindak lanjut belum diisi.")]
    table = _quarter_table(report) if form.id == FIVE_CHAPTERS else _time_table(report)
    return with_table(said, table)


def _time_table(report: ReportSnapshot) -> Table:
    rows = tuple(
        (str(number), unsur_label(report.result, item.unsur), item.plan, item.when, item.responsible)
        for number, item in enumerate(report.planned_follow_ups, start=1)
    )
    return Table("Rencana Tindak Lanjut (RTL)", _PLAN_COLUMNS, rows)


def _quarter_table(report: ReportSnapshot) -> Table:
    """A mark below the quarter; where the plan reaches into several years, the year instead of it."""
    planned = report.planned_follow_ups
    years = sorted({item.due_on.year for item in planned if item.due_on})
    rows = tuple(
        (str(number), unsur_label(report.result, item.unsur), item.plan, *_quarters(item, one_year=len(years) < 2), item.responsible)
        for number, item in enumerate(planned, start=1)
    )
    when = f" tahun {years[0]}" if len(years) == 1 else ""
    return Table(f"Rencana Tindak Lanjut (RTL) SKM{when}", _QUARTER_COLUMNS, rows, note=_quarter_note(planned))


def _quarters(item: PlannedFollowUp, *, one_year: bool) -> tuple[str, ...]:
    if item.due_on is None:
        return ("",) * len(_QUARTERS)
    due = (item.due_on.month - 1) // 3 + 1
    mark = _MARK if one_year else str(item.due_on.year)
    return tuple(mark if quarter == due else "" for quarter in _QUARTERS)


def _quarter_note(planned: Sequence[PlannedFollowUp]) -> str:
    undated = [str(number) for number, item in enumerate(planned, start=1) if item.due_on is None]
    note = "TW = triwulan."
    return f"{note} Waktu belum ditetapkan untuk rencana nomor {', '.join(undated)}." if undated else note
