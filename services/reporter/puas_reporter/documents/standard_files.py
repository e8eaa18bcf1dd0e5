"""The documents of standards as files: the book of an agency, the sheet of a service and the pledge for the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from puas.domain.document_source import SERVICE_PLEDGE, SERVICE_SHEET, SERVICE_STANDARDS
from puas.domain.standard_documents import ServicePledgeSource, ServiceSheetSource, ServiceStandardsSource
from puas.runtime.file_store import FileStore
from puas_reporter.documents.filing import filing_maker
from puas_reporter.documents.rendered_file import RenderedFile, Rendering, file_name, pictures_of
from puas_reporter.documents.service_pledge.content import pledge_document
from puas_reporter.documents.service_sheet.content import PIXELS, sheet_document
from puas_reporter.documents.service_standards.content import head_of, name_of, standards_document
from puas_reporter.formats.placed_pages import placed_pdf_bytes
from puas_reporter.formats.placed_pictures import placed_png_bytes


def _sheet(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    """Each size is placed once, and written as page and as picture."""
    source = ServiceSheetSource.from_json(snapshot)
    key = source.head.letterhead.emblem_file
    emblem = pictures_of([key], store).get(key or "")
    for each in formats:
        size, _, suffix = each.partition(".")
        document = sheet_document(source, size, emblem)
        content = placed_pdf_bytes(document) if suffix == "pdf" else placed_png_bytes(document.pages[0], pixels=PIXELS[size])
        yield RenderedFile(each, file_name("lembar standar", size, source.standard.service, suffix=suffix), content)


def _pledge(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    source = ServicePledgeSource.from_json(snapshot)
    key = source.head.letterhead.emblem_file
    emblem = pictures_of([key], store).get(key or "")
    for each in formats:
        size, _, suffix = each.partition(".")
        content = placed_pdf_bytes(pledge_document(source, size, emblem))
        yield RenderedFile(each, file_name("maklumat pelayanan", size, source.head.office, suffix=suffix), content)


STANDARD_MAKERS: Mapping[str, Callable[[Iterable[str], str, FileStore], Rendering]] = {
    SERVICE_STANDARDS: filing_maker(ServiceStandardsSource.from_json, head_of, standards_document, name_of),
    SERVICE_SHEET: _sheet,
    SERVICE_PLEDGE: _pledge,
}
"""How the reporter makes each of them."""
