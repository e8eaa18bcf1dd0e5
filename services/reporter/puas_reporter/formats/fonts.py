"""The embedded fonts: registered once per process, and what of a text they can print."""

from __future__ import annotations

import unicodedata
from functools import cache

from reportlab.graphics.shapes import STATE_DEFAULTS
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from svglib.fonts import register_font

from puas_reporter.assets import FONT_FILES, SANS, SERIF

REPLACEMENT = "\N{WHITE SQUARE}"
_KEPT_CONTROLS = frozenset("\n\t")


@cache
def register_fonts() -> None:
    """Make the faces known to reportlab, and the families to svglib.

    Families are not mapped in reportlab: the HTML renderer maps its own, and two mappings of one name end in wrong faces.
    """
    for key, path in FONT_FILES.items():
        pdfmetrics.registerFont(TTFont(face_name(*key), str(path)))
    for family in (SERIF, SANS):
        for bold in (False, True):
            weight = "bold" if bold else "normal"
            register_font(family, str(FONT_FILES[family, bold, False]), weight, "normal", face_name(family, bold))
    # Each drawing begins by naming its default font; of one that is not embedded not even the name shall be in a file.
    STATE_DEFAULTS["fontName"] = face_name(SANS)


def face_name(family: str, bold: bool = False, italic: bool = False) -> str:
    """The name a face is drawn by."""
    suffix = ("-Bold" if bold else "") + ("-Italic" if italic else "")
    return family + suffix


@cache
def _printable_codes() -> frozenset[int]:
    """The characters that every face in use can draw."""
    register_fonts()
    faces = [pdfmetrics.getFont(face_name(*key)).face.charToGlyph for key in FONT_FILES]
    return frozenset.intersection(*(frozenset(face) for face in faces))


def printable(text: str) -> str:
    """The text with every character the fonts lack shown as a small square, and control characters left out.

    An answer in another script or with an emoji must not stop a report, and must not vanish without a trace either.
    """
    codes = _printable_codes()
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character in _KEPT_CONTROLS or ord(character) in codes:
            kept.append(character)
        elif unicodedata.category(character) not in ("Cc", "Cf", "Mn", "Me"):
            kept.append(REPLACEMENT)
    return "".join(kept)
