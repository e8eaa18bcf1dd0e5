"""What is wrong with a telephone number, an address or a site of an office, and how it is shown."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.contact_lines import read_website

CONTACT_FAULTS: dict[str, LazyString] = {
    "not-a-phone": _l("Tulis nomor telepon dengan angka, misalnya (0353) 881111. Beberapa nomor dipisahkan koma."),
    "not-an-address": _l("Tulis alamat surel yang lengkap, misalnya nama@contoh.go.id."),
    "not-a-site": _l("Tulis alamat laman tanpa spasi, misalnya dukcapil.contoh.go.id."),
    "too-long": _l("Tulisan ini terlalu panjang; ringkaslah."),
}


def tidy_website(value: str | None) -> str | None:
    """Filter: a site as it is printed."""
    return read_website(value) if value else value
