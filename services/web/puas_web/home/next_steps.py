"""What a person does next: sentences made from the state of their surveys, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.db.queries.agencies import AgencyRow
from puas.db.queries.deadlines import Owed
from puas.db.queries.participation import PeriodProgress
from puas.db.queries.start_page import ClosedPeriod, DuePlan, SetUpFacts
from puas.db.queries.submission_lists import WaitingReport
from puas.domain.permissions import Action
from puas.domain.submission_workflow import APPROVED, CHANGE_REQUESTED, COLLECTING, SUBMITTED
from puas.presentation.dates import days_left, long_date
from puas.presentation.numbers import whole_number
from puas_web.access import current_account_id, may
from puas_web.deadline_words import owed_in_words
from puas_web.layout import page_language


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and where."""

    title: str
    text: str
    url: str | None
    label: str


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One step of the first run; `state` is done, now or later."""

    name: str
    state: str
    hint: str
    href: str | None
    label: str


def is_behind(period: PeriodProgress, today: date) -> bool:
    """Whether fewer have answered than the days gone by would need: measured in whole people, no fractions."""
    if not period.sample_target or today < period.starts_on:
        return False
    days = (period.ends_on - period.starts_on).days + 1
    gone = min((today - period.starts_on).days + 1, days)
    return period.respondents < period.sample_target * gone // days


def period_step(period: PeriodProgress, today: date) -> Step | None:
    """What an open period asks for; None while it does well by itself."""
    url = url_for("surveys.show", period_id=period.id)
    who = f"{period.agency_name} · {period.label}"
    phase = period.phase(today)
    if phase == "over":
        if may(Action.CLOSE_PERIODS):
            return Step(_("Tutup periode yang sudah lewat"), who, url, _("Lihat periode"))
        return Step(_("Periode sudah lewat dan menunggu ditutup oleh admin"), who, url, _("Lihat periode"))
    if phase == "running" and period.missing:
        title = _(
            "%(count)s jawaban lagi sebelum %(day)s",
            count=whole_number(period.missing, page_language()), day=_short_day(period.ends_on, today),
        )  # fmt: skip
        return Step(title, f"{who} · {days_left(period.ends_on, today, page_language())}", url, _("Lihat periode"))
    return None


def report_step(period: ClosedPeriod, owed: Owed | None) -> Step:
    """A closed period still lacks its report; with it stands by when it is due."""
    title = _("Laporan %(label)s belum dibuat", label=period.label)
    text = _with_deadline(period.agency_name, owed)
    return Step(title, text, url_for("reports.show_period", period_id=period.id), _("Buat laporan"))


def submit_step(owed: Owed) -> Step:
    """The report is there, and the regency has not got it."""
    url = url_for("submissions.show", period_id=owed.period_id)
    title, label = _("Laporan %(label)s belum dikirim", label=owed.label), _("Kirim laporan")
    if owed.state == CHANGE_REQUESTED:
        title, label = _("Laporan %(label)s perlu diperbaiki", label=owed.label), _("Jawab catatan")
    return Step(title, _with_deadline(owed.agency_name, owed), url, label)


def correction_steps(waiting: Iterable[WaitingReport]) -> list[Step]:
    """Corrections on their way: no deadline measures them, but they wait for the officer all the same."""
    return [
        Step(
            _("Koreksi laporan %(label)s belum dikirim", label=each.label), each.agency_name,
            url_for("submissions.show", period_id=each.period_id), _("Lanjutkan koreksi"),
        )
        for each in waiting
        if each.round > 1
    ]  # fmt: skip


def review_steps(waiting: Sequence[WaitingReport]) -> list[Step]:
    """What waits for whoever reviews: reports to be read, then results to be published. Nobody reviews what they sent themselves."""
    me = current_account_id()
    steps = [
        Step(
            _("Periksa laporan dari %(agency)s", agency=each.agency_name), each.label,
            url_for("submissions.review", period_id=each.period_id), _("Periksa laporan"),
        )
        for each in waiting
        if each.state == SUBMITTED and each.submitted_by != me
    ]  # fmt: skip
    approved = [each for each in waiting if each.state == APPROVED]
    if approved:
        title = ngettext("%(num)s hasil siap diumumkan", "%(num)s hasil siap diumumkan", len(approved))
        where = " · ".join(f"{each.agency_name}, {each.label}" for each in approved[:2]) + (" …" if len(approved) > 2 else "")
        steps.append(Step(title, where, url_for("submissions.publish"), _("Umumkan hasil")))
    return steps


def owed_steps(unreported: Iterable[ClosedPeriod], owed: Sequence[Owed]) -> list[Step]:
    """Reports to be made, then those to be sent; what is late comes first, and what is still being collected is no report yet."""
    by_period = {each.period_id: each for each in owed}
    unmade = list(unreported)
    without = {period.id for period in unmade}
    steps = [(_lateness(by_period.get(period.id)), report_step(period, by_period.get(period.id))) for period in unmade]
    steps += [(_lateness(each), submit_step(each)) for each in owed if each.period_id not in without and each.state != COLLECTING]
    return [step for _late, step in sorted(steps, key=lambda pair: pair[0])]


def _lateness(owed: Owed | None) -> int:
    """Days to the deadline, negative where it has passed; what has none comes after those that have."""
    if owed is None or owed.obligation.due is None:
        return 1_000
    return -owed.obligation.days if owed.obligation.is_unreported else owed.obligation.days


def _with_deadline(who: str, owed: Owed | None) -> str:
    words = "" if owed is None else owed_in_words(owed.obligation)
    return f"{who} · {words}" if words else who


def late_promises_step(plans: Sequence[DuePlan]) -> Step | None:
    """Promises of plans are past their month or quarter."""
    if not plans:
        return None
    number = sum(plan.items for plan in plans)
    title = ngettext("%(num)s janji terlambat", "%(num)s janji terlambat", number)
    where = " · ".join(f"{plan.agency_name}, {plan.label}" for plan in plans[:2]) + (" …" if len(plans) > 2 else "")
    return Step(title, where, url_for("followups.index", keadaan="terlambat"), _("Lihat janji yang terlambat"))


def late_improvements_step(late: int) -> Step | None:
    """Promises from the other yardsticks are past their month or quarter."""
    if not late:
        return None
    title = ngettext("%(num)s rencana perbaikan mutu terlambat", "%(num)s rencana perbaikan mutu terlambat", late)
    text = _("Catat kemajuannya, atau tentukan waktu yang baru.")
    return Step(title, text, url_for("improvements.index", keadaan="terlambat"), _("Lihat rencana yang terlambat"))


def agency_step(agency: AgencyRow) -> Step | None:
    """What an officer's agency lacks before anyone can answer."""
    if agency.open_periods and not agency.active_points:
        url = url_for("stickers.of_agency", agency_id=agency.id)
        return Step(_("Belum ada stiker yang dapat dipindai"), agency.name, url, _("Buat stiker"))
    if not agency.open_periods:
        return Step(_("Belum ada periode survei yang terbuka"), agency.name, None, "")
    return None


