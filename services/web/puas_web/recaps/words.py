"""Sentences of the pages about a regency's recap."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.document_source import EVALUATION_SLIDES, REGENCY_BRIEF, REGENCY_RECAP
from puas.domain.recap_snapshot import HAS_RESULT, NEVER_SURVEYED, NO_ANSWERS, NO_INDEX, STILL_OPEN
from puas_web.offered_documents import Offer

STATES: dict[str, tuple[LazyString, str]] = {
    HAS_RESULT: (_l("sudah ada hasil"), "good"),
    STILL_OPEN: (_l("survei masih berjalan"), "warn"),
    NO_ANSWERS: (_l("tidak ada jawaban"), "bad"),
    NO_INDEX: (_l("ada unsur yang tidak dijawab"), "bad"),
    NEVER_SURVEYED: (_l("belum disurvei"), "bad"),
}
"""Label and kind of tag of each state."""

DOCUMENTS: tuple[Offer, ...] = (
    Offer(
        "rekap", REGENCY_RECAP, _l("Rekap lengkap"),
        _l("Semua perangkat daerah, kedua cara hitung, unsur, tren, dan tindak lanjut; untuk ditandatangani dan disampaikan."),
        "PDF, Word, Excel",
    ),
    Offer(
        "ringkasan", REGENCY_BRIEF, _l("Ringkasan satu halaman"),
        _l("Untuk kepala daerah: indeks dan sebabnya, yang terkuat dan terlemah, janji, dan yang perlu diputuskan."),
        "PDF, Word",
    ),
    Offer(
        "paparan", EVALUATION_SLIDES, _l("Paparan evaluasi"),
        _l("Salindia untuk rapat evaluasi, dengan grafik yang dapat disunting dan catatan pembicara."),
        "PowerPoint",
    ),
)  # fmt: skip

REQUEST_REFUSALS: dict[str, LazyString] = {
    "no_periods": _l("Belum ada periode survei dalam cakupan ini, sehingga tidak ada yang dapat direkap."),
    "no_results": _l("Belum ada perangkat daerah yang memiliki indeks dalam cakupan ini. Dokumen dibuat setelah ada jawaban."),
}
