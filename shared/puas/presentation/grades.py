"""How a letter (mutu) looks: always letter and predikat, and a shape and pattern beside the colour.

The four fills differ in lightness (20, 39, 49, 77 of 100) as well as in hue, so that they stay apart for the
colour-blind and in grey print. Bands and thresholds are no business of this module: they come with the edition of
the rule.
"""

from dataclasses import dataclass
from typing import Literal

from puas.presentation.numbers import Language

Shape = Literal["circle", "square", "triangle", "diamond", "ring"]
Pattern = Literal["plain", "diagonal", "dots", "cross", "empty"]


@dataclass(frozen=True, slots=True)
class GradeLook:
    """What marks a letter on screen and paper."""

    letter: str
    fill: str
    on_fill: str
    shape: Shape
    pattern: Pattern
    css_class: str


_LOOKS = {
    "A": GradeLook("A", "#00695c", "#ffffff", "circle", "plain", "grade-a"),
    "B": GradeLook("B", "#2f79b0", "#ffffff", "square", "diagonal", "grade-b"),
    "C": GradeLook("C", "#e9b44c", "#1b1b1b", "triangle", "dots", "grade-c"),
    "D": GradeLook("D", "#5f1024", "#ffffff", "diamond", "cross", "grade-d"),
}
_NONE = GradeLook("\N{EN DASH}", "#6b7280", "#ffffff", "ring", "empty", "grade-none")

_PREDIKAT: dict[Language, dict[str, str]] = {
    "id": {"A": "Sangat Baik", "B": "Baik", "C": "Kurang Baik", "D": "Tidak Baik"},
    "en": {"A": "Very Good", "B": "Good", "C": "Poor", "D": "Bad"},
}
_NO_INDEX: dict[Language, str] = {"id": "belum ada indeks", "en": "no index yet"}


def grade_look(letter: str | None) -> GradeLook:
    """The look of a letter; of no letter, a grey ring."""
    return _NONE if letter is None else _LOOKS.get(letter, _NONE)


def predikat_label(letter: str | None, language: Language = "id") -> str:
    """``B`` as ``Baik``."""
    if letter is None:
        return _NO_INDEX[language]
    return _PREDIKAT[language].get(letter, _NO_INDEX[language])


def grade_text(letter: str | None, language: Language = "id") -> str:
    """Letter and predikat together: ``B (Baik)``."""
    if letter is None:
        return _NO_INDEX[language]
    return f"{letter} ({predikat_label(letter, language)})"
