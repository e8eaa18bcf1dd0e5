"""Every word of the checklist and every indicator of performance has a reading aid in English, and none is left over."""

from __future__ import annotations

from puas.domain.compliance_checklist import GROUPS, ITEMS
from puas.domain.regulation.performance_registry import performance_edition
from puas_web import english_checklist, english_indicators

EDITIONS = [performance_edition(each) for each in ("permenpanrb-17-2017", "permenpanrb-29-2022")]


def test_the_checklist_can_be_read_in_english() -> None:
    assert set(english_checklist.GROUPS) == {each.title for each in GROUPS}
    assert set(english_checklist.TITLES) == {each.title for each in ITEMS}
    assert set(english_checklist.WHY) == {each.why for each in ITEMS}
    assert set(english_checklist.WHERE) == {each.where for each in ITEMS}


def test_indicators_and_aspects_can_be_read_in_english() -> None:
    indicators = {each.name for edition in EDITIONS for form in edition.forms for each in form.indicators}
    assert set(english_indicators.NAMES) == indicators
    assert set(english_indicators.ASPECTS) == {each.name for edition in EDITIONS for each in edition.aspects}


def test_what_scores_mean_can_be_read_in_english() -> None:
    steps = {step for edition in EDITIONS for scale in edition.scales for step in scale.steps}
    assert set(english_indicators.SCORE_STEPS) == steps


def test_no_reading_aid_is_the_indonesian_text_again() -> None:
    every = {**english_checklist.CHECKLIST, **english_indicators.INDICATORS}
    assert [text for text, english in every.items() if text == english or not english.strip()] == []
