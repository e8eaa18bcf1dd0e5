"""Words for refusals of promises from weak indicators, and of the document."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

PLAN_REFUSALS: dict[str, LazyString] = {
    "unknown-assessment": _l("Penilaian ini sudah tidak ada."),
    "not-validated": _l("Rencana dibuat setelah penilaian divalidasi, karena sebelum itu nilainya masih dapat berubah."),
    "none-chosen": _l("Centang paling sedikit satu indikator."),
    "unknown-indicator": _l("Salah satu indikator tidak lagi termasuk yang lemah. Muat ulang halaman ini."),
    "empty": _l("Tulis apa yang akan dikerjakan untuk setiap indikator yang dicentang."),
    "too-long": _l("Ada isian yang terlalu panjang."),
    "too-many": _l("Perangkat daerah ini sudah mempunyai terlalu banyak rencana yang belum selesai. Selesaikan sebagian dahulu."),
}

DOCUMENT_REFUSALS: dict[str, LazyString] = {
    "unknown-assessment": _l("Penilaian ini sudah tidak ada."),
    "withdrawn": _l("Penilaian yang ditarik tidak dicetak."),
}
