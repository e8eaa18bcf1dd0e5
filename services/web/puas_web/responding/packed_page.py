"""A page that is compressed once and sent many times, each time with another id in the middle.

The deflate format is a row of blocks: the part before the id and the part after it are compressed when the page is made,
the id travels between them as a block that is stored as it is.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from flask import Response, request

# Stands in the rendered page where the id will be; has the id's length.
ID_PLACEHOLDER = "00000000-0000-7000-8000-000000000000"
# As the value of a field: in a text a quotation mark is written in another way.
_ID_VALUE = f'"{ID_PLACEHOLDER}"'.encode()
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_LEVEL = 9


@dataclass(frozen=True, slots=True)
class PackedPage:
    """A page in two halves, plain and deflated; without an id the second half is empty."""

    before: bytes
    after: bytes
    packed_before: bytes
    packed_after: bytes
    checksum_before: int

    @classmethod
    def of(cls, html: str, *, with_id: bool = False) -> PackedPage:
        """Pack a page, with the id's place in it or without; what people write that looks like it is text."""
        before, _, after = html.encode().partition(_ID_VALUE) if with_id else (html.encode(), b"", b"")
        if after:
            before, after = before + b'"', b'"' + after
        packed_before = _deflate(before, zlib.Z_FULL_FLUSH if after else zlib.Z_FINISH)
        packed_after = _deflate(after, zlib.Z_FINISH) if after else b""
        return cls(before, after, packed_before, packed_after, zlib.crc32(before))

    def plain(self, page_id: str = "") -> bytes:
        """The page as it is."""
        return self.before + page_id.encode() + self.after

    def gzipped(self, page_id: str = "") -> bytes:
        """The page as a gzip file."""
        stored = page_id.encode()
        block = struct.pack("<BHH", 0, len(stored), len(stored) ^ 0xFFFF) + stored if self.after else b""
        checksum = zlib.crc32(self.after, zlib.crc32(stored, self.checksum_before)) if self.after else self.checksum_before
        size = len(self.before) + len(stored) + len(self.after)
        return b"".join((_HEADER, self.packed_before, block, self.packed_after, struct.pack("<II", checksum, size & 0xFFFF_FFFF)))


def _deflate(part: bytes, flush: int) -> bytes:
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(part) + compressor.flush(flush)


def page_headers(*, packed: bool) -> dict[str, str]:
    """What is said about a page: its kind, and that nobody may keep it."""
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    return {**headers, "Content-Encoding": "gzip"} if packed else headers


def answer(page: PackedPage, page_id: str = "", *, status: int = 200) -> Response:
    """Send the page, compressed where the browser can read that; never kept by anybody."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = page.gzipped(page_id) if packed else page.plain(page_id)
    return Response(body, status=status, headers=page_headers(packed=packed))
