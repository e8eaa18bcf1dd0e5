"""Past and present periods of a regency of the demo: windows, made-up answers, tallies, frozen results, plans."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from puas.cli.demo.answers import answers_for, made_up_profile, totals_for, tune_to_mean
from puas.cli.demo.story import AgencyStory, RegencyStory
from puas.db.identifiers import new_id
from puas.db.tables.places import Tenant
from puas.db.tables.responses import Response
from puas.domain.survey_period import Period, period_of, previous_period

_CHANNELS = ("sticker", "sticker", "sticker", "sticker", "poster", "link", "kiosk")
Suggestions = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PlannedService:
    """Answers to make up for one service in one period."""

    totals: dict[str, int]
    respondents: int


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """A closed period of all agencies of a regency that took part."""

    window: Period
    # Per agency (by its place in the story), per service.
    agencies: dict[int, list[PlannedService]]


def closed_windows(regency: RegencyStory, today: date) -> list[Period]:
    """The regency's finished windows, the newest first."""
    windows: list[Period] = []
    window = period_of(regency.rhythm, today)
    for _ in range(regency.closed_periods):
        window = previous_period(window)
        windows.append(window)
    return windows


def plan_history(regency: RegencyStory, today: date, rng: random.Random) -> list[PlannedPeriod]:
    """What was answered in each finished period, the newest first, hitting the means the story names."""
    planned = []
    for back, window in enumerate(closed_windows(regency, today)):
        speaking = [number for number, agency in enumerate(regency.agencies) if not agency.silent]
        drafts = [_draft(regency.agencies[number], back, rng) for number in speaking]
        if back < len(regency.exact_means):
            _shift_to_mean(drafts, regency.exact_means[back], rng)
        agencies = {
            number: [PlannedService(totals, respondents) for totals, respondents in services]
            for number, services in zip(speaking, drafts, strict=True)
        }
        planned.append(PlannedPeriod(window, agencies))
    return planned


def _draft(agency: AgencyStory, back: int, rng: random.Random) -> list[tuple[dict[str, int], int]]:
    # Two years ago everything was a little worse and fewer people answered.
    services = []
    for service in agency.services:
        nik = Fraction(service.nik) - Fraction(back * 55, 100) + Fraction(rng.randint(-60, 60), 100)
        respondents = service.respondents if back == 0 else max(20, round(service.respondents * (1 - 0.04 * back)))
        services.append((totals_for(min(nik, Fraction(98)), respondents, rng), respondents))
    return services


def _shift_to_mean(drafts: list[list[tuple[dict[str, int], int]]], wanted: Decimal, rng: random.Random) -> None:
    from puas.cli.demo.answers import mean_nik, nik_of

    missing = Fraction(wanted) - mean_nik(drafts)
    for services in drafts:
        for number, (totals, respondents) in enumerate(services):
            services[number] = (totals_for(nik_of(totals, respondents) + missing, respondents, rng), respondents)
    tune_to_mean(drafts, wanted, rng)


def add_responses(
    session: Session,
    *,
    tenant: Tenant,
    period_id: UUID,
    window: Period,
    services: list[tuple[UUID, PlannedService]],
    suggestions: Suggestions,
    rng: random.Random,
    until: date | None = None,
) -> int:
    """Insert made-up answers, spread over the window's working days; returns how many."""
    rows = [
        row
        for service_id, planned in services
        for row in _rows(tenant, period_id, window, service_id, planned, suggestions, rng, until or window.ends_on)
    ]
    if rows:
        session.execute(insert(Response), rows)
    return len(rows)


def _rows(
    tenant: Tenant,
    period_id: UUID,
    window: Period,
    service_id: UUID,
    planned: PlannedService,
    suggestions: Suggestions,
    rng: random.Random,
    until: date,
) -> Iterator[dict[str, Any]]:
    for scores in answers_for(planned.totals, planned.respondents, rng):
        moment = office_moment(window.starts_on, until, tenant.time_zone, rng)
        yield {
            "tenant_id": tenant.id,
            "id": new_id(int(moment.timestamp() * 1000)),
            "period_id": period_id,
            "service_type_id": service_id,
            **scores,
            **made_up_profile(rng),
            "disability": rng.choices(("non_disabilitas", "fisik"), (97, 3))[0],
            "suggestion": _suggestion(scores, suggestions, rng),
            "channel": rng.choice(_CHANNELS),
            "submitted_at": moment,
            "seconds_on_form": rng.randint(38, 210),
            "content_hash": rng.randbytes(32),
        }


def office_moment(first: date, last: date, time_zone: str, rng: random.Random) -> datetime:
    """A moment on a working day between the two dates, while counters are open."""
    days = (last - first).days
    day = first + timedelta(days=rng.randint(0, max(0, days)))
    if day.weekday() >= 5 and first <= day - timedelta(days=2):
        day -= timedelta(days=2)
    clock = time(hour=rng.randint(8, 14), minute=rng.randrange(60), second=rng.randrange(60))
    return datetime.combine(day, clock, ZoneInfo(time_zone)).astimezone(UTC)


def _suggestion(scores: dict[str, int], suggestions: Suggestions, rng: random.Random) -> str | None:
    # Most people write nothing; who does, mostly writes about what pleased or vexed them.
    if rng.random() > 0.16:
        return None
    slug = min(scores, key=lambda each: (scores[each], rng.random()))
    return rng.choice(suggestions[slug])
