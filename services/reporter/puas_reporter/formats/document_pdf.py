"""A whole document as PDF: text through HTML, long tables drawn apart and laid onto the pages the text left free for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from puas_reporter.documents.blocks import Document
from puas_reporter.documents.html_layout import FREE_PAGE, html_of
from puas_reporter.documents.long_runs import FreePages, LongRun, long_runs
from puas_reporter.formats.long_table_pages import DrawnRun, draw_long_run
from puas_reporter.formats.pdf import UnableToRender, pdf_bytes, printable

_AIR_BELOW_TEXT = 6.0
_TABLES = "/Tabel"


def document_pdf(document: Document) -> bytes:
    """Render; raises UnableToRender on any fault."""
    runs = long_runs(document)
    drawn = [draw_long_run(run, accent=document.accent) for run in runs]
    text = _render(document, drawn)
    if not runs:
        return text
    roomier = _with_room(runs, _needed(text, runs))
    if roomier != runs:
        # What stands above the tables was only estimated, and takes more: both are made once more.
        drawn = [draw_long_run(run, accent=document.accent) for run in roomier]
        text = _render(document, drawn)
    return _laid_together(text, drawn)


def _with_room(runs: tuple[LongRun, ...], needed: Sequence[float]) -> tuple[LongRun, ...]:
    return tuple(replace(run, room_above=max(run.room_above, height)) for run, height in zip(runs, needed, strict=True))


def _render(document: Document, drawn: Sequence[DrawnRun]) -> bytes:
    return pdf_bytes(
        html_of(document, printable, [FreePages(each.pages, each.last_height) for each in drawn]),
        title=document.title,
        author=document.author,
        subject=document.subject,
        keywords=document.keywords,
    )


def _needed(text: bytes, runs: Sequence[LongRun]) -> list[float]:
    """How far down the first page of each run its text reaches, in points of its frame."""
    needed = [0.0] * len(runs)
    for page in PdfReader(BytesIO(text)).pages:
        for mark in _marks(page):
            run, number = _place(mark)
            if number == 0 and not runs[run].starts_page:
                frame = runs[run].frame
                needed[run] = frame.page_height - frame.top - float(mark["/Rect"][3]) + _AIR_BELOW_TEXT
    return needed


def _laid_together(text: bytes, drawn: Sequence[DrawnRun]) -> bytes:
    tables = [PdfReader(BytesIO(each.pdf)).pages for each in drawn]
    writer = PdfWriter(clone_from=BytesIO(text))
    laid = 0
    for page in writer.pages:
        for mark in _marks(page):
            run, number = _place(mark)
            _lay_under(writer, page, tables[run][number])
            laid += 1
        _forget_marks(page)
    if laid != sum(each.pages for each in drawn):
        raise UnableToRender([f"{laid} of {sum(each.pages for each in drawn)} pages of tables found their place"])
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _lay_under(writer: PdfWriter, page: Any, table: Any) -> None:
    """Show a page of tables on this one. As an object of its own it is copied as it is; merged, each of its thousands of
    strings would be read and written again."""
    content = table["/Contents"].get_object()
    form = content.clone(writer, force_duplicate=True)
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): table.mediabox,
            NameObject("/Resources"): table["/Resources"].get_object().clone(writer),
        }
    )
    drawn = writer._add_object(form)
    resources = page["/Resources"].get_object()
    objects = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    objects[NameObject(_TABLES)] = drawn
    show = StreamObject()
    show.set_data(f"q {_TABLES} Do Q".encode())
    page[NameObject("/Contents")] = ArrayObject([writer._add_object(show), page.raw_get("/Contents")])


def _marks(page: Any) -> list[Any]:
    notes = (note.get_object() for note in page.get("/Annots", ()))
    return [note for note in notes if _address(note).startswith(FREE_PAGE)]


def _forget_marks(page: Any) -> None:
    kept = [note for note in page.get("/Annots", ()) if not _address(note.get_object()).startswith(FREE_PAGE)]
    if kept:
        page[NameObject("/Annots")] = ArrayObject(kept)
    else:
        page.pop("/Annots", None)


def _address(note: Any) -> str:
    return str(note.get("/A", {}).get("/URI", ""))


def _place(mark: Any) -> tuple[int, int]:
    run, number = _address(mark).removeprefix(FREE_PAGE).split("/")
    return int(run), int(number)
