"""Why a photograph cannot be taken, and what to do about it."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

TOO_MUCH_AT_ONCE = _l("Kiriman ini lebih dari 40 MB. Kirim beberapa foto saja sekaligus; foto yang sudah tersimpan tetap ada.")

WITH_REGENCY = _l("Laporan periode ini sudah dikirim, jadi fotonya tidak dapat diubah. Tarik kembali laporannya lebih dahulu.")

REFUSALS: dict[str, LazyString] = {
    "empty": _l("berkas ini kosong."),
    "too-many-bytes": _l("lebih dari 12 MB. Perkecil fotonya, atau kirim lewat aplikasi pesan agar diperkecil, lalu unggah kembali."),
    "drawing": _l("ini bukan foto, melainkan halaman atau gambar SVG yang dapat memuat program."),
    "heic": _l(
        "format HEIC belum dapat dibaca di semua perangkat. Pada iPhone pilih Pengaturan, Kamera, Format, Paling Kompatibel; "
        "atau simpan fotonya sebagai JPEG, lalu unggah kembali."
    ),
    "not-a-picture": _l("ini bukan foto JPEG, PNG, atau WebP yang utuh, apa pun namanya."),
    "animated": _l("gambar bergerak tidak dapat dicetak. Pilih satu foto diam."),
    "too-many-pixels": _l("ukurannya terlalu besar. Paling banyak 50 juta piksel, untuk PNG dan WebP 16 juta."),
    "too-small": _l("terlalu kecil untuk dicetak. Sisi terpendek paling sedikit 200 piksel."),
    "already-there": _l("foto yang sama sudah ada di sini."),
    "with-regency": _l("laporan periode ini sudah dikirim, jadi fotonya tidak dapat ditambah."),
    "too-many": _l("tempatnya sudah penuh. Hapus satu foto lebih dahulu."),
}
