"""What is wrong with an uploaded sheet or one of its cells, and what would be right: the same for every import."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.agency_sheet import SheetFault

CELL_SENTENCES: Mapping[str, LazyString] = {
    "missing": _l("Bagian ini wajib diisi."),
    "formula": _l("Jangan awali dengan tanda =, +, atau @. Bila ini rumus, tempelkan sebagai nilai."),
    "unprintable": _l("Ada karakter yang tidak dapat dicetak. Ketik ulang bagian ini."),
    "error-value": _l("Sel ini berisi galat Excel. Perbaiki rumusnya, lalu tempelkan sebagai nilai."),
    "not-a-number": _l("Tulis angka, misalnya 88,31."),
    "not-yes-or-no": _l("Tulis ya atau tidak."),
}

REGISTER_SENTENCES: Mapping[str, LazyString] = {
    "not-whole": _l("Tulis bilangan bulat tanpa huruf, misalnya 1163."),
    "out-of-range": _l("Angka ini di luar batas yang mungkin. Periksa kembali."),
    "too-many-places": _l("Terlalu banyak angka di belakang koma. Paling banyak dua, misalnya 88,31."),
    "not-a-date": _l("Tulis tanggal yang ada di kalender, misalnya 30/06/2026."),
    "unknown-choice": _l("Pilih salah satu kata yang ada pada lembar Petunjuk."),
    "too-long": _l("Tulisan ini terlalu panjang."),
    "unknown-agency": _l("Perangkat daerah ini tidak ada pada daftar. Samakan namanya dengan daftar perangkat daerah."),
    "not-your-agency": _l("Perangkat daerah ini bukan tugas Anda."),
    "unknown-service": _l("Layanan ini tidak ada pada perangkat daerah itu. Samakan namanya, atau kosongkan."),
    "in-the-future": _l("Tanggal ini belum tiba."),
}

SHEET_SENTENCES: Mapping[str, LazyString] = {
    "empty": _l("Berkas ini tidak berisi data. Isi lembar Data pada templat, mulai dari baris di bawah judul kolom."),
    "too-many-rows": _l("Berkas ini berisi lebih dari 5.000 baris. Bagi menjadi beberapa berkas."),
    "too_many_rows": _l("Berkas ini berisi terlalu banyak baris. Bagi menjadi beberapa berkas."),
    "too_many_columns": _l("Berkas ini berisi terlalu banyak kolom. Gunakan templat yang disediakan."),
    "file_too_large": _l("Berkas ini terlalu besar. Ukuran paling besar 10 MB."),
    "empty_file": _l("Berkas ini kosong."),
    "old_excel": _l("Ini berkas Excel lama (.xls). Simpan sebagai .xlsx, lalu unggah kembali."),
    "broken_xlsx": _l("Berkas Excel ini rusak atau bukan berkas Excel. Buka dan simpan ulang, lalu unggah kembali."),
    "broken_csv": _l("Berkas CSV ini tidak dapat dibaca. Simpan ulang sebagai CSV (UTF-8), lalu unggah kembali."),
    "not_a_sheet": _l("Ini bukan berkas CSV atau Excel."),
    "uncalculated_formula": _l("Ada rumus yang belum dihitung. Buka berkas di Excel, simpan, lalu unggah kembali."),
}


def whole_sheet_sentence(fault: SheetFault) -> str:
    """One fault of a file as a whole; empty where it is none."""
    if fault.reason == "wrong-template":
        return _("Judul kolom ini tidak ditemukan: %(headings)s. Gunakan templat yang disediakan.", headings=fault.value)
    return str(SHEET_SENTENCES.get(fault.reason, ""))


def register_fault_sentence(fault: SheetFault, own: Mapping[str, LazyString] | None = None) -> str:
    """One fault of a register's sheet, without its row and column; `own` are the register's own reasons."""
    if fault.reason == "duplicate":
        return _("Isian ini sudah ada di baris %(row)s. Hapus salah satunya.", row=fault.other_row)
    words = {**CELL_SENTENCES, **REGISTER_SENTENCES, **(own or {})}
    return whole_sheet_sentence(fault) or str(words.get(fault.reason, _("Isian ini belum benar.")))
