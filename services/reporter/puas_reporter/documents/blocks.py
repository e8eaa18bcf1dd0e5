"""What a document consists of, before it is a PDF or a Word file. Plain data: one content, several formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter (level 1, `number` "I") or section (level 2, `number` "1.1"). An annex is a chapter with a label of its own."""

    text: str
    level: int = 1
    number: str = ""
    label: str = "BAB"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; `strong` sets the whole of it bold."""

    text: str
    strong: bool = False
    align: Align | Literal["justify"] = "justify"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered or with bullets."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its part of the width."""

    title: str
    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the head repeats on every page, `totals` are rows set apart at the foot.

    In a grouped table an empty cell of the first `group_columns` belongs to the group named above it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    small: bool = False
    grouped: bool = False
    group_columns: int = 1


@dataclass(frozen=True, slots=True)
class FootCell:
    """A cell of a long table's foot; it may reach over several columns."""

    text: str
    span: int = 1
    align: Align = "right"


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table of as many rows as there are answers: every row one short line, so that a format may write it its fastest way.

    The head repeats on every page. `totals` close the table; the spans of each of their rows add up to the columns. Below it,
    side by side, stand `note` (the legend, one line each) and `summary`, a small table without a caption of its own.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[FootCell, ...], ...] = ()
    note: str = ""
    summary: Table | None = None


@dataclass(frozen=True, slots=True)
class FactList:
    """Label and value pairs, as on the front page of a report; small ones as on a questionnaire. `share` is the labels' part of 97."""

    rows: tuple[tuple[str, str], ...]
    small: bool = False
    share: int = 34


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the boxes at the top of the results."""

    label: str
    value: str
    remark: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing (SVG text) with its caption; `width` is its part of the text width."""

    caption: str
    drawing: str
    description: str
    width: float = 0.9


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Small drawings side by side, each with its title, under one caption."""

    caption: str
    drawings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the annex."""

    caption: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """Photographs side by side, each with its words below: evidence within the text."""

    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Place and date, position, room for the signature, name, rank and NIP; never torn apart.

    Beside it, where there is an address to check the document at, its QR code.
    """

    place_and_date: str
    position: str
    name: str
    rank: str
    nip: str
    check_at: str = ""


@dataclass(frozen=True, slots=True)
class LetterheadBlock:
    """The letterhead (kop surat) at this place of the text."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows stands on pages of the other orientation."""

    landscape: bool


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stand on one page if one page can hold them, so that none is left alone on the next."""

    blocks: tuple[Block, ...]


Block = (
    Heading | Paragraph | Listing | Table | LongTable | FactList | KeyFigures | Figure | FigureRow | Photo | PhotoRow | Signature
    | LetterheadBlock | PageBreak | Turn | Together
)  # fmt: skip


def single_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in reading order, also those that are held together."""
    for block in blocks:
        if isinstance(block, Together):
            yield from single_blocks(block.blocks)
        else:
            yield block


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Emblem and address of the sender. `emblem` is PNG, JPEG or SVG, or None."""

    lines: tuple[str, ...]
    address: str
    emblem: bytes | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: title in lines, what it is about, who and when."""

    title: tuple[str, ...]
    subject: tuple[str, ...]
    issuer: tuple[str, ...]
    year: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. Its marks are printed on every page: that the data are made up, that it is only a draft.

    Without a cover it is a short one, which needs no contents either.
    """

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    footer: str
    letterhead: Letterhead
    cover: Cover | None
    front: tuple[Block, ...]
    body: tuple[Block, ...]
    sample_mark: str = ""
    draft_mark: str = ""
    accent: str = "#1f4e79"
    language: str = "id"
    verification: tuple[str, str] | None = None
    """Document number and the address where it can be checked."""
    created: datetime | None = None
    outline: tuple[Heading, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "outline", tuple(block for block in single_blocks(self.body) if isinstance(block, Heading)))

    @property
    def marks(self) -> tuple[str, ...]:
        """What every page says in its head, the gravest first."""
        return tuple(mark for mark in (self.draft_mark, self.sample_mark) if mark)
