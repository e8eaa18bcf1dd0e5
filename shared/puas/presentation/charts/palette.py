"""Colours and type of the charts: explicit on paper, taken from the page on screen.

Every coloured mark carries a class beside its attribute. A style sheet beats an attribute, so a page may re-colour a
chart for the dark theme while the same drawing is complete on paper, where there is no style sheet.
"""

from dataclasses import dataclass

FONT_FALLBACK = "Liberation Sans, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """What a chart is drawn with."""

    ink: str
    muted: str
    grid: str
    track: str
    accent: str
    surface: str
    font_family: str
    fixed_size: bool
    """On paper the drawing states its size; on screen it fills its box."""


SCREEN = Palette(
    ink="currentColor",
    muted="#5b6470",
    grid="#c9ced6",
    track="#e6e9ee",
    accent="#1f5f8b",
    surface="#ffffff",
    font_family="system-ui, " + FONT_FALLBACK,
    fixed_size=False,
)

PAPER = Palette(
    ink="#1a1a1a",
    muted="#4d4d4d",
    grid="#bfbfbf",
    track="#e8e8e8",
    accent="#1f4e79",
    surface="#ffffff",
    font_family="Liberation Sans",
    fixed_size=True,
)
