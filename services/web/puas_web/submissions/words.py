"""Words for states, steps and refusals on the way of a report."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.deadlines import OVER, SETTLED, Obligation
from puas.domain.submission_standing import UnableToTakeStep
from puas.domain.submission_workflow import (
    ANALYSED,
    APPROVED,
    CHANGE_REQUESTED,
    CLOSED,
    COLLECTING,
    HANDED_OVER,
    PUBLISHED,
    SUBMITTED,
)
from puas.presentation.dates import date_time, long_date
from puas.presentation.numbers import whole_number
from puas_web.deadline_words import phase_in_words
from puas_web.layout import page_language, page_zone

STATES: Mapping[str, tuple[LazyString, str]] = {
    COLLECTING: (_l("Mengumpulkan jawaban"), ""),
    CLOSED: (_l("Survei ditutup"), "warn"),
    ANALYSED: (_l("Laporan final dibuat"), "warn"),
    SUBMITTED: (_l("Dikirim, menunggu diperiksa"), "warn"),
    CHANGE_REQUESTED: (_l("Perlu diperbaiki"), "bad"),
    APPROVED: (_l("Disetujui, belum diumumkan"), "warn"),
    PUBLISHED: (_l("Diumumkan"), "good"),
    HANDED_OVER: (_l("Diserahkan ke provinsi"), "good"),
}
"""Label and kind of tag."""

SHORT_STATES: Mapping[str, LazyString] = {
    COLLECTING: _l("berjalan"),
    CLOSED: _l("ditutup"),
    ANALYSED: _l("dianalisis"),
    SUBMITTED: _l("dikirim"),
    CHANGE_REQUESTED: _l("diperbaiki"),
    APPROVED: _l("disetujui"),
    PUBLISHED: _l("diumumkan"),
    HANDED_OVER: _l("diserahkan"),
}
"""For the strip above the list, after a number."""

STATE_SLUGS: Mapping[str, str] = {
    "berjalan": COLLECTING,
    "ditutup": CLOSED,
    "dianalisis": ANALYSED,
    "dikirim": SUBMITTED,
    "diperbaiki": CHANGE_REQUESTED,
    "disetujui": APPROVED,
    "diumumkan": PUBLISHED,
    "diserahkan": HANDED_OVER,
}
"""How addresses call them."""

PATH_NAMES: Mapping[str, LazyString] = {
    COLLECTING: _l("Mengumpulkan jawaban"),
    CLOSED: _l("Survei ditutup, hasil ditetapkan"),
    ANALYSED: _l("Laporan final dibuat"),
    SUBMITTED: _l("Dikirim ke kabupaten/kota"),
    CHANGE_REQUESTED: _l("Perbaikan diminta"),
    APPROVED: _l("Disetujui"),
    PUBLISHED: _l("Diumumkan"),
    HANDED_OVER: _l("Diserahkan ke provinsi"),
}

STEPS: Mapping[str, LazyString] = {
    "close": _l("Survei ditutup"),
    "analyse": _l("Laporan final dibuat"),
    "submit": _l("Laporan dikirim"),
    "take_back": _l("Laporan ditarik kembali"),
    "request_change": _l("Perbaikan diminta"),
    "approve": _l("Laporan disetujui"),
    "publish": _l("Hasil diumumkan"),
    "hand_over": _l("Hasil diserahkan ke provinsi"),
    "correct": _l("Koreksi dimulai"),
}

_DONE_BY: Mapping[str, LazyString] = {
    "close": _l("survei ini ditutup"),
    "analyse": _l("laporan finalnya dibuat"),
    "submit": _l("laporan ini dikirim"),
    "take_back": _l("laporan ini ditarik kembali"),
    "request_change": _l("perbaikan laporan ini diminta"),
    "approve": _l("laporan ini disetujui"),
    "publish": _l("hasil ini diumumkan"),
    "hand_over": _l("hasil ini diserahkan ke provinsi"),
    "correct": _l("koreksi laporan ini dimulai"),
}

REFUSALS: Mapping[str, LazyString] = {
    "unknown-period": _l("Periode itu tidak ditemukan."),
    "no-final-report": _l("Laporan finalnya belum ada. Buat laporan final lebih dahulu."),
    "report-not-ready": _l("Laporan final masih dibuat. Tunggu sebentar, lalu kirim."),
    "report-outdated": _l("Laporan final ini dibuat dari hasil yang sudah diganti. Buat laporan final yang baru."),
    "report-before-change": _l("Laporan final ini dibuat sebelum laporan dikembalikan. Buat laporan final yang baru."),
    "remarks-open": _l("Masih ada catatan pemeriksa yang belum dijawab."),
    "no-remarks": _l("Tulis paling sedikit satu catatan, supaya perangkat daerah tahu apa yang harus diperbaiki."),
    "unknown-chapter": _l("Bab itu tidak ada dalam laporan ini."),
    "too-long": _l("Tulisan ini terlalu panjang."),
    "no-reason": _l("Tulis alasan koreksi."),
    "own-submission": _l("Anda sendiri yang mengirim laporan ini. Mintalah rekan Anda untuk memeriksa dan menyetujuinya."),
    "own-report": _l("Anda sendiri yang membuat laporan final ini. Mintalah rekan Anda untuk memeriksa dan menyetujuinya."),
    "report-withdrawn": _l("Dokumen laporan ini sudah ditarik. Minta perbaikan, supaya laporan final yang baru dibuat."),
    "none-chosen": _l("Pilih paling sedikit satu laporan."),
    "no-province": _l("Ruang kerja ini tidak berada di bawah provinsi mana pun, jadi tidak ada yang menerima hasilnya."),
    "sealed": _l("Jawaban periode ini sudah dihapus sesuai masa simpannya, jadi jawaban terlambat tidak dapat dihitung lagi."),
    "with-regency": _l("Laporan ini sudah dikirim, jadi catatannya tidak dijawab lagi."),
    "no-answer": _l("Tulis jawaban Anda."),
    "unknown-remark": _l("Catatan itu tidak ditemukan."),
}


def refusal_in_words(refused: UnableToTakeStep) -> str:
    """Why a step was not taken: who was faster and with what, or what is missing."""
    if refused.reason not in ("wrong-state", "changed-meanwhile"):
        return str(REFUSALS[refused.reason])
    if refused.last is None:
        return _("Langkah ini tidak dapat diambil sekarang. Muat ulang halaman ini.")
    facts = {
        "what": str(_DONE_BY[refused.last.step]), "who": refused.last.by, "when": date_time(refused.last.at, page_zone(), page_language()),
    }  # fmt: skip
    if not refused.last.by:
        return _("Langkah ini tidak diambil: %(what)s secara otomatis pada %(when)s.", **facts)
    return _("Langkah ini tidak diambil: %(what)s oleh %(who)s pada %(when)s. Periksa keadaannya, lalu coba lagi bila perlu.", **facts)


def deadline_in_words(owed: Obligation) -> str:
    """Where a report stands towards its deadline; that it is missing is said by a tag beside it."""
    if owed.due is None:
        count = whole_number(owed.days, page_language())
        return _("periode berakhir %(count)s hari yang lalu", count=count) if owed.phase == OVER else _("belum ditetapkan")
    day = long_date(owed.due.due_on, page_language())
    return day if owed.phase == SETTLED else f"{day}, {phase_in_words(owed.phase, owed.days)}"


def refusals_of_many(refused: tuple[UnableToTakeStep, ...]) -> list[str]:
    """One sentence for each, with the agency's name in front."""
    return [
        f"{each.standing.agency_name}, {each.standing.label}: {refusal_in_words(each)}" if each.standing else refusal_in_words(each)
        for each in refused
    ]
