"""What an uploaded piece of evidence is by its bytes, and what of it is kept.

Its name and claimed type are not believed. Pictures are drawn anew, so that no place and no camera stands in them. PDFs and Office
files are kept as they are, but only where they can be opened, fit into a bounded memory and carry no programs.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from puas.domain.evidence import DOCX, JPEG, MOST_BYTES, PDF, PPTX, XLSX
from puas.runtime import pdf_files, photograph_images
from puas.runtime.photograph_images import UnableToReadPhotograph

_MAIN_TYPES = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": (DOCX, "word/"),
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": (XLSX, "xl/"),
    b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": (PPTX, "ppt/"),
}
_CONTENT_TYPES = "[Content_Types].xml"
_PROGRAMS = ("vbaproject.bin", "vbadata.xml")
_FOLDERS_OF_PROGRAMS = ("/activex/", "/macrosheets/")
_MOST_PARTS = 5_000
_MOST_UNPACKED = 150 * 1024 * 1024
_MOST_CONTENT_TYPES = 1024 * 1024
_CHUNK = 1024 * 1024
_PACKED = b"PK\x03\x04"
# The envelope of Word, Excel and PowerPoint before 2007, and of newer files with a password.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_PDF_FAULTS = {pdf_files.ENCRYPTED: "locked", pdf_files.TOO_MANY_PAGES: "too-many-pages"}


class NotADocument(ValueError):
    """`reason`: empty, too-many-bytes, not-a-document, broken, old-office, locked, programs, too-large-unpacked, too-many-pages, or
    one of a picture's (`UnableToReadPhotograph`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanEvidence:
    """What is kept, and what it is."""

    content: bytes
    format: str

    @property
    def sha256(self) -> str:
        """Names it by its content."""
        return hashlib.sha256(self.content).hexdigest()


def clean_evidence(content: bytes) -> CleanEvidence:
    """The file as it is kept; raises NotADocument."""
    if not content:
        raise NotADocument("empty")
    if len(content) > MOST_BYTES:
        raise NotADocument("too-many-bytes")
    if content.startswith(_PACKED):
        return CleanEvidence(content, _office_format(content))
    if content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        _check_pdf(content)
        return CleanEvidence(content, PDF)
    if content.startswith(_OLD_OFFICE):
        raise NotADocument("old-office")
    if content.startswith(_PICTURES) or content[4:8] == b"ftyp":
        return CleanEvidence(_drawn_anew(content), JPEG)
    raise NotADocument("not-a-document")


def _drawn_anew(content: bytes) -> bytes:
    try:
        return photograph_images.clean_photograph(content).content
    except UnableToReadPhotograph as refusal:
        raise NotADocument("not-a-document" if refusal.reason in ("not-a-picture", "drawing") else refusal.reason) from refusal


def _check_pdf(content: bytes) -> None:
    try:
        opened = pdf_files.open_pdf(content)
        if opened.active_content():
            raise NotADocument("programs")
    except pdf_files.UnreadablePdf as fault:
        raise NotADocument(_PDF_FAULTS.get(fault.reason, "broken")) from fault


def _office_format(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
                raise NotADocument("too-large-unpacked")
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise NotADocument("locked")
            found = _kind(package)
            _refuse_programs([entry.filename for entry in entries])
            _read_all(package, entries)
            return found
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, RuntimeError) as error:
        if isinstance(error, NotADocument):
            raise
        raise NotADocument("broken") from error


def _kind(package: zipfile.ZipFile) -> str:
    """By the type its own list gives the main part, which is what the programs that open it go by."""
    names = set(package.namelist())
    if _CONTENT_TYPES not in names:
        raise NotADocument("not-a-document")
    with package.open(_CONTENT_TYPES) as stream:
        listed = stream.read(_MOST_CONTENT_TYPES)
    if b"macroenabled" in listed.lower() or b"vnd.ms-office.vbaproject" in listed.lower():
        raise NotADocument("programs")
    for main, (found, folder) in _MAIN_TYPES.items():
        if main in listed and any(name.startswith(folder) for name in names):
            return found
    raise NotADocument("not-a-document")


def _refuse_programs(names: list[str]) -> None:
    for name in names:
        lowered = name.lower()
        if lowered.endswith(_PROGRAMS) or any(folder in lowered for folder in _FOLDERS_OF_PROGRAMS):
            raise NotADocument("programs")


def _read_all(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Every part once, piece by piece: a size that is not what the list says, or a broken part, is noticed here."""
    for entry in entries:
        with package.open(entry) as stream:
            while stream.read(_CHUNK):
                pass
