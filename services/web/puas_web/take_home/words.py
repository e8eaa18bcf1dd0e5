"""Sentences of the page on which a participant packs."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

PACK_REFUSALS: dict[str, LazyString] = {
    "nothing-chosen": _l("Pilih paling sedikit satu perangkat daerah, layanan, atau rencana."),
    "too-long": _l("Nama perangkat daerah paling panjang 200 huruf."),
    "same-name": _l("Dua perangkat daerah diberi nama yang sama. Bedakan namanya, atau pilih satu saja."),
    "unknown-participant": _l("Anda tidak lagi terdaftar di pelatihan ini. Tanyakan kepada pelatih."),
}


def in_threes(code: str) -> str:
    """A code in groups of three, easier to copy by hand."""
    return " ".join(code[start : start + 3] for start in range(0, len(code), 3))
