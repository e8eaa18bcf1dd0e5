"""The annexes: questionnaire, photographs, and how the figures came about."""

from __future__ import annotations

from collections.abc import Mapping

from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot
from puas.presentation.dates import date_time
from puas.presentation.numbers import MISSING, average_number, index_number, whole_number
from puas_reporter.documents.blocks import Block, Column, Heading, Paragraph, Photo, Table, Turn
from puas_reporter.documents.skm_report.wording import aggregation_text

_QUESTION_COLUMNS = (
    Column("No", 5, "center"),
    Column("Pertanyaan", 35),
    Column("a = 1", 15),
    Column("b = 2", 15),
    Column("c = 3", 15),
    Column("d = 4", 15),
)


def all_annexes(report: ReportSnapshot, pictures: Mapping[str, bytes]) -> list[Block]:
    """Questionnaire, photographs (when there are any) and, on turned pages, the processing."""
    photos: list[Block] = [Photo(each.caption, pictures[each.file]) for each in report.photos if each.file in pictures]
    documentation = [_title(2, "Dokumentasi"), *photos] if photos else []
    return [
        _title(1, "Kuesioner"),
        *_questionnaire(report.result),
        *documentation,
        Turn(landscape=True),
        _title(3 if photos else 2, "Hasil Pengolahan Data"),
        *_processing(report),
    ]


def _title(number: int, text: str) -> Heading:
    return Heading(text, 1, str(number), label="LAMPIRAN")


def _questionnaire(result: ResultSnapshot) -> list[Block]:
    rule = edition(result.edition_id)
    rows = tuple(
        (str(number), rule.question_about(slug).text, *rule.question_about(slug).answers)
        for number, slug in enumerate(rule.slugs("questionnaire"), start=1)
    )
    profile = "; ".join(f"{question.label}: {', '.join(category.label for category in question.categories)}" for question in rule.profile)
    return [
        Paragraph(f"Kuesioner menurut {rule.title}.", align="left"),
        Table("Pertanyaan dan pilihan jawaban", _QUESTION_COLUMNS, rows, small=True),
        Paragraph(f"Profil responden. {profile}.", align="left"),
    ]


def _processing(report: ReportSnapshot) -> list[Block]:
    result = report.result
    return [
        _services_by_unsur(result),
        _counts(result, _origin(report)),
    ]


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
