"""The fingerprint of a DOCX, XLSX or PPTX without the record we put into it: of all its other parts, name by name.

A file is read without trust: nothing is unpacked beyond a limit.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

RELATIONSHIPS_OF: Mapping[str, str] = {
    "docx": "word/_rels/document.xml.rels", "xlsx": "xl/_rels/workbook.xml.rels", "pptx": "ppt/_rels/presentation.xml.rels",
}  # fmt: skip
"""The part that says which custom parts belong to the main one."""

MOST_UNPACKED_BYTES = 200_000_000
MOST_PARTS = 5_000
_OURS = ("customXml/",)
_CHANGED_BY_US = frozenset({"[Content_Types].xml", *RELATIONSHIPS_OF.values()})


class UnreadablePackage(ValueError):
    """No DOCX, XLSX or PPTX, broken, or larger unpacked than anything we make."""


def package_body_sha256(content: bytes) -> str:
    """The fingerprint of all parts but those that carry and announce the record; raises UnreadablePackage."""
    digest = hashlib.sha256()
    for name, part in sorted(read_parts(content).items()):
        if not name.startswith(_OURS) and name not in _CHANGED_BY_US:
            digest.update(f"{name}\0{hashlib.sha256(part).hexdigest()}\n".encode())
    return digest.hexdigest()


def read_parts(content: bytes) -> dict[str, bytes]:
    """Every part of the package; raises UnreadablePackage."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
                raise UnreadablePackage("too large")
            return {entry.filename: package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError) as error:
        raise UnreadablePackage("no package") from error
