"""Why somebody cannot join or come back, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from puas_web.training_words import UNPRINTABLE_NAME

CANNOT_JOIN_YET = _l("Anda belum bergabung")
_NOT_READY = _l("Ruang latihan sedang disiapkan. Tunggu sekitar setengah menit, lalu kirim lagi; isian Anda tetap ada.")

# Reason → field of the form it belongs to; empty for the form as a whole.
JOIN_REFUSALS: dict[str, tuple[str, str]] = {
    "not-open": ("", _l("Pelatihan ini belum dibuka. Tunggu pelatih membukanya, lalu kirim lagi; isian Anda tetap ada.")),
    "closed": ("", _l("Pelatihan ini sudah ditutup, jadi tidak menerima peserta baru.")),
    "full": ("", _l("Semua kursi sudah terisi. Minta pelatih menambah kursi, lalu kirim lagi; isian Anda tetap ada.")),
    "same-name": ("name", _l("Peserta dengan nama ini sudah bergabung.")),
    "no-name": ("name", _l("Tulis nama lengkap Anda.")),
    "unprintable": ("name", UNPRINTABLE_NAME),
    "too-long": ("name", _l("Isian ini terlalu panjang.")),
    "not-ready": ("", _NOT_READY),
    "over": ("", _l("Masa ruang latihan pelatihan ini sudah lewat.")),
    "unknown-group": ("", _NOT_READY),
    "unknown-session": ("", _NOT_READY),
    "unknown-region": ("region_code", _l("Pilih salah satu dari daftar.")),
}

RETURN_REFUSALS: dict[str, str] = {
    "wrong-code": _l("Kode pribadi ini tidak dikenal di pelatihan ini. Periksa lagi, atau tanyakan kepada pelatih."),
    "not-open": _l("Pelatihan ini belum dibuka. Tunggu pelatih membukanya."),
    "not-ready": _NOT_READY,
    "unknown-group": _NOT_READY,
    "unknown-session": _NOT_READY,
    "over": _l("Ruang latihan Anda sudah dihapus karena masanya lewat."),
    "practice-over": _l("Ruang latihan Anda sudah dihapus karena masanya lewat."),
}

UNKNOWN_CODE = _l("Kode ini tidak dikenal. Periksa huruf dan angkanya di layar pelatih; huruf O, I, dan L tidak pernah dipakai.")
