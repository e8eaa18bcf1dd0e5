"""Drawings as PNG for formats that take no SVG, with the embedded fonts and no others."""

from __future__ import annotations

from io import BytesIO

import resvg_py
import segno

from puas_reporter.assets import FONT_FILES, SANS
from puas_reporter.formats.fonts import printable

# Drawings use one family; each file more would be read anew for every drawing.
_DRAWING_FONTS = [str(path) for (family, *_), path in FONT_FILES.items() if family == SANS]


def png_of(drawing: str, *, zoom: float = 2.2) -> bytes:
    """The drawing as PNG on white; text the font lacks is shown as squares rather than left out."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=printable(drawing),
            background="#ffffff",
            skip_system_fonts=True,
            font_files=_DRAWING_FONTS,
            font_family=SANS,
            sans_serif_family=SANS,
            zoom=zoom,
        )
    )


def as_png(picture: bytes) -> bytes:
    """An emblem or photo as a format every program opens."""
    if picture.startswith((b"\x89PNG", b"\xff\xd8")):
        return picture
    return png_of(picture.decode("utf-8"), zoom=4)


def qr_png(content: str) -> bytes:
    """A QR code with its quiet zone."""
    target = BytesIO()
    segno.make(content, error="m", micro=False).save(target, kind="png", scale=8, border=4)
    return target.getvalue()
