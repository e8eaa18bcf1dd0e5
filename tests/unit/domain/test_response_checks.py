"""What a form may say, and how everything else is answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puas.domain.regulation.registry import edition
from puas.domain.response_checks import UnacceptableResponse, age_group, check_response, clean_suggestion, read_score
from tests.unit.domain.answers import SLUGS

RULE = edition()
FULL: dict[str, object] = dict.fromkeys(SLUGS, "3")


def _faults(**given_parts: object) -> set[tuple[str, str]]:
    with pytest.raises(UnacceptableResponse) as caught:
        check_response(RULE, **{"scores": FULL, **given_parts})  # type: ignore[arg-type]
    return {(fault.field, fault.code) for fault in caught.value.faults}


def test_a_full_form() -> None:
    checked = check_response(
        RULE,
        scores=FULL,
        profile={"gender": "perempuan", "age": " 34 ", "education": "s1", "occupation": "asn", "disability": ""},
        suggestion="  Terima kasih.\r\nLoket 2\x00 ramah ",
        every_unsur=True,
    )
    assert checked.scores == dict.fromkeys(SLUGS, 3)
    assert (checked.gender, checked.age, checked.disability) == ("perempuan", 34, None)
    assert checked.suggestion == "Terima kasih.\nLoket 2 ramah"
    assert age_group(RULE, checked.age) == "30_39" and age_group(RULE, None) is None


def test_blanks_are_unanswered() -> None:
    checked = check_response(RULE, scores={"waktu": "4", "biaya": ""})
    assert checked.scores["waktu"] == 4 and checked.scores["biaya"] is None and checked.scores["sarpras"] is None
    assert checked.suggestion is None


@pytest.mark.parametrize("wrong", ["0", "5", "999", "-1", "3.5", "empat", "٣", "1e0", "4;", True, 3.0, ["4"]])
def test_other_scores(wrong: object) -> None:
    assert _faults(scores={**FULL, "waktu": wrong}) == {("waktu", "not_a_score")}


def test_every_fault_is_named_at_once() -> None:
    assert _faults(
        scores={"waktu": "9", "u10": "3"},
        profile={"gender": "l", "age": "31 Juni", "religion": "x", "education": ["s1"]},
        suggestion="x" * 2001,
    ) == {
        ("waktu", "not_a_score"),
        ("u10", "unknown_field"),
        ("gender", "unknown_category"),
        ("age", "not_an_age"),
        ("religion", "unknown_field"),
        ("education", "unknown_category"),
        ("suggestion", "suggestion_too_long"),
    }


def test_nothing_answered() -> None:
    assert _faults(scores={}) == {("scores", "nothing_answered")}
    assert _faults(scores={}, every_unsur=True) == {(slug, "missing_score") for slug in SLUGS}
    assert _faults(scores={**FULL, "waktu": "9"}, every_unsur=True) == {("waktu", "not_a_score")}


@pytest.mark.parametrize("wrong", ["4", "121", "1000", "-3", "12.5"])
def test_ages(wrong: str) -> None:
    assert _faults(profile={"age": wrong}) == {("age", "not_an_age")}


def test_the_last_of_what_is_accepted() -> None:
    for age in ("5", "120"):
        assert check_response(RULE, scores=FULL, profile={"age": age}).age == int(age)
    assert check_response(RULE, scores=FULL, suggestion="x" * 2000).suggestion == "x" * 2000


@given(st.text(max_size=60))
def test_a_score_is_read_or_refused(text: str) -> None:
    try:
        score = read_score(text)
    except ValueError:
        assert text.strip() not in ("", "1", "2", "3", "4")
    else:
        assert (str(score) == text.strip()) if score else not text.strip()


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_suggestion(text)
    assert clean_suggestion(once) == once
    assert "\x00" not in once and "\r" not in once


def test_formulas_and_markup_stay_text() -> None:
    assert clean_suggestion('=1+1 <script>alert("x")</script>') == '=1+1 <script>alert("x")</script>'
