"""What the console calls things."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from puas.domain import training_room as room

MARKS = {
    "solved": (_l("selesai"), "good", "✓"),
    "shown": (_l("melihat penyelesaian"), "plain", "≈"),
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
    room.SOLUTION: _l("penyelesaian"),
    room.BOARD: _l("papan hasil tanpa nama"),
    room.MESSAGE: _l("pesan"),
}

MINUTES = (5, 10, 15, 20, 30, 45, 60)
"""What the timer offers."""

FAULTS = {
    "divided-by-all": _l("dibagi semua formulir"),
    "divided-by-one-more": _l("pembagi kelebihan satu"),
    "follows-own-ni": _l("mengikuti NI yang keliru"),
    "follows-own-samples": _l("mengikuti sampel yang keliru"),
    "not-divided": _l("belum dibagi"),
    "not-times-25": _l("belum dikali 25"),
    "not-weighted": _l("belum dikali bobot"),
    "old-minimum": _l("memakai angka minimal lama"),
    "other": _l("hasil lain"),
    "population": _l("menulis populasinya"),
    "populations-added": _l("menjumlahkan populasi"),
    "rounded-early": _l("dibulatkan terlalu awal"),
    "row-below": _l("memakai baris sebelumnya"),
    "row-of-other-service": _l("memakai baris layanan lain"),
    "sample-of-sum": _l("sampel dari jumlah populasi"),
    "slovin": _l("memakai rumus Slovin"),
    "swapped-pair": _l("dua unsur tertukar"),
    "ten-percent": _l("sepuluh persen populasi"),
    "times-20": _l("dikali 20"),
    "times-25": _l("terlalu awal dikali 25"),
    "too-few-decimals": _l("angka desimal kurang"),
    "truncated": _l("dipotong, bukan dibulatkan"),
    "unsur-missed": _l("satu unsur terlewat"),
    "weighted": _l("sudah dikali bobot"),
}
"""Usual mistakes in a few words, by the names the exercises give them."""


def fault_in_words(fault: str) -> str:
    """What went wrong, for the trainer's list: `nik:not-times-25` is the answer and the mistake."""
    family, _separator, slug = fault.partition(":")
    field = family.upper() if len(family) <= 3 else family.replace("-", " ")
    return f"{field} – {FAULTS.get(slug, FAULTS['other'])}"
