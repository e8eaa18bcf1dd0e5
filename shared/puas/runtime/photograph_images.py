"""Turns an uploaded photograph into the two pictures we keep: one for documents, a small one for lists.

The file's name and its claimed type are not believed: only what can be decoded as JPEG, PNG or WebP is a picture. Drawings
(SVG) are refused because they can carry scripts. What is kept is drawn anew from the decoded pixels alone, turned the way the
camera was held, so that places, faces' names, cameras and whatever else stood in the file are gone.
"""

from __future__ import annotations

import hashlib
import struct
import threading
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 12 * 1024 * 1024
LONGEST_SIDE = 1600
SMALL_SIDE = 360
SHORTEST_SIDE = 200
QUALITY, SMALL_QUALITY = 82, 72
# A JPEG is decoded smaller at once; other pictures unpack to their whole size first.
MOST_PIXELS_OF_JPEG = 50_000_000
MOST_PIXELS = 16_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_WHITE = (255, 255, 255)

# One at a time in a process: a dozen large pictures of several people must not be in memory together.
_turn = threading.Lock()


class UnableToReadPhotograph(Exception):
    """`reason` is empty, too-many-bytes, drawing, heic, not-a-picture, animated, too-many-pixels or too-small."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanPhotograph:
    """What is kept of a picture: JPEG without anything but pixels."""

    content: bytes
    small: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """Names the picture by its content."""
        return hashlib.sha256(self.content).hexdigest()


def clean_photograph(content: bytes) -> CleanPhotograph:
    """Both pictures of an upload."""
    _refuse_at_sight(content)
    with _turn:
        picture = _pixels(content)
        return CleanPhotograph(
            content=_saved(picture, QUALITY),
            small=_saved(_fitted(picture, SMALL_SIDE), SMALL_QUALITY),
            width=picture.width,
            height=picture.height,
        )


def _refuse_at_sight(content: bytes) -> None:
    if not content:
        raise UnableToReadPhotograph("empty")
    if len(content) > MOST_BYTES:
        raise UnableToReadPhotograph("too-many-bytes")
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<!doctype", b"<svg", b"<!--", b"<html", b"<script", b"\x1f\x8b")):
        raise UnableToReadPhotograph("drawing")
    if content[4:8] == b"ftyp" and content[8:12].lower() in _HEIF_BRANDS:
        raise UnableToReadPhotograph("heic")


def _pixels(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow only warns about pictures that unpack to more than it likes.
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=_FORMATS) as picture:
                _check(picture)
                return _drawn_anew(ImageOps.exif_transpose(_lessened(picture)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnableToReadPhotograph("too-many-pixels") from error
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, struct.error, Warning) as error:
        raise UnableToReadPhotograph("not-a-picture") from error


def _check(picture: Image.Image) -> None:
    width, height = picture.size
    # Phones put a second picture behind the first (MPO); that is no animation, and only the first is read.
    is_jpeg = picture.format in ("JPEG", "MPO")
    if width * height > (MOST_PIXELS_OF_JPEG if is_jpeg else MOST_PIXELS):
        raise UnableToReadPhotograph("too-many-pixels")
    if min(width, height) < SHORTEST_SIDE:
        raise UnableToReadPhotograph("too-small")
    if not is_jpeg and getattr(picture, "n_frames", 1) > 1:
        raise UnableToReadPhotograph("animated")


def _lessened(picture: Image.Image) -> Image.Image:
    """At most the size that is kept. A JPEG is decoded at a half, a quarter or an eighth of its size at once."""
    spare = max(picture.size) // (2 * LONGEST_SIDE)
    if spare > 1:
        picture.draft(None, (picture.width // spare, picture.height // spare))
    small = picture if picture.mode in {"L", "RGB", "RGBA", "CMYK"} else picture.convert("RGBA")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return small


def _drawn_anew(picture: Image.Image) -> Image.Image:
    """On a white sheet of its own: nothing but pixels is carried over."""
    sheet = Image.new("RGB", picture.size, _WHITE)
    if picture.mode == "RGBA":
        sheet.paste(picture, mask=picture.getchannel("A"))
    else:
        sheet.paste(picture.convert("RGB"))
    return sheet


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    copy = picture.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    return copy


def _saved(picture: Image.Image, quality: int) -> bytes:
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality, optimize=True)
    return target.getvalue()
