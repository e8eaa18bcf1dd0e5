"""What the pages about survey periods show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask_babel import gettext as _

from puas.db.queries.agencies import AgencyRow, list_agencies
from puas.db.queries.participation import (
    CLOSED,
    OPEN,
    PeriodProgress,
    answers_per_channel,
    answers_per_day,
    count_periods,
    find_period_progress,
    find_questionnaire,
    list_period_progress,
    list_service_progress,
)
from puas.domain.questionnaire import questionnaire
from puas.domain.regulation.registry import edition
from puas.domain.survey_period import midnight_in_utc
from puas.presentation.dates import long_date
from puas.presentation.numbers import whole_number
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.layout import page_language
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.surveys.forms import ClosePeriodForm, OpenPeriodForm, window_hints
from puas_web.surveys.windows import offered_windows
from puas_web.surveys.words import channel_name

DAYS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class DayCount:
    """Answers of one day."""

    day: date
    count: int


def period_list() -> dict[str, Any]:
    """One page of open or closed periods; three queries."""
    here, number = current_tenant(), requested_page()
    state = CLOSED if request.args.get("bagian") == "selesai" else OPEN
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    rows = list_period_progress(db.session(), **scope, state=state, limit=PAGE_SIZE, offset=offset(number))
    total = count_periods(db.session(), **scope, state=state)
    other = count_periods(db.session(), **scope, state=CLOSED if state == OPEN else OPEN)
    counts = {state: total, (CLOSED if state == OPEN else OPEN): other}
    tabs = [
        (_("Terbuka (%(count)s)", count=counts[OPEN]), url_for("surveys.index"), state == OPEN),
        (_("Selesai (%(count)s)", count=counts[CLOSED]), url_for("surveys.index", bagian="selesai"), state == CLOSED),
    ]
    return {"page": Page(rows, number, total), "tabs_shown": tabs, "state": state, "today": today_here()}


def period_or_404(period_id: UUID) -> PeriodProgress:
    here = current_tenant()
    period = find_period_progress(db.session(), tenant_id=here.id, period_id=period_id, agency_ids=here.agency_ids)
    if period is None:
        abort(404)
    return period


def period_state(period: PeriodProgress) -> dict[str, Any]:
    """A period's services, days and channels; three queries."""
    here, today = current_tenant(), today_here()
    key: dict[str, Any] = {"tenant_id": here.id, "period_id": period.id}
    last_day = min(today, period.ends_on)
    first_day = max(period.starts_on, last_day - timedelta(days=DAYS_SHOWN - 1))
    since = midnight_in_utc(first_day, here.time_zone)
    counted = answers_per_day(db.session(), **key, time_zone=here.time_zone, since=since)
    days = [first_day + timedelta(days=number) for number in range((last_day - first_day).days + 1)]
    return {
        "period": period,
        "phase": period.phase(today),
        "today": today,
        "services": list_service_progress(db.session(), **key),
        "days": [DayCount(day, counted.get(day, 0)) for day in days],
        "busiest": max([*counted.values(), 1]),
        "channel_facts": _channel_facts(answers_per_channel(db.session(), **key)),
    }


def _ticked_at_first(ready: Sequence[AgencyRow]) -> list[UUID]:
    """The agency the address names; else all without an open period, as the others would be refused; else all."""
    wanted = request.args.get("perangkat", "")
    named = [agency.id for agency in ready if wanted == str(agency.id)]
    idle = [agency.id for agency in ready if not agency.open_periods]
    return named or idle or [agency.id for agency in ready]


def _channel_facts(counts: dict[str, int]) -> list[tuple[str, str]]:
    busiest_first = sorted(counts.items(), key=lambda item: -item[1])
    return [(channel_name(channel), whole_number(count, page_language())) for channel, count in busiest_first]


def opening_page(form: OpenPeriodForm) -> dict[str, Any]:
    """The form for opening, with everything that is ready ticked the first time."""
    windows = offered_windows(today_here())
    agencies = _agencies()
    ready = [agency for agency in agencies if agency.services]
    form.offer(windows, ready)
    if not form.is_submitted():
        form.window.data = windows[0].key
        form.agencies.data = _ticked_at_first(ready)
    return {
        "form": form,
        "windows": windows,
        "hints": window_hints(windows),
        "ready": ready,
        "without_services": [agency for agency in agencies if not agency.services],
        "without_population": [agency for agency in ready if agency.services_without_population],
    }


def has_stickers(agencies: Sequence[AgencyRow], agency_id: UUID) -> bool:
    """Whether people can already reach the agency's form; where not, stickers are the next step."""
    return any(agency.id == agency_id and agency.active_points for agency in agencies)


def allowed(agency_ids: Collection[UUID]) -> Sequence[UUID]:
    """Those of the chosen agencies the person may act for."""
    own = current_tenant().agency_ids
    return [each for each in agency_ids if own is None or each in own]


def _first_agency_with_services() -> AgencyRow | None:
    wanted = request.args.get("perangkat")
    ready = [agency for agency in _agencies() if agency.services]
    return next((agency for agency in ready if str(agency.id) == wanted), ready[0] if ready else None)


def _agencies() -> list[AgencyRow]:
    here = current_tenant()
    return list_agencies(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)


def closing_page(period: PeriodProgress, form: ClosePeriodForm) -> dict[str, Any]:
    """The confirmation of closing: what will happen, and to how many answers."""
    count, missing = (whole_number(each, page_language()) for each in (period.respondents, period.missing))
    consequences = [
        _("%(count)s jawaban dihitung menjadi hasil akhir yang ditetapkan dan ditandatangani secara digital.", count=count),
        _("Jawaban yang datang kemudian disimpan, tetapi tidak dihitung."),
        _("Setelah itu laporan dapat dibuat. Periode ini tidak dapat dibuka kembali."),
    ]
    if period.missing:
        consequences.insert(1, _("Sampel masih kurang %(missing)s responden.", missing=missing))
    if period.phase(today_here()) == "running":
        last_day = long_date(period.ends_on, page_language())
        consequences.insert(0, _("Periode ini sebenarnya masih berlangsung sampai %(day)s.", day=last_day))
    form.typed_name.description = _("Nama periode: %(label)s", label=period.label)
    return {
        "title": _("Tutup %(label)s untuk %(agency)s?", label=period.label, agency=period.agency_name),
        "consequences": consequences,
        "form": form,
        "submit": _("Tutup periode"),
        "cancel_url": url_for("surveys.show", period_id=period.id),
    }


def preview(period: PeriodProgress | None = None) -> dict[str, Any]:
    """The questionnaire: of a period in its frozen wording, else of the edition in force."""
    frozen = None if period is None else find_questionnaire(db.session(), tenant_id=current_tenant().id, period_id=period.id)
    rule = edition(frozen.edition) if frozen else edition()
    return {
        "period": period,
        "agency": None if period else _first_agency_with_services(),
        "rule": rule,
        "questions": questionnaire(rule, frozen.wording if frozen else None),
    }
