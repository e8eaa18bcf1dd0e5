"""Words for refusals of follow-up plans."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

PLAN_REFUSALS: dict[str, LazyString] = {
    "too-many": _l("Paling banyak 40 rencana untuk satu periode."),
    "too-long": _l("Ada rencana yang terlalu panjang. Paling banyak 2.000 karakter."),
    "unknown-unsur": _l("Pilih unsur untuk setiap rencana."),
    "with-regency": _l("Laporan periode ini sudah dikirim, jadi rencananya tidak dapat diubah. Kemajuannya tetap dapat dicatat."),
    "changed-meanwhile": _l("Orang lain baru saja menyimpan rencana ini. Tulisan Anda masih ada di bawah; periksa, lalu simpan lagi."),
}

PROGRESS_REFUSALS: dict[str, LazyString] = {
    "too-long": _l("Tulisan ini terlalu panjang. Paling banyak 2.000 karakter dan 20 dokumen."),
    "changed-meanwhile": _l("Orang lain baru saja mencatat kemajuan ini. Tulisan Anda masih ada di bawah; gabungkan, lalu simpan lagi."),
}

CARRY_REFUSALS: dict[str, LazyString] = {
    "with-regency": _l("Laporan periode ini sudah dikirim, jadi rencananya tidak dapat diubah."),
    "unknown-item": _l("Rencana itu sudah selesai, atau sudah dibawa ke rencana lain."),
    "too-many": _l("Paling banyak 40 rencana untuk satu periode."),
}
