"""Words for standings, choices and refusals of follow-up plans."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.followup_plan import CARRIED, DONE, IN_PROGRESS, OVERDUE, PLANNED, Counts, Due
from puas.presentation.dates import due_time
from puas.presentation.numbers import whole_number
from puas_web.layout import page_language

STANDING_TAGS: dict[str, tuple[LazyString, str]] = {
    OVERDUE: (_l("terlambat"), "bad"),
    IN_PROGRESS: (_l("berjalan"), "warn"),
    PLANNED: (_l("belum mulai"), ""),
    DONE: (_l("selesai"), "good"),
    CARRIED: (_l("dibawa ke rencana berikutnya"), "plain"),
}
"""Label and kind of tag: each kind has a mark of its own, so that nothing hangs on colour."""

STANDING_SLUGS: dict[str, str] = {
    "terlambat": OVERDUE,
    "berjalan": IN_PROGRESS,
    "belum-mulai": PLANNED,
    "selesai": DONE,
    "dibawa": CARRIED,
}
"""How addresses call them."""

STATE_CHOICES: tuple[tuple[str, LazyString], ...] = (
    (DONE, _l("Sudah selesai")),
    (IN_PROGRESS, _l("Sedang berjalan")),
    (PLANNED, _l("Belum dimulai")),
)

PLAN_REFUSALS: dict[str, LazyString] = {
    "too-many": _l("Paling banyak 40 rencana untuk satu periode."),
    "too-long": _l("Ada rencana yang terlalu panjang. Paling banyak 2.000 karakter."),
    "unknown-unsur": _l("Pilih unsur untuk setiap rencana."),
    "with-regency": _l("Laporan periode ini sudah dikirim, jadi rencananya tidak dapat diubah. Kemajuannya tetap dapat dicatat."),
    "changed-meanwhile": _l("Orang lain baru saja menyimpan rencana ini. Tulisan Anda masih ada di bawah; periksa, lalu simpan lagi."),
}

PROGRESS_REFUSALS: dict[str, LazyString] = {
    "too-long": _l("Tulisan ini terlalu panjang. Paling banyak 2.000 karakter dan 20 dokumen."),
    "changed-meanwhile": _l("Orang lain baru saja mencatat kemajuan ini. Tulisan Anda masih ada di bawah; gabungkan, lalu simpan lagi."),
}

CARRY_REFUSALS: dict[str, LazyString] = {
    "with-regency": _l("Laporan periode ini sudah dikirim, jadi rencananya tidak dapat diubah."),
    "unknown-item": _l("Rencana itu sudah selesai, atau sudah dibawa ke rencana lain."),
    "too-many": _l("Paling banyak 40 rencana untuk satu periode."),
}


def due_in_words(due: Due | None) -> str:
    """`Maret 2026`, `Triwulan I 2026`, or a dash."""
    return "\N{EN DASH}" if due is None else due_time(due, page_language())


def counts_in_words(counts: Counts) -> str:
    """`3 terlambat, 5 berjalan, 12 selesai`: only what there is."""

    def number(count: int) -> str:
        return whole_number(count, page_language())

    parts = (
        (counts.overdue, _("%(count)s terlambat", count=number(counts.overdue))),
        (counts.in_progress, _("%(count)s berjalan", count=number(counts.in_progress))),
        (counts.planned, _("%(count)s belum mulai", count=number(counts.planned))),
        (counts.done, _("%(count)s selesai", count=number(counts.done))),
    )
    return ", ".join(words for count, words in parts if count)
