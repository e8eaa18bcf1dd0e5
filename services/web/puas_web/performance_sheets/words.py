"""Words for faults and refusals of sheets of performance."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.performance_sheet import REASON_MISSING, SCORE_OUT_OF_RANGE, TOO_LONG, UNKNOWN_INDICATOR

FAULTS: dict[str, LazyString] = {
    UNKNOWN_INDICATOR: _l("Indikator ini tidak ada pada aturan penilaian ini."),
    SCORE_OUT_OF_RANGE: _l("Pilih nilai 0 sampai 5."),
    TOO_LONG: _l("Catatan paling banyak 2.000 karakter, alasan paling banyak 500."),
    REASON_MISSING: _l("Nilai ini berbeda dari usulan. Tulis alasannya."),
}

REFUSALS: dict[str, LazyString] = {
    "changed-meanwhile": _l("Bagian ini baru saja disimpan di tempat lain. Isian Anda masih ada di bawah; periksa, lalu simpan lagi."),
    "sent-already": _l("Formulir ini sudah dikirim. Minta admin membukanya lagi bila perlu diubah."),
    "not-open": _l("Penilaian ini sudah divalidasi, jadi formulirnya tidak dapat diubah."),
    "not-yours": _l("Formulir ini milik evaluator lain."),
    "not-sent": _l("Formulir ini belum dikirim, jadi masih dapat diisi."),
    "incomplete": _l("Belum lengkap: %(names)s."),
    "reason-missing": _l("Tulis alasannya."),
    "too-long": _l("Tulisan ini terlalu panjang. Paling banyak 500 karakter."),
    "unknown-sheet": _l("Formulir ini sudah tidak ada."),
    "unknown-assessment": _l("Penilaian ini sudah ditarik."),
}


def refusal_in_words(reason: str, names: tuple[str, ...] = ()) -> str:
    """Why something could not be done, with the indicators it is about."""
    shown = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
    return str(REFUSALS[reason]) % {"names": shown} if names else str(REFUSALS[reason])
