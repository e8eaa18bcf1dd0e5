"""Turns an uploaded picture into the two emblems we keep: a small one for forms, a larger one for print.

The file's name and its claimed type are not believed: only what can be decoded as PNG, JPEG or WebP is a picture. Drawings
(SVG) are refused because they can carry scripts. What is kept is made of the decoded pixels alone, so that places,
cameras and whatever else stood in the file are gone.
"""

from __future__ import annotations

import hashlib
import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
SHORTEST_SIDE = 64
FORM_BYTES = 6 * 1024
PRINT_SIDE = 800
PRINT_BYTES = 400 * 1024
_FORMATS = ("PNG", "JPEG", "WEBP")
_FORM_SIDES = (192, 160, 128, 96, 72)
_FORM_QUALITIES = (90, 80, 65, 50)
_PRINT_SIDES = (PRINT_SIDE, 600, 450, 300)
_SUFFIX, _FORM_SUFFIX = ".png", "-form.webp"


class UnableToReadEmblem(Exception):
    """`reason` is too-many-bytes, drawing, not-a-picture, too-many-pixels or too-small."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Emblem:
    """What is kept of a picture."""

    form_webp: bytes
    print_png: bytes

    @property
    def version(self) -> str:
        """Names the picture by its content, so that browsers may keep it for good."""
        return hashlib.sha256(self.print_png).hexdigest()[:16]


def file_name(version: str) -> str:
    """The last part of the key of the emblem for print; the key in the profile."""
    return version + _SUFFIX


def form_key(emblem_key: str) -> str:
    """The key of the small emblem beside the one for print."""
    return emblem_key.removesuffix(_SUFFIX) + _FORM_SUFFIX


def version_of(emblem_key: str) -> str:
    """The version a key names."""
    return emblem_key.rpartition("/")[2].removesuffix(_SUFFIX)


def make_emblem(content: bytes) -> Emblem:
    """Both emblems of an uploaded picture."""
    if len(content) > MOST_BYTES:
        raise UnableToReadEmblem("too-many-bytes")
    if _looks_like_drawing(content):
        raise UnableToReadEmblem("drawing")
    pixels = _pixels(content)
    return Emblem(form_webp=_for_forms(pixels), print_png=_for_print(pixels))


def _looks_like_drawing(content: bytes) -> bool:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<?xml", b"<!doctype", b"<svg", b"<!--", b"\x1f\x8b"))


def _pixels(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow only warns about pictures that unpack to more than it likes.
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=_FORMATS) as picture:
                _check_size(*picture.size)
                return _trimmed(ImageOps.exif_transpose(_lessened(picture)).convert("RGBA"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnableToReadEmblem("too-many-pixels") from error
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, struct.error, Warning) as error:
        raise UnableToReadEmblem("not-a-picture") from error


def _lessened(picture: Image.Image) -> Image.Image:
    """At most twice the size of print, as early as can be: a file of a few kilobytes may unpack to 25 million pixels."""
    most = (2 * PRINT_SIDE, 2 * PRINT_SIDE)
    picture.draft("RGB", most)
    small = picture if picture.mode in {"L", "RGB", "RGBA"} else picture.convert("RGBA")
    small.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return small


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise UnableToReadEmblem("too-many-pixels")
    if min(width, height) < SHORTEST_SIDE:
        raise UnableToReadEmblem("too-small")


def _trimmed(picture: Image.Image) -> Image.Image:
    """Without its transparent margins, and on a canvas of its own: nothing but pixels is carried over."""
    box = picture.getchannel("A").getbbox()
    if box is None:
        raise UnableToReadEmblem("not-a-picture")
    cut = picture.crop(box)
    clean = Image.new("RGBA", cut.size)
    clean.paste(cut)
    return clean


def _for_forms(picture: Image.Image) -> bytes:
    content = b""
    for side in _FORM_SIDES:
        small = _fitted(picture, side)
        for quality in _FORM_QUALITIES:
            content = _saved(small, "WEBP", quality=quality, method=4)
            if len(content) <= FORM_BYTES:
                return content
    return content  # 72 pixels at quality 50 are about 3 KB whatever they show


def _for_print(picture: Image.Image) -> bytes:
    content = b""
    for side in _PRINT_SIDES:
        content = _saved(_fitted(picture, side), "PNG", optimize=True)
        if len(content) <= PRINT_BYTES:
            break
    return content


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    copy = picture.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    return copy


def _saved(picture: Image.Image, kind: str, **options: int | bool) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()
