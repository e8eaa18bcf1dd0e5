"""How large a picture is, from its first bytes: enough to give it its place without decoding it."""

from __future__ import annotations

import struct

_FRAME_MARKS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SQUARE = (1, 1)


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; of anything else those of a square, which then is fitted into its place."""
    if picture.startswith(b"\x89PNG") and len(picture) >= 24:
        width, height = struct.unpack(">II", picture[16:24])
        return (width, height) if width and height else _SQUARE
    if picture.startswith(b"\xff\xd8"):
        return _jpeg_size(picture)
    return _SQUARE


def _jpeg_size(picture: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(picture) and picture[place] == 0xFF:
        mark = picture[place + 1]
        if mark in _FRAME_MARKS:
            height, width = struct.unpack(">HH", picture[place + 5 : place + 9])
            return (width, height) if width and height else _SQUARE
        place += 2 + int.from_bytes(picture[place + 2 : place + 4], "big")
    return _SQUARE


def fitted(picture: bytes, width: float, height: float) -> tuple[float, float]:
    """The largest size within a box that keeps the picture's proportions."""
    own_width, own_height = size_of(picture)
    scale = min(width / own_width, height / own_height)
    return own_width * scale, own_height * scale
