"""What the console calls things."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from puas.domain import training_room as room

MARKS = {
    "solved": (_l("selesai"), "good", "✓"),
    "shown": (_l("membuka pembahasan"), "plain", "≈"),
    "tried": (_l("sudah mencoba"), "warn", "…"),
    "begun": (_l("sedang mengerjakan"), "plain", "…"),
}
"""How progress is said: in words, as a tag, and in one character for the narrow board."""

STUCK_REASONS = {
    "many-attempts": _l("sudah berkali-kali mencoba"),
    "silence": _l("lama tidak ada kabar"),
}

REFUSALS = {
    "not-open": _l("Pelatihan ini tidak sedang dibuka, jadi ruangannya tidak dapat diatur."),
    "unknown-session": _l("Pelatihan ini tidak ditemukan."),
    "unknown-step": _l("Langkah itu tidak ada lagi di susunan acara. Muat ulang halaman ini."),
    "wrong-minutes": _l("Waktu paling lama 240 menit."),
    "unknown-screen": _l("Pilih apa yang ditampilkan."),
    "no-words": _l("Tulis pesannya terlebih dahulu."),
    "too-long": _l("Pesan paling panjang 300 karakter, supaya terbaca sekilas."),
}

SCREENS = {
    room.CODE: _l("kode bergabung"),
    room.STEP: _l("langkah sekarang"),
    room.SOLUTION: _l("pembahasan"),
    room.BOARD: _l("papan hasil tanpa nama"),
    room.MESSAGE: _l("pesan"),
}

MINUTES = (5, 10, 15, 20, 30, 45, 60)
"""What the timer offers."""
