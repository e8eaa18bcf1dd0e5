"""Words for the standing of an exercise and for refusals."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

STATE_TAGS: dict[str, tuple[LazyString, str]] = {
    "begun": (_l("sedang dikerjakan"), "warn"),
    "tried": (_l("belum semua benar"), "warn"),
    "solved": (_l("selesai"), "good"),
    "shown": (_l("pembahasan dibuka"), "plain"),
}
"""Label and kind of tag: each kind has a mark of its own, so that nothing hangs on colour."""

REFUSALS: dict[str, LazyString] = {
    "session-closed": _l("Pelatihan ini tidak sedang berlangsung, jadi jawaban tidak dapat dikirim. Isian Anda masih ada di bawah."),
    "not-on-agenda": _l("Latihan ini tidak ada dalam susunan acara pelatihan Anda, jadi jawabannya tidak dinilai."),
    "step-closed": _l("Latihan ini sedang ditutup oleh pelatih. Isian Anda masih ada di bawah; kirim lagi setelah dibuka."),
    "nothing-to-ask": _l("Kantor latihan Anda belum mempunyai hasil survei yang dapat ditanyakan."),
    "not-begun": _l("Mulai dulu latihannya, lalu buka pembahasannya."),
    "too-early": _l("Pembahasan dapat dibuka setelah tiga kali mencoba, atau bila pelatih membukanya."),
}

CLOSED_WORDS: dict[str, LazyString] = {
    "session-closed": _l("Pelatihan ini tidak sedang berlangsung. Anda masih dapat membaca latihan dan berlatih dengan angka lain."),
    "not-on-agenda": _l("Latihan ini tidak ada dalam susunan acara. Anda tetap dapat berlatih tanpa nilai."),
    "step-closed": _l("Latihan ini belum dibuka atau sudah ditutup oleh pelatih. Tunggu sampai pelatih membukanya."),
}

PAGES: dict[str, tuple[str, LazyString]] = {
    "close": ("surveys.close_period", _l("Tutup survei")),
    "worksheet": ("worksheets.of_period", _l("Buka kertas kerja")),
    "plan": ("followups.edit", _l("Tulis rencana")),
    "report": ("reports.show_period", _l("Buka meja laporan")),
    "proof": ("reports.check", _l("Baca hasil pemeriksaan")),
    "submission": ("submissions.show", _l("Kirim laporan")),
}
"""Where something is done that an exercise asks for: the page, and what its button says."""
