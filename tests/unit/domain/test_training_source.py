"""What the materials of a training are frozen from, and everybody's numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from puas.domain.canonical_json import UnreadableRecord
from puas.domain.exercises import generated_task, seed_text
from puas.domain.exercises.hand_index import FORMS
from puas.domain.printed_numbers import thousands
from puas.domain.regulation.duties import duties_of
from puas.domain.regulation.registry import all_editions, edition
from puas.domain.training_numbers import (
    printed_index,
    score_counts,
    score_forms,
    score_sums,
    seat_numbers,
    weakest_first,
)
from puas.domain.training_source import TrainingSource
from tests.factories.training_sources import SESSION, training_source, two_days

RULE = edition()


def test_a_source_is_read_as_it_was_written() -> None:
    for session in (SESSION, two_days()):
        source = training_source(session)
        assert TrainingSource.from_json(source.to_json()) == source


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "puas-training/1"}'])
def test_what_is_no_source_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRecord):
        TrainingSource.from_json(text)


def test_the_fingerprint_changes_with_what_is_printed() -> None:
    first = SESSION.agenda[0]
    for other in (
        replace(SESSION, agenda=SESSION.agenda[1:]),
        replace(SESSION, agenda=(replace(first, minutes=first.minutes + 5), *SESSION.agenda[1:])),
        replace(SESSION, code="AAAAAAA"),
        replace(SESSION, seats=41),
        replace(SESSION, seed=1),
        replace(SESSION, place="Ruang lain"),
    ):
        assert other.fingerprint() != SESSION.fingerprint()
    assert replace(SESSION).fingerprint() == SESSION.fingerprint()


def test_numbers_are_the_same_for_a_seat_and_others_for_the_next() -> None:
    again = seat_numbers(RULE, SESSION.seed, 7)
    assert again == seat_numbers(RULE, SESSION.seed, 7)
    forms = {seat_numbers(RULE, SESSION.seed, number).forms for number in range(41)}
    assert len(forms) == 41, "nobody can copy from the neighbour"
    assert seat_numbers(RULE, SESSION.seed + 1, 7).forms != again.forms


def test_numbers_fit_the_rule() -> None:
    for number in range(20):
        seat = seat_numbers(RULE, SESSION.seed, number)
        assert len(seat.forms) == FORMS and all(len(form) == len(RULE.unsur) for form in seat.forms)
        assert {score for form in seat.forms for score in form} <= {None, 1, 2, 3, 4}
        assert len({sum(four) for four in seat.counts}) == 1, "everybody answered every unsur"
        for score in (score_forms(RULE, seat.forms), score_counts(RULE, seat.counts)):
            assert score.ni == sum((each.nrr or Fraction(0) for each in score.unsur), Fraction(0)) / len(RULE.unsur)
            ordered = weakest_first(score)
            assert [each.nrr for each in ordered] == sorted(each.nrr or Fraction(0) for each in score.unsur)


def test_some_of_an_old_recap_is_wrong_and_some_is_right() -> None:
    for number in range(20):
        recap = seat_numbers(RULE, SESSION.seed, number).recap
        wrong = [row for row in recap if printed_index(RULE, score_sums(RULE, row))[:2] != (row.printed_nik, row.printed_letter)]
        assert 2 <= len(wrong) <= len(recap) // 2


def test_what_is_printed_is_what_the_screen_asks_about() -> None:
    for number in (1, 7, 40):
        seat = seat_numbers(RULE, SESSION.seed, number)
        on_screen = ("hand-index", "sample-size", "old-recap")
        forms, services, recap = (generated_task(each, seed_text(SESSION.seed, number, each), RULE).tables[0].rows for each in on_screen)
        assert [tuple("–" if score is None else str(score) for score in form) for form in seat.forms] == [row[1:] for row in forms]
        assert [(each.name, thousands(each.population)) for each in seat.services] == list(services)
        shown = [(f"{place}. {row.service}", str(row.respondents)) for place, row in enumerate(seat.recap, start=1)]
        assert shown == [row[:2] for row in recap]
        assert [(row.printed_nik.replace(".", ","), row.printed_letter) for row in seat.recap] == [row[-2:] for row in recap]


def test_of_an_edition_whose_duties_were_not_seen_nothing_is_said() -> None:
    known = {each.id for each in all_editions() if duties_of(each.id).least_often}
    assert known == {"permenpanrb-14-2017"}
    assert duties_of("permenpanrb-14-2017").article == "Pasal 1 ayat (1)"
