"""The figures a document was made from, for whoever wants to compare them with the paper in hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from puas.db.queries.publication import CheckedDocument
from puas.domain.canonical_json import UnreadableRecord, sha256_of
from puas.domain.certificate_source import CertificateSource
from puas.domain.disclosure import may_be_published
from puas.domain.document_source import (
    CERTIFICATE,
    PROVINCE_DOCUMENTS,
    RECAP_DOCUMENTS,
    RESULT_BANNER,
    RESULT_POSTER,
    SKM_REPORT,
    SkmReportSource,
)
from puas.domain.document_state import DocumentFacts, DocumentState, state_of
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.publication_source import REGENCY, PublicationSource
from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import ReportSnapshot
from puas_web.rule_words import unsur_name


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line of the table under the index: an unsur, a service or a unit."""

    name: str
    nik: Decimal | None
    mutu: str
    respondents: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """What a document says in numbers, with the fingerprint and signature of what it was made from."""

    about: str
    period: str
    respondents: int | None
    nik: Decimal | None
    mutu: str
    lines: tuple[FigureLine, ...]
    sha256: str
    signature: str | None
    is_intact: bool


def _of_skm_report(source: str) -> DocumentFigures:
    return figures_of_report(SkmReportSource.from_json(source).report)


def figures_of_report(report: ReportSnapshot) -> DocumentFigures:
    """The result in a report; also of a document of another kind that was made from one."""
    result = report.result
    rule = edition(result.edition_id)
    return DocumentFigures(
        about=result.agency.name if result.agency else result.tenant.name,
        period=result.period.label,
        respondents=result.respondents,
        nik=result.index.nik,
        mutu=result.index.mutu or "",
        lines=tuple(FigureLine(unsur_name(each.slug, rule), each.nik, each.mutu or "") for each in result.unsur),
        sha256=report.result_sha256,
        signature=report.result_signature,
        is_intact=result.sha256() == report.result_sha256,
    )


def _of_publication(source: str) -> DocumentFigures:
    """What hangs on the wall: the unsur, and of a regency its agencies, as far as the public may see them."""
    printed = PublicationSource.from_json(source)
    units = printed.units if printed.scope == REGENCY else ()
    return DocumentFigures(
        about=printed.service or printed.unit,
        period=printed.period_label,
        respondents=printed.respondents,
        nik=printed.index.nik,
        mutu=printed.index.mutu or "",
        lines=(
            *(FigureLine(each.name, each.nik, each.mutu or "") for each in printed.unsur),
            *(FigureLine(each.name, each.nik, each.mutu or "", each.respondents) for each in units),
        ),
        sha256=printed.result_sha256 or sha256_of(printed),
        signature=None,
        is_intact=True,
    )


def _of_recap(source: str) -> DocumentFigures:
    """The regency's declared index with its unsur, and its agencies as far as the public may see them."""
    recap = RecapSnapshot.from_json(source)
    result = recap.result
    rule = edition(result.edition_id)
    agencies = [each for each in recap.counted if may_be_published(each.respondents)]
    return DocumentFigures(
        about=result.tenant.name,
        period=result.period.label,
        respondents=result.respondents,
        nik=result.index.nik,
        mutu=result.index.mutu or "",
        lines=(
            *(FigureLine(unsur_name(each.slug, rule), each.nik, each.mutu or "") for each in result.unsur),
            *(FigureLine(each.name, each.index.nik, each.index.mutu or "", each.respondents) for each in agencies),
        ),
        sha256=recap.result_sha256,
        signature=recap.result_signature,
        is_intact=result.sha256() == recap.result_sha256,
    )


def _of_province(source: str) -> DocumentFigures:
    """The province's declared index with its unsur, and the regencies it is made of."""
    snapshot = ProvinceSnapshot.from_json(source)
    result = snapshot.result
    rule = edition(result.edition_id)
    regencies = [(each.name, each.figures) for each in result.counted if each.figures is not None]
    return DocumentFigures(
        about=result.province_name,
        period=result.label,
        respondents=result.respondents,
        nik=result.index.nik,
        mutu=result.index.mutu,
        lines=(
            *(FigureLine(unsur_name(each.slug, rule), result.unsur_index(each), result.unsur_mutu(each)) for each in result.unsur),
            *(FigureLine(name, figures.nik, figures.mutu, figures.respondents) for name, figures in regencies),
        ),
        sha256=snapshot.result_sha256,
        signature=snapshot.result_signature,
        is_intact=result.sha256() == snapshot.result_sha256,
    )


# How the figures of each kind of document are read from its frozen source. Documents without figures have no line.
READERS: Mapping[str, Callable[[str], DocumentFigures]] = {
    SKM_REPORT: _of_skm_report,
    RESULT_BANNER: _of_publication,
    RESULT_POSTER: _of_publication,
    **dict.fromkeys(RECAP_DOCUMENTS, _of_recap),
    **dict.fromkeys(PROVINCE_DOCUMENTS, _of_province),
}


def figures_of_document(document: CheckedDocument) -> DocumentFigures | None:
    """None for documents without figures (stickers, posters), and where they can no longer be read."""
    reader = READERS.get(document.document)
    try:
        return None if reader is None else reader(document.source)
    except UnreadableRecord:
        return None


def certificate_of_document(document: CheckedDocument) -> CertificateSource | None:
    """What a certificate says; None for other documents, and where it can no longer be read."""
    try:
        return CertificateSource.from_json(document.source) if document.document == CERTIFICATE else None
    except UnreadableRecord:
        return None


def state_of_document(document: CheckedDocument, figures: DocumentFigures | None) -> DocumentState:
    """What the asker is told it is."""
    in_force = document.results_in_force
    return state_of(
        DocumentFacts(
            document=document.document,
            row_state=document.state,
            stage=document.stage,
            failure=document.failure,
            is_withdrawn=document.withdrawn_at is not None,
            newer_number=document.newer_number,
            result_is_in_force=figures is None or not in_force or figures.sha256 in in_force,
        )
    )
