"""Printed matter where every thing has its place: pages of boxes in millimetres, counted from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
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
    align: Literal["left", "center"] = "center"
    colour: str = "#1a1a1a"


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
    """A short hairline that shows where to cut."""

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
