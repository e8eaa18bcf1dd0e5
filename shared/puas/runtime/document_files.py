"""A PDF, DOCX, XLSX or PPTX of ours that somebody holds: the record inside it, what it says, and whether it is as it left us."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any
from xml.parsers import expat

from puas.domain.document_record import RECORD_ELEMENT, RECORD_FILE, RECORD_NAMESPACE, AnyRecord, read_record
from puas.domain.printed_numbers import comma, thousands
from puas.runtime.package_bodies import UnreadablePackage, package_body_sha256, read_parts
from puas.runtime.pdf_files import NOT_PDF, PdfFile, UnreadablePdf, open_pdf
from puas.runtime.word_text import UnreadableDocument, read_word_text

PDF, DOCX, XLSX, PPTX = "pdf", "docx", "xlsx", "pptx"

AS_IT_LEFT_US = "as-it-left-us"
CONTINUED = "continued"
CHANGED = "changed"

_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_DRAWN_TEXT = "http://schemas.openxmlformats.org/drawingml/2006/main t"
_MOST_RECORD_BYTES = 20_000_000


class UnreadableFile(ValueError):
    """`reason` says what kept it from being read: no-record, or the reason of the format's own reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """`body` tells whether the bytes are as they left us, continued behind them (as signing does), or changed."""

    format: str
    record: AnyRecord
    lines: tuple[str, ...]
    body: str


def open_document(content: bytes) -> OpenedDocument:
    """Read the record and the text; raises UnreadableFile, or UnreadableRecord where the record is none of ours."""
    try:
        return _open_package(content) if content.startswith(b"PK\x03\x04") else _open_pdf(open_pdf(content))
    except (UnreadablePdf, UnreadableDocument) as error:
        raise UnreadableFile(error.reason) from error
    except UnreadablePackage as error:
        raise UnreadableFile(NOT_PDF) from error


def _open_pdf(opened: PdfFile) -> OpenedDocument:
    attached = opened.attachment(RECORD_FILE)
    if attached is None:
        raise UnreadableFile("no-record")
    record = read_record(attached)
    return OpenedDocument(PDF, record, tuple(opened.page_texts()), pdf_body(opened.content, record))


def pdf_body(content: bytes, record: AnyRecord) -> str:
    """Our own revision with the record ends at the first end-of-file mark behind the body; what follows came from others."""
    size = record.body_bytes
    if hashlib.sha256(content[:size]).hexdigest() != record.body_sha256:
        return CHANGED
    end = content.find(b"%%EOF", size)
    return AS_IT_LEFT_US if end >= 0 and not content[end + 5 :].strip() else CONTINUED


def _open_package(content: bytes) -> OpenedDocument:
    parts = read_parts(content)
    kind = next((_MAIN_PARTS[name] for name in _MAIN_PARTS if name in parts), None)
    if kind is None:
        raise UnreadableFile("no-record")
    record = _record_in(parts)
    lines = read_word_text(content) if kind == DOCX else tuple(_sheet_lines(content) if kind == XLSX else _slide_lines(parts))
    is_ours = package_body_sha256(content) == record.body_sha256
    return OpenedDocument(kind, record, lines, AS_IT_LEFT_US if is_ours else CHANGED)


def record_of_package(content: bytes) -> AnyRecord:
    """The record in a DOCX, XLSX or PPTX; raises UnreadableFile, UnreadablePackage or UnreadableRecord."""
    return _record_in(read_parts(content))


def _record_in(parts: dict[str, bytes]) -> AnyRecord:
    for name, part in sorted(parts.items()):
        if name.startswith("customXml/") and RECORD_NAMESPACE.encode() in part and len(part) <= _MOST_RECORD_BYTES:
            text = _text_of_record(part)
            if text:
                return read_record(text)
    raise UnreadableFile("no-record")


def _text_of_record(part: bytes) -> str:
    """The text of our element."""
    return "".join(text for path, text in _texts(part) if path == [f"{RECORD_NAMESPACE} {RECORD_ELEMENT}"])


def _slide_lines(parts: dict[str, bytes]) -> Iterator[str]:
    """Every run of text on a slide; what is drawn in charts stands in them once more."""
    for name, part in sorted(parts.items()):
        if name.startswith("ppt/slides/") and name.endswith(".xml"):
            yield from (text for path, text in _texts(part) if path[-1:] == [_DRAWN_TEXT])


def _texts(part: bytes) -> list[tuple[list[str], str]]:
    """Texts with the way to their elements; a document type is refused, for with it would come entities."""
    texts: list[tuple[list[str], str]] = []
    depth: list[str] = []

    def refuse(*_: Any) -> None:
        raise UnreadableFile("no-record")

    def text(data: str) -> None:
        texts.append((depth.copy(), data))

    parser = expat.ParserCreate(namespace_separator=" ")
    # Whole texts, and no piece of a number.
    parser.buffer_text, parser.buffer_size = True, _MOST_RECORD_BYTES
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, _attributes: depth.append(name)
    parser.EndElementHandler = lambda _name: depth.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise UnreadableFile("no-record") from error
    return texts


def _sheet_lines(content: bytes) -> Iterator[str]:
    """Every row as text; numbers as a document prints them, with two and with three decimals."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                yield "\t".join(_cell_text(value) for value in row if value is not None)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise UnreadableFile("broken") from error


def _cell_text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value():
        return f"{thousands(int(exact))} {comma(exact.quantize(Decimal('0.01')))} {comma(exact.quantize(Decimal('0.001')))}"
    return " ".join(comma(exact.quantize(Decimal(places), ROUND_HALF_UP)) for places in ("0.01", "0.001"))
