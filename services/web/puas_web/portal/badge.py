"""The badge an office puts on its own site: one SVG that needs nothing else, light and dark, its colours beside words and shape."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from puas.presentation import numbers
from puas.presentation.charts import svg
from puas.presentation.charts.palette import FONT_FALLBACK
from puas.presentation.grades import grade_look, predikat_label
from puas_web.portal.portrait import Portrait

WIDTH, HEIGHT = 320, 112
LIGHT, DARK, EITHER = "terang", "gelap", ""
THEMES = (EITHER, LIGHT, DARK)
_TITLE = "Indeks Kepuasan Masyarakat"
_COLOURS = {LIGHT: ("#ffffff", "#c9ced6", "#1b2330", "#5b6470"), DARK: ("#161c26", "#3b4658", "#f2f5f9", "#aab4c3")}


def policy() -> str:
    """What a browser that opens the badge by itself may do with it: draw it in its own colours, and nothing else."""
    hashes = (base64.b64encode(hashlib.sha256(_style(theme).encode()).digest()).decode() for theme in THEMES)
    return "default-src 'none'; frame-ancestors 'none'; style-src " + " ".join(f"'sha256-{each}'" for each in hashes)


def badge(portrait: Portrait, theme: str = EITHER) -> str:
    """Index, letter and predikat with n and period; where nothing is public, or too few answered, it says so."""
    figure = portrait.figure
    head = f"{portrait.name}, {portrait.place.name}" if portrait.agency else portrait.place.name
    label = portrait.scope.window.label if portrait.scope else ""
    letter = figure.mutu or None if figure else None
    value = numbers.index_number(figure.nik) if figure and figure.nik is not None else ""
    said = _said(portrait, label)
    look = grade_look(letter)
    words = [_line(head, 20, 26, "kb-i", 13, bold=True), _line(_TITLE, 20, 44, "kb-m", 11)]
    if value:
        wide = svg.text_width(value, 34, bold=True)
        words += [
            # Whatever letters the reader's machine has, the number ends before the square.
            svg.element(
                "text", escape(value), x=20, y=82, class_="kb-i", font_size=34, font_weight="bold", font_family=FONT_FALLBACK,
                textLength=wide, lengthAdjust="spacingAndGlyphs",
            ),
            svg.element("rect", x=32 + wide, y=57, width=28, height=28, rx=7, fill=look.fill),
            svg.element(
                "text", escape(look.letter), x=46 + wide, y=77, font_size=18, font_weight="bold", text_anchor="middle", fill=look.on_fill,
                font_family=FONT_FALLBACK,
            ),
            _text(predikat_label(letter), 68 + wide, 77, "kb-i", 14, bold=True),
            _line(said, 20, 102, "kb-m", 11),
        ]  # fmt: skip
    else:
        words += [_text(line, 20, 70 + 16 * number, "kb-i", 12) for number, line in enumerate(svg.wrapped(said, 12, WIDTH - 40))]
    name = f"{_TITLE} {head}: " + (f"{value} mutu {letter}, {predikat_label(letter)}, {said}" if value else said)
    frame = svg.element("rect", class_="kb-f", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, rx=12, stroke_width=1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(name)}"><title>{escape(name)}</title><style>{_style(theme)}</style>{frame}{"".join(words)}</svg>'
    )


def _said(portrait: Portrait, label: str) -> str:
    figure = portrait.figure
    sample = "DATA CONTOH · " if portrait.place.is_sample else ""
    if figure is None:
        return f"{sample}Belum ada hasil yang diumumkan"
    if figure.is_suppressed:
        return f"{sample}{label}: tidak ditampilkan karena terlalu sedikit responden"
    answered = numbers.whole_number(figure.respondents or 0)
    return f"{sample}{label} · {answered} responden" if figure.nik is not None else f"{sample}{label}: belum ada indeks"


def _text(content: str, x: float, y: float, name: str, size: float, *, bold: bool = False) -> str:
    return svg.element(
        "text", escape(content), x=x, y=y, class_=name, font_size=size, font_weight="bold" if bold else None, font_family=FONT_FALLBACK
    )


def _line(content: str, x: float, y: float, name: str, size: float, *, bold: bool = False) -> str:
    """Cut to the badge's width; the whole stands in its title."""
    return _text(svg.shortened(content, size * (1.06 if bold else 1), WIDTH - 2 * x), x, y, name, size, bold=bold)


def _style(theme: str) -> str:
    if theme != EITHER:
        return _rules(theme)
    return f"{_rules(LIGHT)}@media (prefers-color-scheme:dark){{{_rules(DARK)}}}"


def _rules(theme: str) -> str:
    surface, line, ink, muted = _COLOURS[theme]
    return f".kb-f{{fill:{surface};stroke:{line}}}.kb-i{{fill:{ink}}}.kb-m{{fill:{muted}}}"
