"""Certificates in words: what is missing, states, and why one cannot be issued."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.certificate_rule import ATTENDANCE, EVALUATION, EXERCISES, TEST, Achievement, CertificateRule

STATES: dict[str, tuple[LazyString, str]] = {
    "waiting": (_l("sedang dibuat"), ""),
    "pending": (_l("sedang dibuat"), ""),
    "running": (_l("sedang dibuat"), ""),
    "ready": (_l("terbit"), "good"),
    "failed": (_l("gagal dibuat"), "bad"),
    "gone": (_l("terbit"), "good"),
}

REFUSALS: dict[str, LazyString] = {
    "unknown-participant": _l("Peserta ini tidak ada dalam pelatihan ini."),
    "not-begun": _l("Pelatihan ini belum dibuka, jadi belum ada yang dapat diberi sertifikat."),
    "no-signatory": _l("Penanda tangan belum diisi. Isi dahulu di Pengaturan, Surat resmi."),
    "bad-pattern": _l("Pola nomor surat tidak dapat dipakai. Perbaiki dahulu di Pengaturan, Surat resmi."),
    "already-given": _l("Peserta ini sudah mempunyai sertifikat yang berlaku."),
    "not-earned": _l("Peserta ini belum memenuhi syarat. Tulis alasan bila sertifikat tetap diberikan."),
    "too-long": _l("Alasan ini terlalu panjang. Paling banyak 500 karakter."),
    "nobody": _l("Tidak ada peserta yang memenuhi syarat dan belum mempunyai sertifikat."),
}

RULE_REFUSALS: dict[str, LazyString] = {
    ATTENDANCE: _l("Tulis persentase dari 0 sampai 100."),
    TEST: _l("Acara pelatihan ini tidak memuat tes akhir. Isi 0."),
    EXERCISES: _l("Lebih banyak daripada latihan dalam susunan acara."),
    EVALUATION: _l("Acara pelatihan ini tidak memuat evaluasi."),
}


def missing_in_words(name: str, rule: CertificateRule, done: Achievement) -> str:
    """What is missing, with how much there is and how much is asked."""
    if name == ATTENDANCE:
        return _("hadir %(there)s dari %(days)s hari (syarat %(asked)s%%)", there=done.days_attended, days=done.days, asked=rule.attendance)
    if name == TEST:
        if not done.test_length:
            return _("belum mengirim tes akhir (syarat %(asked)s%% benar)", asked=rule.test)
        right, length = done.test_right, done.test_length
        return _("tes akhir %(right)s dari %(length)s benar (syarat %(asked)s%%)", right=right, length=length, asked=rule.test)
    if name == EXERCISES:
        asked = min(rule.exercises, done.exercises)
        return _("latihan selesai %(solved)s dari %(asked)s yang diminta", solved=done.exercises_solved, asked=asked)
    return _("belum mengisi evaluasi")


def rule_in_words(rule: CertificateRule) -> list[str]:
    """What is asked for, part by part; empty where nothing is."""
    parts = (
        (rule.attendance, _("hadir sekurang-kurangnya %(asked)s%% hari pelatihan", asked=rule.attendance)),
        (rule.test, _("tes akhir sekurang-kurangnya %(asked)s%% benar", asked=rule.test)),
        (rule.exercises, _("menyelesaikan sekurang-kurangnya %(asked)s latihan", asked=rule.exercises)),
        (rule.needs_evaluation, _("mengisi evaluasi pelatihan")),
    )
    return [words for asked, words in parts if asked]
