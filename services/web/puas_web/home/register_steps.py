"""What the registers of an officer's own units ask for next: the self assessment F-01, and standards to be reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.db.queries.register_work import DueReview, WaitingSheet
from puas.domain.service_standards import YEARLY_REVIEW
from puas.presentation.dates import long_date
from puas_web.home.next_steps import Step
from puas_web.layout import page_language

_MOST_NAMED = 2


def self_assessment_steps(rows: Iterable[WaitingSheet]) -> list[Step]:
    """One step for each sheet F-01 that was not sent."""
    return [
        Step(
            _("Isi penilaian mandiri F-01 tahun %(year)s", year=each.year),
            _("%(agency)s · %(scored)s indikator sudah dinilai", agency=each.agency, scored=each.scored),
            url_for("performance_sheets.show", sheet_id=each.id), _("Lanjutkan mengisi") if each.scored else _("Mulai mengisi"),
        )
        for each in rows
    ]  # fmt: skip


def review_step(due: Sequence[DueReview], today: date) -> Step | None:
    """Standards to be reviewed, in one step: those that are late, else those that soon will be."""
    late = [each for each in due if each.due_on < today]
    told = late or due
    if not told:
        return None
    if late:
        title = ngettext("%(num)s standar pelayanan terlambat ditinjau", "%(num)s standar pelayanan terlambat ditinjau", len(told))
    else:
        title = ngettext("%(num)s standar pelayanan segera ditinjau", "%(num)s standar pelayanan segera ditinjau", len(told))
    where = " · ".join(_named(each) for each in told[:_MOST_NAMED]) + (" …" if len(told) > _MOST_NAMED else "")
    if not YEARLY_REVIEW.is_verified:
        where = f"{where}. " + _("Peninjauan setahun sekali adalah usulan; kewajibannya menurut aturan belum terverifikasi.")
    if len(told) == 1:
        return Step(title, where, url_for("standard_drafts.review", service_type_id=told[0].service_id), _("Catat peninjauan"))
    return Step(title, where, url_for("standards.index"), _("Lihat standar"))


def _named(each: DueReview) -> str:
    return _("%(service)s, paling lambat %(day)s", service=each.service, day=long_date(each.due_on, page_language()))
