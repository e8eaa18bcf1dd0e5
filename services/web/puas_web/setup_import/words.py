"""Words for what taking a practice set-up over does, and why it cannot."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.practice_takeover import (
    ARCHIVED,
    HAS_PLAN,
    MERGED,
    NEW,
    NO_AGENCY,
    NO_PERIOD,
    OTHER_UNSUR,
    PLANNED,
    PRESENT,
    WITH_REGENCY,
)

OUTCOME_TAGS: dict[str, tuple[LazyString, str]] = {
    NEW: (_l("baru"), "good"),
    PRESENT: (_l("sudah ada, tidak diubah"), ""),
    ARCHIVED: (_l("dilewati: diarsipkan"), "warn"),
    MERGED: (_l("dilewati: sudah bergabung"), "warn"),
    PLANNED: (_l("masuk rencana"), "good"),
}
"""Label and kind of tag."""

NOTE_REASONS: dict[str, LazyString] = {
    NO_PERIOD: _l("Belum ada hasil survei yang sebenarnya; tulis rencananya setelah periode pertama ditutup."),
    HAS_PLAN: _l("Periode terakhirnya sudah mempunyai rencana."),
    WITH_REGENCY: _l("Laporan periode terakhirnya sudah dikirim, jadi rencananya tidak diubah."),
    OTHER_UNSUR: _l("Unsur ini tidak termasuk tiga terendah pada hasil sebenarnya."),
    NO_AGENCY: _l("Perangkat daerahnya tidak aktif."),
}

REFUSALS: dict[str, LazyString] = {
    "unknown-code": _l("Kode ini tidak dikenal. Periksa huruf dan angkanya; huruf besar atau kecil sama saja."),
    "other-kind": _l("Ini kode pelatihan atau stiker, bukan kode bawa pulang. Kode itu tampil di halaman Bawa pulang peserta."),
    "expired": _l("Masa berlaku kode ini sudah lewat. Susunan yang sama dapat dimasukkan lewat Impor dari Excel."),
    "taken": _l("Kode ini sudah dipakai kabupaten/kota Anda. Tidak ada yang dibuat dua kali."),
    "taken-elsewhere": _l("Kode ini sudah dipakai kabupaten/kota lain. Satu kode hanya untuk satu kabupaten/kota."),
    "not-a-regency": _l("Susunan dari latihan hanya dapat dipakai di ruang kerja kabupaten/kota."),
    "unreadable": _l("Isi kode ini dibuat versi Puas yang lain dan tidak dapat dibaca."),
    "changed-meanwhile": _l("Data kabupaten/kota Anda baru saja berubah. Periksa sekali lagi apa yang akan dibuat, lalu simpan."),
}
