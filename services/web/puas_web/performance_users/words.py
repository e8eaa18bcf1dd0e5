"""Words for refusals about form F-03."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

OPEN_REFUSALS: dict[str, LazyString] = {
    "unknown-assessment": _l("Penilaian ini sudah tidak ada."),
    "not-open": _l("Penilaian ini sudah divalidasi, ditarik, atau hanya dicatat, sehingga pengguna tidak ditanya lagi."),
    "no-questions": _l("Pernyataan formulir F-03 menurut aturan ini tidak kami ketahui."),
    "past-day": _l("Pilih hari ini atau hari sesudahnya."),
    "far-day": _l("Pilih hari dalam satu tahun ke depan."),
    "bad-target": _l("Tulis jumlah antara 0 dan 1.000."),
    "changed-meanwhile": _l("Orang lain baru saja mengubah penilaian ini. Isian Anda masih ada; periksa, lalu simpan lagi."),
}
FIELD_OF: dict[str, str] = {"past-day": "until", "far-day": "until", "bad-target": "target"}
"""The field a refusal belongs to; the others are about the whole form."""

CLOSE_REFUSALS: dict[str, LazyString] = {
    "unknown-assessment": _l("Penilaian ini sudah tidak ada."),
    "not-taking": _l("Formulir ini sudah tidak menerima jawaban."),
}
