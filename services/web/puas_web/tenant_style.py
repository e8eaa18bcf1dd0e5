"""The accent of a tenant as a small style sheet, because the page policy forbids inline styles.

The colour an office picks is moved until text on it and text in it are readable (WCAG AA) in light and dark.
"""

from __future__ import annotations

import colorsys

from flask import Blueprint, Response, abort

from puas.db.queries.tenant_look import find_accent
from puas_web.access import public
from puas_web.database import db

Colour = tuple[float, float, float]

LIGHT_PAPER: Colour = (0xEF / 255, 0xEC / 255, 0xE3 / 255)  # the darkest ground accent text stands on
DARK_PAPER: Colour = (0x28 / 255, 0x2D / 255, 0x2A / 255)  # the lightest
LIGHT_SURFACE: Colour = (1.0, 1.0, 1.0)
DARK_SURFACE: Colour = (0x1E / 255, 0x22 / 255, 0x20 / 255)
WHITE: Colour = (1.0, 1.0, 1.0)
NEARLY_BLACK: Colour = (0x0B / 255, 0x12 / 255, 0x10 / 255)
READABLE = 4.6
CACHE = "public, max-age=300"

blueprint = Blueprint("tenant_style", __name__)


@blueprint.get("/t-style/<slug:tenant_slug>.css")
@public
def accent(tenant_slug: str) -> Response:
    """Public like the forms and results that carry it; it says nothing but a colour."""
    found = find_accent(db.session(), slug=tenant_slug)
    if found is None:
        abort(404)
    return Response(accent_rules(found), mimetype="text/css", headers={"Cache-Control": CACHE})


def accent_rules(accent_hex: str) -> str:
    """The custom properties for one accent, in light, dark and on paper."""
    base = parse(accent_hex)
    light = darken_until_readable(base, LIGHT_PAPER)
    dark = lighten_until_readable(calmer(base), DARK_PAPER)
    return (
        f"@media screen{{:root{{{_properties(light, LIGHT_SURFACE, strong=NEARLY_BLACK, on=WHITE)}}}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties(dark, DARK_SURFACE, strong=WHITE, on=NEARLY_BLACK)}}}}}\n"
    )


def _properties(colour: Colour, surface: Colour, *, strong: Colour, on: Colour) -> str:
    values = {
        "accent": colour,
        "accent-strong": mix(colour, strong, 0.28),
        "accent-soft": mix(surface, colour, 0.1),
        "accent-line": mix(surface, colour, 0.42),
        "on-accent": on,
    }
    return ";".join(f"--{name}:{hexadecimal(value)}" for name, value in values.items())


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
