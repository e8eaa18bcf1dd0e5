"""Small files of every kind, genuine and spoilt."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from PIL import Image

_MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}


def picture(form: str = "JPEG", *, side: int = 240, place: bool = False) -> bytes:
    """A picture; with `place` one that says where it was taken."""
    target, image = BytesIO(), Image.new("RGB", (side, side), (10, 90, 140))
    exif = Image.Exif()
    if place:
        exif[0x010F] = "KameraRahasia"
    image.save(target, form, **({"exif": exif.tobytes()} if place else {}))
    return target.getvalue()


def pdf(*, script: bool = False) -> bytes:
    """A page; with `script` one that runs something when it is opened."""
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer, target = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    if script:
        act = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x')")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(act)
    writer.write(target)
    return target.getvalue()


def locked_pdf() -> bytes:
    from pypdf import PdfWriter

    writer, target = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("rahasia", algorithm="RC4-128")
    writer.write(target)
    return target.getvalue()


def office(kind: str, *, more: Mapping[str, bytes] | None = None, types: str = "") -> bytes:
    """A package with the two parts such a file cannot do without."""
    part, name = _MAIN[kind]
    main = f"application/vnd.openxmlformats-officedocument.{name}.main+xml"
    listed = f'<Types><Override PartName="/{part}" ContentType="{types or main}"/></Types>'
    return packed({"[Content_Types].xml": listed.encode(), part: b"<x/>", **(more or {})})


def packed(parts: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()
