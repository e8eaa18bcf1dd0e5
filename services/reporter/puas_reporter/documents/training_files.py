"""The documents of a training as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from puas.domain.document_source import TRAINING_SLIDES, TRAINING_WORKSHEETS
from puas.domain.training_source import TrainingSource
from puas.runtime.file_store import FileStore
from puas_reporter.documents.rendered_file import RenderedFile, Rendering, file_name, pictures_of
from puas_reporter.documents.training_lessons.material import Material, material_of
from puas_reporter.documents.training_slides.content import training_deck
from puas_reporter.documents.training_worksheets.workbook import worksheet_book
from puas_reporter.formats.slides import slides_bytes
from puas_reporter.formats.workbook import workbook_bytes

Maker = Callable[[Iterable[str], str, FileStore], Rendering]


def _slides(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    material, emblem = _read(snapshot, store)
    for each in formats:
        yield RenderedFile(each, _name("paparan", material, each), slides_bytes(training_deck(material, emblem)))


def _worksheets(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    """The same exercises twice: to be filled in, and with every answer."""
    material, _emblem = _read(snapshot, store)
    for each in formats:
        copy, _, suffix = each.partition(".")
        book = worksheet_book(material, answers=copy == "pelatih")
        yield RenderedFile(each, _name(f"lembar latihan {copy}", material, suffix), workbook_bytes(book))


def _read(snapshot: str, store: FileStore) -> tuple[Material, bytes | None]:
    material = material_of(TrainingSource.from_json(snapshot))
    key = material.session.letterhead.emblem_file
    return material, pictures_of([key], store).get(key or "")


def _name(kind: str, material: Material, suffix: str) -> str:
    session = material.session
    return file_name(kind, session.title, session.starts_on.isoformat(), suffix=suffix)


TRAINING_MAKERS: Mapping[str, Maker] = {
    TRAINING_SLIDES: _slides,
    TRAINING_WORKSHEETS: _worksheets,
}
