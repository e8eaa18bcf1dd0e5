"""Proposals for innovation competitions: words, age, what is missing, and deadlines that make no sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from puas.domain.innovation_proposal import (
    CallRules,
    Missing,
    Proposal,
    age_on,
    count_words,
    deadline_faults,
    is_old_enough,
    missing_parts,
    months_between,
)
from puas.domain.regulation.innovation_edition import GENERAL, REPLICATION, SPECIAL
from puas.domain.regulation.innovation_registry import LATEST, innovation_edition

TODAY = date(2026, 11, 22)
RULES = CallRules(LATEST)


def _whole(group: str = GENERAL) -> Proposal:
    fields = {part.slug: "Satu dua tiga empat." for part in LATEST.fields[group]}
    return Proposal("Antrean dari Rumah", group, date(2024, 1, 15), "Keputusan Bupati 188/2024", "https://contoh.example/v", fields)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0), ("   \n", 0), ("satu", 1), ("Antrean dari rumah, cepat.", 4), ("sebelum – sesudah", 2), ("90,02 % … 12-15", 2),
        ("dan/atau", 1),
    ],
)  # fmt: skip
def test_words_are_what_stands_between_blanks(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 11, 22), TODAY, 24), (date(2024, 11, 23), TODAY, 23), (date(2026, 11, 22), TODAY, 0), (date(2026, 12, 1), TODAY, -1),
        (date(2024, 2, 29), date(2026, 2, 28), 23), (date(2024, 2, 29), date(2026, 3, 1), 24),
    ],
)  # fmt: skip
def test_months_are_full_ones(start: date, end: date, months: int) -> None:
    assert months_between(start, end) == months


@pytest.mark.parametrize("group", [GENERAL, REPLICATION, SPECIAL])
def test_a_whole_proposal_lacks_nothing(group: str) -> None:
    assert missing_parts(_whole(group), RULES, TODAY) == ()


def test_an_empty_one_lacks_everything_in_the_order_of_the_form() -> None:
    missing = missing_parts(Proposal("Judul", GENERAL, None, " ", "", {}), RULES, TODAY)
    assert [each.part for each in missing] == ["started_on", "decree", "video_url", *(part.slug for part in LATEST.fields[GENERAL])]
    assert {each.reason for each in missing} == {"no-start", "no-decree", "no-video", "empty"}


def test_the_limit_of_a_field_is_the_calls_own_before_the_editions() -> None:
    part = LATEST.fields[GENERAL][0]
    long = replace(_whole(), fields={**_whole().fields, part.slug: "kata " * (part.words + 1)})
    assert missing_parts(long, RULES, TODAY) == (Missing(part.slug, "too-long", part.words + 1, part.words),)
    assert missing_parts(long, CallRules(LATEST, words={part.slug: part.words + 1}), TODAY) == ()
    assert missing_parts(_whole(), CallRules(LATEST, words={part.slug: 3}), TODAY) == (Missing(part.slug, "too-long", 4, 3),)


def test_age_counts_to_the_last_day_of_registration() -> None:
    young = replace(_whole(), started_on=date(2025, 1, 10))
    until = CallRules(LATEST, deadlines={"registered": date(2027, 1, 9)})
    assert missing_parts(young, RULES, TODAY) == (Missing("started_on", "too-young", 22, 24),)
    assert age_on(young, until, TODAY) == 23
    assert not is_old_enough(young, until, TODAY)
    assert is_old_enough(young, CallRules(LATEST, deadlines={"registered": date(2027, 1, 10)}), TODAY)
    assert is_old_enough(young, CallRules(LATEST, age_months=22), TODAY)
    assert not is_old_enough(replace(young, started_on=None), RULES, TODAY)
    ahead = replace(young, started_on=date(2027, 5, 1))
    assert missing_parts(ahead, RULES, TODAY)[0] == Missing("started_on", "too-young", 0, 24)


def test_deadlines_follow_the_way() -> None:
    good = {"registered": date(2026, 3, 1), "administrative": date(2026, 3, 1), "awarded": date(2026, 11, 1)}
    assert deadline_faults(LATEST, good, 2026) == {}
    assert deadline_faults(LATEST, {**good, "administrative": date(2026, 2, 1)}, 2026) == {"administrative": "before-earlier-stage"}
    # A stage without a day does not hide that a later one is too early.
    early = {"assessed": date(2026, 5, 1), "verified": date(2026, 4, 1)}
    assert deadline_faults(LATEST, early, 2026) == {"verified": "before-earlier-stage"}
    assert deadline_faults(LATEST, {"registered": date(2021, 3, 1)}, 2026) == {"registered": "other-year"}


def test_the_edition_is_whole() -> None:
    assert innovation_edition("permenpanrb-7-2021") is LATEST
    assert [LATEST.position(each.slug) for each in LATEST.stages] == [1, 2, 3, 4, 5, 6, 7]
    assert LATEST.position("") == 0
    assert LATEST.stage("finalist").name == "Finalis"
    with pytest.raises(KeyError):
        LATEST.stage("unknown")
    for fields in LATEST.fields.values():
        assert len({part.slug for part in fields}) == len(fields)
    assert set(LATEST.fields) == set(LATEST.groups)
