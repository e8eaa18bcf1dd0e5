"""The whole report as a document: a frozen snapshot in, blocks out. Nothing here computes an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from puas.domain.agency_owners import owner_of_head, printed_head
from puas.domain.document_source import AnswerRow
from puas.domain.report_forms import report_form
from puas.domain.report_snapshot import DRAFT, ReportSnapshot
from puas_reporter.documents.blocks import Block, Cover, Document, Letterhead
from puas_reporter.documents.skm_report import front_matter
from puas_reporter.documents.skm_report.annexes import AnnexMaterial, all_annexes
from puas_reporter.documents.skm_report.sections import Sections

SAMPLE_MARK = "DATA CONTOH – disusun dari data rekaan, bukan hasil survei yang sesungguhnya"
DRAFT_MARK = "DRAF – belum diperiksa dan belum untuk ditandatangani"


def report_document(
    report: ReportSnapshot, pictures: Mapping[str, bytes] | None = None, answers: Sequence[AnswerRow] = ()
) -> Document:
    """The document of a report in its form. `pictures` holds emblem and photos by storage key; what is missing is left out.

    Without the answers behind it the annex prints the frozen counts and says why.
    """
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
        letterhead=Letterhead(printed_head(head.lines), front_matter.address_line(head), known.get(head.emblem_file or "")),
        cover=_cover(report, agency),
        front=front_matter.approval(report),
        body=tuple(_body(report, known, answers)),
        sample_mark=SAMPLE_MARK if result.sample_data else "",
        draft_mark=DRAFT_MARK if report.stage == DRAFT else "",
        accent=front_matter.print_accent(head.accent_colour),
        verification=(report.document_id, report.verification_url),
        created=report.prepared_at,
    )


def _cover(report: ReportSnapshot, agency: str) -> Cover:
    result, lines = report.result, report.letterhead.lines
    government = printed_head(lines)[0] if owner_of_head(lines[0]) else f"Pemerintah {result.tenant.name.removeprefix('Pemerintah ')}"
    return Cover(
        title=("LAPORAN", "SURVEI KEPUASAN MASYARAKAT"),
        subject=(result.period.label, f"Berdasarkan {result.edition_name}"),
        issuer=(agency.upper(), government.upper()),
        year=str(result.period.year),
    )


def _body(report: ReportSnapshot, pictures: Mapping[str, bytes], answers: Sequence[AnswerRow]) -> list[Block]:
    form = report_form(report.form)
    return Sections(report, form, pictures).chapters() + all_annexes(report, form, AnnexMaterial(pictures, answers))
