"""Is the file in somebody's hand the one that was published? Compared by fingerprint; the file itself is never kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from puas.db.queries.publication import CheckedDocument

_CHUNK = 1024 * 1024

SAME = "same"
EXTENDED = "extended"
DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`outcome` is same, the kind of a copy that came back (signed-pdf …), extended or different; `format` is of our file."""

    outcome: str
    sha256: str
    file_name: str
    format: str = ""


def compare(stream: IO[bytes], *, file_name: str, document: CheckedDocument) -> Comparison:
    """Read the stream once and say what it is.

    Extended: it begins with a published file, byte for byte, and something was added behind it, as signatures are.
    """
    whole, size, beginnings = _fingerprints(stream, {each.size_bytes for each in document.files})
    for ours in document.files:
        if ours.sha256 == whole:
            return Comparison(SAME, whole, file_name, ours.format)
    for copy in document.copies:
        if copy.sha256 == whole:
            return Comparison(copy.kind, whole, file_name)
    for ours in document.files:
        if ours.size_bytes < size and beginnings.get(ours.size_bytes) == ours.sha256:
            return Comparison(EXTENDED, whole, file_name, ours.format)
    return Comparison(DIFFERENT, whole, file_name)


def _fingerprints(stream: IO[bytes], lengths: Iterable[int]) -> tuple[str, int, dict[int, str]]:
    """SHA-256 of the whole, its length, and the SHA-256 of its beginnings of these lengths."""
    digest, position, beginnings = hashlib.sha256(), 0, {}
    for stop in sorted(lengths):
        while position < stop and (chunk := stream.read(min(_CHUNK, stop - position))):
            digest.update(chunk)
            position += len(chunk)
        if position == stop:
            beginnings[stop] = digest.copy().hexdigest()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        position += len(chunk)
    return digest.hexdigest(), position, beginnings
