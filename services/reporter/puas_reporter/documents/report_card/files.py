"""The files of a report card: the page as PDF, the same to edit in Word."""

from __future__ import annotations

from collections.abc import Iterable

from puas.domain.card_source import CardSource
from puas.runtime.file_store import FileStore
from puas_reporter.documents.rendered_file import RenderedFile, Rendering, file_name, pictures_of
from puas_reporter.documents.report_card.content import card_document
from puas_reporter.documents.report_card.page import card_page
from puas_reporter.formats.placed_pages import placed_pdf_bytes
from puas_reporter.formats.word import word_bytes


def card_files(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    """The formats one after the other, each when it is asked for."""
    source = CardSource.from_json(snapshot)
    key = source.head.letterhead.emblem_file
    emblem = pictures_of([key], store).get(key or "")
    for each in formats:
        content = placed_pdf_bytes(card_page(source, emblem)) if each == "pdf" else word_bytes(card_document(source, emblem))
        yield RenderedFile(each, file_name("rapor pelayanan", source.unit, str(source.card.year), suffix=each), content)
