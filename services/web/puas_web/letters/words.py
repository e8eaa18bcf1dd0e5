"""Letters in words: occasions, kinds, states, and why one cannot be issued."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

OCCASIONS: Mapping[str, LazyString] = {
    "best": _l("Indeks terbaik"),
    "most_improved": _l("Peningkatan tertinggi"),
    "not_reported": _l("Belum lapor"),
    "late_promises": _l("Rencana tindak lanjut terlambat"),
    "under_sample": _l("Responden kurang dari sampel"),
}
KINDS: Mapping[str, LazyString] = {"appreciation": _l("Penghargaan"), "reminder": _l("Pengingat")}
KIND_TAGS: Mapping[str, str] = {"appreciation": "good", "reminder": "warn"}

STATES: Mapping[str, tuple[LazyString, str]] = {
    "waiting": (_l("menunggu"), ""),
    "pending": (_l("sedang dibuat"), ""),
    "running": (_l("sedang dibuat"), ""),
    "ready": (_l("siap"), "good"),
    "failed": (_l("gagal dibuat"), "bad"),
    "gone": (_l("berkas dihapus"), ""),
}
FORMATS: Mapping[str, LazyString] = {"pdf": _l("PDF untuk ditandatangani"), "docx": _l("Word untuk disunting")}

# Field of the form and sentence.
REFUSALS: Mapping[str, tuple[str, LazyString]] = {
    "unknown-occasion": ("subject", _l("Alasan surat ini tidak dikenal. Mulailah lagi dari daftar.")),
    "unknown-form": ("form", _l("Piagam hanya untuk penghargaan.")),
    "unknown-recipient": ("addressee", _l("Penerima ini tidak ada lagi di ruang kerja ini. Mulailah lagi dari daftar.")),
    "no-subject": ("subject", _l("Tulis hal suratnya.")),
    "no-addressee": ("addressee", _l("Tulis kepada siapa surat ini.")),
    "no-text": ("text", _l("Tulis isi suratnya.")),
    "open-place": ("text", _l("Masih ada bagian “[isi …]”. Lengkapi atau hapus dahulu.")),
    "too-long": ("text", _l("Isian ini terlalu panjang.")),
    "wrong-date": ("dated_on", _l("Tanggal surat paling jauh 31 hari dari hari ini.")),
    "no-signatory": ("subject", _l("Penanda tangan surat belum diisi. Isi dahulu di Pengaturan, Surat resmi.")),
    "already-written": ("dated_on", _l("Baru saja ada yang menerbitkan surat yang sama. Muat ulang halaman ini.")),
    "bad-pattern": ("subject", _l("Pola nomor surat tidak dapat dipakai. Perbaiki dahulu di Pengaturan, Surat resmi.")),
}
WITHDRAWALS: Mapping[str, LazyString] = {
    "no-reason": _l("Tulis alasannya."),
    "too-long": _l("Alasan ini terlalu panjang. Paling banyak 500 karakter."),
    "withdrawn-already": _l("Surat ini sudah ditarik."),
    "not-published": _l("Surat ini belum selesai dibuat."),
    "unknown": _l("Surat ini tidak ditemukan."),
}
