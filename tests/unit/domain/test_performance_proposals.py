"""What the platform proposes: each step of each scale under both rules, and nothing where a scale says nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from puas.domain.performance_proposals import PromiseKept, SurveyDone, SurveyFacts, add_months, propose
from puas.domain.regulation.performance_registry import performance_edition

NEW, OLD = performance_edition("permenpanrb-29-2022"), performance_edition("permenpanrb-17-2017")
REPORTED = date(2026, 1, 31)
PUBLISHED = date(2026, 2, 10)


def survey(edition: str = "permenpanrb-14-2017", label: str = "Tahun 2025") -> SurveyDone:
    return SurveyDone(label, edition, 120, "88.31", REPORTED, PUBLISHED)


def promise(done_on: date | None = REPORTED, *, is_described: bool = True) -> PromiseKept:
    return PromiseKept(REPORTED, PUBLISHED, done_on, is_described)


def facts(**told: object) -> SurveyFacts:
    return SurveyFacts(**{"year": 2025, "surveys": (survey(),), **told})  # type: ignore[arg-type]


def score(code: str, known: SurveyFacts, *, form: str = "A") -> int | None:
    found = propose(NEW if form else OLD, form, known).get(code)
    return None if found is None else found.score


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (facts(surveys=()), None),
        (facts(surveys=(survey("permenpanrb-16-2014"),)), 1),
        (facts(), 2),
        (facts(media=("portal",)), 2),
        (facts(media=("poster",)), 3),
        (facts(media=("portal", "banner")), 4),
        (facts(media=("portal", "banner"), promises=(promise(None),)), 4),
        (facts(media=("portal", "banner"), promises=(promise(None), promise())), 5),
        (facts(media=("poster",), promises=(promise(),)), 3),
    ],
)
def test_the_survey_by_the_rule(known: SurveyFacts, expected: int | None) -> None:
    assert (score("A.06", known), score("B.05", known, form="B")) == (expected, expected)


@pytest.mark.parametrize(
    ("media", "expected"), [((), None), (("portal",), 1), (("portal", "banner"), 2), (("portal", "banner", "poster"), 3)]
)
def test_media_are_counted(media: tuple[str, ...], expected: int | None) -> None:
    assert (score("A.07", facts(media=media)), score("B.06", facts(media=media), form="B")) == (expected, expected)


@pytest.mark.parametrize(
    ("total", "done", "expected"),
    [(0, 0, 0), (5, 0, 1), (100, 1, 2), (100, 29, 2), (100, 30, 3), (10, 3, 3), (100, 80, 3), (100, 81, 4), (10, 9, 4), (10, 10, 5)],
)
def test_the_share_of_the_plan(total: int, done: int, expected: int) -> None:
    promises = (promise(),) * done + (promise(None),) * (total - done)
    assert (score("A.08", facts(promises=promises)), score("B.07", facts(promises=promises), form="B")) == (expected, expected)


def test_all_of_the_plan_needs_its_report() -> None:
    assert score("A.08", facts(promises=(promise(), promise(is_described=False)))) == 4


@pytest.mark.parametrize(
    ("months", "new", "old"), [(0, 5, 5), (1, 5, 4), (3, 4, 3), (6, 3, 2), (9, 2, 1), (12, 1, 1)]
)
def test_speed_after_the_report_under_both_rules(months: int, new: int, old: int) -> None:
    last = add_months(REPORTED, months)
    known = facts(promises=(promise(), promise(last)))
    assert (score("A.09", known), score("B.08", known, form="B"), score("1.c.B", known, form="")) == (new, new, old)
    a_day_more = facts(promises=(promise(last + timedelta(days=1)),))
    later = {0: (5, 5), 1: (4, 3), 3: (3, 2), 6: (2, 1), 9: (1, 1), 12: (None, None)}[months]
    assert (score("A.09", a_day_more), score("1.c.B", a_day_more, form="")) == later


def test_speed_of_a_part_is_left_to_the_evaluator() -> None:
    known = facts(promises=(promise(), promise(None)))
    assert (score("A.09", known), score("1.c.B", known, form="")) == (None, None)
    assert (score("A.09", facts()), score("1.c.B", facts(), form="")) == (0, 0)


def test_before_publication_needs_a_publication() -> None:
    unpublished = PromiseKept(REPORTED, None, REPORTED)
    assert score("1.c.B", facts(promises=(unpublished,)), form="") == 4
    assert score("1.c.B", facts(promises=(promise(PUBLISHED),)), form="") == 4
    assert score("1.c.B", facts(promises=(promise(PUBLISHED - timedelta(days=1)),)), form="") == 5


@pytest.mark.parametrize(("number", "expected"), [(0, None), (1, 1), (2, 2), (3, 2), (4, 3), (12, 3)])
def test_how_often_is_scored_by_the_older_rule_only(number: int, expected: int | None) -> None:
    known = facts(surveys=tuple(survey(label=f"Ke-{each}") for each in range(number)))
    assert score("1.c.P", known, form="") == expected
    assert "1.c.P" not in propose(NEW, "A", known)


def test_a_unit_surveyed_elsewhere_gets_no_proposal() -> None:
    assert propose(NEW, "A", SurveyFacts(2025)) == propose(OLD, "", SurveyFacts(2025)) == {}


def test_a_proposal_names_its_proof() -> None:
    found = propose(NEW, "A", facts(media=("portal",), address="/publik/tirta/dinkes", promises=(promise(),)))["A.07"]
    assert "1 media" in found.sentence and "halaman publik" in found.sentence
    assert found.proof == {
        "year": 2025,
        "surveys": [
            {"label": "Tahun 2025", "rule": "permenpanrb-14-2017", "respondents": 120, "nik": "88.31", "reported": "2026-01-31"}
        ],
        "promises": 1,
        "promises_done": 1,
        "media": ["portal"],
        "address": "/publik/tirta/dinkes",
    }  # fmt: skip


def test_only_indicators_of_the_form_are_proposed() -> None:
    known = facts(promises=(promise(),), media=("portal",))
    assert set(propose(NEW, "A", known)) == {"A.06", "A.07", "A.08", "A.09"}
    assert set(propose(NEW, "B", known)) == {"B.05", "B.06", "B.07", "B.08"}
    assert set(propose(OLD, "", known)) == {"1.c.B", "1.c.P"}


def test_months_end_with_the_month() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 12, 31), 12) == date(2027, 12, 31)
