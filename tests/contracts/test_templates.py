"""Templates: every one compiles, and none holds anything the page policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.contracts.source_tree import PACKAGES, short
from tests.contracts.web_application import application

WEB = PACKAGES["puas_web"]
TEMPLATES = sorted([*WEB.rglob("templates/**/*.html"), *WEB.rglob("templates/**/*.css"), *WEB.rglob("templates/**/*.js")])

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "something from another host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}


def _environment() -> Environment:
    return application().jinja_env


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 10


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_template_compiles(path: Path) -> None:
    _environment().compile(path.read_text(encoding="utf-8"), filename=str(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_template_keeps_to_the_page_policy(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = {fault: match.group() for fault, pattern in FORBIDDEN.items() if (match := pattern.search(text))}
    assert found == {}


def test_templates_use_what_they_import() -> None:
    """A template that is included brings its own macros, so that nobody has to import them for it."""
    unused = []
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        lists = re.findall(r"{% from \S+ import (.+?)(?: with context)? %}", text)
        names = [each.split()[-1] for names in lists for each in names.split(", ")]
        names += re.findall(r"{% import \S+ as (\w+)", text)
        unused += [f"{short(path)}: {name}" for name in names if len(re.findall(rf"\b{name}\b", text)) < 2]
    assert unused == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_forms_that_post_carry_a_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, flags=re.DOTALL | re.IGNORECASE):
        without_session = "language.choose" in form or "no-csrf" in form
        assert without_session or "csrf" in form, f"a form in {short(path)} has no token"


def test_own_style_sheets_are_small_and_ask_nobody() -> None:
    sheets = sorted((WEB / "static" / "css").glob("*.css"))
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text
        assert not re.search(r"url\((?!\s*[\"']?data:)", text), f"{sheet.name} loads a file"


def test_bundles_are_small() -> None:
    from puas_web.assets import BUNDLES, join_bundle

    for name, parts in BUNDLES.items():
        bundle = join_bundle(name, parts)
        assert len(bundle.plain) <= 30_000, f"{name} has {len(bundle.plain)} bytes"
