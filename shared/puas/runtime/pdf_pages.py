"""The pages of a PDF as they can be compared: words, a fingerprint of what is painted, pictures, and notes laid over them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from puas.domain.page_comparison import PageContent
from puas.runtime.pdf_files import BROKEN, PdfFile, UnreadablePdf

_DEEPEST_FORM = 4
_MOST_PICTURES_A_PAGE = 500
# What a page may bear beside its own content: links of ours, and fields to sign in.
_HARMLESS_NOTES = frozenset({"/Link", "/Widget"})


def page_contents(opened: PdfFile) -> tuple[PageContent, ...]:
    """Every page; raises UnreadablePdf where one cannot be read."""
    try:
        return tuple(_content(page) for page in opened.reader.pages)
    except UnreadablePdf:
        raise
    except Exception as error:  # the library raises whatever it meets
        raise UnreadablePdf(BROKEN) from error


def _content(page: Any) -> PageContent:
    painted = page.get_contents()
    resources = page.get("/Resources")
    return PageContent(
        words=tuple((page.extract_text() or "").split()),
        # The letters themselves count: with another font the same text can look like another.
        drawing=_digest(b"\0".join([painted.get_data() if painted is not None else b"", *sorted(_fonts(resources))])),
        pictures=tuple(sorted(_pictures(resources, 0))),
        notes=tuple(sorted(_notes(page))),
    )


def _pictures(resources: Any, depth: int) -> Iterator[str]:
    objects = _resolved(_resolved(resources).get("/XObject")) if resources is not None else {}
    for number, name in enumerate(objects):
        if number >= _MOST_PICTURES_A_PAGE:
            raise UnreadablePdf(BROKEN)
        each = _resolved(objects[name])
        if each.get("/Subtype") == "/Image":
            yield f"{each.get('/Width')}x{each.get('/Height')}:{_digest(each.get_data())}"
        elif depth < _DEEPEST_FORM:
            yield from _pictures(each.get("/Resources"), depth + 1)


def _fonts(resources: Any) -> Iterator[bytes]:
    """What each font of a page is called there, and the fingerprints of its letters and of how codes choose them."""
    fonts = _resolved(_resolved(resources).get("/Font"))
    for name in fonts:
        font = _resolved(fonts[name])
        for part in (font, *(_resolved(each) for each in _resolved(font.get("/DescendantFonts")) or ())):
            descriptor = _resolved(part.get("/FontDescriptor"))
            files = [_resolved(descriptor[kind]) for kind in ("/FontFile", "/FontFile2", "/FontFile3") if kind in descriptor]
            letters = [_digest(each.get_data()) for each in files]
            yield "|".join([name, str(part.get("/BaseFont")), _plain(part.get("/Encoding")), *letters]).encode()


def _plain(encoding: Any) -> str:
    found = _resolved(encoding)
    if not hasattr(found, "get"):
        return str(found)
    return f"{found.get('/BaseEncoding')} {[str(each) for each in _resolved(found.get('/Differences')) or ()]}"


def _notes(page: Any) -> Iterator[str]:
    for reference in _resolved(page.get("/Annots")) or ():
        note = _resolved(reference)
        kind = str(note.get("/Subtype", "?"))
        if kind not in _HARMLESS_NOTES or (kind == "/Widget" and not _is_signature_field(note)):
            yield kind.removeprefix("/")


def _is_signature_field(widget: Any) -> bool:
    kind = widget.get("/FT") or _resolved(widget.get("/Parent")).get("/FT")
    return bool(kind == "/Sig")


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else (value if value is not None else {})


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
