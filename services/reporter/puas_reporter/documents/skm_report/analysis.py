"""BAB II Analisis Data SKM: respondents, the index, problems with the plan (RTL), and the trend."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import ProfileTable, ResultSnapshot, UnsurFigures
from puas.presentation.numbers import MISSING, average_number, index_number, percentage, whole_number
from puas_reporter.documents.blocks import Block, Column, Heading, KeyFigure, KeyFigures, Listing, Paragraph, Table
from puas_reporter.documents.skm_report import drawings
from puas_reporter.documents.skm_report.wording import (
    aggregation_text,
    grade_cell,
    index_text,
    legacy_weight_text,
    reason_text,
    unsur_label,
    unsur_name,
    written_text,
)

_UNSUR_COLUMNS = (
    Column("No", 6, "center"),
    Column("Unsur Pelayanan", 48),
    Column("NRR", 13, "right"),
    Column("Nilai (×25)", 14, "right"),
    Column("Mutu", 19, "center"),
)
_SERVICE_COLUMNS = (
    Column("No", 6, "center"),
    Column("Jenis Layanan", 42),
    Column("Responden", 15, "right"),
    Column("IKM", 13, "right"),
    Column("Mutu", 8, "center"),
    Column("Predikat", 16, "center"),
)
_PROFILE_COLUMNS = (
    Column("Karakteristik", 26),
    Column("Indikator", 42),
    Column("Jumlah", 16, "right"),
    Column("Persentase", 16, "right"),
)
_EXTREME_COLUMNS = (Column("Peringkat", 14, "center"), Column("Unsur", 52), Column("Nilai", 14, "right"), Column("Mutu", 20, "center"))
_PLAN_COLUMNS = (
    Column("No", 6, "center"),
    Column("Unsur", 22),
    Column("Rencana Tindak Lanjut", 38),
    Column("Waktu", 15),
    Column("Penanggung Jawab", 19),
)
_TREND_COLUMNS = (
    Column("Tahun/Periode", 21),
    Column("IKM Unit Layanan", 16, "right"),
    Column("Mutu", 20, "center"),
    Column("Peraturan", 29),
    Column("Responden", 14, "right"),
)


def blocks(report: ReportSnapshot) -> list[Block]:
    """The sections 2.1 to 2.4 in the order of the form."""
    return [
        _key_figures(report),
        Heading("Analisis Responden", 2, "2.1"),
        *written_text(report, "analisis_responden"),
        *_profile(report.result),
        Heading("Indeks Kepuasan Masyarakat per Jenis Layanan", 2, "2.2"),
        *written_text(report, "analisis_layanan"),
        *_index(report.result),
        Heading("Analisis Masalah dan Rencana Tindak Lanjut", 2, "2.3"),
        *_problems(report),
        Heading("Tren Nilai SKM (5 Tahun Terakhir)", 2, "2.4"),
        *written_text(report, "tren"),
        *_trend(report),
    ]


def _key_figures(report: ReportSnapshot) -> KeyFigures:
    result = report.result
    index = result.index
    items = [
        KeyFigure(
            "Indeks Kepuasan Masyarakat",
            index_number(index.nik),
            f"Mutu {grade_cell(index.mutu, index.predikat)}" if index.nik is not None else "belum ada indeks",
        ),
        KeyFigure("Responden", whole_number(result.respondents), _sample_remark(result)),
        KeyFigure("Jenis layanan dinilai", whole_number(len(result.units)), f"dari {len(result.units) + len(result.left_out)} layanan"),
    ]
    if report.target is not None:
        items.append(KeyFigure("Target", index_number(report.target.nik), f"Mutu {report.target.mutu}"))
    return KeyFigures(tuple(items))


def _sample_remark(result: ResultSnapshot) -> str:
    if not result.sample_target:
        return "tanpa sampel minimum"
    if result.respondents >= result.sample_target:
        return f"sampel {whole_number(result.sample_target)}, tercapai"
    return f"sampel {whole_number(result.sample_target)}, kurang {whole_number(result.sample_target - result.respondents)}"


def _profile(result: ResultSnapshot) -> list[Block]:
    rows: list[tuple[str, ...]] = []
    for table in result.profile:
        rows += _profile_rows(table)
    if not rows:
        return [Paragraph("Data profil responden tidak tersedia.")]
    note = f"n = {whole_number(result.respondents)} responden; persentase dihitung dari seluruh responden pada karakteristik itu."
    return [
        Table("Responden menurut karakteristik", _PROFILE_COLUMNS, tuple(rows), note=note, grouped=True),
        *drawings.profile_figures(result),
    ]


def _profile_rows(table: ProfileTable) -> list[tuple[str, ...]]:
    total = sum(row.respondents for row in table.rows)
    # Channels are ours, not the form's: those that were not used say nothing.
    shown = [row for row in table.rows if row.respondents or table.dimension != "channel"]
    return [
        (table.label if number == 0 else "", row.label, whole_number(row.respondents), percentage(row.respondents, total))
        for number, row in enumerate(shown)
    ]


def _index(result: ResultSnapshot) -> list[Block]:
    index = result.index
    units = tuple(
        (str(number), unit.name, whole_number(unit.respondents), index_number(unit.index.nik), unit.index.mutu or MISSING,
         unit.index.predikat or MISSING)
        for number, unit in enumerate(result.units, start=1)
    )  # fmt: skip
    total = ("", "IKM Unit Layanan", whole_number(result.respondents), index_number(index.nik), index.mutu or MISSING,
             index.predikat or MISSING)  # fmt: skip
    found: list[Block] = [
        Table("IKM per jenis layanan", _SERVICE_COLUMNS, units, (total,), note=_policy_note(result)),
        *_left_out(result),
        Paragraph(_index_sentence(result)),
        _unsur_table(result),
        drawings.unsur_figure(result),
        drawings.distribution_figure(result),
    ]
    return found


def _policy_note(result: ResultSnapshot) -> str:
    both = (
        f"Rata-rata sederhana antarlayanan: {index_text(result.simple_mean)}. "
        f"Tertimbang jumlah responden: {index_text(result.respondent_weighted)}."
    )
    parts = (f"IKM unit layanan: {aggregation_text(result.policies.aggregation)}.", both, legacy_weight_text(result))
    return " ".join(part for part in parts if part)


def _left_out(result: ResultSnapshot) -> list[Block]:
    if not result.left_out:
        return []
    named = "; ".join(f"{unit.name} ({reason_text(result, unit.reason, unit.reason_unsur)})" for unit in result.left_out)
    return [Paragraph(f"Jenis layanan yang tidak ikut dihitung: {named}.")]


def _index_sentence(result: ResultSnapshot) -> str:
    index = result.index
    if index.nik is None:
        return f"Indeks belum dapat ditetapkan karena {reason_text(result, index.reason, index.reason_unsur)}."
    return (
        f"Nilai interval (NI) {average_number(index.ni)} dikonversi menjadi Indeks Kepuasan Masyarakat {index_text(index)}."
        " Nilai setiap unsur disajikan pada tabel dan gambar berikut."
    )


def _unsur_table(result: ResultSnapshot) -> Table:
    rows = tuple(
        (str(number), unsur_name(result, each.slug), average_number(each.nrr), index_number(each.nik), grade_cell(each.mutu, each.predikat))
        for number, each in enumerate(result.unsur, start=1)
    )
    index = result.index
    total = ("", "Indeks (NI dan IKM)", average_number(index.ni), index_number(index.nik), grade_cell(index.mutu, index.predikat))
    return Table(
        "Nilai rata-rata dan mutu per unsur", _UNSUR_COLUMNS, rows, (total,),
        note=f"NRR = nilai rata-rata per unsur, skala 1–4; NI = nilai interval. n = {whole_number(result.respondents)} responden.",
    )  # fmt: skip


def _problems(report: ReportSnapshot) -> list[Block]:
    result = report.result
    found: list[Block] = [
        _extremes("Tiga unsur dengan nilai terendah", result, result.lowest()),
        _extremes("Tiga unsur dengan nilai tertinggi", result, result.highest()),
        *written_text(report, "analisis_masalah"),
        *_suggestions(report),
        *written_text(report, "rencana_tindak_lanjut"),
    ]
    if not report.planned_follow_ups:
        missing = [] if report.texts.get("rencana_tindak_lanjut") else [Paragraph("Rencana tindak lanjut belum diisi.")]
        return [*found, *missing]
    rows = tuple(
        (str(number), unsur_label(result, item.unsur), item.plan, item.when, item.responsible)
        for number, item in enumerate(report.planned_follow_ups, start=1)
    )
    return [*found, Table("Rencana Tindak Lanjut (RTL)", _PLAN_COLUMNS, rows)]


def _extremes(caption: str, result: ResultSnapshot, chosen: Sequence[UnsurFigures]) -> Table:
    rows = tuple(
        (str(number), unsur_name(result, each.slug), index_number(each.nik), grade_cell(each.mutu, each.predikat))
        for number, each in enumerate(chosen, start=1)
    )
    return Table(caption, _EXTREME_COLUMNS, rows)


def _suggestions(report: ReportSnapshot) -> list[Block]:
    if not report.suggestions:
        return []
    items = tuple(f"“{each.text}” ({each.service})" if each.service else f"“{each.text}”" for each in report.suggestions)
    return [
        Paragraph(f"Saran responden ({len(items)} dari {whole_number(report.suggestions_total)} saran yang masuk):", strong=True),
        Listing(items),
    ]


def _trend(report: ReportSnapshot) -> list[Block]:
    if not report.trend:
        return [Paragraph("Belum ada nilai periode sebelumnya.")]
    rows = tuple(
        (point.label, index_number(point.nik), grade_cell(point.mutu, point.predikat), point.edition_name, whole_number(point.respondents))
        for point in report.trend
    )
    note = "Setiap nilai dinilai dengan peraturan yang berlaku saat itu; batas mutu antarperaturan berbeda."
    if report.target is not None:
        note += f" Target {index_number(report.target.nik)} ({report.target.source})."
    return [Table("Tren nilai SKM", _TREND_COLUMNS, rows, note=note), drawings.trend_figure(report)]
