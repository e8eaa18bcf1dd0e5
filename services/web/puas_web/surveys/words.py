"""Words for what happens to a period."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.usecases.open_survey_periods import Opening

_PHASES = {
    "running": (_l("Berjalan"), "good"),
    "upcoming": (_l("Belum mulai"), ""),
    "over": (_l("Sudah lewat, belum ditutup"), "warn"),
    "closed": (_l("Ditutup"), "plain"),
}

_CHANNELS = {
    "sticker": _l("Stiker QR"),
    "poster": _l("Poster QR"),
    "link": _l("Tautan"),
    "kiosk": _l("Kios"),
    "paper": _l("Formulir kertas"),
    "api": _l("Aplikasi lain"),
}

_REFUSALS = {
    "none-chosen": _l("Pilih paling sedikit satu perangkat daerah."),
    "unknown-agency": _l("Ada perangkat daerah yang tidak ditemukan lagi. Muat ulang halaman, lalu pilih kembali."),
    "already-over": _l("Tanggal selesainya sudah lewat, sehingga tidak ada lagi warga yang dapat menjawab. Pilih tanggal lain."),
    "too-far-ahead": _l("Mulainya lebih dari setahun lagi. Bukalah bila waktunya sudah dekat."),
    "unusable-wording": _l("Kalimat pertanyaan tidak dapat dipakai."),
}


def phase_words(phase: str) -> tuple[str, str]:
    """A phase in words, and the kind of its tag."""
    words, kind = _PHASES[phase]
    return str(words), kind


def channel_name(channel: str) -> str:
    """How an answer came in, in words."""
    return str(_CHANNELS.get(channel, channel))


def refusal_sentence(reason: str) -> str:
    """Why no period could be opened at all."""
    return str(_REFUSALS[reason])


def outcome_sentence(outcome: Opening) -> str:
    """What became of one agency."""
    if outcome.period is not None:
        return _("Dibuka; sampel %(count)s responden.", count=outcome.period.sample_target)
    if outcome.reason == "overlaps":
        return _("Tidak dibuka: tanggalnya bertumpuk dengan %(labels)s.", labels=", ".join(outcome.overlapping))
    if outcome.reason == "no-services":
        return _("Tidak dibuka: belum ada jenis layanan.")
    return _("Tidak dibuka: perangkat daerah ini diarsipkan.")
