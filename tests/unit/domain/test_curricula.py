"""Plans of a training: those proposed hold together, and what does not is refused with the place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from puas.domain.curricula import (
    BREAK,
    EXERCISE,
    EXERCISES,
    MOST_ITEMS,
    PROPOSALS,
    TALK,
    TEST_AFTER,
    TEST_BEFORE,
    AgendaItem,
    UnusableAgenda,
    check_agenda,
    days_of,
    find_proposal,
    from_plain,
    lessons_of,
    minutes_of,
    to_plain,
)

TALKED = AgendaItem("a", 1, "Dasar hukum", 30, TALK, "rule")
DONE = AgendaItem("b", 1, "Menghitung", 45, EXERCISE, "hand-index")


def test_every_proposal_is_an_agenda_and_fits_its_days() -> None:
    for proposal in PROPOSALS:
        assert check_agenda(proposal.items) == proposal.items
        for day in range(1, proposal.days + 1):
            assert minutes_of(proposal.items, day) <= 8 * 60
    assert [each.days for each in PROPOSALS] == [1, 1, 2]
    assert minutes_of(PROPOSALS[0].items) <= 4 * 60


def test_every_proposal_measures_before_and_after_and_practises() -> None:
    for proposal in PROPOSALS:
        kinds = [item.kind for item in proposal.items]
        assert kinds.index(TEST_BEFORE) < kinds.index(EXERCISE) < kinds.index(TEST_AFTER)
        assert len({item.topic for item in proposal.items if item.kind == EXERCISE}) >= 4


def test_the_longer_proposals_practise_everything() -> None:
    for proposal in PROPOSALS[1:]:
        assert {item.topic for item in proposal.items if item.kind == EXERCISE} == set(EXERCISES)


def test_a_proposal_is_found_by_its_key() -> None:
    assert find_proposal("two-days") is PROPOSALS[2]
    assert find_proposal("ten-days") is None


def test_an_agenda_survives_being_written_down() -> None:
    for proposal in PROPOSALS:
        assert from_plain(to_plain(proposal.items)) == proposal.items


def test_hours_leave_breaks_out() -> None:
    items = (TALKED, AgendaItem("c", 1, "Istirahat", 60, BREAK), replace(DONE, minutes=60))
    assert minutes_of(items) == 150
    assert lessons_of(items) == 2
    assert lessons_of(items[:1]) == 1  # a certificate of no hours would say nothing
    assert days_of(()) == 0


@pytest.mark.parametrize(
    ("items", "reason", "place"),
    [
        ((), "empty", 0),
        ((TALKED, replace(DONE, title="  ")), "no-title", 2),
        ((replace(TALKED, title="x" * 121),), "long-title", 1),
        ((replace(TALKED, kind="sing"),), "unknown-kind", 1),
        ((replace(TALKED, topic="hand-index"),), "unknown-topic", 1),
        ((replace(DONE, topic=""),), "unknown-topic", 1),
        ((replace(TALKED, kind=BREAK),), "unknown-topic", 1),
        ((replace(TALKED, minutes=0),), "wrong-minutes", 1),
        ((replace(TALKED, minutes=241),), "wrong-minutes", 1),
        ((replace(TALKED, day=2),), "wrong-day", 1),
        ((TALKED, replace(DONE, day=3)), "wrong-day", 2),
        ((TALKED, replace(DONE, day=2), replace(TALKED, key="c")), "wrong-day", 3),
        ((TALKED, replace(DONE, key="a")), "doubled-key", 2),
        (tuple(replace(TALKED, key=str(number)) for number in range(MOST_ITEMS + 1)), "too-many", MOST_ITEMS + 1),
        (tuple(replace(TALKED, key=str(number), minutes=240) for number in range(4)), "long-day", 1),
    ],
)
def test_what_is_no_agenda_is_refused(items: tuple[AgendaItem, ...], reason: str, place: int) -> None:
    with pytest.raises(UnusableAgenda) as refusal:
        check_agenda(items)
    assert (refusal.value.reason, refusal.value.item) == (reason, place)
