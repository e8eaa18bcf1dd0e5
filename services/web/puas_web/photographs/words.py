"""Why a photograph cannot be taken, and what to do about it."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas_web.picture_words import PICTURE_REFUSALS

TOO_MUCH_AT_ONCE = _l("Kiriman ini lebih dari 40 MB. Kirim beberapa foto saja sekaligus; foto yang sudah tersimpan tetap ada.")

WITH_REGENCY = _l("Laporan periode ini sudah dikirim, jadi fotonya tidak dapat diubah. Tarik kembali laporannya lebih dahulu.")

REFUSALS: dict[str, LazyString] = {
    **PICTURE_REFUSALS,
    "too-many-bytes": _l("lebih dari 12 MB. Perkecil fotonya, atau kirim lewat aplikasi pesan agar diperkecil, lalu unggah kembali."),
    "not-a-picture": _l("ini bukan foto JPEG, PNG, atau WebP yang utuh, apa pun namanya."),
    "already-there": _l("foto yang sama sudah ada di sini."),
    "with-regency": _l("laporan periode ini sudah dikirim, jadi fotonya tidak dapat ditambah."),
    "too-many": _l("tempatnya sudah penuh. Hapus satu foto lebih dahulu."),
}
