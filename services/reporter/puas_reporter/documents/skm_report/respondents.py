"""Who answered: the profile of the respondents as table and rings, in the category lists of the form."""

from __future__ import annotations

from puas.domain.regulation.edition import NOT_STATED
from puas.domain.regulation.registry import edition
from puas.domain.report_forms import ReportForm
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import LeftOutUnit, ProfileTable, ResultSnapshot, UnitResult
from puas.presentation.numbers import percentage, whole_number
from puas_reporter.documents.blocks import Block, Column, Paragraph, Table
from puas_reporter.documents.skm_report import drawings
from puas_reporter.documents.skm_report.drawings import ProfileRows

_COLUMNS = (
    Column("Karakteristik", 26),
    Column("Indikator", 42),
    Column("Jumlah", 16, "right"),
    Column("Persentase", 16, "right"),
)
_NUMBERED_COLUMNS = (Column("No", 6, "center"), Column("Karakteristik", 22), Column("Indikator", 42), *_COLUMNS[2:])


def profile(report: ReportSnapshot, form: ReportForm) -> list[Block]:
    """The table of characteristics and a ring for each of the four that every form has."""
    result = report.result
    tables = [_rows_of(result, table, form.profile_list) for table in result.profile]
    if form.profile_list:
        # Channels are ours; the older form has the service in their place.
        tables = [table for table in tables if table.dimension != "channel"] + _services(result)
    if not any(count for table in tables for _, count in table.rows):
        return [Paragraph("Data profil responden tidak tersedia.")]
    return [_table(result, tables, numbered=bool(form.profile_list)), *drawings.profile_figures(tables, result.respondents)]


def _rows_of(result: ResultSnapshot, table: ProfileTable, document: str) -> ProfileRows:
    """The categories as the document groups them; a blank is a row of its own."""
    if not document or table.dimension == "channel":
        # Channels that were not used say nothing.
        shown = [row for row in table.rows if row.respondents or table.dimension != "channel"]
        return ProfileRows(table.dimension, table.label, tuple((row.label, row.respondents) for row in shown))
    question = edition(result.edition_id).profile_question(table.dimension)
    counts = {slug: number for slug, number in table.counts().items() if number or slug != NOT_STATED}
    return ProfileRows(table.dimension, table.label, question.count_for(document, counts))


def _services(result: ResultSnapshot) -> list[ProfileRows]:
    units: tuple[UnitResult | LeftOutUnit, ...] = (*result.units, *result.left_out)
    rows = tuple((unit.name, unit.respondents) for unit in units)
    return [ProfileRows("service", "Jenis Layanan", rows)] if rows else []


def _table(result: ResultSnapshot, tables: list[ProfileRows], *, numbered: bool) -> Table:
    rows: list[tuple[str, ...]] = []
    for number, table in enumerate(tables, start=1):
        total = sum(count for _, count in table.rows)
        for place, (label, count) in enumerate(table.rows):
            head = (str(number), table.label) if place == 0 else ("", "")
            rows.append((*(head if numbered else head[1:]), label, whole_number(count), percentage(count, total)))
    note = f"n = {whole_number(result.respondents)} responden; persentase dihitung dari seluruh responden pada karakteristik itu."
    columns, leading = (_NUMBERED_COLUMNS, 2) if numbered else (_COLUMNS, 1)
    return Table("Responden menurut karakteristik", columns, tuple(rows), note=note, grouped=True, group_columns=leading)
