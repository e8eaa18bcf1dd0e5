"""What a notice says in a letter, in Indonesian. On screen the same sentences are the source of the translation; a test compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from puas.domain import notices
from puas.domain.deadlines import SUBMIT
from puas.domain.reporting_scope import reporting_scope
from puas.presentation.dates import long_date
from puas.presentation.numbers import index_number, whole_number

STEP_NAMES = {"submit": "mengirim laporan ke kabupaten/kota", "hand_over": "menyerahkan laporan ke provinsi"}


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A heading of few words, and the whole sentence."""

    title: str
    sentence: str


# The names are the facts of the kind as they are printed; `step` and `scope` in words, `days` and `count` as numbers.
TEXTS: Mapping[str, NoticeText] = {
    notices.REPORT_SUBMITTED: NoticeText(
        "Laporan menunggu pemeriksaan", "%(agency)s mengirim laporan SKM %(label)s. Laporan itu menunggu pemeriksaan Anda."
    ),
    notices.CHANGE_REQUESTED: NoticeText(
        "Laporan perlu diperbaiki", "Laporan SKM %(label)s dari %(agency)s dikembalikan untuk diperbaiki: %(reason)s"
    ),
    notices.REPORT_APPROVED: NoticeText("Laporan disetujui", "Laporan SKM %(label)s dari %(agency)s sudah disetujui."),
    notices.REPORT_PUBLISHED: NoticeText("Hasil dipublikasikan", "Hasil survei %(label)s dari %(agency)s sudah dipublikasikan."),
    notices.REPORT_HANDED_OVER: NoticeText(
        "Laporan diserahkan ke provinsi", "Laporan SKM %(label)s dari %(agency)s sudah diserahkan ke provinsi."
    ),
    notices.CORRECTION_BEGUN: NoticeText(
        "Perbaikan dimulai", "Laporan SKM %(label)s dari %(agency)s dibuka kembali untuk diperbaiki: %(reason)s"
    ),
    notices.DEADLINE_SET: NoticeText("Batas waktu ditetapkan", "%(by)s menetapkan batas waktu %(step)s untuk %(scope)s: %(due_on)s."),
    notices.DEADLINE_REMOVED: NoticeText(
        "Batas waktu dihapus", "%(by)s menghapus batas waktu %(step)s untuk %(scope)s, yang semula %(due_on)s."
    ),
    notices.DEADLINE_NEAR: NoticeText(
        "Batas waktu sudah dekat", "Laporan SKM %(label)s dari %(agency)s belum terkirim. Batas waktunya %(due_on)s, %(days)s hari lagi."
    ),
    notices.DEADLINE_PASSED: NoticeText(
        "Belum lapor", "Laporan SKM %(label)s dari %(agency)s belum terkirim. Batas waktunya %(due_on)s sudah lewat %(days)s hari."
    ),
    notices.OWED_NEAR: NoticeText(
        "Batas waktu sudah dekat",
        "%(count)s laporan %(scope)s belum selesai. Batas waktu %(step)s: %(due_on)s, %(days)s hari lagi.",
    ),
    notices.OWED_PASSED: NoticeText(
        "Belum lapor", "%(count)s laporan %(scope)s belum selesai. Batas waktu %(step)s: %(due_on)s, sudah lewat %(days)s hari."
    ),
    notices.REGENCIES_NEAR: NoticeText(
        "Batas waktu sudah dekat",
        "%(count)s kabupaten/kota belum selesai untuk %(scope)s. Batas waktu %(step)s: %(due_on)s, %(days)s hari lagi.",
    ),
    notices.REGENCIES_PASSED: NoticeText(
        "Kabupaten/kota belum lapor",
        "%(count)s kabupaten/kota belum selesai untuk %(scope)s. Batas waktu %(step)s: %(due_on)s, sudah lewat %(days)s hari.",
    ),
    notices.LETTER_ISSUED: NoticeText(
        "Surat diterbitkan", "%(sender)s menerbitkan %(letter)s nomor %(number)s untuk %(recipient)s. Nomor dokumennya %(document)s."
    ),
    notices.PERFORMANCE_SHEET_WAITING: NoticeText(
        "Formulir kinerja menunggu Anda",
        "Formulir %(form)s penilaian kinerja %(agency)s tahun %(year)s menunggu Anda isi.",
    ),
    notices.PERFORMANCE_SHEET_REOPENED: NoticeText(
        "Formulir kinerja dibuka lagi",
        "Formulir %(form)s penilaian kinerja %(agency)s tahun %(year)s dibuka lagi: %(reason)s",
    ),
    notices.PERFORMANCE_READY: NoticeText(
        "Penilaian kinerja siap divalidasi",
        "Semua evaluator sudah mengirim formulir F-02 untuk %(agency)s tahun %(year)s. Penilaian itu menunggu validasi Anda.",
    ),
    notices.PERFORMANCE_VALIDATED: NoticeText(
        "Penilaian kinerja divalidasi",
        "Indeks kinerja %(agency)s tahun %(year)s: %(index)s, kategori %(category)s (%(label)s).",
    ),
}


def notice_text(kind: str, facts: Mapping[str, str]) -> NoticeText:
    """The notice in words; one of an earlier version, whose kind or facts are others, by its name."""
    text = TEXTS.get(kind)
    if text is None:
        return NoticeText(kind.replace("-", " "), kind.replace("-", " "))
    if not set(notices.KINDS[kind].facts) <= set(facts):
        return NoticeText(text.title, f"{text.title}.")
    return NoticeText(text.title, text.sentence % printed_facts(facts))


def printed_facts(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts as they stand in the sentence."""
    return {name: _PRINTERS.get(name, str)(value) for name, value in facts.items()}


def _step(value: str) -> str:
    return STEP_NAMES.get(value, STEP_NAMES[SUBMIT])


def _scope(value: str) -> str:
    year, _, part = value.partition(":")
    return reporting_scope(int(year), part).window.label


def _day(value: str) -> str:
    return long_date(date.fromisoformat(value))


_PRINTERS = {"step": _step, "scope": _scope, "due_on": _day, "count": whole_number, "days": whole_number, "index": index_number}
