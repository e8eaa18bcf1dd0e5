"""Deadlines in words: steps, scopes, how near a day is, and why somebody has not reported."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.deadlines import FAR, NEAR, OPEN, OVER, PASSED, SETTLED, SUBMIT, TODAY, Obligation
from puas.domain.reporting_scope import WHOLE_YEAR, reporting_scope
from puas.presentation.dates import long_date
from puas.presentation.numbers import whole_number
from puas_web.layout import page_language

STEPS: Mapping[str, LazyString] = {
    "submit": _l("mengirim laporan ke kabupaten/kota"),
    "hand_over": _l("menyerahkan laporan ke provinsi"),
}
# What a calendar shows above a day.
STEP_TITLES: Mapping[str, LazyString] = {
    "submit": _l("Batas waktu mengirim laporan ke kabupaten/kota"),
    "hand_over": _l("Batas waktu menyerahkan laporan ke provinsi"),
}

PHASE_TAGS: Mapping[str, str] = {SETTLED: "good", OPEN: "", FAR: "", NEAR: "warn", TODAY: "bad", PASSED: "bad", OVER: "bad"}
"""The look of a phase; its words are those of `phase_in_words`."""


def scope_in_words(year: int, part: str) -> str:
    """`Triwulan II 2026`, `Tahun 2026`."""
    return _("Tahun %(year)s", year=year) if part == WHOLE_YEAR else reporting_scope(year, part).window.label


def phase_in_words(phase: str, days: int) -> str:
    """`9 hari lagi`, `hari ini`, `lewat 2 hari`, `selesai`."""
    count = whole_number(days, page_language())
    if phase == SETTLED:
        return _("selesai")
    if phase == TODAY:
        return _("hari ini")
    if phase in (PASSED, OVER):
        return _("lewat %(count)s hari", count=count)
    return _("%(count)s hari lagi", count=count)


def owed_in_words(owed: Obligation) -> str:
    """Where a report stands towards its deadline: one sentence for lists; empty where nothing is owed yet."""
    if owed.due is None:
        if owed.phase != OVER:
            return ""
        return _("Belum lapor: periode sudah berakhir %(days)s, belum ada batas waktu", days=_gone(owed.days))
    day = long_date(owed.due.due_on, page_language())
    if owed.phase == PASSED:
        return _("Belum lapor: batas waktu %(day)s, lewat %(count)s hari", day=day, count=whole_number(owed.days, page_language()))
    if owed.phase == TODAY:
        return _("Batas waktunya hari ini, %(day)s", day=day)
    if owed.phase in (NEAR, FAR):
        return _("Batas waktu %(day)s, %(count)s hari lagi", day=day, count=whole_number(owed.days, page_language()))
    return ""


def _gone(days: int) -> str:
    return _("%(count)s hari yang lalu", count=whole_number(days, page_language()))


def short_step(step: str) -> str:
    """`ke kabupaten/kota` or `ke provinsi`."""
    return _("ke kabupaten/kota") if step == SUBMIT else _("ke provinsi")
