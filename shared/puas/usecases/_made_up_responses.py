"""Made-up answers of a period as rows: spread over its working days, with a profile and, now and then, a suggestion."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.places import Tenant
from puas.db.tables.responses import Response
from puas.domain.survey_period import Period
from puas.usecases._made_up_answers import answers_for, made_up_profile

_CHANNELS = ("sticker", "sticker", "sticker", "sticker", "poster", "link", "kiosk")
Suggestions = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PlannedService:
    """Answers to make up for one service in one period."""

    totals: dict[str, int]
    respondents: int


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
    counters: Mapping[UUID, UUID] | None = None,
    every: int = 3,
) -> int:
    """Insert made-up answers, spread over the window's working days; returns how many.

    Of a service in `counters` every so many answers were given at that collection point.
    """
    rows = []
    for service_id, planned in services:
        counter_id = (counters or {}).get(service_id)
        made = _rows(tenant, period_id, window, service_id, planned, suggestions, rng, until or window.ends_on)
        rows += [{**row, "collection_point_id": None if number % every else counter_id} for number, row in enumerate(made)]
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
