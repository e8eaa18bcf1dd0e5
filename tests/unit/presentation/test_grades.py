"""Letters are told apart by text, shape and lightness, not by colour alone."""

import re
from itertools import combinations

from puas.presentation.grades import grade_look, grade_text, predikat_label


def luminance(colour: str) -> float:
    channels = [int(part, 16) / 255 for part in re.findall("..", colour[1:])]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def lightness(colour: str) -> float:
    return 116 * luminance(colour) ** (1 / 3) - 16


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_labels() -> None:
    assert grade_text("B") == "B (Baik)"
    assert predikat_label("D", "en") == "Bad"
    assert grade_text(None) == "belum ada indeks"


def test_every_letter_has_its_own_shape_and_pattern() -> None:
    looks = [grade_look(letter) for letter in "ABCD"]
    assert len({look.shape for look in looks}) == len({look.pattern for look in looks}) == 4


def test_fills_differ_in_grey_print() -> None:
    for one, other in combinations("ABCD", 2):
        assert abs(lightness(grade_look(one).fill) - lightness(grade_look(other).fill)) >= 9


def test_text_on_a_fill_is_readable() -> None:
    for letter in "ABCD":
        look = grade_look(letter)
        assert contrast(look.fill, look.on_fill) >= 4.5
