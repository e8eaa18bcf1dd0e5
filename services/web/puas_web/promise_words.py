"""Words of promises, those of plans after a survey and those from other yardsticks: where they stand and when they are due."""

from __future__ import annotations

from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from puas.domain.followup_plan import (
    CARRIED,
    DONE,
    IN_PROGRESS,
    OVERDUE,
    PLANNED,
    Counts,
    Due,
    UnreadableTime,
    read_due,
    times_offered,
)
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


def time_choices(chosen: str, today: date) -> list[SelectChoice]:
    """Quarters and months to promise for; a time outside of those stays a choice where it was chosen before."""
    quarters, months = times_offered(today)
    choices = [SelectChoice("", _("Belum ditentukan"))]
    if chosen and chosen not in {due.code for due in (*quarters, *months)}:
        choices.append(SelectChoice(chosen, _written_time(chosen)))
    choices += [SelectChoice(due.code, due_in_words(due), optgroup=_("Triwulan")) for due in quarters]
    choices += [SelectChoice(due.code, due_in_words(due), optgroup=_("Bulan")) for due in months]
    return choices


def _written_time(text: str) -> str:
    try:
        due: Due | None = read_due(text)
    except UnreadableTime:
        return text[:40]
    return due_in_words(due)
