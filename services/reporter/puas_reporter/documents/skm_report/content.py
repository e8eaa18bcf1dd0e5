"""The whole report as a document: a frozen snapshot in, blocks out. Nothing here computes an index."""

from __future__ import annotations

from collections.abc import Mapping

from puas.domain.report_snapshot import ReportSnapshot
from puas.presentation.numbers import roman
from puas_reporter.documents.blocks import Block, Cover, Document, Heading, Letterhead
from puas_reporter.documents.skm_report import analysis, annexes, closing, front_matter, introduction

SAMPLE_MARK = "DATA CONTOH – disusun dari data rekaan, bukan hasil survei yang sesungguhnya"


def report_document(report: ReportSnapshot, pictures: Mapping[str, bytes] | None = None) -> Document:
    """The document of a report. `pictures` holds emblem and photos by storage key; what is missing is left out."""
    known = pictures or {}
    result = report.result
    agency = result.agency.name if result.agency else result.tenant.name
    short = (result.agency.short_name if result.agency else "") or agency
    head = report.letterhead
    return Document(
        title=f"{report.title} {agency} {result.period.label}",
        author=agency,
        subject=f"{report.title}, {result.period.label}, {result.edition_name}",
        keywords=("SKM", "IKM", "Survei Kepuasan Masyarakat", agency, result.tenant.name, str(result.period.year)),
        footer=f"Laporan SKM {short} · {result.period.label} · {report.document_id}",
        letterhead=Letterhead(head.lines, front_matter.address_line(head), known.get(head.emblem_file or "")),
        cover=_cover(report, agency),
        front=front_matter.approval(report),
        body=tuple(_chapters(report, known)),
        sample_mark=SAMPLE_MARK if result.sample_data else "",
        accent=front_matter.print_accent(head.accent_colour),
        verification=(report.document_id, report.verification_url),
        created=report.prepared_at,
    )


def _cover(report: ReportSnapshot, agency: str) -> Cover:
    result = report.result
    return Cover(
        title=("LAPORAN", "SURVEI KEPUASAN MASYARAKAT"),
        subject=(result.period.label, f"Berdasarkan {result.edition_name}"),
        issuer=(agency.upper(), f"PEMERINTAH {result.tenant.name.upper().removeprefix('PEMERINTAH ')}"),
        year=str(result.period.year),
    )


def _chapters(report: ReportSnapshot, pictures: Mapping[str, bytes]) -> list[Block]:
    chapters = (
        ("Pendahuluan", introduction.blocks(report)),
        ("Analisis Data SKM", analysis.blocks(report)),
        ("Hasil Tindak Lanjut SKM Periode Sebelumnya", closing.look_back(report)),
        ("Kesimpulan", closing.conclusion(report)),
    )
    written: list[Block] = []
    for number, (title, blocks) in enumerate(chapters, start=1):
        written += [Heading(title, 1, roman(number)), *blocks]
    return written + annexes.all_annexes(report, pictures)
