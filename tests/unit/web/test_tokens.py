"""The colours of the design system are readable (WCAG 2.2 AA) wherever they meet, in light and dark and for any accent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import puas_web
from puas.presentation.accent import contrast, parse
from puas_web.tenant_style import accent_rules

TOKENS = (Path(puas_web.__file__).parent / "static" / "css" / "tokens.css").read_text("utf-8")
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)")

TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "ink-faint") for ground in ("paper", "surface", "sunken")),
    *(("accent", ground) for ground in ("paper", "surface", "sunken", "accent-soft")),
    *((ink, "accent-soft") for ink in ("ink", "ink-soft")),
    *(("on-accent", ground) for ground in ("accent", "accent-strong")),
    *((word, ground) for word in ("good", "warn", "bad") for ground in (f"{word}-soft", "surface")),
    *(("ink", f"{word}-soft") for word in ("good", "warn", "bad")),
    *(("on-grade", f"grade-{letter}") for letter in "abd"),
    ("on-grade-c", "grade-c"),
    ("surface", "bad"),
]
SHAPES = [("line-strong", "surface"), ("line-strong", "paper"), ("focus", "paper"), ("focus", "surface"), ("accent", "sunken")]
# What offices pick: dark, pale, loud, black, white.
ACCENTS = ["#0b5c8a", "#7a3b12", "#ffd400", "#00ff00", "#ff0000", "#000000", "#ffffff", "#808080", "#3b1f6b", "#c8e6c9"]


def _values(text: str) -> dict[str, str]:
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", text))
    return {name: "#" + "".join(part * 2 for part in value[1:]) if len(value) == 4 else value for name, value in found.items()}


def _scheme(scheme: str) -> dict[str, str]:
    return _values(LIGHT) | (_values(DARK) if scheme == "dark" else {})


def _ratio(values: dict[str, str], ink: str, ground: str) -> float:
    return contrast(parse(values[ink]), parse(values[ground]))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(scheme: str, ink: str, ground: str) -> None:
    assert _ratio(_scheme(scheme), ink, ground) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out(scheme: str, shape: str, ground: str) -> None:
    assert _ratio(_scheme(scheme), shape, ground) >= 3


@pytest.mark.parametrize("accent", ACCENTS)
def test_any_accent_is_made_readable(accent: str) -> None:
    light, dark = accent_rules(accent).split("prefers-color-scheme:dark")
    for scheme, rules in (("light", light), ("dark", dark)):
        values = _scheme(scheme) | _values(rules)
        for ink, ground in TEXT:
            if "accent" in ink or "accent" in ground:
                assert _ratio(values, ink, ground) >= 4.5, (scheme, ink, ground)


def test_grades_look_as_in_charts_and_documents() -> None:
    from puas.presentation.grades import grade_look

    values = _values(LIGHT)
    assert {letter: values[f"grade-{letter.lower()}"] for letter in "ABCD"} == {letter: grade_look(letter).fill for letter in "ABCD"}
