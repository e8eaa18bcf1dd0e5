"""Uploaded photographs: pictures become small and clean, everything else is refused with its reason."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from puas.runtime.photograph_files import small_key
from puas.runtime.photograph_images import UnableToReadPhotograph, clean_photograph

SCRIPT = b"<script>alert('RAHASIA')</script>"
GPS = 0x8825


def saved(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def plain(width: int = 400, height: int = 300, mode: str = "RGB", colour: tuple[int, ...] | int = 0) -> Image.Image:
    return Image.new(mode, (width, height), colour)


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), Random(7).randbytes(width * height * 3))


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_longest_side_of_any_picture_is_1600(kind: str) -> None:
    made = clean_photograph(saved(noise(2000, 1500), kind))
    large, small = opened(made.content), opened(made.small)
    assert (large.format, small.format, large.mode) == ("JPEG", "JPEG", "RGB")
    assert large.size == (made.width, made.height) == (1600, 1200) and small.size == (360, 270)


def test_small_pictures_are_not_enlarged() -> None:
    assert opened(clean_photograph(saved(plain(640, 480))).content).size == (640, 480)


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "RAHASIA"
    exif.get_ifd(GPS).update({1: "S", 2: (7.0, 9.0, 3.0), 3: "E", 4: (111.0, 53.0, 1.0)})
    info = PngInfo()
    info.add_text("Author", "RAHASIA")
    sent = (
        saved(noise(300, 300), exif=exif, comment=b"RAHASIA", icc_profile=b"RAHASIA" * 30),
        saved(noise(300, 300), "PNG", pnginfo=info, exif=exif),
        saved(noise(300, 300), "WEBP", exif=exif, xmp=b"<x>RAHASIA</x>"),
    )
    for content in sent:
        made = clean_photograph(content)
        assert b"RAHASIA" in content
        for kept in (made.content, made.small):
            assert b"RAHASIA" not in kept and b"Exif" not in kept and b"ICC_PROFILE" not in kept
            assert not opened(kept).getexif() and GPS not in opened(kept).getexif()


def test_a_photograph_held_sideways_is_turned_before_its_note_is_lost() -> None:
    picture = plain(400, 200, colour=(255, 255, 255))
    picture.paste((200, 0, 0), (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = opened(clean_photograph(saved(picture, exif=exif)).content)
    assert turned.size == (200, 400)
    red, white = turned.getpixel((100, 50)), turned.getpixel((100, 350))
    assert red[0] > 150 > red[1] and min(white) > 240  # type: ignore[index, arg-type]


def test_colours_of_print_and_transparency_become_plain() -> None:
    cmyk = opened(clean_photograph(saved(plain(300, 300, "CMYK", (0, 255, 255, 0)))).content)
    red = cmyk.getpixel((10, 10))
    assert cmyk.mode == "RGB" and red[0] > 200 > 60 > red[1]  # type: ignore[index]
    clear = opened(clean_photograph(saved(plain(300, 300, "RGBA", (0, 0, 0, 0)), "PNG")).content)
    assert min(clear.getpixel((10, 10))) > 250  # type: ignore[arg-type]
    for mode in ("P", "L", "LA", "1", "I;16"):
        assert opened(clean_photograph(saved(plain(300, 300, mode), "PNG")).content).mode == "RGB", mode


def test_a_picture_that_is_something_else_too_is_only_a_picture_afterwards() -> None:
    honest = saved(noise(300, 300))
    comment = honest[:2] + b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT + honest[2:]
    for polyglot in (honest + SCRIPT, comment, honest + b"PK\x03\x04" + SCRIPT):
        made = clean_photograph(polyglot)
        assert SCRIPT not in made.content + made.small and b"PK\x03\x04" not in made.content


def test_the_second_picture_of_a_phone_is_no_animation() -> None:
    first, second = noise(300, 300), plain(300, 300)
    content = saved(first, "MPO", save_all=True, append_images=[second])
    assert opened(content).n_frames == 2  # type: ignore[attr-defined]
    assert opened(clean_photograph(content).content).size == (300, 300)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 100))


def frames(kind: str) -> bytes:
    return saved(plain(), kind, save_all=True, append_images=[plain(colour=(9, 9, 9))], duration=90)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "zero bytes": (lambda: b"", "empty"),
    "text": (lambda: b"halo, saya teks yang bernama foto.jpg", "not-a-picture"),
    "svg with a script": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>", "drawing"),
    "html": (lambda: b"\xef\xbb\xbf\n<!DOCTYPE html>" + SCRIPT, "drawing"),
    "only a script": (lambda: SCRIPT, "drawing"),
    "packed svg": (lambda: b"\x1f\x8b\x08\x00", "drawing"),
    "gif that is a script": (lambda: b"GIF89a/*" + b"\x00" * 200 + b"*/=alert(1)", "not-a-picture"),
    "pdf": (lambda: b"%PDF-1.7", "not-a-picture"),
    "heic": (lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00" + b"\x00" * 500, "heic"),
    "truncated jpeg": (lambda: saved(noise(400, 400))[:9000], "not-a-picture"),
    "truncated png": (lambda: saved(noise(400, 400), "PNG")[:9000], "not-a-picture"),
    "truncated webp": (lambda: saved(noise(400, 400), "WEBP")[:900], "not-a-picture"),
    "animated webp": (lambda: frames("WEBP"), "animated"),
    "animated png": (lambda: frames("PNG"), "animated"),
    "one pixel": (lambda: saved(plain(1, 1)), "too-small"),
    "a strip": (lambda: saved(plain(4000, 120)), "too-small"),
    "30000 by 30000": (lambda: bomb(30_000), "too-many-pixels"),
    "6000 by 6000 of nothing": (lambda: bomb(6_000), "too-many-pixels"),
    "a header alone": (lambda: bomb(300), "not-a-picture"),
    "40 MB": (lambda: b"\xff\xd8\xff" + b"0" * (40 * 1024 * 1024), "too-many-bytes"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photograph_is_refused(name: str) -> None:
    make, reason = REFUSED[name]
    with pytest.raises(UnableToReadPhotograph) as refused:
        clean_photograph(make())
    assert refused.value.reason == reason


# What libraries take in C is seen only from outside.
PEAK = """
import re, sys, time
from pathlib import Path
from puas.runtime.photograph_images import clean_photograph
def peak(): return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
content, before, began = Path(sys.argv[1]).read_bytes(), peak(), time.process_time()
made = clean_photograph(content)
print(made.width, made.height, peak() - before, time.process_time() - began)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from Linux")
def test_a_large_photograph_takes_little_time_and_memory(tmp_path: Path) -> None:
    # As a phone of 48 megapixels writes it.
    photograph = tmp_path / "foto.jpg"
    photograph.write_bytes(saved(plain(8000, 6000, colour=(90, 120, 60)), quality=85))
    told = subprocess.run([sys.executable, "-c", PEAK, photograph], check=True, capture_output=True, text=True).stdout.split()
    assert told[:2] == ["1600", "1200"]
    assert int(told[2]) < 120 and float(told[3]) < 3


def test_the_small_picture_is_beside_the_large_one() -> None:
    assert small_key("tenant-1/photographs/7.jpg") == "tenant-1/photographs/7-kecil.jpg"
