"""Puts the frozen record into a finished file: as an attachment of a PDF, as a part of a DOCX, XLSX or PPTX.

A PDF is only added to, as signing programs do: its bytes stay as they were, with a new revision behind them. That is quick
for the largest report and keeps bookmarks, language and metadata without touching them. A DOCX, XLSX or PPTX gets the custom part
that office programs carry along for others.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import count
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from puas.domain.document_record import RECORD_ELEMENT, RECORD_FILE, RECORD_NAMESPACE, AnyRecord
from puas.runtime.package_bodies import RELATIONSHIPS_OF, package_body_sha256

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    f'<ds:datastoreItem ds:itemID="{{6B9F7A51-2D6E-4C61-9E0B-7A3C5D1E8F42}}" xmlns:ds="{_OFFICE}/customXml">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{RECORD_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_PROPERTIES_TYPE = (
    '<Override PartName="/customXml/itemProps{number}.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
)
_RELATION = '<Relationship Id="rIdPuasRecord" Type="' + _OFFICE + '/relationships/{kind}" Target="{target}"/>'
_EPOCH = (1980, 1, 1, 0, 0, 0)

MakeRecord = Callable[[str, int], AnyRecord]
"""The record for a body of this fingerprint and length."""


def with_record(file_format: str, content: bytes, make_record: MakeRecord) -> bytes:
    """The file with its record; a format that cannot carry one is returned as it is."""
    writers = {"pdf": _into_pdf, "docx": _into_package, "xlsx": _into_package, "pptx": _into_package}
    return writers[file_format](content, make_record) if file_format in writers else content


def _into_pdf(content: bytes, make_record: MakeRecord) -> bytes:
    body = _with_plain_table(content)
    record = make_record(hashlib.sha256(body).hexdigest(), len(body))
    return body + _Revision(body).attaching(record.to_json().encode("utf-8"), record.title)


def _with_plain_table(content: bytes) -> bytes:
    """A file whose objects are listed in a plain table, which a revision behind it can continue."""
    start = int(content.rpartition(b"startxref")[2].split()[0])
    if content[start : start + 4] == b"xref":
        return content
    written = BytesIO()
    PdfWriter(clone_from=BytesIO(content)).write(written)
    return written.getvalue()


class _Revision:
    """One more revision of a PDF: an attachment, and the catalogue that knows it."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._reader = PdfReader(BytesIO(body))
        self._next = _number(self._reader.trailer["/Size"])
        self._objects: list[tuple[int, int, PdfObject]] = []

    def attaching(self, data: bytes, title: str) -> bytes:
        file_reference = self._add(self._file_of(data))
        entry = DictionaryObject({
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject(RECORD_FILE),
            NameObject("/UF"): TextStringObject(RECORD_FILE),
            NameObject("/Desc"): TextStringObject(title),
            NameObject("/AFRelationship"): NameObject("/Data"),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): file_reference, NameObject("/UF"): file_reference}),
        })
        self._list_in_catalogue(self._add(entry))
        return self._written()

    def _file_of(self, data: bytes) -> StreamObject:
        stream = StreamObject()
        stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
        stream[NameObject("/Subtype")] = NameObject("/application#2Fjson")
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        stream[NameObject("/Params")] = DictionaryObject({NameObject("/Size"): NumberObject(len(data))})
        stream._data = zlib.compress(data, 9)
        return stream

    def _list_in_catalogue(self, entry: IndirectObject) -> None:
        reference = self._reader.trailer.raw_get("/Root")
        catalogue = _copied(reference.get_object())
        names = _copied(catalogue["/Names"].get_object()) if "/Names" in catalogue else DictionaryObject()
        files = _copied(names["/EmbeddedFiles"].get_object()) if "/EmbeddedFiles" in names else DictionaryObject()
        listed = ArrayObject([*_listed(files, "/Names"), TextStringObject(RECORD_FILE), entry])
        names[NameObject("/EmbeddedFiles")] = DictionaryObject({NameObject("/Names"): listed})
        catalogue[NameObject("/Names")] = names
        catalogue[NameObject("/AF")] = ArrayObject([*_listed(catalogue, "/AF"), entry])
        # Room for the fields of those who sign: whoever compares revisions then sees fields added, not a form appearing.
        catalogue.setdefault(NameObject("/AcroForm"), DictionaryObject({NameObject("/Fields"): ArrayObject()}))
        self._objects.append((reference.idnum, reference.generation, catalogue))

    def _add(self, added: PdfObject) -> IndirectObject:
        number, self._next = self._next, self._next + 1
        self._objects.append((number, 0, added))
        return IndirectObject(number, 0, self._reader)

    def _written(self) -> bytes:
        out, base = BytesIO(), len(self._body)
        out.write(b"\n")
        places = []
        for number, generation, each in sorted(self._objects, key=lambda one: one[0]):
            places.append((number, generation, base + out.tell()))
            out.write(b"%d %d obj\n" % (number, generation))
            each.write_to_stream(out)
            out.write(b"\nendobj\n")
        start = base + out.tell()
        out.write(b"xref\n")
        for number, generation, place in places:
            out.write(b"%d 1\n%010d %05d n \n" % (number, place, generation))
        self._trailer().write_to_stream(_after(out, b"trailer\n"))
        out.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)
        return out.getvalue()

    def _trailer(self) -> DictionaryObject:
        old = self._reader.trailer
        kept = {NameObject(name): old.raw_get(name) for name in ("/Root", "/Info", "/ID") if name in old}
        before = int(self._body.rpartition(b"startxref")[2].split()[0])
        return DictionaryObject({**kept, NameObject("/Size"): NumberObject(self._next), NameObject("/Prev"): NumberObject(before)})


