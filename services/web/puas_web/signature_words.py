"""Sentences for signatures and copies, on the desk of those who upload them and on the page of those who check."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.canonical_json import UnreadableRecord
from puas.domain.signed_copy import EDITED_DOCX, SCANNED_PDF, SIGNED_PDF, ContentState, CopyVerdict, SignatureState


class Words(NamedTuple):
    """`kind` chooses colour and shape (good, info, warn, bad)."""

    kind: str
    label: LazyString
    text: LazyString


SIGNATURES: dict[str, Words] = {
    SignatureState.VALID: Words("good", _l("Sah"), _l("Tanda tangan utuh dan sertifikatnya dari penerbit yang dipercaya.")),
    SignatureState.UNPROVEN: Words(
        "info", _l("Utuh, sertifikat belum dapat dipastikan"),
        _l("Tanda tangan utuh, tetapi pengelola sistem ini belum menetapkan penerbit sertifikat yang dipercaya."),
    ),
    SignatureState.UNKNOWN_ISSUER: Words(
        "warn", _l("Penerbit tidak dikenal"), _l("Tanda tangan utuh, tetapi penerbit sertifikatnya tidak termasuk yang dipercaya."),
    ),
    SignatureState.EXPIRED: Words(
        "warn", _l("Sertifikat sudah berakhir"),
        _l("Tanpa cap waktu tepercaya tidak dapat dipastikan bahwa dokumen ditandatangani sebelum sertifikatnya berakhir."),
    ),
    SignatureState.NOT_YET_VALID: Words(
        "warn", _l("Sertifikat belum berlaku"), _l("Masa berlaku sertifikat penanda tangan belum mulai."),
    ),
    SignatureState.REVOKED: Words("bad", _l("Sertifikat dicabut"), _l("Penerbit sudah mencabut sertifikat penanda tangan.")),
    SignatureState.WEAK: Words("bad", _l("Algoritma lemah"), _l("Tanda tangan memakai cara yang sudah dapat dipalsukan.")),
    SignatureState.ALTERED: Words("bad", _l("Diubah sesudahnya"), _l("Dokumen diubah setelah ditandatangani.")),
    SignatureState.BROKEN: Words("bad", _l("Tidak utuh"), _l("Tanda tangan tidak cocok dengan isi berkas.")),
}  # fmt: skip

CONTENTS: dict[str, Words] = {
    ContentState.IDENTICAL: Words(
        "good", _l("Isi sama persis"), _l("Berkas terbitan termuat utuh; sesudahnya hanya ditambahkan tanda tangan."),
    ),
    ContentState.SAME_PAGES: Words(
        "good", _l("Isi sama"), _l("Berkas disimpan ulang oleh program lain; setiap halaman digambar sama."),
    ),
    ContentState.SAME_TEXT: Words(
        "warn", _l("Isi sama menurut teks"), _l("Teks dan gambar setiap halaman sama, tetapi tidak sama per bita. Periksa tampilannya."),
    ),
    ContentState.STAMPED: Words(
        "info", _l("Isi sama, ditambah keterangan tanda tangan"),
        _l("Teks setiap halaman sama; yang ditambahkan hanya kalimat tentang tanda tangan elektronik."),
    ),
    ContentState.NOT_COMPARED: Words("info", _l("Isi tidak dibandingkan otomatis"), _l("Samakan angkanya dengan yang tercatat.")),
}  # fmt: skip

KINDS: dict[str, Words] = {
    SIGNED_PDF: Words("good", _l("PDF bertanda tangan elektronik"), _l("Ditandatangani di luar sistem ini, lalu diunggah.")),
    SCANNED_PDF: Words("info", _l("Pindaian, tanpa tanda tangan elektronik"), _l("Isi pindaian tidak dapat diperiksa otomatis.")),
    EDITED_DOCX: Words("warn", _l("Word suntingan"), _l("Disunting setelah diterbitkan; disimpan di samping naskah aslinya.")),
}


def copy_verdict(plain: object) -> CopyVerdict | None:
    """What the check found, from the row; None where an older version wrote it."""
    try:
        return CopyVerdict.from_plain(plain)
    except UnreadableRecord:
        return None


def init_app(app: Flask) -> None:
    app.add_template_filter(copy_verdict)
    app.add_template_filter(lambda state: SIGNATURES[state], "signature_words")
    app.add_template_filter(lambda state: CONTENTS[state], "content_words")
    app.add_template_filter(lambda kind: KINDS[kind], "copy_words")
