"""What a set of slides consists of before it is a file: titles, charts as data, tables, words, and notes for the speaker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Points:
    """A paragraph for each line; with `numbered` as a list to be discussed one by one."""

    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """Figures side by side: label, value, remark."""

    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `shares` are the parts of the width, columns of numbers are named by their position."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    numbers: frozenset[int] = frozenset()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart the program draws: one bar per name, the first on top. `labels` stand at the bars, in the country's writing."""

    names: tuple[str, ...]
    values: tuple[Decimal, ...]
    labels: tuple[str, ...]
    series: str
    lowest: int
    highest: int
    description: str
    step: int = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A chart of one value over time, with a second, dashed line where there is a target."""

    names: tuple[str, ...]
    values: tuple[Decimal, ...]
    labels: tuple[str, ...]
    series: str
    target: Decimal | None
    target_name: str
    lowest: int
    highest: int
    description: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence for the whole room, and in small letters what it rests on."""

    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Entrance:
    """How those in the room get in: a QR code as large as there is room, and what to type where it cannot be scanned."""

    url: str
    address: str
    code: str
    lines: tuple[str, ...]


Part = Points | Boxes | Grid | Bars | Line | Statement | Entrance


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide with its parts from top to bottom, each with its share of the height; `code` is an address shown as QR code.

    `chapter` stands in small letters above the title; a slide that is a pause is all in the accent.
    """

    title: str
    parts: tuple[tuple[Part, float], ...]
    notes: str
    source: str = ""
    code: str = ""
    chapter: str = ""
    is_pause: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """The first slide."""

    title: str
    lines: tuple[str, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides. `mark` stands on each of them where figures are made up or still move."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    accent: str
    footer: str
    mark: str
    emblem: bytes | None
    created: datetime
    opening: Opening
    slides: tuple[Slide, ...]
    language: str = "id-ID"
