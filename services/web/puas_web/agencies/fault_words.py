"""What is wrong with a field or a cell, and what would be right, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.agency_details import KINDS, Fault
from puas.domain.agency_sheet import SheetFault
from puas_web.contact_words import CONTACT_FAULTS
from puas_web.forms import Form

KIND_NAMES = {
    "dinas": _l("Dinas"),
    "badan": _l("Badan"),
    "sekretariat": _l("Sekretariat"),
    "kecamatan": _l("Kecamatan"),
    "kelurahan": _l("Kelurahan"),
    "puskesmas": _l("Puskesmas"),
    "rsud": _l("RSUD"),
    "bagian": _l("Bagian"),
    "lainnya": _l("Lainnya"),
}

FIELD_NAMES = {
    "name": _l("Nama"),
    "short_name": _l("Singkatan"),
    "kind": _l("Jenis"),
    "address": _l("Alamat"),
    "phone": _l("Telepon"),
    "email": _l("Surel"),
    "website": _l("Laman"),
    "signatory_name": _l("Nama penanda tangan"),
    "signatory_position": _l("Jabatan penanda tangan"),
    "signatory_nip": _l("NIP penanda tangan"),
    "target_nik": _l("Target NIK"),
    "population": _l("Pengguna per tahun"),
    "is_free": _l("Gratis"),
    "is_online": _l("Daring"),
}

# What would be right, by the reason of a fault.
SENTENCES = {
    "missing": _l("Bagian ini wajib diisi."),
    "formula": _l("Jangan awali dengan tanda =, +, atau @. Bila ini rumus, tempelkan sebagai nilai."),
    "unprintable": _l("Ada karakter yang tidak dapat dicetak. Ketik ulang bagian ini."),
    "error-value": _l("Sel ini berisi galat Excel. Perbaiki rumusnya, lalu tempelkan sebagai nilai."),
    **CONTACT_FAULTS,
    "not-18-digits": _l("NIP terdiri atas tepat 18 angka, misalnya 196501011990031005."),
    "lost-digits": _l("Excel menyimpan NIP ini sebagai bilangan sehingga angkanya berubah. Jadikan selnya Teks, lalu ketik ulang."),
    "not-a-number": _l("Tulis angka, misalnya 88,31."),
    "outside-the-scale": _l("Target ditulis pada skala NIK, yaitu 25 sampai 100, misalnya 81,75."),
    "not-a-whole-number": _l("Tulis jumlah orang sebagai bilangan bulat tanpa huruf, misalnya 1163."),
    "negative": _l("Jumlah pengguna tidak boleh kurang dari nol."),
    "too-large": _l("Jumlah pengguna ini terlalu besar. Periksa kembali angkanya."),
    "not-yes-or-no": _l("Tulis ya atau tidak."),
    "in-use": _l("Nama ini sudah dipakai, mungkin oleh data yang diarsipkan. Gunakan nama lain atau aktifkan kembali yang lama."),
    "unknown": _l("Data ini tidak ditemukan lagi. Muat ulang halaman."),
}

SHEET_SENTENCES = {
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


def explain_faults(form: Form, faults: tuple[Fault, ...]) -> None:
    """Say at each field of the form what a use case found wrong."""
    for fault in faults:
        sentence = sentence_for(fault.reason)
        if fault.field in form:
            form.add_error(form[fault.field], sentence)
        else:
            form.form_errors.append(sentence)


def sentence_for(reason: str) -> str:
    if reason == "unknown-kind":
        return _("Pilih salah satu: %(kinds)s.", kinds=", ".join(KINDS))
    return str(SENTENCES.get(reason, _("Isian ini belum benar.")))


def sheet_sentence(fault: SheetFault) -> str:
    """One fault of a sheet, without its row and column."""
    if fault.reason == "wrong-template":
        return _("Judul kolom ini tidak ditemukan: %(headings)s. Gunakan templat yang disediakan.", headings=fault.value)
    if fault.reason == "duplicate":
        return _("Layanan ini sudah ada di baris %(row)s. Hapus salah satunya.", row=fault.other_row)
    if fault.reason == "differs":
        return _("Isi ini berbeda dengan baris %(row)s untuk perangkat daerah yang sama. Samakan.", row=fault.other_row)
    if fault.reason in SHEET_SENTENCES:
        return str(SHEET_SENTENCES[fault.reason])
    return sentence_for(fault.reason)
