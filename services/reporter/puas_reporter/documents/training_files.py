"""The documents of a training as files; the kit is all of them, packed while they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from puas.domain.document_source import (
    FORMATS_OF,
    TRAINING_CARDS,
    TRAINING_GUIDE,
    TRAINING_HANDBOOK,
    TRAINING_KIT,
    TRAINING_POSTERS,
    TRAINING_SLIDES,
    TRAINING_WORKSHEETS,
)
from puas.domain.training_source import TrainingSource
from puas.runtime.file_store import FileStore
from puas_reporter.documents.blocks import Document
from puas_reporter.documents.rendered_file import RenderedFile, Rendering, file_name, pictures_of
from puas_reporter.documents.training_cards.content import card_sheets
from puas_reporter.documents.training_guide.content import guide_document
from puas_reporter.documents.training_handbook.content import handbook_document
from puas_reporter.documents.training_kit.content import README_NAME, readme
from puas_reporter.documents.training_lessons.material import Material, material_of
from puas_reporter.documents.training_posters.content import posters
from puas_reporter.documents.training_slides.content import training_deck
from puas_reporter.documents.training_worksheets.workbook import worksheet_book
from puas_reporter.formats.archive import archive_chunks
from puas_reporter.formats.document_pdf import document_pdf
from puas_reporter.formats.pdf_outline import heading_pages
from puas_reporter.formats.placed_pages import placed_pdf_bytes
from puas_reporter.formats.slides import slides_bytes
from puas_reporter.formats.word import word_bytes
from puas_reporter.formats.workbook import workbook_bytes

Maker = Callable[[Iterable[str], str, FileStore], Rendering]
_Files = Callable[[Iterable[str], Material, bytes | None], Iterator[RenderedFile]]


def _slides(formats: Iterable[str], material: Material, emblem: bytes | None) -> Iterator[RenderedFile]:
    for each in formats:
        yield RenderedFile(each, _name("paparan", material, each), slides_bytes(training_deck(material, emblem)))


def _worksheets(formats: Iterable[str], material: Material, _emblem: bytes | None) -> Iterator[RenderedFile]:
    """The same exercises twice: to be filled in, and with every answer."""
    for each in formats:
        copy, _, suffix = each.partition(".")
        book = worksheet_book(material, answers=copy == "pelatih")
        yield RenderedFile(each, _name(f"lembar latihan {copy}", material, suffix), workbook_bytes(book))


def _posters(formats: Iterable[str], material: Material, emblem: bytes | None) -> Iterator[RenderedFile]:
    for each in formats:
        size, _, suffix = each.partition(".")
        yield RenderedFile(each, _name(f"poster {size}", material, suffix), placed_pdf_bytes(posters(material, size, emblem)))


def _cards(formats: Iterable[str], material: Material, _emblem: bytes | None) -> Iterator[RenderedFile]:
    for each in formats:
        yield RenderedFile(each, _name("kartu saku", material, each), placed_pdf_bytes(card_sheets(material)))


def _written(kind: str, document_of: Callable[[Material, bytes | None], Document]) -> _Files:
    """A document as PDF, and as Word with the pages of that PDF in its contents."""

    def made(formats: Iterable[str], material: Material, emblem: bytes | None) -> Iterator[RenderedFile]:
        document = document_of(material, emblem)
        printed = b""
        for each in formats:
            if each == "pdf":
                printed = document_pdf(document)
            content = printed if each == "pdf" else word_bytes(document, heading_pages(printed) if printed else ())
            yield RenderedFile(each, _name(kind, material, each), content)

    return made


_FILES: Mapping[str, tuple[str, str, _Files]] = {
    TRAINING_GUIDE: ("1-panduan-pelatih", "untuk pelatih: waktu, ruang, jawaban", _written("panduan pelatih", guide_document)),
    TRAINING_SLIDES: ("2-paparan", "slide dengan catatan pembicara", _slides),
    TRAINING_HANDBOOK: ("3-buku-pegangan", "untuk setiap peserta", _written("buku pegangan", handbook_document)),
    TRAINING_WORKSHEETS: ("4-lembar-latihan", "untuk peserta, dan dengan jawaban untuk pelatih", _worksheets),
    TRAINING_POSTERS: ("5-poster", "untuk tempat layanan", _posters),
    TRAINING_CARDS: ("6-kartu-saku", "dipotong empat, satu untuk setiap peran", _cards),
}
"""Folder in the kit, what it is for, and how its files are made."""


def _of(document: str) -> Maker:
    def rendered(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
        yield from _FILES[document][2](formats, *_read(snapshot, store))

    return rendered


def _kit(formats: Iterable[str], snapshot: str, store: FileStore) -> Rendering:
    material, emblem = _read(snapshot, store)
    made_at = material.source.prepared_at.astimezone(ZoneInfo(material.session.time_zone))
    for each in formats:
        yield RenderedFile(each, _name("paket pelatih", material, each), archive_chunks(_packed(material, emblem), made_at=made_at))


def _packed(material: Material, emblem: bytes | None) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The page to read first, then every file when its turn comes."""
    yield README_NAME, [readme(material, [(folder, purpose) for folder, purpose, _made in _FILES.values()]).encode("utf-8")]
    for document, (folder, _purpose, made) in _FILES.items():
        for file in made(FORMATS_OF[document], material, emblem):
            yield f"{folder}/{file.name}", file.chunks()


def _read(snapshot: str, store: FileStore) -> tuple[Material, bytes | None]:
    material = material_of(TrainingSource.from_json(snapshot))
    key = material.session.letterhead.emblem_file
    return material, pictures_of([key], store).get(key or "")


def _name(kind: str, material: Material, suffix: str) -> str:
    session = material.session
    return file_name(kind, session.title, session.starts_on.isoformat(), suffix=suffix)


TRAINING_MAKERS: Mapping[str, Maker] = {**{document: _of(document) for document in _FILES}, TRAINING_KIT: _kit}
