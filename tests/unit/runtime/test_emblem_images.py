"""Uploaded emblems: pictures become small and clean, everything else is refused with its reason."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from random import Random

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from puas.runtime import emblem_images
from puas.runtime.emblem_images import UnableToReadEmblem, make_emblem


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def noise(side: int, mode: str = "RGB") -> Image.Image:
    """The hardest picture to compress."""
    return Image.frombytes(mode, (side, side), Random(7).randbytes(side * side * len(mode)))


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_pictures_become_a_small_and_a_large_emblem(kind: str, mode: str) -> None:
    emblem = make_emblem(saved(Image.new(mode, (900, 1200), 90 if mode == "L" else (200, 30, 30)), kind))
    small, large = opened(emblem.form_webp), opened(emblem.print_png)
    assert (small.format, large.format) == ("WEBP", "PNG")
    assert small.size == (144, 192) and large.size == (600, 800)
    assert len(emblem.form_webp) <= emblem_images.FORM_BYTES


def test_even_noise_fits_into_six_kilobytes() -> None:
    emblem = make_emblem(saved(noise(700)))
    assert len(emblem.form_webp) <= emblem_images.FORM_BYTES
    assert len(emblem.print_png) <= emblem_images.PRINT_BYTES


def test_colours_of_print_and_transparency_survive() -> None:
    picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    picture.paste((10, 120, 60, 255), (100, 50, 300, 350))
    large = opened(make_emblem(saved(picture)).print_png)
    assert large.size == (200, 300), "transparent margins are cut"
    assert large.getpixel((100, 100)) == (10, 120, 60, 255)
    assert opened(make_emblem(saved(Image.new("CMYK", (100, 100)), "JPEG")).print_png).mode == "RGBA"


def test_nothing_but_pixels_is_kept() -> None:
    info = PngInfo()
    info.add_text("Author", "RAHASIA")
    exif = Image.Exif()
    exif[0x010F] = "RAHASIA"
    for content in (saved(noise(100), pnginfo=info, exif=exif), saved(noise(100), "JPEG", exif=exif, comment=b"RAHASIA")):
        emblem = make_emblem(content)
        assert b"RAHASIA" in content
        assert b"RAHASIA" not in emblem.print_png + emblem.form_webp
        assert not opened(emblem.print_png).getexif()


def test_a_photo_held_sideways_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(make_emblem(saved(Image.new("RGB", (300, 100)), "JPEG", exif=exif)).print_png).size == (100, 300)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 100))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not-a-picture"),
        (b"halo, saya teks yang bernama lambang.png", "not-a-picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "drawing"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><svg/>', "drawing"),
        (b"\x1f\x8b\x08\x00", "drawing"),
        (b"GIF89a" + b"\x00" * 200, "not-a-picture"),
        (b"%PDF-1.7", "not-a-picture"),
        (saved(noise(200))[:4000], "not-a-picture"),
        (bomb(60_000), "too-many-pixels"),
        (bomb(6_000), "too-many-pixels"),
        (bomb(100), "not-a-picture"),
        (saved(Image.new("RGB", (63, 900))), "too-small"),
        (saved(Image.new("RGBA", (100, 100), (0, 0, 0, 0))), "not-a-picture"),
        (b"\x89PNG" + b"0" * (40 * 1024 * 1024), "too-many-bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_emblem_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnableToReadEmblem) as refused:
        make_emblem(content)
    assert refused.value.reason == reason


def test_keys_name_the_content() -> None:
    emblem = make_emblem(saved(noise(100)))
    key = f"tenant-1/emblem/{emblem_images.file_name(emblem.version)}"
    assert emblem_images.form_key(key) == f"tenant-1/emblem/{emblem.version}-form.webp"
    assert emblem_images.version_of(key) == emblem.version
    assert make_emblem(saved(noise(101))).version != emblem.version
