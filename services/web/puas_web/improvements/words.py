"""Words for refusals of improvement items."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SAVE_REFUSALS: dict[str, LazyString] = {
    "unknown-agency": _l("Pilih perangkat daerah."),
    "unknown-source": _l("Pilih asal rencana ini."),
    "unknown-item": _l("Rencana ini sudah dihapus. Simpan sebagai rencana baru bila masih diperlukan."),
    "empty": _l("Tulis hal yang diperbaiki dan apa yang akan dikerjakan."),
    "too-long": _l("Ada isian yang terlalu panjang."),
    "too-many": _l("Perangkat daerah ini sudah mempunyai 200 rencana yang belum selesai. Selesaikan sebagian dahulu."),
    "changed-meanwhile": _l("Orang lain baru saja mengubah rencana ini. Tulisan Anda masih ada di bawah; periksa, lalu simpan lagi."),
}

PROGRESS_REFUSALS: dict[str, LazyString] = {
    "undescribed": _l("Tulis apa yang sudah dikerjakan sebelum menyatakannya selesai."),
    "too-long": _l("Tulisan ini terlalu panjang. Paling banyak 2.000 karakter."),
    "unknown-state": _l("Pilih keadaan rencana ini."),
    "unknown-item": _l("Rencana ini sudah dihapus."),
    "changed-meanwhile": _l("Orang lain baru saja mengubah rencana ini. Tulisan Anda masih ada di bawah; gabungkan, lalu simpan lagi."),
}

REMOVE_REFUSALS: dict[str, LazyString] = {
    "begun": _l("Rencana yang sudah berjalan tidak dihapus. Catat saja kemajuannya."),
    "unknown-item": _l("Rencana itu sudah tidak ada."),
}
