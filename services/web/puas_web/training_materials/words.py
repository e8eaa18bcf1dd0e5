"""Sentences of the page of materials."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.document_source import (
    TRAINING_CARDS,
    TRAINING_GUIDE,
    TRAINING_HANDBOOK,
    TRAINING_KIT,
    TRAINING_POSTERS,
    TRAINING_SLIDES,
    TRAINING_WORKSHEETS,
)


@dataclass(frozen=True, slots=True)
class MaterialWords:
    """A material as the page offers it; `word` stands in the address."""

    word: str
    document: str
    name: LazyString
    purpose: LazyString
    formats: str


MATERIALS: tuple[MaterialWords, ...] = (
    MaterialWords(
        "paparan", TRAINING_SLIDES, _l("Paparan"),
        _l("Slide sepanjang acara ini, dengan catatan pembicara, pertanyaan untuk ruangan, dan grafik yang dapat disunting."),
        "PowerPoint",
    ),
    MaterialWords(
        "panduan-pelatih", TRAINING_GUIDE, _l("Panduan pelatih"),
        _l("Menit demi menit: apa yang disiapkan, apa yang sering macet, dan jawaban setiap latihan."),
        "PDF, Word",
    ),
    MaterialWords(
        "buku-pegangan", TRAINING_HANDBOOK, _l("Buku pegangan peserta"),
        _l("Isi pelatihan untuk dibaca kembali: contoh hitungan lengkap, istilah, daftar periksa, dan formulir kosong."),
        "PDF, Word",
    ),
    MaterialWords(
        "lembar-latihan", TRAINING_WORKSHEETS, _l("Lembar latihan"),
        _l("Soal dengan angka setiap nomor peserta; satu berkas tanpa jawaban, satu lagi dengan rumus dan jawaban untuk pelatih."),
        "Excel",
    ),
    MaterialWords(
        "poster", TRAINING_POSTERS, _l("Poster loket"),
        _l("Untuk dipasang di tempat layanan: cara menjawab, suara Anda berarti, unsur yang dinilai, dan saluran pengaduan."),
        "PDF A4, PDF A3",
    ),
    MaterialWords(
        "kartu", TRAINING_CARDS, _l("Kartu saku"),
        _l("Satu kartu untuk setiap peran, empat kartu per lembar, siap dipotong."),
        "PDF",
    ),
    MaterialWords(
        "paket", TRAINING_KIT, _l("Paket pelatih"),
        _l("Semua bahan di atas dalam satu arsip, untuk pelatih berikutnya atau tempat tanpa internet."),
        "ZIP",
    ),
)  # fmt: skip

FORMATS: dict[str, LazyString] = {
    "pdf": _l("PDF, untuk dicetak"),
    "docx": _l("Word, untuk disunting"),
    "pptx": _l("PowerPoint"),
    "zip": _l("Arsip ZIP"),
    "peserta.xlsx": _l("Excel untuk peserta, tanpa jawaban"),
    "pelatih.xlsx": _l("Excel untuk pelatih, dengan jawaban"),
    "a4.pdf": _l("PDF ukuran A4"),
    "a3.pdf": _l("PDF ukuran A3"),
}

REFUSALS: dict[str, LazyString] = {
    "no-agenda": _l("Pelatihan ini belum mempunyai susunan acara. Susun acaranya lebih dahulu."),
    "unknown-seat": _l("Nomor peserta ini tidak ada. Isi nomor dari 1 sampai jumlah peserta, atau kosongkan untuk semua."),
}
