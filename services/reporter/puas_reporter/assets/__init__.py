"""Fonts and pictures that documents carry with them."""

from pathlib import Path

FONT_FOLDER = Path(__file__).parent / "fonts"

SERIF = "Liberation Serif"
SANS = "Liberation Sans"
FONT_FILES = {
    (SERIF, False, False): FONT_FOLDER / "LiberationSerif-Regular.ttf",
    (SERIF, True, False): FONT_FOLDER / "LiberationSerif-Bold.ttf",
    (SERIF, False, True): FONT_FOLDER / "LiberationSerif-Italic.ttf",
    (SERIF, True, True): FONT_FOLDER / "LiberationSerif-BoldItalic.ttf",
    (SANS, False, False): FONT_FOLDER / "LiberationSans-Regular.ttf",
    (SANS, True, False): FONT_FOLDER / "LiberationSans-Bold.ttf",
}
"""Font files by family, bold and italic."""
