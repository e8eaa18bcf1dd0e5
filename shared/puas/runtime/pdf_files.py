"""PDF files of strangers, read without trust: how many pages, what they say, what is attached, and what would act by itself.

Needs the extra `signed` (pypdf); it is imported when a file is opened, so that nothing else waits for it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_BYTES = 25 * 1024 * 1024
MOST_PAGES = 2_000

EMPTY = "empty"
TOO_LARGE = "too-large"
NOT_PDF = "not-pdf"
BROKEN = "broken"
ENCRYPTED = "encrypted"
TOO_MANY_PAGES = "too-many-pages"
ACTIVE_CONTENT = "active-content"

_MOST_NODES = 20_000
# Of what a file may do by itself when opened or clicked, that which has no place in a report.
_ACTIVE = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound", "/GoToE"})


class UnreadablePdf(ValueError):
    """`reason` is one of the constants of this module."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PdfFile:
    """One opened file. Whatever the library stumbles over is `broken`."""

    def __init__(self, content: bytes, reader: PdfReader, pages: int) -> None:
        self.content = content
        self.reader = reader
        self.pages = pages

    def page_texts(self) -> list[str]:
        """The text of every page, blanks closed up."""
        try:
            return [" ".join((page.extract_text() or "").split()) for page in self.reader.pages]
        except Exception as error:
            raise UnreadablePdf(BROKEN) from error

    def attachment(self, name: str) -> bytes | None:
        """The attached file of this name, if there is exactly one."""
        try:
            found = [each.content for each in self.reader.attachment_list if each.name == name]
        except Exception as error:
            raise UnreadablePdf(BROKEN) from error
        return bytes(found[0]) if len(found) == 1 else None

    def active_content(self) -> str:
        """The first thing in it that would act by itself, as the format calls it; empty when there is none."""
        try:
            return next(_active_parts(self.reader.trailer["/Root"]), "")
        except UnreadablePdf:
            raise
        except Exception as error:
            raise UnreadablePdf(BROKEN) from error


def open_pdf(content: bytes) -> PdfFile:
    """Open a file; raises UnreadablePdf."""
    from pypdf import PdfReader

    if not content:
        raise UnreadablePdf(EMPTY)
    if len(content) > MOST_BYTES:
        raise UnreadablePdf(TOO_LARGE)
    if b"%PDF-" not in content[:1024]:
        raise UnreadablePdf(NOT_PDF)
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise UnreadablePdf(ENCRYPTED)
        return PdfFile(content, reader, _count_pages(reader))
    except UnreadablePdf:
        raise
    except Exception as error:  # the library raises whatever it meets
        raise UnreadablePdf(BROKEN) from error


def _count_pages(reader: PdfReader) -> int:
    """By walking the tree, for the number a file claims need not be true."""
    waiting: list[Any] = [reader.trailer["/Root"]["/Pages"]]  # type: ignore[index]
    seen, pages = 0, 0
    while waiting:
        node, seen = waiting.pop().get_object(), seen + 1
        if "/Kids" in node:
            waiting.extend(node["/Kids"])
        else:
            pages += 1
        if pages > MOST_PAGES or seen > _MOST_NODES or len(waiting) > _MOST_NODES:
            raise UnreadablePdf(TOO_MANY_PAGES)
    if not pages:
        raise UnreadablePdf(BROKEN)
    return pages


def _active_parts(root: Any) -> Iterator[str]:
    """Actions reachable from the catalogue: on opening, in names, on pages, notes and form fields."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting, seen = [root], set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if (found.idnum, found.generation) in seen:
                continue
            seen.add((found.idnum, found.generation))
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            if found.get("/S") in _ACTIVE:
                yield str(found["/S"])
            if "/JavaScript" in found or "/JS" in found:
                yield "/JavaScript"
            # Drawings and fonts hold no actions, and a file of 25 MB holds many of them.
            waiting.extend(found.raw_get(name) for name in found if name not in ("/Resources", "/Font", "/XObject", "/AP", "/V"))
        elif isinstance(found, ArrayObject):
            waiting.extend(found)
        if len(seen) > _MOST_NODES * 5:
            raise UnreadablePdf(TOO_MANY_PAGES)
