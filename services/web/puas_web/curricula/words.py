"""Why an agenda makes none, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

FAULTS: dict[str, str] = {
    "empty": _l("Susunan acara masih kosong. Tambahkan paling sedikit satu langkah."),
    "too-many": _l("Paling banyak 60 langkah."),
    "no-title": _l("Tulis judulnya."),
    "long-title": _l("Judul paling panjang 120 karakter."),
    "unknown-kind": _l("Pilih jenisnya dari daftar."),
    "unknown-topic": _l("Pilih jenisnya dari daftar."),
    "wrong-minutes": _l("Lamanya antara 5 dan 240 menit."),
    "wrong-day": _l("Urutan hari tidak runtut. Mulai dari hari 1, lalu 2, tanpa mundur dan tanpa melompati hari."),
    "long-day": _l("Hari ini lebih dari 12 jam. Pindahkan sebagian ke hari lain."),
    "doubled-key": _l("Langkah ini tercatat dua kali. Hapus salah satu, lalu tambahkan lagi."),
}

REFUSALS: dict[str, str] = {
    "no-title": _l("Tulis nama susunan acara."),
    "too-long": _l("Nama susunan acara paling panjang 120 karakter."),
    "unknown-curriculum": _l("Susunan acara ini sudah dihapus orang lain. Simpan sebagai susunan baru dari halaman Susunan acara."),
    "changed-meanwhile": _l(
        "Orang lain menyimpan susunan ini sementara Anda menyuntingnya. Isian Anda masih ada di bawah; simpan sekali lagi untuk menimpanya."
    ),
}
