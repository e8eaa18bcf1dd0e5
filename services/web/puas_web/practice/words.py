"""Sentences of the participant's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

DAY_REFUSALS: dict[str, str] = {
    "wrong-code": _l("Kode ini bukan kode hari ini. Dengarkan atau lihat lagi kode dari pelatih."),
    "other-day": _l("Kode ini untuk hari lain. Pakai kode yang disebutkan hari ini."),
    "no-day-today": _l("Hari ini bukan hari pelatihan, jadi kehadiran tidak dapat dicatat."),
    "unknown-day": _l("Hari ini bukan hari pelatihan, jadi kehadiran tidak dapat dicatat."),
    "unknown-participant": _l("Anda tidak lagi terdaftar di pelatihan ini. Tanyakan kepada pelatih."),
}

RESET_REFUSALS: dict[str, str] = {
    "not-practice": _l("Ruang ini tidak dapat dimulai ulang."),
    "unknown-checkpoint": _l("Pilih salah satu dari daftar."),
    "not-ready": _l("Cerita latihan sedang disiapkan. Tunggu sebentar, lalu coba lagi."),
}
