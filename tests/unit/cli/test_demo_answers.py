"""Made-up answers: they add up to what the story says, and are the same each time."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from puas.cli.demo.history import plan_history
from puas.cli.demo.story import read_story
from puas.db.tables.scores import UNSUR_COLUMNS
from puas.domain.rounding import round_half_up
from puas.usecases._made_up_answers import adjust, answers_for, mean_nik, nik_of, scores_for, totals_for

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("nik", "respondents"), [("88.90", 72), ("25.00", 5), ("98.00", 40), ("61.37", 311)])
def test_totals_give_the_index_as_nearly_as_whole_answers_can(nik: str, respondents: int) -> None:
    totals = totals_for(Fraction(nik), respondents, random.Random(1))
    assert abs(nik_of(totals, respondents) - Fraction(nik)) <= Fraction(25, 9 * respondents) / 2
    assert all(respondents <= total <= 4 * respondents for total in totals.values())


def test_scores_have_exactly_the_sum_and_stay_on_the_scale() -> None:
    for total in (30, 61, 87, 120):
        scores = scores_for(total, 30, random.Random(total))
        assert sum(scores) == total
        assert set(scores) <= {1, 2, 3, 4}


def test_answers_are_complete_and_repeatable() -> None:
    totals = totals_for(Fraction("84.6"), 50, random.Random(3))
    first = answers_for(totals, 50, random.Random(4))
    assert first == answers_for(totals, 50, random.Random(4))
    assert {slug: sum(answer[slug] for answer in first) for slug in UNSUR_COLUMNS} == totals


def test_adjusting_stops_where_there_is_no_room() -> None:
    everything = dict.fromkeys(UNSUR_COLUMNS, 40)
    assert adjust(everything, 10, 5) == everything
    assert sum(adjust(everything, 10, -7).values()) == 9 * 40 - 7


def test_the_regency_of_the_article_comes_out_as_the_article_says() -> None:
    regency = next(each for each in read_story().regencies if each.look.slug == "bengawan-jaya")
    newest, before = plan_history(regency, TODAY, random.Random(7))[:2]

    def mean(planned: object) -> Decimal:
        agencies = [[(each.totals, each.respondents) for each in services] for services in planned.agencies.values()]  # type: ignore[attr-defined]
        return round_half_up(mean_nik(agencies), 2)

    assert (mean(newest), mean(before)) == (Decimal("88.50"), Decimal("87.63"))
    services = [service for services in newest.agencies.values() for service in services]
    assert len(regency.agencies) == 29
    assert (len(newest.agencies), len(services)) == (19, 21)
    assert sum(service.respondents for service in services) == 1163
    assert newest.window.label == "Semester I 2026"


def test_the_same_seed_gives_the_same_history() -> None:
    regency = read_story().regencies[1]
    assert plan_history(regency, TODAY, random.Random(5)) == plan_history(regency, TODAY, random.Random(5))
    assert plan_history(regency, TODAY, random.Random(5)) != plan_history(regency, TODAY, random.Random(6))


def test_nobody_in_the_story_is_real() -> None:
    story = read_story()
    assert all(each.look.code.startswith("99") for each in story.regencies)
    assert story.province.code.startswith("99")
    assert story.domain.endswith(".example")
    assert all(claim["email"].endswith(".example") for claim in story.claims)
