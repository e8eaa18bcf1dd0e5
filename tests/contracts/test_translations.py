"""Every sentence of the screens has an English one that takes the same values; the survey's own wording is complete too."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message

from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.tally import CHANNELS
from puas_web import catalogue, english_wording

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|</?\w+>")
HOW = "run `python -m puas_web.catalogue` and translate what it lists"


@cache
def _collected() -> Catalog:
    return catalogue.collect()


@cache
def _kept() -> Catalog:
    return catalogue.read()


def _keys(messages: Catalog) -> set[tuple[str | None, str]]:
    return {(message.context, _forms(message.id)[0]) for message in messages if message.id}


def _forms(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def test_there_are_sentences() -> None:
    assert len(_collected()) > 1000


def test_every_sentence_has_a_translation() -> None:
    unknown = sorted(words for _context, words in _keys(_collected()) - _keys(_kept()))
    assert unknown == [], HOW
    assert catalogue.missing(_kept()) == [], HOW


def test_no_translation_has_lost_its_sentence() -> None:
    assert sorted(words for _context, words in _keys(_kept()) - _keys(_collected())) == [], HOW
    assert list(_kept().obsolete) == []
    assert [message.id for message in _kept() if message.id and message.fuzzy] == []


def test_a_translation_takes_the_same_values() -> None:
    wrong = [message.id for message in _kept() if message.id and not _takes_the_same(message)]
    assert wrong == []


def _takes_the_same(message: Message) -> bool:
    wanted = {tuple(_placeholders(form)) for form in _forms(message.id)}
    return {tuple(_placeholders(form)) for form in _forms(message.string or "")} <= wanted


def test_a_translation_ends_as_its_sentence_does() -> None:
    """A label stays a label and a sentence a sentence; blanks at the ends would glue words together or apart."""
    wrong = [
        (source, words)
        for message in _kept()
        if message.id
        for source, words in zip(_forms(message.id), _forms(message.string or ""), strict=False)
        if words != words.strip() or (source[-1] in ".?:" and words[-1] != source[-1])
    ]
    assert wrong == []


@pytest.mark.parametrize(("sentence", "english"), [("Kata sandi", "Password"), ("Isian ini wajib diisi.", "This must be filled in.")])
def test_the_catalogue_is_what_the_screens_use(sentence: str, english: str) -> None:
    from puas_web.i18n import load_catalogue

    assert load_catalogue("en").ugettext(sentence) == english
    assert load_catalogue("id").ugettext(sentence) == sentence


def test_each_question_of_the_form_has_english_words() -> None:
    rule = edition(DEFAULT_EDITION_ID)
    assert set(english_wording.QUESTIONS) == set(rule.slugs())
    for slug, (text, answers) in english_wording.QUESTIONS.items():
        assert text.endswith("?"), slug
        assert len(set(answers)) == len(rule.question_about(slug).answers), slug


def test_each_profile_question_of_the_form_has_english_words() -> None:
    rule = edition(DEFAULT_EDITION_ID)
    assert set(english_wording.PROFILE) == {question.dimension for question in rule.profile}
    for question in rule.profile:
        label, names = english_wording.PROFILE[question.dimension]
        assert label
        assert set(names) == {category.slug for category in question.categories}, question.dimension


def test_unsur_and_channels_have_english_names() -> None:
    assert set(english_wording.UNSUR) == set(edition(DEFAULT_EDITION_ID).slugs())
    assert set(english_wording.CHANNEL[1]) == set(CHANNELS)
