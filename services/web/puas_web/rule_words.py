"""Words that come with the rule or a frozen result, in the language of the page: unsur, profile questions, categories."""

from __future__ import annotations

import re

from flask import Flask

from puas.domain.regulation.edition import NOT_STATED, Edition
from puas.domain.result_snapshot import ProfileTable
from puas_web import english_wording
from puas_web.english_registers import register_word
from puas_web.layout import page_language

_INTERVAL_WORDS = {"mulai": "from", "di bawah": "below", "ke atas": "and above"}
_MARK_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")


def unsur_name(slug: str, rule: Edition) -> str:
    """As the rule prints it; in English where we have a reading aid."""
    english = _english_unsur(slug)
    return english[0] if english else rule.unsur_named(slug).name


def unsur_short(slug: str, rule: Edition) -> str:
    """The short name, for tables and charts."""
    english = _english_unsur(slug)
    return english[1] if english else rule.unsur_named(slug).short


def profile_label(table: ProfileTable) -> str:
    """What a profile question is about."""
    label, _names = _english_profile(table.dimension)
    return label or table.label


def profile_names(table: ProfileTable) -> dict[str, str]:
    """The categories of a profile question by slug."""
    _label, names = _english_profile(table.dimension)
    return {row.slug: names.get(row.slug, row.label) for row in table.rows}


def calculation(text: str) -> str:
    """A step of a worksheet, written with Indonesian numbers, as the page writes numbers."""
    if page_language() != "en":
        return text
    for word, english in _INTERVAL_WORDS.items():
        text = text.replace(word, english)
    return _MARK_IN_NUMBER.sub(lambda mark: "." if mark[0] == "," else ",", text)


def init_app(app: Flask) -> None:
    for words in (unsur_name, unsur_short, profile_label, profile_names, calculation, register_word):
        app.add_template_filter(words)


def _english_unsur(slug: str) -> tuple[str, str] | None:
    return english_wording.UNSUR.get(slug) if page_language() == "en" else None


def _english_profile(dimension: str) -> tuple[str, dict[str, str]]:
    if page_language() != "en":
        return "", {}
    label, names = english_wording.CHANNEL if dimension == "channel" else english_wording.PROFILE.get(dimension, ("", {}))
    return label, {**names, NOT_STATED: english_wording.NOT_STATED}
