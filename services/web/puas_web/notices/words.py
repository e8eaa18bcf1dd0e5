"""Notices in the reader's language. The Indonesian sentences are those of `puas.presentation.notice_texts`; a test compares them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain import notices
from puas.presentation.dates import long_date
from puas.presentation.numbers import index_number, whole_number
from puas_web.deadline_words import STEPS, scope_in_words
from puas_web.layout import page_language

_NEAR = _l("Batas waktu sudah dekat")

# Kind → heading, sentence, and how urgent it is: bad, warn, good or nothing.
WORDS: Mapping[str, tuple[LazyString, LazyString, str]] = {
    notices.REPORT_SUBMITTED: (
        _l("Laporan menunggu pemeriksaan"),
        _l("%(agency)s mengirim laporan SKM %(label)s. Laporan itu menunggu pemeriksaan Anda."),
        "",
    ),
    notices.CHANGE_REQUESTED: (
        _l("Laporan perlu diperbaiki"),
        _l("Laporan SKM %(label)s dari %(agency)s dikembalikan untuk diperbaiki: %(reason)s"),
        "warn",
    ),
    notices.REPORT_APPROVED: (_l("Laporan disetujui"), _l("Laporan SKM %(label)s dari %(agency)s sudah disetujui."), "good"),
    notices.REPORT_PUBLISHED: (_l("Hasil dipublikasikan"), _l("Hasil survei %(label)s dari %(agency)s sudah dipublikasikan."), "good"),
    notices.REPORT_HANDED_OVER: (
        _l("Laporan diserahkan ke provinsi"),
        _l("Laporan SKM %(label)s dari %(agency)s sudah diserahkan ke provinsi."),
        "good",
    ),
    notices.CORRECTION_BEGUN: (
        _l("Perbaikan dimulai"),
        _l("Laporan SKM %(label)s dari %(agency)s dibuka kembali untuk diperbaiki: %(reason)s"),
        "warn",
    ),
    notices.DEADLINE_SET: (_l("Batas waktu ditetapkan"), _l("%(by)s menetapkan batas waktu %(step)s untuk %(scope)s: %(due_on)s."), ""),
    notices.DEADLINE_REMOVED: (
        _l("Batas waktu dihapus"),
        _l("%(by)s menghapus batas waktu %(step)s untuk %(scope)s, yang semula %(due_on)s."),
        "",
    ),
    notices.DEADLINE_NEAR: (
        _NEAR,
        _l("Laporan SKM %(label)s dari %(agency)s belum terkirim. Batas waktunya %(due_on)s, %(days)s hari lagi."),
        "warn",
    ),
    notices.DEADLINE_PASSED: (
        _l("Belum lapor"),
        _l("Laporan SKM %(label)s dari %(agency)s belum terkirim. Batas waktunya %(due_on)s sudah lewat %(days)s hari."),
        "bad",
    ),
    notices.OWED_NEAR: (
        _NEAR,
        _l("%(count)s laporan %(scope)s belum selesai. Batas waktu %(step)s: %(due_on)s, %(days)s hari lagi."),
        "warn",
    ),
    notices.OWED_PASSED: (
        _l("Belum lapor"),
        _l("%(count)s laporan %(scope)s belum selesai. Batas waktu %(step)s: %(due_on)s, sudah lewat %(days)s hari."),
        "bad",
    ),
    notices.REGENCIES_NEAR: (
        _NEAR,
        _l("%(count)s kabupaten/kota belum selesai untuk %(scope)s. Batas waktu %(step)s: %(due_on)s, %(days)s hari lagi."),
        "warn",
    ),
    notices.REGENCIES_PASSED: (
        _l("Kabupaten/kota belum lapor"),
        _l("%(count)s kabupaten/kota belum selesai untuk %(scope)s. Batas waktu %(step)s: %(due_on)s, sudah lewat %(days)s hari."),
        "bad",
    ),
    notices.LETTER_ISSUED: (
        _l("Surat diterbitkan"),
        _l("%(sender)s menerbitkan %(letter)s nomor %(number)s untuk %(recipient)s. Nomor dokumennya %(document)s."),
        "",
    ),
    notices.PERFORMANCE_SHEET_WAITING: (
        _l("Formulir kinerja menunggu Anda"),
        _l("Formulir %(form)s penilaian kinerja %(agency)s tahun %(year)s menunggu Anda isi."),
        "",
    ),
    notices.PERFORMANCE_SHEET_REOPENED: (
        _l("Formulir kinerja dibuka lagi"),
        _l("Formulir %(form)s penilaian kinerja %(agency)s tahun %(year)s dibuka lagi: %(reason)s"),
        "warn",
    ),
    notices.PERFORMANCE_READY: (
        _l("Penilaian kinerja siap divalidasi"),
        _l("Semua evaluator sudah mengirim formulir F-02 untuk %(agency)s tahun %(year)s. Penilaian itu menunggu validasi Anda."),
        "",
    ),
    notices.PERFORMANCE_VALIDATED: (
        _l("Penilaian kinerja divalidasi"),
        _l("Indeks kinerja %(agency)s tahun %(year)s: %(index)s, kategori %(category)s (%(label)s)."),
        "good",
    ),
}

# Facts that are words of ours, not names.
_LETTERS: Mapping[str, LazyString] = {
    "surat penghargaan": _l("surat penghargaan"), "surat pengingat": _l("surat pengingat"), "piagam penghargaan": _l("piagam penghargaan"),
}  # fmt: skip


def notice_in_words(kind: str, facts: Mapping[str, str]) -> tuple[str, str, str]:
    """Heading, sentence and urgency; a kind of an earlier version by its name, one that was told with other facts by its heading."""
    found = WORDS.get(kind)
    if found is None:
        return kind.replace("-", " "), kind.replace("-", " "), ""
    title, sentence, urgency = found
    if not set(notices.KINDS[kind].facts) <= set(facts):
        return str(title), str(title), urgency
    return str(title), str(sentence) % {name: _PRINTERS.get(name, str)(value) for name, value in facts.items()}, urgency


def _scope(value: str) -> str:
    year, _separator, part = value.partition(":")
    return scope_in_words(int(year), part)


_PRINTERS = {
    "step": lambda value: str(STEPS.get(value, value)),
    "scope": _scope,
    "due_on": lambda value: long_date(date.fromisoformat(value), page_language()),
    "count": lambda value: whole_number(value, page_language()),
    "days": lambda value: whole_number(value, page_language()),
    "index": lambda value: index_number(value, page_language()),
    "letter": lambda value: str(_LETTERS.get(value, value)),
}
