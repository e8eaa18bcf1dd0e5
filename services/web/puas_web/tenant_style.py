"""The accent of a tenant as a small style sheet, because the page policy forbids inline styles.

The colour an office picks is moved until text on it and text in it are readable (WCAG AA) in light and dark.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort

from puas.db.queries.tenant_look import find_accent
from puas.presentation.accent import (
    DARK_PAPER,
    DARK_SURFACE,
    LIGHT_PAPER,
    LIGHT_SURFACE,
    NEARLY_BLACK,
    WHITE,
    Colour,
    calmer,
    darken_until_readable,
    hexadecimal,
    lighten_until_readable,
    mix,
    parse,
)
from puas_web.access import public
from puas_web.database import db

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
