"""What evidence is of, in words; why a file is none, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain import evidence
from puas.presentation.numbers import roman
from puas_web.picture_words import PICTURE_REFUSALS

SUBJECT_NAMES: Mapping[str, LazyString] = {
    evidence.PERFORMANCE: _l("Penilaian kinerja"),
    evidence.COMPLIANCE: _l("Nilai kepatuhan Ombudsman"),
    evidence.CHECKLIST: _l("Daftar periksa kepatuhan"),
    evidence.STANDARD: _l("Standar pelayanan"),
    evidence.PLEDGE: _l("Maklumat pelayanan"),
    evidence.PROCEDURE: _l("SOP"),
    evidence.MINIMUM_SERVICE: _l("SPM"),
    evidence.COMPLAINTS: _l("Pengaduan"),
    evidence.MALL: _l("Mal pelayanan publik"),
    evidence.INNOVATION: _l("Inovasi"),
    evidence.IMPROVEMENT: _l("Rencana perbaikan"),
}

REFUSALS: Mapping[str, LazyString] = {
    **PICTURE_REFUSALS,
    "not-a-document": _l("Ini bukan dokumen, apa pun namanya. Yang diterima: PDF, DOCX, XLSX, PPTX, JPEG, dan PNG."),
    "too-many-bytes": _l("Berkas ini lebih dari 15 MB. Perkecil atau bagi berkasnya, atau tulis alamat tempatnya disimpan."),
    "broken": _l("Berkas ini rusak atau tidak utuh. Buka dan simpan ulang, lalu unggah kembali."),
    "old-office": _l("Ini berkas Office lama atau berkas berkata sandi. Simpan sebagai DOCX, XLSX, atau PPTX tanpa kata sandi."),
    "locked": _l("Berkas ini berkata sandi, jadi tidak dapat diperiksa. Simpan tanpa kata sandi, lalu unggah kembali."),
    "programs": _l("Berkas ini memuat program (makro atau JavaScript). Simpan tanpa makro, atau cetak menjadi PDF, lalu unggah kembali."),
    "too-large-unpacked": _l("Isi berkas ini terlalu besar setelah dibuka. Perkecil gambar di dalamnya, lalu unggah kembali."),
    "too-many-pages": _l("Dokumen ini terlalu besar untuk diperiksa. Bagi menjadi beberapa berkas."),
    "nothing": _l("Pilih berkas, atau tulis alamatnya."),
    "both": _l("Pilih salah satu: berkas, atau alamat."),
    "title-too-long": _l("Judul paling panjang 200 karakter."),
    "too-long": _l("Alamat paling panjang 500 karakter."),
    "not-https": _l("Tulis alamat yang diawali https://, misalnya https://contoh.go.id/sop.pdf."),
    "not-an-address": _l("Tulis alamat yang lengkap dan dapat dibuka orang lain, misalnya https://contoh.go.id/sop.pdf."),
    "already-there": _l("Bukti yang sama sudah ada di sini."),
    "too-many": _l("Sudah ada 20 bukti di sini. Hapus satu lebih dahulu."),
}
ABOUT_THE_ADDRESS = frozenset({"too-long", "not-https", "not-an-address"})


def part_in_words(subject: str, part: str) -> str:
    """The part as the entry's own page calls it; one nobody named, as it stands."""
    named = _PARTS.get(subject)
    return "" if not part else (named(part) if named else part.replace(":", ", "))


def _quarter(part: str) -> str:
    year, _dash, quarter = part.partition("-")
    return _("Triwulan %(quarter)s %(year)s", quarter=roman(int(quarter)) if quarter in "1234" and quarter else quarter, year=year)


# How a subject's own parts read; a register that names its parts otherwise adds its line.
_PARTS: Mapping[str, Callable[[str], str]] = {
    evidence.PERFORMANCE: lambda part: _("indikator %(code)s", code=part),
    evidence.PROCEDURE: lambda part: _("evaluasi tahun %(year)s", year=part),
    evidence.COMPLAINTS: lambda part: _quarter(part),
}
