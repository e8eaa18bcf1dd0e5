"""From approval to the first answer: which step is missing, and since when."""

from __future__ import annotations

from datetime import date

import pytest

from puas.domain.readiness import SetUp, Step

JOINED = date(2026, 3, 2)
EVERYTHING = SetUp(
    JOINED, agencies=3, services=5, agencies_surveyed=2, open_periods=2, points=6, printed_points=6, respondents=40,
    first_agency_on=date(2026, 3, 4), first_period_on=date(2026, 3, 20), first_print_on=date(2026, 3, 21),
    first_answer_on=date(2026, 4, 1), last_answer_on=date(2026, 6, 30),
)  # fmt: skip


@pytest.mark.parametrize(
    ("set_up", "stuck", "since"),
    [
        (SetUp(JOINED), Step.AGENCIES, JOINED),
        (SetUp(JOINED, agencies=2), Step.AGENCIES, JOINED),
        (SetUp(JOINED, agencies=2, services=4, first_agency_on=date(2026, 3, 9)), Step.PERIOD, date(2026, 3, 9)),
        (
            SetUp(JOINED, agencies=2, services=4, agencies_surveyed=1, first_period_on=date(2026, 3, 20)),
            Step.STICKERS,
            date(2026, 3, 20),
        ),
        (
            SetUp(JOINED, services=4, agencies_surveyed=1, printed_points=3, first_print_on=date(2026, 3, 21)),
            Step.ANSWERS,
            date(2026, 3, 21),
        ),
        # Stickers of an earlier day than the period: the later of both.
        (
            SetUp(
                JOINED, services=4, agencies_surveyed=1, printed_points=3, first_print_on=date(2026, 3, 5), first_period_on=date(2026, 5, 1)
            ),
            Step.ANSWERS,
            date(2026, 5, 1),
        ),
        (EVERYTHING, None, None),
    ],
)
def test_the_first_missing_step_is_where_it_is_stuck(set_up: SetUp, stuck: Step | None, since: date | None) -> None:
    assert (set_up.stuck_at, set_up.stuck_since) == (stuck, since)


def test_who_has_answers_is_running_also_without_a_printed_sticker() -> None:
    by_link = SetUp(JOINED, services=1, agencies_surveyed=1, points=1, respondents=1)
    assert by_link.is_running
    assert by_link.stuck_at is None
    assert not by_link.is_done(Step.STICKERS)


def test_an_open_survey_without_answers_for_long_is_idle() -> None:
    assert EVERYTHING.idle_since(date(2026, 7, 30)) is None
    assert EVERYTHING.idle_since(date(2026, 7, 31)) == date(2026, 6, 30)
    closed = SetUp(JOINED, respondents=40, last_answer_on=date(2026, 1, 1))
    assert closed.idle_since(date(2026, 7, 31)) is None
