"""What is good on a report card, boundary by boundary."""

from decimal import Decimal
from typing import Any

import pytest

from puas.domain.card_rules import (
    FAIR,
    GOOD,
    LINES,
    MISSING,
    PLANS,
    SURVEY,
    UNJUDGED,
    WEAK,
    CardFigure,
    Thresholds,
    level_of,
)
from puas.domain.yardsticks import (
    COMPLAINTS,
    COMPLIANCE,
    INNOVATIONS,
    MALLS,
    MINIMUM_SERVICES,
    PERFORMANCE,
    PROCEDURES,
    STANDARDS,
)


@pytest.mark.parametrize("line", LINES)
def test_a_missing_figure_is_neither_good_nor_bad(line: Any) -> None:
    assert level_of(line, None) == MISSING


@pytest.mark.parametrize("line", [SURVEY, MALLS])
@pytest.mark.parametrize(("letter", "expected"), [("A", GOOD), ("B", GOOD), ("C", WEAK), ("D", WEAK), ("", UNJUDGED)])
def test_an_index_is_as_good_as_its_mutu(line: Any, letter: Any, expected: Any) -> None:
    assert level_of(line, CardFigure(Decimal("80.00"), letter)) == expected


def test_a_hidden_index_is_not_judged() -> None:
    assert level_of(SURVEY, CardFigure(None, "A")) == UNJUDGED


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("A", GOOD), ("A-", GOOD), ("A\N{MINUS SIGN}", GOOD), ("B", GOOD), ("B-", FAIR), ("C", FAIR), ("C-", FAIR), ("D", WEAK),
        ("E", WEAK), ("F", WEAK), ("", UNJUDGED), ("Z", UNJUDGED),
    ],
)  # fmt: skip
def test_performance_goes_by_its_category(letter: Any, expected: Any) -> None:
    assert level_of(PERFORMANCE, CardFigure(Decimal("3.00"), letter)) == expected


@pytest.mark.parametrize(
    ("letter", "label", "expected"),
    [
        ("A", "hijau, Kualitas Tertinggi", GOOD), ("B", "Hijau", GOOD), ("C", "kuning, Kualitas Sedang", FAIR), ("", "kuning", FAIR),
        ("", "Zona merah", WEAK), ("D", "", WEAK), ("E", "", WEAK), ("C", "", FAIR), ("hijau", "", GOOD),
        ("", "Kualitas Tertinggi Tanpa Maladministrasi", UNJUDGED), ("", "", UNJUDGED),
    ],
)  # fmt: skip
def test_compliance_goes_by_the_zone_of_its_year(letter: Any, label: Any, expected: Any) -> None:
    assert level_of(COMPLIANCE, CardFigure(Decimal("60.35"), letter, label)) == expected


@pytest.mark.parametrize(
    ("line", "part", "whole"),
    [
        (STANDARDS, "complete", "services"),
        (PROCEDURES, "evaluated", "procedures"),
    ],
)
@pytest.mark.parametrize(
    ("done", "number", "expected"), [(4, 4, GOOD), (3, 4, FAIR), (2, 4, FAIR), (1, 4, WEAK), (0, 4, WEAK), (0, 0, MISSING)]
)
def test_counts_go_by_their_share(line: Any, part: Any, whole: Any, done: Any, number: Any, expected: Any) -> None:
    assert level_of(line, CardFigure(counts={part: done, whole: number})) == expected


@pytest.mark.parametrize(
    ("received", "settled", "in_time", "expected"),
    [
        (10, 9, 9, GOOD), (100, 89, 89, FAIR), (100, 90, 81, GOOD), (100, 90, 80, FAIR), (10, 5, 5, FAIR), (10, 5, 2, WEAK),
        (100, 49, 49, WEAK), (10, 0, 0, WEAK), (0, 0, 0, UNJUDGED),
    ],
)  # fmt: skip
def test_complaints_go_by_the_worse_of_settled_and_in_time(received: Any, settled: Any, in_time: Any, expected: Any) -> None:
    assert level_of(COMPLAINTS, CardFigure(counts={"received": received, "settled": settled, "in_time": in_time})) == expected


def test_complaints_without_times_go_by_what_was_settled() -> None:
    assert level_of(COMPLAINTS, CardFigure(counts={"received": 10, "settled": 9})) == GOOD


@pytest.mark.parametrize(("number", "eligible", "expected"), [(2, 1, GOOD), (2, 0, FAIR), (0, 0, UNJUDGED)])
def test_innovations_are_good_once_one_is_old_enough(number: Any, eligible: Any, expected: Any) -> None:
    assert level_of(INNOVATIONS, CardFigure(counts={"innovations": number, "eligible": eligible})) == expected


@pytest.mark.parametrize(
    ("promises", "done", "late", "expected"),
    [
        (10, 9, 1, GOOD), (10, 8, 1, FAIR), (10, 8, 0, UNJUDGED), (10, 10, 0, GOOD), (10, 3, 2, FAIR), (100, 29, 2, WEAK),
        (10, 0, 0, UNJUDGED), (0, 0, 0, MISSING),
    ],
)  # fmt: skip
def test_plans_are_judged_once_something_is_late(promises: Any, done: Any, late: Any, expected: Any) -> None:
    assert level_of(PLANS, CardFigure(counts={"promises": promises, "done": done, "late": late})) == expected


def test_thresholds_are_a_policy_that_can_be_another() -> None:
    half = CardFigure(counts={"complete": 2, "services": 4})
    assert level_of(STANDARDS, half, Thresholds(standards_fair=60)) == WEAK


@pytest.mark.parametrize(("reported", "expected"), [(6, GOOD), (3, FAIR), (2, WEAK), (0, MISSING)])
def test_fields_nobody_reported_yet_are_missing_and_not_weak(reported: int, expected: str) -> None:
    assert level_of(MINIMUM_SERVICES, CardFigure(counts={"fields": 6, "fields_reported": reported})) == expected
