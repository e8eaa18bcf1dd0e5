"""Sentences about targets."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

# What is said beside a line that cannot be saved, and which of its two fields it is about.
LINE_FAULTS: dict[str, tuple[str, LazyString]] = {
    "not_a_number": ("nik", _l("Tulis angka, misalnya 81,75.")),
    "too_precise": ("nik", _l("Tulis paling banyak dua angka di belakang koma.")),
    "out_of_scale": ("nik", _l("Target ini di luar skala 25 sampai 100. Bila rencana memakai nilai interval (1–4), kalikan dengan 25.")),
    "source_too_long": ("source", _l("Sumber paling banyak 120 karakter.")),
    "source_without_target": ("nik", _l("Sumbernya sudah diisi, targetnya belum. Isi targetnya, atau kosongkan sumbernya.")),
    "changed_meanwhile": ("nik", _l("Orang lain baru saja mengubah target ini. Simpan sekali lagi bila isian Anda yang benar.")),
}

LAST_YEAR = "tahun-lalu"
OLD_NOTES = "catatan-lama"
"""Where proposals come from, as the address says it."""
