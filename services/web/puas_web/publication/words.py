"""Sentences for the states of a document and for what a file turned out to be."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.document_state import DocumentState
from puas_web.publication import file_comparison


class Words(NamedTuple):
    """`kind` chooses colour and shape (good, info, warn, bad); the words say the same without them."""

    kind: str
    title: LazyString
    text: LazyString


DOCUMENT_STATES: dict[DocumentState, Words] = {
    DocumentState.CURRENT: Words(
        "good", _l("Berlaku"),
        _l("Dokumen ini diterbitkan oleh sistem ini dan masih berlaku. Samakan judul dan angkanya dengan dokumen yang Anda pegang."),
    ),
    DocumentState.REPLACED: Words(
        "warn", _l("Sudah diganti"),
        _l("Dokumen ini diterbitkan oleh sistem ini, tetapi sudah ada yang lebih baru. Gunakan yang terbaru."),
    ),
    DocumentState.WITHDRAWN: Words(
        "bad", _l("Ditarik"), _l("Penerbit menarik kembali dokumen ini. Jangan gunakan isinya sebagai rujukan."),
    ),
    DocumentState.DRAFT: Words(
        "info", _l("Draf, bukan dokumen final"),
        _l("Dokumen ini dibuat untuk diperiksa lebih dahulu. Isinya dapat berubah dan belum disahkan siapa pun."),
    ),
    DocumentState.PREPARING: Words("info", _l("Sedang disiapkan"), _l("Silakan buka kembali halaman ini beberapa saat lagi.")),
    DocumentState.FAILED: Words(
        "bad", _l("Tidak pernah selesai dibuat"),
        _l("Bila Anda memegang dokumen dengan nomor ini, dokumen itu bukan dari sistem ini."),
    ),
}  # fmt: skip

COMPARISONS: dict[str, Words] = {
    file_comparison.SAME: Words(
        "good", _l("Berkas ini sama persis dengan yang diterbitkan"), _l("Sidik jarinya sama, jadi tidak satu huruf pun berubah."),
    ),
    "signed-pdf": Words(
        "good", _l("Berkas ini salinan bertanda tangan elektronik dari dokumen ini"),
        _l("Penerbit mengunggahnya ke sini. Hasil pemeriksaan tanda tangannya ada di bawah."),
    ),
    "scanned-pdf": Words(
        "info", _l("Berkas ini pindaian dokumen ini yang disimpan penerbit"),
        _l("Pindaian tidak bertanda tangan elektronik. Samakan angkanya dengan yang tercantum di bawah."),
    ),
    "edited-docx": Words(
        "warn", _l("Berkas ini versi suntingan yang disimpan penerbit"),
        _l("Penerbit menyunting naskahnya setelah dibuat. Samakan angkanya dengan yang tercantum di bawah."),
    ),
    file_comparison.EXTENDED: Words(
        "warn", _l("Berkas ini memuat dokumen ini secara utuh, dengan tambahan sesudahnya"),
        _l("Tambahan itu biasanya tanda tangan elektronik, tetapi dapat juga mengubah yang terlihat. "
           "Salinan ini belum diunggah penerbit; tanyakan kepada penerbit."),
    ),
    file_comparison.DIFFERENT: Words(
        "bad", _l("Berkas ini berbeda dari yang diterbitkan"),
        _l("Mungkin berkasnya disimpan ulang, dipindai, atau diubah. Samakan angkanya satu per satu, atau minta berkas aslinya."),
    ),
}  # fmt: skip
