"""The index: key figures, IKM per service and per unsur, and how the unit's figure comes about."""

from __future__ import annotations

from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot
from puas.presentation.numbers import MISSING, average_number, index_number, whole_number
from puas_reporter.documents.blocks import Block, Column, KeyFigure, KeyFigures, Paragraph, Table, Together
from puas_reporter.documents.skm_report import drawings
from puas_reporter.documents.skm_report.wording import (
    aggregation_text,
    grade_cell,
    index_text,
    legacy_weight_text,
    reason_text,
    unsur_name,
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
_NOBODY = "Tidak satu pun jenis layanan memperoleh jawaban pada periode ini, sehingga tidak ada nilai per layanan maupun per unsur."


def key_figures(report: ReportSnapshot) -> KeyFigures:
    """What a reader in a hurry looks for: index, respondents, services, target."""
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


def index_blocks(result: ResultSnapshot) -> list[Block]:
    """Services, then unsur, each with its figures and the charts of the unsur."""
    if not result.units:
        return [*_left_out(result), Paragraph(_NOBODY), Paragraph(_index_sentence(result))]
    return [
        _service_table(result),
        *_left_out(result),
        Paragraph(_index_sentence(result)),
        _unsur_table(result),
        Together((drawings.unsur_figure(result), drawings.distribution_figure(result))),
    ]


def _service_table(result: ResultSnapshot) -> Table:
    index = result.index
    units = tuple(
        (str(number), unit.name, whole_number(unit.respondents), index_number(unit.index.nik), unit.index.mutu or MISSING,
         unit.index.predikat or MISSING)
        for number, unit in enumerate(result.units, start=1)
    )  # fmt: skip
    total = ("", "IKM Unit Layanan", whole_number(result.respondents), index_number(index.nik), index.mutu or MISSING,
             index.predikat or MISSING)  # fmt: skip
    return Table("IKM per jenis layanan", _SERVICE_COLUMNS, units, (total,), note=_policy_note(result))


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
