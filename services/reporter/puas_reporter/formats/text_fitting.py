"""Makes a text fit its box: wrapped, then smaller, and only then shortened. One measure for pages and for pictures."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics

from puas_reporter.assets import SANS
from puas_reporter.documents.placed import TextBox
from puas_reporter.formats.fonts import face_name, printable

LEADING = 1.18
ASCENT = 0.8
_STEP = 0.5


def fitted(item: TextBox) -> tuple[list[str], float]:
    """Lines and size in points that fit the box; at the least size what is too much ends in an ellipsis."""
    text, face = printable(item.text), face_name(SANS, item.bold)
    size, width, height = item.size, item.width * mm, item.height * mm
    length = pdfmetrics.stringWidth(text, face, 1)
    while True:
        smallest = size - _STEP < item.least
        if not smallest and _tall(int(length * size // width) + 1, size) > height + 0.5:
            # Too much even without a gap at the end of a line: wrapping it would only take time.
            size -= _STEP
            continue
        wrapped = simpleSplit(text, face, size, width)
        lines = [part for line in wrapped for part in _broken(line, face, size, width)]
        fits = _tall(len(lines), size) <= height + 0.5
        # A smaller address is better than one broken in the middle of a word.
        if fits and (smallest or len(lines) == len(wrapped)):
            return lines, size
        if smallest:
            room = max(1, int((height - size) // (size * LEADING)) + 1)
            return _cut(lines, room, face, size, width), size
        size -= _STEP


def first_baseline(item: TextBox, lines: int, size: float) -> float:
    """Where the first line stands, in points below the upper edge of the box."""
    above = {"top": 0.0, "middle": (item.height * mm - _tall(lines, size)) / 2}[item.stands]
    return above + size * ASCENT


def _tall(lines: int, size: float) -> float:
    return size * LEADING * (lines - 1) + size


def _broken(line: str, face: str, size: float, width: float) -> list[str]:
    """A word wider than the box (an address) is broken where it has to be."""
    parts, current = [], ""
    for character in line:
        if current and pdfmetrics.stringWidth(current + character, face, size) > width:
            parts.append(current)
            current = ""
        current += character
    return [*parts, current]


def _cut(lines: list[str], room: int, face: str, size: float, width: float) -> list[str]:
    if len(lines) <= room:
        return lines
    last = lines[room - 1]
    while last and pdfmetrics.stringWidth(last + "…", face, size) > width:
        last = last[:-1]
    return [*lines[: room - 1], last.rstrip() + "…"]
