"""Why a version of a document is not accepted, in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.signed_copy import Difference

REFUSALS: dict[str, LazyString] = {
    "empty": _l("Berkas ini kosong."),
    "too-large": _l("Berkas ini lebih dari 25 MB. Simpan dengan ukuran lebih kecil, lalu unggah kembali."),
    "not-pdf": _l("Berkas ini bukan PDF atau DOCX, apa pun namanya."),
    "not-word": _l("Berkas ini bukan dokumen Word (DOCX) yang utuh."),
    "broken": _l("Berkas ini rusak atau terpotong, sehingga tidak dapat dibaca. Unduh kembali dari tempat menandatangani."),
    "encrypted": _l("PDF ini berkata sandi. Simpan salinan tanpa kata sandi, lalu unggah kembali."),
    "too-many-pages": _l("PDF ini lebih dari 2.000 halaman; tidak ada laporan sepanjang itu."),
    "active-content": _l("PDF ini memuat perintah yang berjalan sendiri (%(detail)s), sehingga tidak diterima."),
    "locked-or-old": _l("Berkas Word ini berformat lama (.doc) atau berkata sandi. Simpan ulang sebagai DOCX."),
    "declares-entities": _l("Berkas Word ini memuat bagian yang tidak aman, sehingga tidak diterima."),
    "other-document": _l("Berkas ini bukan dokumen %(number)s melainkan dokumen lain (%(detail)s)."),
    "different": _l("Isi berkas ini berbeda dari dokumen %(number)s yang diterbitkan, sehingga tidak diterima."),
    "not-signed": _l("Berkas ini terbitan kami yang belum ditandatangani. Tandatangani dahulu, lalu unggah hasilnya."),
    "not-edited": _l("Berkas Word ini sama persis dengan yang diterbitkan; tidak ada suntingan untuk disimpan."),
    "broken-signature": _l("Tanda tangan %(detail)s tidak cocok dengan isi berkas: berkas berubah atau rusak setelah ditandatangani."),
    "altered-after-signing": _l("Dokumen ini diubah setelah ditandatangani %(detail)s, sehingga tidak diterima."),
    "nothing-to-compare-with": _l(
        "Berkas terbitan kami sudah dihapus, dan berkas ini tidak memuatnya secara utuh, sehingga isinya tidak dapat dicocokkan."
    ),
    "already-there": _l("Berkas ini sudah ada di sini."),
    "too-many": _l("Paling banyak 20 berkas untuk satu dokumen. Hapus yang tidak dipakai."),
    "draft": _l("Draf tidak ditandatangani. Terbitkan laporan final lebih dahulu."),
    "withdrawn": _l("Dokumen ini sudah ditarik."),
    "not-published": _l("Dokumen ini belum selesai dibuat."),
    "unknown": _l("Dokumen ini tidak ditandatangani."),
}


def refusal_words(reason: str, *, number: str, detail: str) -> str:
    """The sentence at the field; a reason that is new to this page says that the file cannot be read."""
    return str(REFUSALS.get(reason, REFUSALS["broken"])) % {"number": number, "detail": detail or _("tanpa nama")}


def difference_words(each: Difference) -> str:
    """One place where a copy says something else."""
    page = _("Halaman %(page)s", page=each.page)
    sentences = {
        "pages": _("Jumlah halaman berbeda: %(detail)s.", detail=each.detail),
        "text-missing": _("%(page)s: hilang “%(detail)s”.", page=page, detail=each.detail),
        "text-added": _("%(page)s: bertambah “%(detail)s”.", page=page, detail=each.detail),
        "pictures": _("%(page)s: gambarnya lain (%(detail)s).", page=page, detail=each.detail),
        "notes": _("%(page)s: ada catatan di atas halaman (%(detail)s).", page=page, detail=each.detail),
    }
    return sentences[each.kind]
