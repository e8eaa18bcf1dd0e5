"""Sentences for what cannot be done with a session or a participant."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from puas_web.training_words import UNPRINTABLE_NAME

# Reason → field of the form it belongs to, and what to say.
PLAN_REFUSALS: dict[str, tuple[str, str]] = {
    "no-title": ("title", _l("Tulis nama pelatihan.")),
    "too-long": ("title", _l("Isian ini terlalu panjang.")),
    "wrong-days": ("ends_on", _l("Hari terakhir tidak boleh sebelum hari pertama.")),
    "too-many-days": ("ends_on", _l("Paling lama 10 hari. Buat pelatihan terpisah untuk gelombang berikutnya.")),
    "too-few-days": ("ends_on", _l("Susunan acara yang dipilih memerlukan lebih banyak hari. Ubah hari terakhir atau pilih susunan lain.")),
    "no-place": ("place", _l("Tulis tempat, atau tautan pertemuan daring.")),
    "wrong-link": ("link", _l("Tulis alamat lengkap yang dimulai dengan https://")),
    "wrong-seats": ("seats", _l("Jumlah kursi antara 1 dan 200.")),
    "wrong-hours": ("hours", _l("Jam pelajaran antara 1 dan 80.")),
    "wrong-practice-days": ("practice_days", _l("Antara 0 dan 90 hari.")),
    "unknown-region": ("region_code", _l("Pilih salah satu dari daftar.")),
    "unknown-story": ("story", _l("Pilih salah satu dari daftar.")),
    "unusable-agenda": ("curriculum", _l("Susunan acara ini belum dapat dipakai. Perbaiki dahulu di halaman Susunan acara.")),
    "no-agenda": ("curriculum", _l("Pilih satu susunan acara.")),
    "agenda-fixed": ("curriculum", _l("Pelatihan sudah pernah dibuka, jadi susunannya tetap.")),
    "story-fixed": ("story", _l("Pelatihan sudah pernah dibuka, jadi ceritanya tetap.")),
    "seats-taken": ("seats", _l("Peserta yang sudah bergabung lebih banyak daripada jumlah kursi ini.")),
    "attended": ("starts_on", _l("Ada peserta yang tercatat hadir pada hari yang akan hilang.")),
}

OPEN_REFUSALS: dict[str, str] = {
    "open-already": _l("Pelatihan ini sudah dibuka."),
    "practice-over": _l("Masa ruang latihan sudah lewat. Ubah tanggalnya dahulu, lalu buka lagi."),
}

PERSON_REFUSALS: dict[str, tuple[str, str]] = {
    "no-name": ("name", _l("Tulis nama lengkap.")),
    "unprintable": ("name", UNPRINTABLE_NAME),
    "too-long": ("name", _l("Isian ini terlalu panjang.")),
    "unknown-region": ("region_code", _l("Pilih salah satu dari daftar.")),
    "same-name": ("name", _l("Peserta dengan nama ini sudah ada. Bedakan, misalnya dengan gelar atau unit kerja.")),
    "full": ("name", _l("Semua kursi sudah terisi. Tambah jumlah kursi di pengaturan pelatihan.")),
    "closed": ("name", _l("Pelatihan sudah ditutup. Buka lagi untuk menambah peserta.")),
}
