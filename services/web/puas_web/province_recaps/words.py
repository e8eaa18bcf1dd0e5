"""Sentences of the pages about a province's recap."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.document_source import PROVINCE_BRIEF, PROVINCE_FIGURES, PROVINCE_RECAP, PROVINCE_SLIDES
from puas.domain.province_result import HANDED_OVER, NOT_ON_BOARD, NOT_PUBLISHED, NOT_SURVEYED, PARTLY, PUBLISHED
from puas_web.offered_documents import Offer

STATES: dict[str, tuple[LazyString, str]] = {
    HANDED_OVER: (_l("sudah menyerahkan semua hasil"), "good"),
    PARTLY: (_l("baru menyerahkan sebagian"), "warn"),
    PUBLISHED: (_l("sudah menerbitkan, belum menyerahkan"), "warn"),
    NOT_PUBLISHED: (_l("belum menerbitkan hasil"), "bad"),
    NOT_SURVEYED: (_l("belum ada survei"), "bad"),
    NOT_ON_BOARD: (_l("belum bergabung"), "plain"),
}
"""Label and kind of tag of each state."""

DOCUMENTS: tuple[Offer, ...] = (
    Offer(
        "rekap", PROVINCE_RECAP, _l("Rekap lengkap"),
        _l("Semua kabupaten/kota dengan selang kepercayaannya, pelaporan, unsur, perangkat daerah sejenis, tren, dan tindak lanjut."),
        "PDF, Word, Excel",
    ),
    Offer(
        "ringkasan", PROVINCE_BRIEF, _l("Ringkasan satu halaman"),
        _l("Untuk Gubernur atau Sekda: indeks, yang terkuat dan terlemah, yang terlambat, dan yang perlu diputuskan."),
        "PDF, Word",
    ),
    Offer(
        "paparan", PROVINCE_SLIDES, _l("Paparan evaluasi"),
        _l("Salindia untuk rapat dengan kabupaten/kota, dengan grafik yang dapat disunting dan catatan pembicara."),
        "PowerPoint",
    ),
    Offer(
        "angka", PROVINCE_FIGURES, _l("Seluruh angka"),
        _l("Setiap kabupaten/kota, perangkat daerah, dan layanan yang diterbitkan, dengan unsur, status pelaporan, dan rencana."),
        "Excel, CSV",
    ),
)  # fmt: skip

# What a format is for, where the words for reports do not fit.
FORMAT_USES: dict[tuple[str, str], LazyString] = {
    (PROVINCE_RECAP, "pdf"): _l("untuk dicetak, ditandatangani, dan dibagikan"),
    (PROVINCE_RECAP, "docx"): _l("untuk disunting lebih lanjut"),
    (PROVINCE_RECAP, "xlsx"): _l("rata-rata provinsi sebagai rumus atas angka yang diterbitkan"),
    (PROVINCE_BRIEF, "pdf"): _l("satu halaman, untuk dicetak"),
    (PROVINCE_BRIEF, "docx"): _l("untuk disunting lebih lanjut"),
    (PROVINCE_SLIDES, "pptx"): _l("untuk dipaparkan, dengan catatan pembicara"),
    (PROVINCE_FIGURES, "xlsx"): _l("tujuh lembar yang dapat disaring"),
    (PROVINCE_FIGURES, "csv"): _l("satu baris per unit, untuk program lain"),
}

REQUEST_REFUSALS: dict[str, LazyString] = {
    "nothing_published": _l(
        "Belum ada kabupaten/kota yang menerbitkan hasil dalam cakupan ini, sehingga belum ada yang dapat direkap."
    ),
}