def _copied(source: PdfObject | None) -> DictionaryObject:
    """One level, with its references as they are."""
    assert isinstance(source, DictionaryObject)  # noqa: S101 - says what the format promises
    return DictionaryObject({NameObject(name): source.raw_get(name) for name in source})


def _listed(holder: DictionaryObject, name: str) -> ArrayObject:
    """What is listed there already, if anything."""
    found = holder[name].get_object() if name in holder else None
    return found if isinstance(found, ArrayObject) else ArrayObject()


def _number(found: PdfObject) -> int:
    assert isinstance(found, NumberObject)  # noqa: S101 - says what the format promises
    return int(found)


def _after(out: BytesIO, text: bytes) -> BytesIO:
    out.write(text)
    return out


def _into_package(content: bytes, make_record: MakeRecord) -> bytes:
    record = make_record(package_body_sha256(content), len(content))
    text = escape(record.to_json())
    item = f'<?xml version="1.0" encoding="UTF-8"?><{RECORD_ELEMENT} xmlns="{RECORD_NAMESPACE}">{text}</{RECORD_ELEMENT}>'
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        names = set(old.namelist())
        number = next(n for n in count(1) if f"customXml/item{n}.xml" not in names)
        lines = {
            "[Content_Types].xml": ("</Types>", _PROPERTIES_TYPE.format(number=number)),
            next(name for name in RELATIONSHIPS_OF.values() if name in names): (
                "</Relationships>", _RELATION.format(kind="customXml", target=f"../customXml/item{number}.xml"),
            ),
        }  # fmt: skip
        for entry in old.infolist():
            end, line = lines.get(entry.filename, ("", ""))
            part = old.read(entry)
            new.writestr(entry, part.replace(end.encode(), (line + end).encode()) if end else part, compress_type=entry.compress_type)
        for name, text in _record_parts(number, item).items():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), text, compress_type=zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _record_parts(number: int, item: str) -> dict[str, str]:
    """The record, its properties, and the relation between the two."""
    return {
        f"customXml/item{number}.xml": item,
        f"customXml/itemProps{number}.xml": _PROPERTIES,
        f"customXml/_rels/item{number}.xml.rels": _relations(
            _RELATION.format(kind="customXmlProps", target=f"itemProps{number}.xml")
        ),
    }


def _relations(line: str) -> str:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="{kind}">{line}</Relationships>'
