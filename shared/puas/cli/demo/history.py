"""Past periods of a regency of the demo: their windows, and what was answered in each."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from puas.cli.demo.story import AgencyStory, RegencyStory
from puas.domain.survey_period import Period, period_of, previous_period
from puas.usecases._made_up_answers import mean_nik, nik_of, totals_for, tune_to_mean
from puas.usecases._made_up_responses import PlannedService


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
    missing = Fraction(wanted) - mean_nik(drafts)
    for services in drafts:
        for number, (totals, respondents) in enumerate(services):
            services[number] = (totals_for(nik_of(totals, respondents) + missing, respondents, rng), respondents)
    tune_to_mean(drafts, wanted, rng)
