"""Why a picture cannot be taken, and what to do about it: the same wherever pictures are sent to."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

PICTURE_REFUSALS: dict[str, LazyString] = {
    "empty": _l("berkas ini kosong."),
    "drawing": _l("ini bukan foto, melainkan halaman atau gambar SVG yang dapat memuat program."),
    "heic": _l(
        "format HEIC belum dapat dibaca di semua perangkat. Pada iPhone pilih Pengaturan, Kamera, Format, Paling Kompatibel; "
        "atau simpan fotonya sebagai JPEG, lalu unggah kembali."
    ),
    "animated": _l("gambar bergerak tidak dapat dicetak. Pilih satu foto diam."),
    "too-many-pixels": _l("ukurannya terlalu besar. Paling banyak 50 juta piksel, untuk PNG dan WebP 16 juta."),
    "too-small": _l("terlalu kecil untuk dicetak. Sisi terpendek paling sedikit 200 piksel."),
}
