"""Printed matter where every thing has its place: pages of boxes in millimetres, counted from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class TextBox:
    """Text that must fit its box: wrapped, then made smaller, and only then shortened. `size` and `least` in points."""

    text: str
    x: float
    y: float
    width: float
    height: float
    size: float
    least: float = 6
    bold: bool = False
    align: Literal["left", "center", "right"] = "center"
    colour: str = "#1a1a1a"
    stands: Literal["top", "middle"] = "middle"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fitted into its box without being stretched."""

    content: bytes
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code with its quiet zone inside the box."""

    content: str
    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Area:
    """A filled or outlined rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    outline: str | None = None
    radius: float = 0


@dataclass(frozen=True, slots=True)
class CutMark:
    """A hairline that shows where to cut, or parts two things."""

    start: tuple[float, float]
    end: tuple[float, float]


Item = TextBox | Picture | QrCode | Area | CutMark


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    title: str
    author: str
    pages: tuple[Page, ...]
    language: str = "id"
    subject: str = ""
    keywords: tuple[str, ...] = ("SKM", "IKM", "Survei Kepuasan Masyarakat")


def enlarged(page: Page, width: float, height: float) -> Page:
    """The same page on a sheet of the same shape and another size, everything on it larger or smaller with it."""
    factor = width / page.width
    return Page(width, height, tuple(_enlarged(item, factor) for item in page.items))


def _enlarged(item: Item, factor: float) -> Item:
    match item:
        case CutMark():
            return CutMark((item.start[0] * factor, item.start[1] * factor), (item.end[0] * factor, item.end[1] * factor))
        case QrCode():
            return replace(item, x=item.x * factor, y=item.y * factor, side=item.side * factor)
    box = {name: getattr(item, name) * factor for name in ("x", "y", "width", "height")}
    match item:
        case TextBox():
            return replace(item, **box, size=item.size * factor, least=item.least * factor)
        case Area():
            return replace(item, **box, radius=item.radius * factor)
        case Picture():
            return replace(item, **box)
