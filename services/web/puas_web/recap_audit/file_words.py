"""Why a file could not be audited, in words; the place in it comes after."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.usecases.audit_recap import UnableToAuditRecap

SENTENCES = {
    "empty_file": _l("Berkas ini kosong."),
    "file_too_large": _l("Berkas ini terlalu besar. Ukuran paling besar 10 MB."),
    "old_excel": _l("Ini berkas Excel lama (.xls). Simpan sebagai .xlsx, lalu unggah kembali."),
    "password_protected": _l("Berkas ini dikunci dengan kata sandi. Hapus kata sandinya di Excel, simpan, lalu unggah kembali."),
    "broken_xlsx": _l("Berkas Excel ini rusak atau bukan berkas Excel. Buka dan simpan ulang, lalu unggah kembali."),
    "broken_csv": _l("Berkas CSV ini tidak dapat dibaca. Simpan ulang sebagai CSV (UTF-8), lalu unggah kembali."),
    "not_a_sheet": _l("Ini bukan berkas CSV atau Excel."),
    "too_many_rows": _l("Berkas ini berisi terlalu banyak baris. Bagi menjadi beberapa berkas."),
    "too_many_columns": _l("Berkas ini berisi terlalu banyak kolom. Hapus kolom yang tidak dipakai."),
    "uncalculated_formula": _l("Ada rumus yang belum dihitung. Buka berkas di Excel, simpan, lalu unggah kembali."),
    "no_recap": _l(
        "Tidak ditemukan tabel rekap di berkas ini. Perlu ada judul kolom U1 sampai U9 atau nama unsur, atau kolom nilai IKM di samping "
        "tahun, perangkat daerah, atau layanan."
    ),
}


def file_sentence(refusal: UnableToAuditRecap) -> str:
    """One sentence, with the cell or the sheets it is about."""
    sentence = str(SENTENCES.get(refusal.code, _("Berkas ini tidak dapat dibaca.")))
    if refusal.code == "uncalculated_formula" and refusal.detail:
        return f"{sentence} " + _("Sel: %(cell)s.", cell=refusal.detail)
    if refusal.code == "no_recap" and refusal.detail:
        return f"{sentence} " + _("Lembar yang dibaca: %(names)s.", names=refusal.detail)
    return sentence
