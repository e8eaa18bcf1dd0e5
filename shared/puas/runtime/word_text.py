"""The text of a Word file that somebody hands in, line by line: paragraphs, and table rows with a tab between cells.

A file of strangers is read without trust: nothing is unpacked beyond a limit however small it was packed, a document type
(and with it every entity) is refused, nothing outside the file is opened, macros and pictures are not looked at. What the
writer struck out, hid in a field's code or keeps for old programs only is no text. Standard library only.
"""

import io
import zipfile
import zlib
from xml.parsers import expat

EMPTY = "empty"
TOO_LARGE = "too_large"
LOCKED_OR_OLD = "locked_or_old"
NOT_WORD = "not_word"
BROKEN = "broken"
DECLARES_ENTITIES = "declares_entities"

_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_ZIP_MAGIC = b"PK\x03\x04"
_MOST_FILE_BYTES = 40_000_000
_MOST_UNPACKED_BYTES = 60_000_000
_MOST_ENTRIES = 5_000
_MOST_DEPTH = 400
_CHUNK = 1 << 16
_MAIN_PART = "word/document.xml"
_MAIN_RELATION = "/officeDocument"
_FURNITURE = ("word/header", "word/footer")

_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
_NO_TEXT = frozenset({"del", "moveFrom", "Fallback"})
"""Struck out, moved away, or a second copy for programs that do not know the first."""


class UnreadableDocument(ValueError):
    """The file cannot be read as a Word document; `reason` is one of the constants of this module."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_word_text(content: bytes) -> tuple[str, ...]:
    """Every line with text: the body in reading order, then headers and footers, each once.

    Raises UnreadableDocument.
    """
    if not content:
        raise UnreadableDocument(EMPTY)
    if len(content) > _MOST_FILE_BYTES:
        raise UnreadableDocument(TOO_LARGE)
    if content.startswith(_OLE_MAGIC):
        raise UnreadableDocument(LOCKED_OR_OLD)
    if not content.startswith(_ZIP_MAGIC):
        raise UnreadableDocument(NOT_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Reader(archive).lines()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, UnicodeDecodeError) as error:
        raise UnreadableDocument(BROKEN) from error
    except RuntimeError as error:  # zipfile says so of a part that asks for a password
        raise UnreadableDocument(LOCKED_OR_OLD) from error


class _Reader:
    """Reads the parts of one file within one allowance of bytes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = [entry.filename for entry in archive.infolist()]
        self._left = _MOST_UNPACKED_BYTES
        if len(self._names) > _MOST_ENTRIES:
            raise UnreadableDocument(TOO_LARGE)

    def lines(self) -> tuple[str, ...]:
        main = self._main_part()
        body = _Lines()
        self._parse(main, body)
        furniture = _Lines()
        for name in sorted(each for each in self._names if each.startswith(_FURNITURE) and each.endswith(".xml")):
            self._parse(name, furniture)
        return (*body.written, *dict.fromkeys(furniture.written))

    def _main_part(self) -> str:
        if "_rels/.rels" not in self._names:
            raise UnreadableDocument(NOT_WORD)
        relations = _Relations()
        self._parse("_rels/.rels", relations)
        main = relations.main or _MAIN_PART
        if main not in self._names or not main.startswith("word/"):
            raise UnreadableDocument(NOT_WORD)
        return main

    def _parse(self, name: str, handler: "_Lines | _Relations") -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        try:
            with self._archive.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise UnreadableDocument(TOO_LARGE)
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise UnreadableDocument(BROKEN) from error


def _refuse_document_type(*_: object) -> None:
    raise UnreadableDocument(DECLARES_ENTITIES)


class _Relations:
    """Which part is the document."""

    def __init__(self) -> None:
        self.main = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith(_MAIN_RELATION):
            self.main = attributes.get("Target", "").lstrip("/")

    def end(self, name: str) -> None:
        """Nothing ends here that matters."""

    def text(self, data: str) -> None:
        """Relations hold no text."""


class _Lines:
    """Collects text: a paragraph is a line of its own, unless it stands in a table; then it is part of its row."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._paragraphs: list[list[str]] = []
        self._rows: list[list[list[str]]] = []
        self._silent = 0
        self._depth = 0
        self._taking = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise UnreadableDocument(BROKEN)
        kind = name.rpartition("}")[2]
        if self._silent or kind in _NO_TEXT:
            self._silent += 1
        elif kind == "p":
            self._paragraphs.append([])
        elif kind == "tr":
            self._rows.append([])
        elif kind == "tc" and self._rows:
            self._rows[-1].append([])
        elif kind == "t":
            self._taking = True
        elif kind in _SIGNS and self._paragraphs:
            self._paragraphs[-1].append(_SIGNS[kind])

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._silent:
            self._silent -= 1
            return
        kind = name.rpartition("}")[2]
        if kind == "t":
            self._taking = False
        elif kind == "p" and self._paragraphs:
            self._put(" ".join("".join(self._paragraphs.pop()).split()))
        elif kind == "tr" and self._rows:
            cells = [" ".join(parts) for parts in self._rows.pop()]
            self._put("\t".join(cells) if any(cells) else "")

    def text(self, data: str) -> None:
        if self._taking and self._paragraphs:
            self._paragraphs[-1].append(data)

    def _put(self, line: str) -> None:
        """A line goes into the cell it stands in, else to the lines. A table inside a table is text of its cell."""
        if not line:
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(line.replace("\t", " "))
        else:
            self.written.append(line)
