"""The words of the form in the language of the page: questions, answers, categories and what is wrong with an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from puas.domain.questionnaire import questionnaire
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.response_checks import (
    LONGEST_SUGGESTION,
    MISSING_SCORE,
    NOT_A_SCORE,
    NOT_AN_AGE,
    OLDEST,
    SUGGESTION_TOO_LONG,
    YOUNGEST,
    Fault,
)
from puas.presentation.numbers import whole_number
from puas_web import english_wording
from puas_web.responding.queries import Window
from puas_web.responding.sent_form import SERVICE_FIELD


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question as the page shows it."""

    number: int
    slug: str
    text: str
    answers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ShownCategories:
    """One profile question with its list."""

    field: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownFault:
    """One thing to mend: where it is, and what to do."""

    field: str
    anchor: str
    text: str


def questions(window: Window, language: str) -> tuple[ShownQuestion, ...]:
    """The nine questions in the questionnaire's order."""
    wording: Mapping[str, Mapping[str, object]] = json.loads(window.wording)
    translate = language == "en" and window.edition == DEFAULT_EDITION_ID
    shown = []
    rule = edition(window.edition)
    for each in questionnaire(rule, wording):
        text, labels = each.text, tuple(answer.label for answer in each.answers)
        standard = rule.question_about(each.unsur)
        # A period freezes the whole wording; only what an office did not change can be translated.
        if translate and (text, labels) == (standard.text, standard.answers):
            text, labels = english_wording.QUESTIONS[each.unsur]
        answers = tuple((answer.score, label) for answer, label in zip(each.answers, labels, strict=True))
        shown.append(ShownQuestion(each.number, each.unsur, text, answers))
    return tuple(shown)


def categories(window: Window, language: str) -> dict[str, ShownCategories]:
    """The profile questions by dimension."""
    found = {}
    for question in edition(window.edition).profile:
        label, names = question.label, {each.slug: each.label for each in question.categories}
        if language == "en" and question.dimension in english_wording.PROFILE:
            label, english = english_wording.PROFILE[question.dimension]
            names = {slug: english.get(slug, name) for slug, name in names.items()}
        found[question.dimension] = ShownCategories(question.dimension, label, tuple(names.items()))
    return found


def explain(faults: tuple[Fault, ...], window: Window, language: str) -> tuple[ShownFault, ...]:
    """What is wrong, in the order of the page and in plain words."""
    places = [SERVICE_FIELD, *(each.slug for each in questions(window, language)), "gender", "age", "education", "occupation"]
    order = {field: position for position, field in enumerate([*places, "disability", "suggestion"])}
    numbers = {each.slug: each.number for each in questions(window, language)}
    names = {each.field: each.label for each in categories(window, language).values()}
    known = sorted((fault for fault in faults if fault.field in order), key=lambda fault: order[fault.field])
    return tuple(ShownFault(each.field, _anchor(each, numbers), _sentence(each, numbers, names, language)) for each in known)


def _anchor(fault: Fault, numbers: Mapping[str, int]) -> str:
    """The first control of the question: a group of radio buttons has no place of its own to go to."""
    return f"{fault.field}-1" if fault.field in numbers or fault.field in ("gender", SERVICE_FIELD) else fault.field


def _sentence(fault: Fault, numbers: Mapping[str, int], names: Mapping[str, str], language: str) -> str:
    if fault.code == MISSING_SCORE:
        return _("Pertanyaan %(number)s belum dijawab.", number=numbers[fault.field])
    if fault.code == NOT_A_SCORE:
        return _("Jawaban pertanyaan %(number)s tidak dikenal. Pilih salah satu jawaban yang ada.", number=numbers[fault.field])
    if fault.code == NOT_AN_AGE:
        return _("Usia: tulis angka antara %(youngest)s dan %(oldest)s, atau kosongkan.", youngest=YOUNGEST, oldest=OLDEST)
    if fault.code == SUGGESTION_TOO_LONG:
        number = whole_number(int(fault.given), "en" if language == "en" else "id")
        most = whole_number(LONGEST_SUGGESTION, "en" if language == "en" else "id")
        return _("Saran Anda %(number)s huruf. Ringkaslah menjadi paling banyak %(most)s huruf.", number=number, most=most)
    if fault.field == SERVICE_FIELD:
        return _("Pilih layanan yang Anda terima.")
    return _("%(name)s: pilih salah satu dari daftar, atau kosongkan.", name=names.get(fault.field, fault.field))
