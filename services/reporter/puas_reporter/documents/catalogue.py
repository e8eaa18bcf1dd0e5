"""Every document the reporter can make, and how its formats come about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from puas.domain.certificate_source import CertificateSource
from puas.domain.complaint_record import ComplaintRecordSource
from puas.domain.compliance_record import ComplianceRecordSource
from puas.domain.document_record import AnySource, record_of
from puas.domain.document_source import (
    CERTIFICATE,
    COMPLAINT_RECORD,
    COMPLIANCE_RECORD,
    EVALUATION_SLIDES,
    INNOVATION_PROPOSAL,
    MALL_RESULTS,
    MINIMUM_SERVICE_RECORD,
    OFFICIAL_LETTER,
    PERFORMANCE_RECORD,
    POSTER,
    PROCEDURE_EVALUATION,
    PROVINCE_BRIEF,
    PROVINCE_FIGURES,
    PROVINCE_READINGS,
    PROVINCE_RECAP,
    PROVINCE_SLIDES,
    REGENCY_BRIEF,
    REGENCY_RECAP,
    REPORT_BUNDLE,
    REPORT_CARD,
    RESULT_BANNER,
    RESULT_POSTER,
    SKM_REPORT,
    STICKER_SHEET,
    PointsSource,
    SkmReportSource,
)
from puas.domain.letter_source import CHARTER, LetterSource
from puas.domain.mall_results import MallResultsSource
from puas.domain.performance_record import PerformanceRecordSource
from puas.domain.procedure_evaluation import ProcedureEvaluationSource
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.publication_source import PublicationSource
from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.report_bundle import BundleSource
from puas.runtime.file_store import FileStore
from puas_reporter.documents.blocks import Document
from puas_reporter.documents.certificate.content import certificate
from puas_reporter.documents.complaint_record.content import complaint_document, complaint_name, complaint_workbook
from puas_reporter.documents.compliance_record.content import compliance_document
from puas_reporter.documents.compliance_record.content import name_of as compliance_name
from puas_reporter.documents.evaluation_slides.content import evaluation_deck
from puas_reporter.documents.filing import filing_maker
from puas_reporter.documents.innovation_proposal.content import proposal_files
from puas_reporter.documents.mall_results.content import mall_document, mall_results_name, mall_workbook
from puas_reporter.documents.official_letter.charter import charter_document, charter_page
from puas_reporter.documents.official_letter.content import letter_document
from puas_reporter.documents.performance_record.content import name_of as performance_name
from puas_reporter.documents.performance_record.content import performance_document
from puas_reporter.documents.performance_record.workbook import performance_workbook
from puas_reporter.documents.placed import PlacedDocument
from puas_reporter.documents.poster.content import poster
from puas_reporter.documents.procedure_evaluation.content import evaluation_document, evaluation_name, evaluation_workbook
from puas_reporter.documents.province_brief.content import governor_document, governor_page
from puas_reporter.documents.province_figures.workbook import csv_table, figures_workbook
from puas_reporter.documents.province_readings.workbook import readings_files
from puas_reporter.documents.province_recap.content import province_document
from puas_reporter.documents.province_recap.workbook import province_workbook
from puas_reporter.documents.province_slides.content import province_deck
from puas_reporter.documents.publication.content import SHEETS, publication_document
from puas_reporter.documents.regency_brief.document import brief_document
from puas_reporter.documents.regency_brief.page import brief_page
from puas_reporter.documents.regency_recap.content import recap_document
from puas_reporter.documents.regency_recap.workbook import recap_workbook
from puas_reporter.documents.register_table.content import register_table_files
from puas_reporter.documents.rendered_file import RenderedFile, Rendering, file_name, pictures_of
from puas_reporter.documents.report_bundle.content import title_of
from puas_reporter.documents.report_bundle.files import archived_files
from puas_reporter.documents.report_card.files import card_files
from puas_reporter.documents.sheets import Workbook
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.documents.skm_report.workbook import report_workbook
from puas_reporter.documents.standard_files import STANDARD_MAKERS
from puas_reporter.documents.sticker_sheet.content import sticker_sheet
from puas_reporter.documents.training_files import TRAINING_MAKERS
from puas_reporter.formats.archive import archive_chunks, csv_bytes
from puas_reporter.formats.csv_file import csv_chunks
from puas_reporter.formats.document_pdf import document_pdf
from puas_reporter.formats.embedded_record import MakeRecord, with_record
from puas_reporter.formats.long_workbook import long_workbook_bytes
from puas_reporter.formats.pdf_outline import heading_pages
from puas_reporter.formats.placed_pages import placed_pdf_bytes
from puas_reporter.formats.placed_pictures import placed_png_bytes
from puas_reporter.formats.slides import slides_bytes
from puas_reporter.formats.word import word_bytes
from puas_reporter.formats.workbook import workbook_bytes


def render(document: str, formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    """The formats one after the other, each when it is asked for."""
    return _MAKERS[document](formats, snapshot, store)


def _skm_report(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    source = SkmReportSource.from_json(snapshot)
    report = source.report
    evidence = [photo for item in report.done_follow_ups for photo in item.photos]
    wanted = [report.letterhead.emblem_file, *(photo.file for photo in (*report.photos, *evidence))]
    document = report_document(report, pictures_of(wanted, store), source.answers)
    agency = report.result.agency
    who = (agency.short_name or agency.name) if agency else report.result.tenant.name
    name = ("laporan skm", who, report.result.period.label)
    yield from _with_workbook(formats, document, lambda: report_workbook(source), name, _record_maker(report, SKM_REPORT))


def _with_workbook(
    formats: Iterable[str], document: Document, workbook: Callable[[], Workbook], name: Sequence[str], record: MakeRecord
) -> Rendering:
    """A document and its tables, with the record inside each file."""
    made: dict[str, bytes] = {}
    makers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: document_pdf(document),
        "docx": lambda: word_bytes(document, heading_pages(made["pdf"]) if "pdf" in made else ()),
        "xlsx": lambda: workbook_bytes(workbook()),
    }
    for each in formats:
        made[each] = makers[each]()
        yield RenderedFile(each, file_name(*name, suffix=each), with_record(each, made[each], record))


def _record_maker(source: AnySource, document: str) -> MakeRecord:
    """What a document made from this source carries inside."""
    return lambda sha256, size: record_of(source, document=document, body_sha256=sha256, body_bytes=size)


def _points(make: Callable[[PointsSource, bytes | None], PlacedDocument], name: str) -> Callable[..., Rendering]:
    def rendered(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
        source = PointsSource.from_json(snapshot)
        emblem = pictures_of([source.emblem_file], store).get(source.emblem_file or "")
        for each in formats:
            yield RenderedFile(each, file_name(name, source.agency, suffix=each), placed_pdf_bytes(make(source, emblem)))

    return rendered


def _publication(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    """Banner or poster: each size is placed once, and written as page and as picture."""
    source = PublicationSource.from_json(snapshot)
    key = source.publisher.emblem_file
    emblem = pictures_of([key], store).get(key or "")
    who = (source.short_name, source.service, source.period_label)
    for each in formats:
        size, _, suffix = each.partition(".")
        document = publication_document(source, size, emblem)
        content = placed_pdf_bytes(document) if suffix == "pdf" else placed_png_bytes(document.pages[0], pixels=SHEETS[size].pixels)
        yield RenderedFile(each, file_name("ikm", size, *who, suffix=suffix), content)


def _recap(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    """The recap of a regency, with the frozen result inside each file."""
    recap, emblem = _read_recap(snapshot, store)
    name = ("rekap skm", recap.result.tenant.name, recap.result.period.label)
    record = _record_maker(recap, REGENCY_RECAP)
    yield from _with_workbook(formats, recap_document(recap, emblem), lambda: recap_workbook(recap), name, record)


def _brief(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    recap, emblem = _read_recap(snapshot, store)
    for each in formats:
        content = placed_pdf_bytes(brief_page(recap, emblem)) if each == "pdf" else word_bytes(brief_document(recap, emblem))
        yield RenderedFile(each, _recap_name("ringkasan skm", recap, each), content)


def _slides(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    recap, emblem = _read_recap(snapshot, store)
    for each in formats:
        yield RenderedFile(each, _recap_name("paparan evaluasi skm", recap, each), slides_bytes(evaluation_deck(recap, emblem)))


def _read_recap(snapshot: str, store: FileStore) -> tuple[RecapSnapshot, bytes | None]:
    recap = RecapSnapshot.from_json(snapshot)
    key = recap.letterhead.emblem_file
    return recap, pictures_of([key], store).get(key or "")


def _recap_name(kind: str, recap: RecapSnapshot, suffix: str) -> str:
    return file_name(kind, recap.result.tenant.name, recap.result.period.label, suffix=suffix)


def _province_recap(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    """The recap of a province, with the frozen result inside each file."""
    province, emblem = _read_province(snapshot, store)
    name = ("rekap skm", province.result.province_name, province.result.label)
    record = _record_maker(province, PROVINCE_RECAP)
    yield from _with_workbook(formats, province_document(province, emblem), lambda: province_workbook(province), name, record)


def _province_brief(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    province, emblem = _read_province(snapshot, store)
    for each in formats:
        content = placed_pdf_bytes(governor_page(province, emblem)) if each == "pdf" else word_bytes(governor_document(province, emblem))
        record = _record_maker(province, PROVINCE_BRIEF)
        yield RenderedFile(each, _province_name("ringkasan skm", province, each), with_record(each, content, record))


def _province_slides(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    province, emblem = _read_province(snapshot, store)
    for each in formats:
        content = with_record(each, slides_bytes(province_deck(province, emblem)), _record_maker(province, PROVINCE_SLIDES))
        yield RenderedFile(each, _province_name("paparan skm", province, each), content)


def _province_figures(formats: Iterable[str], snapshot: str, _store: FileStore) -> Rendering:
    """All published figures: the workbook for people, the CSV for programs."""
    province = ProvinceSnapshot.from_json(snapshot)
    for each in formats:
        name = _province_name("angka skm", province, each)
        if each == "csv":
            yield RenderedFile(each, name, csv_chunks(*csv_table(province)))
        else:
            made = long_workbook_bytes(figures_workbook(province))
            yield RenderedFile(each, name, with_record(each, made, _record_maker(province, PROVINCE_FIGURES)))


def _read_province(snapshot: str, store: FileStore) -> tuple[ProvinceSnapshot, bytes | None]:
    province = ProvinceSnapshot.from_json(snapshot)
    key = province.letterhead.emblem_file
    return province, pictures_of([key], store).get(key or "")


def _province_name(kind: str, province: ProvinceSnapshot, suffix: str) -> str:
    return file_name(kind, province.result.province_name, province.result.label, suffix=suffix)


def _official_letter(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    """A letter, or a charter for the wall; both also to be edited in Word."""
    source = LetterSource.from_json(snapshot)
    key = source.letterhead.emblem_file
    emblem = pictures_of([key], store).get(key or "")
    makers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: document_pdf(letter_document(source, emblem)),
        "docx": lambda: word_bytes(letter_document(source, emblem)),
    }
    if source.form == CHARTER:
        makers = {
            "pdf": lambda: placed_pdf_bytes(charter_page(source, emblem)),
            "docx": lambda: word_bytes(charter_document(source, emblem)),
        }
    for each in formats:
        kind = "piagam" if source.form == CHARTER else "surat"
        yield RenderedFile(each, file_name(kind, source.number, source.recipient, suffix=each), makers[each]())


def _certificate(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    source = CertificateSource.from_json(snapshot)
    key = source.letterhead.emblem_file
    emblem = pictures_of([key], store).get(key or "")
    for each in formats:
        content = placed_pdf_bytes(certificate(source, emblem))
        yield RenderedFile(each, file_name("sertifikat", source.number, source.name, suffix=each), content)


def _report_bundle(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    """The archive, packed while it is being stored."""
    source = BundleSource.from_json(snapshot)
    made_at = source.requested_at.astimezone(ZoneInfo(source.time_zone))
    for each in formats:
        packed = archive_chunks(archived_files(source, store, csv_bytes), made_at=made_at)
        yield RenderedFile(each, file_name(title_of(source).lower(), source.owner, source.label, suffix=each), packed)


_MAKERS: dict[str, Callable[[Iterable[str], str, FileStore], Rendering]] = {
    SKM_REPORT: _skm_report,
    STICKER_SHEET: _points(sticker_sheet, "stiker"),
    POSTER: _points(poster, "poster"),
    RESULT_BANNER: _publication,
    REPORT_BUNDLE: _report_bundle,
    RESULT_POSTER: _publication,
    REGENCY_RECAP: _recap,
    REGENCY_BRIEF: _brief,
    EVALUATION_SLIDES: _slides,
    PROVINCE_RECAP: _province_recap,
    PROVINCE_BRIEF: _province_brief,
    PROVINCE_SLIDES: _province_slides,
    PROVINCE_FIGURES: _province_figures,
    OFFICIAL_LETTER: _official_letter,
    CERTIFICATE: _certificate,
    REPORT_CARD: card_files,
    PROVINCE_READINGS: readings_files,
    PERFORMANCE_RECORD: filing_maker(
        PerformanceRecordSource.from_json, lambda source: source.head, performance_document, performance_name, performance_workbook
    ),
    COMPLIANCE_RECORD: filing_maker(
        ComplianceRecordSource.from_json, lambda source: source.head, compliance_document, compliance_name
    ),
    INNOVATION_PROPOSAL: proposal_files,
    MINIMUM_SERVICE_RECORD: register_table_files,
    COMPLAINT_RECORD: filing_maker(
        ComplaintRecordSource.from_json, lambda source: source.head, complaint_document, complaint_name, complaint_workbook
    ),
    PROCEDURE_EVALUATION: filing_maker(
        ProcedureEvaluationSource.from_json, lambda source: source.head, evaluation_document, evaluation_name, evaluation_workbook
    ),
    MALL_RESULTS: filing_maker(
        MallResultsSource.from_json, lambda source: source.head, mall_document, mall_results_name, mall_workbook
    ),
    **TRAINING_MAKERS,
    **STANDARD_MAKERS,
}
