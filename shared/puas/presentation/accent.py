"""Accent colours: whether text in one can be read, and the nearest tone of the same hue that can.

Contrast as in WCAG 2.2 (success criterion 1.4.3: 4.5 to 1 for text), with a little to spare for rounding.
"""

from __future__ import annotations

import colorsys
import re

Colour = tuple[float, float, float]

LIGHT_PAPER: Colour = (0xEF / 255, 0xEC / 255, 0xE3 / 255)  # the darkest ground accent text stands on
DARK_PAPER: Colour = (0x28 / 255, 0x2D / 255, 0x2A / 255)  # the lightest
LIGHT_SURFACE: Colour = (1.0, 1.0, 1.0)
DARK_SURFACE: Colour = (0x1E / 255, 0x22 / 255, 0x20 / 255)
WHITE: Colour = (1.0, 1.0, 1.0)
NEARLY_BLACK: Colour = (0x0B / 255, 0x12 / 255, 0x10 / 255)
# Of a tenant that has not chosen one.
DEFAULT_ACCENT = "#0b5c8a"
ENOUGH = 4.5
READABLE = 4.6

_HEXADECIMAL = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether the text is a colour as profiles hold it: `#0b5c8a`."""
    return _HEXADECIMAL.fullmatch(text) is not None


def contrast_on_white(accent_hex: str) -> float:
    """How well text in the accent is read on white paper, 1 to 21."""
    return contrast(parse(accent_hex), WHITE)


def nearest_readable(accent_hex: str) -> str:
    """The accent itself where it can be read on white, else the nearest darker tone of its hue."""
    if contrast_on_white(accent_hex) >= ENOUGH:
        return accent_hex
    return hexadecimal(darken_until_readable(parse(accent_hex), WHITE))


def on_dark(accent_hex: str) -> str:
    """The tone shown where the screen is dark."""
    return hexadecimal(lighten_until_readable(parse(accent_hex), DARK_PAPER))


def parse(text: str) -> Colour:
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def hexadecimal(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue


def luminance(colour: Colour) -> float:
    """Relative luminance of WCAG 2.2."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Colour, second: Colour) -> float:
    """Contrast ratio of WCAG 2.2, 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def calmer(colour: Colour) -> Colour:
    """Less saturated: a strong colour glares on a dark ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb(hue, lightness, saturation * 0.7)


def darken_until_readable(colour: Colour, ground: Colour) -> Colour:
    """The same hue, dark enough to be text on light paper and to carry white text."""
    return _shift(colour, ground, step=-0.02, carried=WHITE)


def lighten_until_readable(colour: Colour, ground: Colour) -> Colour:
    """The same hue, light enough to be text on dark paper and to carry dark text."""
    return _shift(colour, ground, step=0.02, carried=NEARLY_BLACK)


def _shift(colour: Colour, ground: Colour, *, step: float, carried: Colour) -> Colour:
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    for _attempt in range(round(1 / abs(step)) + 1):
        candidate = colorsys.hls_to_rgb(hue, lightness, saturation)
        if contrast(candidate, ground) >= READABLE and contrast(candidate, carried) >= READABLE:
            return candidate
        lightness = min(1.0, max(0.0, lightness + step))
    return colorsys.hls_to_rgb(hue, lightness, saturation)
