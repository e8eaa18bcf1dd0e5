"""Words for the kinds of collection points, and for what keeps them from being made."""

from flask_babel import lazy_gettext as _l

KIND_NAMES = {
    "sticker": _l("Stiker"),
    "poster": _l("Poster"),
    "link": _l("Tautan"),
    "kiosk": _l("Kios (tablet di ruang tunggu)"),
}

KIND_HINTS = {
    "sticker": _l("Kecil, ditempel di loket; beberapa dalam satu lembar A4."),
    "poster": _l("Setengah lembar (A5), untuk ruang tunggu."),
    "link": _l("Dikirim lewat WhatsApp, surel, atau situs web."),
    "kiosk": _l("Satu perangkat dipakai bergantian."),
}

REFUSALS = {
    "none": _l("Pilih paling sedikit satu."),
    "too-many": _l("Terlalu banyak sekaligus. Bagi menjadi beberapa kali."),
    "unknown-kind": _l("Pilih salah satu dari pilihan yang ada."),
    "place-too-long": _l("Nama tempat terlalu panjang."),
    "unknown-agency": _l("Perangkat daerah ini diarsipkan. Aktifkan dahulu sebelum membuat stiker."),
    "unknown-service": _l("Ada layanan yang baru saja diarsipkan. Muat ulang halaman, lalu pilih kembali."),
    "no-free-code": _l("Kode belum dapat dibuat. Coba sekali lagi."),
}

DOCUMENT_NAMES = {
    "sticker_sheet": _l("Lembar stiker A4"),
    "poster": _l("Poster A5"),
}
