"""The annex Hasil Pengolahan Data: every answer of every service, its sums down to the index, and how the unit follows.

Layout of the processing table in the annex of PermenPANRB 14/2017: respondents by unsur, then sum, mean and weighted
mean per unsur, `*)` their total and `**)` the IKM. Every figure is a step of the worksheet; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from puas.domain.document_source import AnswerRow
from puas.domain.printed_numbers import comma
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.worksheet import Part, Step, UnsurSteps, Worksheet, worksheet
from puas.presentation.dates import date_time
from puas.presentation.numbers import MISSING, average_number, index_number, whole_number
from puas_reporter.documents.blocks import Block, Column, FootCell, LongTable, Paragraph, Table, Turn
from puas_reporter.documents.skm_report.wording import aggregation_text, grade_cell, reason_text

_NUMBER_COLUMN = 25
_UNSUR_COLUMN = 9
_SUMMARY_COLUMNS = (Column("No", 12, "center"), Column("Unsur Pelayanan", 60), Column("Nilai rata-rata", 28, "right"))
_ERASED = (
    "Jawaban satu per satu tidak dicetak: jawaban itu tidak lagi tersimpan sesuai masa simpan data, atau tidak lagi persis sama dengan"
    " yang dihitung ketika hasil ditetapkan. Tabel berikut memuat jumlah jawaban menurut nilai yang ditetapkan bersama hasil, sehingga"
    " setiap angka tetap dapat dihitung ulang."
)
_EACH = "Setiap baris adalah satu responden tanpa nama, dalam urutan jawaban diterima. U1 sampai U{last} dijelaskan di bawah setiap tabel."
_NOBODY = "Tidak ada jawaban yang dihitung pada periode ini, sehingga tidak ada data yang diolah."


def processing(report: ReportSnapshot, answers: Sequence[AnswerRow]) -> list[Block]:
    """One table per service, then the unit on a turned page."""
    result = report.result
    if not result.units:
        return [Paragraph(_NOBODY), Paragraph(_origin(report), align="left")]
    sheet = worksheet(result)
    opening = _EACH.format(last=len(sheet.unit.unsur)) if answers else _ERASED
    return [
        Paragraph(opening),
        *(_service_table(result, sheet, part, answers) for part in sheet.unit.parts),
        Turn(landscape=True),
        Paragraph("Nilai unit layanan dari nilai jenis layanan", strong=True, align="left"),
        _services_by_unsur(result),
        Paragraph(_derivation(result, sheet.unit), align="left"),
        _counts(result, _origin(report)),
    ]


def _service_table(result: ResultSnapshot, sheet: Worksheet, part: Part, answers: Sequence[AnswerRow]) -> LongTable:
    service = part.anchor.removeprefix(f"{part.kind}-")
    rows = _answer_rows(row for row in answers if row.service == service) if answers else _count_rows(part)
    first = "No. Resp" if answers else "Nilai"
    columns = (
        Column(first, _NUMBER_COLUMN, "center"),
        *(Column(f"U{number}", _UNSUR_COLUMN, "center") for number in range(1, len(part.unsur) + 1)),
    )
    kind = "per responden" if answers else "menurut jumlah jawaban"
    return LongTable(
        f"Pengolahan data SKM {kind}: {part.name} (n = {whole_number(part.respondents)})",
        columns,
        rows,
        _foot(result, part),
        note=_legend(sheet, part),
        summary=_summary(part),
    )


def _answer_rows(answers: Iterable[AnswerRow]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(number), *(MISSING if score is None else str(score) for score in row.scores)) for number, row in enumerate(answers, start=1)
    )


def _count_rows(part: Part) -> tuple[tuple[str, ...], ...]:
    return tuple((f"{score} dipilih", *(whole_number(each.counts[score - 1]) for each in part.unsur)) for score in (1, 2, 3, 4))


def _foot(result: ResultSnapshot, part: Part) -> tuple[tuple[FootCell, ...], ...]:
    return (
        _foot_row("Σ Nilai/Unsur", (whole_number(each.total) for each in part.unsur)),
        _foot_row("Jumlah terisi", (whole_number(each.answered) for each in part.unsur)),
        _foot_row("NRR/Unsur", (_average(each.nrr) for each in part.unsur)),
        _foot_row("NRR tertimbang/Unsur", (_average(each.weighted) for each in part.unsur)),
        _closing_row("*) Jumlah", _average(part.ni), part),
        _closing_row("**) IKM layanan", _index(result, part), part),
    )


def _foot_row(label: str, values: Iterable[str]) -> tuple[FootCell, ...]:
    return (FootCell(label, align="left"), *(FootCell(value, align="center") for value in values))


def _closing_row(label: str, value: str, part: Part) -> tuple[FootCell, ...]:
    return (FootCell(label, align="left"), FootCell(value, span=len(part.unsur), align="center"))


def _average(step: Step | None) -> str:
    return MISSING if step is None else average_number(step.printed)


def _index(result: ResultSnapshot, part: Part) -> str:
    if part.nik is None or part.grade is None:
        return f"{MISSING} ({reason_text(result, part.reason, part.reason_unsur)})"
    return f"{index_number(part.nik.printed)}, mutu {grade_cell(part.grade.mutu, part.grade.predikat)}"


def _legend(sheet: Worksheet, part: Part) -> str:
    lines = (
        "Keterangan:",
        f"U1 s.d. U{len(part.unsur)} = unsur pelayanan",
        "NRR = nilai rata-rata",
        "IKM = Indeks Kepuasan Masyarakat",
        "*) = jumlah NRR tertimbang",
        f"**) = jumlah NRR tertimbang × {sheet.conversion}",
        "NRR per unsur = jumlah nilai per unsur dibagi jumlah kuesioner yang terisi pada unsur itu",
        f"NRR tertimbang = NRR per unsur × {sheet.weight_printed}",
        f"{MISSING} = tidak dijawab; tidak ikut menjadi pembagi",
        "Pembulatan hanya pada angka yang dicetak",
    )
    return "\n".join(lines)


def _summary(part: Part) -> Table:
    rows = tuple(_summary_row(number, each) for number, each in enumerate(part.unsur, start=1))
    return Table(f"Nilai rata-rata per unsur, {part.name}", _SUMMARY_COLUMNS, rows, small=True)


def _summary_row(number: int, unsur: UnsurSteps) -> tuple[str, str, str]:
    return (f"U{number}", unsur.name, _average(unsur.nrr))


def _derivation(result: ResultSnapshot, unit: Part) -> str:
    """The one line from the services to the figure of the unit, by the policy of the result."""
    how = f"IKM unit layanan menurut cara {aggregation_text(result.policies.aggregation)}:"
    if unit.ni is None or unit.nik is None or unit.grade is None:
        return f"{how} belum dapat dihitung karena {reason_text(result, unit.reason, unit.reason_unsur)}."
    return (
        f"{how} NI = {unit.ni.expression} = {unit.ni.unrounded}, dicetak {comma(unit.ni.printed)};"
        f" IKM = {unit.nik.expression} = {_index(result, unit)}."
    )


def _services_by_unsur(result: ResultSnapshot) -> Table:
    rule = edition(result.edition_id)
    columns = (
        Column("Jenis Layanan", 18),
        Column("n", 5, "right"),
        *(Column(unsur.short, 7.7, "right") for unsur in rule.unsur),
        Column("IKM", 6, "right"),
        Column("Mutu", 5.5, "center"),
    )
    rows = tuple(
        (unit.name, whole_number(unit.respondents), *(index_number(each.nik) for each in unit.unsur), index_number(unit.index.nik),
         unit.index.mutu or MISSING)
        for unit in result.units
    )  # fmt: skip
    index = result.index
    total = ("Unit layanan", whole_number(result.respondents), *(index_number(each.nik) for each in result.unsur),
             index_number(index.nik), index.mutu or MISSING)  # fmt: skip
    return Table("Nilai per unsur menurut jenis layanan (NRR × 25)", columns, rows, (total,),
                 note=f"Baris unit layanan: {aggregation_text(result.policies.aggregation)}.", small=True)  # fmt: skip


def _counts(result: ResultSnapshot, origin: str) -> Table:
    rule = edition(result.edition_id)
    columns = (
        Column("Unsur", 34),
        *(Column(f"Nilai {score}", 9, "right") for score in (1, 2, 3, 4)),
        Column("Terjawab", 10, "right"),
        Column("Jumlah nilai", 11, "right"),
        Column("NRR", 9, "right"),
        Column("NIK", 9, "right"),
    )
    rows = tuple(
        (rule.unsur_named(each.slug).name, *(whole_number(count) for count in result.counts[each.slug]), whole_number(each.answered),
         whole_number(each.total), average_number(each.nrr), index_number(each.nik))
        for each in result.unsur
    )  # fmt: skip
    return Table("Jumlah jawaban per unsur", columns, rows, small=True,
                 note=f"Jawaban yang dikosongkan tidak ikut menjadi pembagi unsur tersebut.\n{origin}")  # fmt: skip


def _origin(report: ReportSnapshot) -> str:
    result = report.result
    aside = ""
    if result.quarantined or result.late:
        aside = f" Tidak ikut dihitung: {result.quarantined} jawaban dikarantina, {result.late} jawaban terlambat."
    frozen = date_time(result.frozen_at, result.period.time_zone)
    version = f"versi {result.version}" + (f" ({result.version_reason})" if result.version_reason else "")
    return (
        f"Hasil ditetapkan {frozen}, {version}.{aside} Sidik jari hasil (SHA-256): {report.result_sha256}."
        f" Keaslian dokumen {report.document_id} dapat diperiksa di {report.verification_url}."
    )
