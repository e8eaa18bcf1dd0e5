"""Parts of slides as parts of a written document."""

from __future__ import annotations

from html import escape

from puas_reporter.documents.blocks import Column, Figure, Table
from puas_reporter.documents.slide_deck import Bars, Grid

_BAR, _ROW, _NAME, _WIDTH, _VALUE = 14, 24, 210, 640, 60
_INK, _QUIET = "#1a1a1a", "#d0d0d0"


def grid_table(grid: Grid, caption: str, note: str) -> Table:
    """A table of a slide with a caption."""
    columns = tuple(
        Column(title, share, "right" if place in grid.numbers else "left")
        for place, (title, share) in enumerate(zip(grid.head, grid.shares, strict=True))
    )
    return Table(grid.description or caption, columns, grid.rows, note=note, small=len(grid.head) > 6)


def drawing_of(bars: Bars, caption: str, accent: str = "#1f4e79") -> Figure:
    """A chart of a slide, drawn; it reads the same in grey, since every bar carries its value."""
    height = _ROW * len(bars.names) + 26
    room = _WIDTH - _NAME - _VALUE
    span = float(bars.highest - bars.lowest)
    lines = []
    for place, (name, value, label) in enumerate(zip(bars.names, bars.values, bars.labels, strict=True)):
        top = place * _ROW + 4
        length = max(1.0, (float(value) - bars.lowest) / span * room)
        lines += [
            _words(name, _NAME - 8, top + 12, anchor="end"),
            f'<rect x="{_NAME}" y="{top}" width="{length:.1f}" height="{_BAR}" fill="{accent}"/>',
            _words(label, _NAME + length + 6, top + 12),
        ]
    foot = height - 22
    axis = (
        f'<line x1="{_NAME}" y1="0" x2="{_NAME}" y2="{foot}" stroke="{_INK}" stroke-width="1"/>'
        f'<line x1="{_NAME + room}" y1="0" x2="{_NAME + room}" y2="{foot}" stroke="{_QUIET}" stroke-width="1"/>'
        f"{_words(str(bars.lowest), _NAME, height - 6)}{_words(str(bars.highest), _NAME + room, height - 6, anchor='end')}"
    )
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{axis}{"".join(lines)}</svg>'
    return Figure(caption, drawing, bars.description, 0.96)


def _words(text: str, x: float, y: float, *, anchor: str = "start") -> str:
    look = f'font-size="12" font-family="Liberation Sans" fill="{_INK}" text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(text)}</text>'
