"""Whose turn it is with a report, and the one button that goes on."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.db.queries.submission_lists import SubmissionLine
from puas.db.queries.submitted_reports import NO_REPORT, NOT_READY, Candidate
from puas.domain.permissions import Action
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
from puas.presentation.dates import long_date
from puas_web.access import CurrentTenant, current_account_id, may
from puas_web.layout import page_language

_AGENCYS = (CHANGE_REQUESTED, ANALYSED, CLOSED)
# What is nearest to somebody's act comes first; a survey that still runs waits for nobody in particular.
_IN_URGENCY = (*_AGENCYS, SUBMITTED, APPROVED, COLLECTING, PUBLISHED, HANDED_OVER)


@dataclass(frozen=True, slots=True)
class NextAct:
    """What is to be done, in a sentence, and the button that does it. `is_yours`: whether it waits for the person asking."""

    title: str
    text: str
    is_yours: bool = False
    label: str = ""
    href: str = ""
    is_post: bool = False


def groups_of_states(here: CurrentTenant) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """States that wait for the person asking, for others, and those that are done; within each the most urgent first."""
    mine: tuple[str, ...]
    if may(Action.REVIEW_REPORTS):
        mine = (SUBMITTED, APPROVED, PUBLISHED) if hands_over(here) else (SUBMITTED, APPROVED)
    else:
        mine = _AGENCYS if may(Action.SUBMIT_REPORTS) else ()
    done = tuple(each for each in (PUBLISHED, HANDED_OVER) if each not in mine)
    return mine, tuple(each for each in _IN_URGENCY if each not in mine and each not in done), done


def hands_over(here: CurrentTenant) -> bool:
    """Whether there is a province to hand results to, and the person may."""
    return here.province_code is not None and may(Action.HAND_OVER_RESULTS)


def next_act(here: CurrentTenant, line: SubmissionLine, candidate: Candidate | None, *, is_own: bool) -> NextAct:
    """What goes on from here. `candidate` is the final report that would be submitted; `is_own` one the person may not approve."""
    if line.state == COLLECTING:
        day = long_date(line.ends_on, page_language())
        return NextAct(_("Survei masih berjalan"), _("Jawaban dikumpulkan sampai %(day)s. Setelah itu periode ditutup.", day=day))
    if line.state in _AGENCYS:
        return _of_agency(line, candidate)
    if line.state == SUBMITTED:
        return _review(line, is_own)
    if line.state == APPROVED:
        return _publish(line)
    if line.state == PUBLISHED and here.province_code is not None:
        return _hand_over(line)
    return NextAct(_("Selesai"), _("Hasil sudah diumumkan.") if line.state == PUBLISHED else _("Hasil sudah diterima provinsi."))


def _of_agency(line: SubmissionLine, candidate: Candidate | None) -> NextAct:
    can = may(Action.SUBMIT_REPORTS)
    # A reviewer may do it for the agency, but it does not wait for them.
    yours = can and not may(Action.REVIEW_REPORTS)
    waiting = "" if yours else _("Menunggu perangkat daerah.") + " "
    if line.open_remarks:
        number = ngettext("%(num)s catatan belum dijawab", "%(num)s catatan belum dijawab", line.open_remarks)
        text = waiting + _("Jawab setiap catatan dan perbaiki laporannya, lalu buat laporan final yang baru.")
        return NextAct(number, text, yours, *((_("Jawab catatan"), _to("submissions.answer", line)) if can else ()))
    problem = candidate.problem if candidate else NO_REPORT
    if not problem:
        text = waiting + _("Laporan final sudah siap. Setelah dikirim, isi laporan dan rencananya tidak dapat diubah lagi.")
        return NextAct(
            _("Kirim laporan ke kabupaten/kota"), text, yours,
            *((_("Kirim laporan"), _to("submissions.submit", line), True) if can else ()),
        )  # fmt: skip
    if problem == NOT_READY and candidate and candidate.report_id:
        href = url_for("reports.show", report_id=candidate.report_id)
        return NextAct(_("Laporan final sedang dibuat"), waiting + _("Biasanya kurang dari satu menit."), yours, _("Lihat dokumen"), href)
    title = _("Buat laporan final") if problem == NO_REPORT else _("Buat laporan final yang baru")
    text = waiting + _("Periksa isi laporan, lalu buat laporan final. Setelah itu laporan dapat dikirim.")
    return NextAct(title, text, yours, *((title, url_for("reports.check", period_id=line.period_id)) if can else ()))


def _review(line: SubmissionLine, is_own: bool) -> NextAct:
    if not may(Action.REVIEW_REPORTS):
        return NextAct(_("Menunggu diperiksa"), _("Admin kabupaten atau kota memeriksa laporan ini. Anda diberi tahu hasilnya."))
    if is_own:
        return NextAct(
            _("Menunggu rekan Anda"),
            _("Anda yang membuat atau mengirim laporan ini. Mintalah rekan Anda yang juga admin untuk memeriksa dan menyetujuinya."),
        )
    return NextAct(
        _("Periksa laporan"), _("Baca laporannya, lalu setujui atau minta perbaikan."), True, _("Periksa laporan"),
        _to("submissions.review", line),
    )  # fmt: skip


def _publish(line: SubmissionLine) -> NextAct:
    text = _("Setelah diumumkan, angkanya dapat dibaca siapa saja dan dipakai provinsi.")
    if not may(Action.PUBLISH_RESULTS):
        return NextAct(_("Menunggu diumumkan"), _("Laporan sudah disetujui. Admin kabupaten atau kota mengumumkan hasilnya."))
    return NextAct(_("Umumkan hasil"), text, True, _("Umumkan hasil"), url_for("submissions.publish", periode=line.period_id))


def _hand_over(line: SubmissionLine) -> NextAct:
    if not may(Action.HAND_OVER_RESULTS):
        return NextAct(
            _("Menunggu diserahkan ke provinsi"), _("Hasil sudah diumumkan. Admin kabupaten atau kota menyerahkannya ke provinsi.")
        )
    return NextAct(
        _("Serahkan ke provinsi"), _("Provinsi membaca angka yang diumumkan, bukan jawaban satu per satu."), True,
        _("Serahkan ke provinsi"), url_for("submissions.hand_over", periode=line.period_id),
    )  # fmt: skip


def is_own_report(line: SubmissionLine, requested_by: object) -> bool:
    """Whether the person submitted the report or asked for it, and so may not approve it."""
    return current_account_id() in (line.submitted_by, requested_by)


def _to(endpoint: str, line: SubmissionLine) -> str:
    return url_for(endpoint, period_id=line.period_id)