def officer_steps(
    periods: Iterable[PeriodProgress],
    agencies: Iterable[AgencyRow],
    unreported: Iterable[ClosedPeriod],
    owed: Sequence[Owed],
    corrections: Iterable[WaitingReport],
    plans: Sequence[DuePlan],
    of_registers: Iterable[Step | None],
    today: date,
) -> list[Step]:
    """Everything an officer has to do: first what runs out, then what is owed, then what is missing."""
    steps = [period_step(period, today) for period in periods]
    steps += owed_steps(unreported, owed)
    steps += correction_steps(corrections)
    steps += [late_promises_step(plans), *of_registers]
    steps += [agency_step(agency) for agency in agencies]
    return [step for step in steps if step is not None]


def checklist(facts: SetUpFacts) -> list[ChecklistItem]:
    """The way from an empty workspace to the first answer; the first step not done is the one to take now."""
    steps = (
        (_("Masukkan perangkat daerah dan layanannya"), facts.services > 0,
         _("%(agencies)s perangkat daerah, %(services)s layanan.", agencies=facts.agencies, services=facts.services),
         url_for("agencies.upload") if may(Action.MANAGE_AGENCIES) else None, _("Impor dari Excel")),
        (_("Buka periode survei"), facts.periods > 0, _("Untuk satu atau semua perangkat daerah sekaligus."),
         url_for("surveys.open_period") if may(Action.MANAGE_PERIODS) else None, _("Buka periode")),
        (_("Cetak stiker dan pasang"), facts.printed_points > 0,
         _("%(points)s kode sudah dibuat.", points=facts.points) if facts.points else _("Stiker ditempel di loket."),
         url_for("stickers.index") if may(Action.MANAGE_COLLECTION_POINTS) else None, _("Ke stiker")),
        (_("Jawaban pertama"), facts.has_answers, _("Pindai stikernya dengan ponsel Anda untuk mencoba."), None, ""),
    )  # fmt: skip
    items: list[ChecklistItem] = []
    for name, is_done, hint, href, label in steps:
        is_next = not is_done and all(item.state == "done" for item in items)
        state = "done" if is_done else "now" if is_next else "later"
        items.append(ChecklistItem(name, state, hint, href if is_next else None, label))
    return items


def most_behind(periods: Sequence[PeriodProgress], today: date) -> list[PeriodProgress]:
    """Open periods that are over or behind their pace, those that lack the greatest part first."""
    late = [period for period in periods if period.phase(today) == "over" or is_behind(period, today)]
    # Lacking 50 of 60 is worse than 60 of 300; compared without dividing, by cross-multiplied whole numbers.
    return sorted(late, key=lambda period: -(period.missing * 1_000_000 // max(period.sample_target, 1)))


def _short_day(day: date, today: date) -> str:
    """`30 Juni`; with the year only where it is not this one."""
    text = long_date(day, page_language())
    return text.removesuffix(f" {day.year}") if day.year == today.year else text
