"""Outcomes of evaluations, ways to narrow the list, and what is wrong with an entry, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.db.queries.procedures import DONE, DUE, GONE, REVISION
from puas.domain.agency_details import Fault
from puas.domain.operating_procedures import KEPT, REVISED, TO_REVISE, WITHDRAWN
from puas_web.forms import Form

OUTCOME_NAMES: Mapping[str, LazyString] = {
    KEPT: _l("Tetap berlaku"),
    TO_REVISE: _l("Perlu direvisi"),
    REVISED: _l("Sudah direvisi"),
    WITHDRAWN: _l("Dicabut"),
}
OUTCOME_KINDS: Mapping[str, str] = {KEPT: "good", TO_REVISE: "warn", REVISED: "good", WITHDRAWN: "plain"}
OUTCOME_HINTS: Mapping[str, LazyString] = {
    TO_REVISE: _l("Tulis apa yang perlu diubah pada temuan; rencananya dapat dibuat sesudah disimpan."),
    REVISED: _l("Tanggal revisi SOP ikut diperbarui menjadi tanggal evaluasi ini."),
    WITHDRAWN: _l("SOP ini tidak dipakai lagi dan pindah ke daftar yang dicabut."),
}

NARROWED_SLUGS: Mapping[str, str] = {"belum": DUE, "sudah": DONE, "revisi": REVISION, "dicabut": GONE}
"""How addresses say which part of the list is wanted."""

SENTENCES: Mapping[str, LazyString] = {
    "missing": _l("Isian ini wajib diisi."),
    "too-long": _l("Tulisan ini terlalu panjang."),
    "unprintable": _l("Ada karakter yang tidak dapat dicetak. Ketik ulang bagian ini."),
    "in-the-future": _l("Tanggal ini belum tiba."),
    "out-of-range": _l("Periksa kembali tahunnya."),
    "before-decided": _l("Ini lebih awal daripada tanggal penetapan SOP."),
    "other-year": _l("Evaluasi suatu tahun dilakukan pada tahun itu, atau diselesaikan pada tahun berikutnya."),
    "in-use": _l("Nomor ini sudah dipakai SOP lain di perangkat daerah ini, mungkin yang sudah dicabut."),
    "unknown-service": _l("Layanan ini tidak ada pada perangkat daerah ini."),
    "changed-meanwhile": _l("SOP ini baru saja diubah orang lain. Periksa isinya di bawah ini, lalu simpan lagi."),
    "withdrawn": _l("SOP ini sudah dicabut. Pakai kembali lebih dahulu."),
    "unknown": _l("SOP ini tidak ditemukan lagi."),
}


def explain(form: Form, faults: Iterable[Fault]) -> None:
    """Say at each field what a use case found wrong; what has no field, on top."""
    for fault in faults:
        sentence = str(SENTENCES.get(fault.reason, SENTENCES["unknown"]))
        if fault.field in form:
            form.add_errors({fault.field: sentence})
        else:
            form.form_errors.append(sentence)
