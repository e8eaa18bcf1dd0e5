"""What stickers and posters say: the same words on both, so that a citizen recognises one by the other."""

from __future__ import annotations

from urllib.parse import urlsplit

from puas.domain.document_source import PrintedPoint

QUESTION = "Bagaimana pelayanan kami?"
INVITATION = "Pindai kode ini dengan kamera ponsel Anda"
PROMISE = "Kurang dari satu menit. Tanpa nama. Gratis."
SAMPLE_MARK = "DATA CONTOH – bukan untuk dipasang"


def address_to_type(point: PrintedPoint) -> tuple[str, str]:
    """The address without what nobody types, in two halves: `skm.contoh.go.id` and `/s/K7M2QX9`."""
    parts = urlsplit(point.url)
    return parts.netloc, parts.path


def spaced_code(code: str) -> str:
    """Groups are easier to read aloud and to copy; the form takes the code with or without the space."""
    return f"{code[:3]} {code[3:]}" if len(code) > 4 else code


def chooses_counter(point: PrintedPoint) -> bool:
    """Whether the code hangs at the exit of a mal pelayanan publik and leads to the choice of a counter."""
    return urlsplit(point.url).path.startswith("/m/")


def service_line(point: PrintedPoint) -> str:
    return point.service or ("Semua gerai di gedung ini" if chooses_counter(point) else "Semua layanan")
