"""The pages of a PDF as they can be compared: words, a fingerprint of what is painted, pictures, and notes laid over them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from puas.domain.page_comparison import PageContent
from puas.runtime.pdf_files import BROKEN, PdfFile, UnreadablePdf

_DEEPEST_FORM = 4
_MOST_PICTURES_A_PAGE = 500
# What a page may bear beside its own content: links of ours, and fields to sign in.
_HARMLESS_NOTES = frozenset({"/Link", "/Widget"})


def comparable_pages(ours: PdfFile, theirs: PdfFile) -> tuple[tuple[PageContent, ...], tuple[PageContent, ...]]:
    """Every page of both; raises UnreadablePdf where one cannot be read.

    Words are read only of pages that are painted differently: of equal ones they say nothing more, and reading takes long.
    """
    try:
        painted = [_painted(page) for page in ours.reader.pages], [_painted(page) for page in theirs.reader.pages]
        if len(painted[0]) != len(painted[1]):
            return tuple(painted[0]), tuple(painted[1])
        differ = {number for number, (one, other) in enumerate(zip(*painted, strict=True)) if one.drawing != other.drawing}
        return _with_words(ours, painted[0], differ), _with_words(theirs, painted[1], differ)
    except UnreadablePdf:
        raise
    except Exception as error:  # the library raises whatever it meets
        raise UnreadablePdf(BROKEN) from error


def _with_words(opened: PdfFile, painted: Sequence[PageContent], wanted: Collection[int]) -> tuple[PageContent, ...]:
    return tuple(
        replace(page, words=tuple((opened.reader.pages[number].extract_text() or "").split())) if number in wanted else page
        for number, page in enumerate(painted)
    )


def _painted(page: Any) -> PageContent:
    painted = page.get_contents()
    resources = page.get("/Resources")
    return PageContent(
        words=(),
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
