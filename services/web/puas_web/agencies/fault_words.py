"""What is wrong with a field or a cell, and what would be right, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.agency_details import KINDS, Fault
from puas.domain.agency_owners import ENTERPRISE, OTHER, OWN, PROVINCE, VERTICAL
from puas.domain.agency_sheet import SheetFault
from puas_web.contact_words import CONTACT_FAULTS
from puas_web.forms import Form
from puas_web.sheet_words import CELL_SENTENCES, whole_sheet_sentence

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

OWNER_NAMES = {
    OWN: _l("Kabupaten atau kota ini"),
    VERTICAL: _l("Instansi vertikal"),
    PROVINCE: _l("Provinsi"),
    ENTERPRISE: _l("BUMN, BUMD, atau swasta"),
    OTHER: _l("Instansi lain"),
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
    "owner": _l("Pemilik"),
    "owner_name": _l("Nama pemilik"),
    "population": _l("Pengguna per tahun"),
    "is_free": _l("Gratis"),
    "is_online": _l("Daring"),
}

# What would be right, by the reason of a fault.
SENTENCES = {
    **CELL_SENTENCES,
    **CONTACT_FAULTS,
    "not-18-digits": _l("NIP terdiri atas tepat 18 angka, misalnya 196501011990031005."),
    "lost-digits": _l("Excel menyimpan NIP ini sebagai bilangan sehingga angkanya berubah. Jadikan selnya Teks, lalu ketik ulang."),
    "outside-the-scale": _l("Target ditulis pada skala NIK, yaitu 25 sampai 100, misalnya 81,75."),
    "not-a-whole-number": _l("Tulis jumlah orang sebagai bilangan bulat tanpa huruf, misalnya 1163."),
    "negative": _l("Jumlah pengguna tidak boleh kurang dari nol."),
    "too-large": _l("Jumlah pengguna ini terlalu besar. Periksa kembali angkanya."),
    "unknown-owner": _l("Tulis kabupaten/kota, vertikal, provinsi, BUMN, BUMD, atau lainnya."),
    "own-agency": _l("Isi hanya bila pemiliknya instansi lain, atau ganti pilihan pada Pemilik."),
    "surveyed-already": _l(
        "Yang sudah pernah disurvei tidak dapat dipindahkan ke dalam atau ke luar hitungan kabupaten atau kota. "
        "Tambahkan sebagai perangkat daerah baru."
    ),
    "in-use": _l("Nama ini sudah dipakai, mungkin oleh data yang diarsipkan. Gunakan nama lain atau aktifkan kembali yang lama."),
    "unknown": _l("Data ini tidak ditemukan lagi. Muat ulang halaman."),
}


def owner_words(owner: str, owner_name: str = "") -> str:
    """Whose an agency is: the owner's own name where it is known, with its kind."""
    kind = str(OWNER_NAMES.get(owner, owner))
    return f"{owner_name} ({kind})" if owner_name else kind


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
    if fault.reason == "duplicate":
        return _("Layanan ini sudah ada di baris %(row)s. Hapus salah satunya.", row=fault.other_row)
    if fault.reason == "differs":
        return _("Isi ini berbeda dengan baris %(row)s untuk perangkat daerah yang sama. Samakan.", row=fault.other_row)
    return whole_sheet_sentence(fault) or sentence_for(fault.reason)
