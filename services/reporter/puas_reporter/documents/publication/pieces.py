"""Parts that banner, poster and square share: head, index with its letter, groups of respondents, bars, foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.publication_source import PublicationSource, PublishedGroup, PublishedUnsur
from puas.domain.regulation.registry import edition
from puas.presentation.grades import grade_look, predikat_label
from puas.presentation.numbers import MISSING, index_number
from puas_reporter.documents.placed import Area, CutMark, Item, Picture, QrCode, TextBox
from puas_reporter.documents.publication import wording as words
from puas_reporter.documents.skm_report.front_matter import print_accent

INK = "#1a1a1a"
MUTED = "#4d4d4d"
GROUND = "#f2f3f2"
WHITE = "#ffffff"
_SAMPLE = "#8a1c1c"
_POINTS_PER_MM = 72 / 25.4
# Two or three cells do not fill the row: numbers far apart are hard to compare.
_FEWEST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page, in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width


def accent_of(source: PublicationSource) -> str:
    return print_accent(source.publisher.accent_colour)


def head(source: PublicationSource, width: float, height: float, emblem: bytes | None, *, size: float) -> list[Item]:
    """The band in the accent: emblem, heading, government, unit and months. `size` in points is that of the heading."""
    margin = 0.04 * width
    government, unit = words.unit_lines(source)
    plate = height * 0.74
    left = margin + (plate * 0.86 + margin * 0.6 if emblem else 0)
    room = width - left - margin

    def line(text: str, top: float, tall: float, points: float, *, bold: bool = False) -> TextBox:
        return TextBox(
            text, left, height * top, room, height * tall, points, least=points * 0.5, bold=bold, align="left", colour=WHITE
        )  # fmt: skip

    items: list[Item] = [
        Area(0, 0, width, height, fill=accent_of(source)),
        line(words.HEADING, 0.08, 0.26, size, bold=True),
        line(government, 0.36, 0.15, size * 0.56),
        line(unit, 0.51, 0.27, size * 0.72, bold=True),
        line(words.months(source.starts_on, source.ends_on), 0.8, 0.13, size * 0.46),
    ]
    if emblem:
        items += [
            Area(margin, height * 0.13, plate * 0.86, plate, fill=WHITE, radius=2),
            Picture(emblem, margin + plate * 0.06, height * 0.13 + plate * 0.06, plate * 0.74, plate * 0.88),
        ]
    if source.sample_data:
        band = height * 0.13
        items += [
            Area(0, height, width, band, fill=_SAMPLE),
            TextBox(words.SAMPLE_MARK, 5, height, width - 10, band, size * 0.4, bold=True, colour=WHITE),
        ]
    return items


def index(source: PublicationSource, box: Box) -> list[Item]:
    """NILAI IKM, the number as large as there is room, and its letter with predikat in a field of its own."""
    figures, look, accent = source.index, grade_look(source.index.mutu), accent_of(source)
    side, points = box.height * 0.22, box.height * _POINTS_PER_MM
    badge = box.y + box.height * 0.6
    block = min(box.width * 0.82, box.height * 1.15)
    left = box.x + (box.width - block) / 2
    beside, room = left + side + 3, block - side - 3

    def line(text: str, top: float, tall: float, share: float, *, bold: bool = False, colour: str = INK) -> TextBox:
        return TextBox(
            text, box.x + 3, box.y + box.height * top, box.width - 6, box.height * tall, points * share, least=points * share * 0.5,
            bold=bold, colour=colour,
        )  # fmt: skip

    return [
        Area(box.x, box.y, box.width, box.height, fill=WHITE, outline=accent, radius=3),
        line("NILAI IKM", 0.05, 0.1, 0.075, bold=True, colour=accent),
        line(index_number(figures.nik), 0.16, 0.4, 0.38, bold=True),
        Area(left, badge, side, side, fill=look.fill, radius=2),
        TextBox(figures.mutu or MISSING, left, badge, side, side, points * 0.16, bold=True, colour=look.on_fill),
        TextBox("Mutu pelayanan", beside, badge, room, side * 0.36, points * 0.055, align="left", colour=MUTED),
        TextBox(
            predikat_label(figures.mutu).upper(), beside, badge + side * 0.36, room, side * 0.6, points * 0.1, bold=True, align="left"
        ),
        line(words.with_n(source), 0.855, 0.06, 0.052, bold=True),
        line(f"skala 25–100 · {source.edition_name}", 0.92, 0.05, 0.04, colour=MUTED),
    ]  # fmt: skip


def label(text: str, box: Box, accent: str, *, size: float) -> TextBox:
    return TextBox(text, box.x, box.y, box.width, size * 0.5, size, bold=True, align="left", colour=accent)


def groups(cells: Sequence[PublishedGroup], box: Box, *, size: float) -> list[Item]:
    """Small cells side by side: the category above, its number below."""
    if not cells:
        return [TextBox("tidak diisi", box.x, box.y, box.width, box.height, size, align="left", colour=MUTED)]
    width = box.width / max(len(cells), _FEWEST_CELLS)
    items: list[Item] = []
    for number, group in enumerate(cells):
        left = box.x + number * width
        items += [
            Area(left, box.y, width - 1.5, box.height, fill=GROUND, radius=1.5),
            TextBox(group.label, left, box.y + box.height * 0.08, width - 1.5, box.height * 0.34, size * 0.75, least=4.5, colour=MUTED),
            TextBox(words.group_number(group), left, box.y + box.height * 0.42, width - 1.5, box.height * 0.5, size * 1.15, bold=True),
        ]
    return items


def bars(source: PublicationSource, box: Box, *, size: float) -> list[Item]:
    """The unsur as bars on the scale of the index; the three lowest are white and their names bold, so grey print shows them."""
    rule = edition(source.edition_id)
    bands = sorted(rule.bands, key=lambda band: band.nik_from)
    low, high = bands[0].nik_from, bands[-1].nik_to
    name_width, value_width, scale = box.width * 0.36, box.width * 0.13, size * 0.42
    left, room = box.x + name_width + 2, box.width - name_width - value_width - 3
    step = (box.height - scale) / max(len(source.unsur), 1)

    def at(value: Decimal) -> float:
        return left + room * float((value - low) / (high - low))

    items: list[Item] = []
    for band in bands:
        items.append(
            TextBox(band.letter, at(band.nik_from), box.y, at(band.nik_to) - at(band.nik_from), scale, size * 0.8, bold=True, colour=MUTED)
        )
    for number, unsur in enumerate(source.unsur):
        row = Box(box.x, box.y + scale + number * step, box.width, step)
        items += _bar(unsur, row, accent_of(source), name_width, left, at(unsur.nik) if unsur.nik is not None else left, size)
    items += [CutMark((at(band.nik_from), box.y + scale), (at(band.nik_from), box.y + box.height)) for band in bands[1:]]
    return items


def _bar(unsur: PublishedUnsur, row: Box, accent: str, name_width: float, left: float, end: float, size: float) -> list[Item]:
    lowest = unsur.is_among_lowest
    value = f"{index_number(unsur.nik)}  {unsur.mutu}" if unsur.mutu else index_number(unsur.nik)
    return [
        TextBox(unsur.name, row.x, row.y, name_width, row.height, size, least=size * 0.6, bold=lowest, align="left"),
        Area(
            left, row.y + row.height * 0.18, max(end - left, 0.4), row.height * 0.64, fill=WHITE if lowest else accent, outline=accent
        ),
        TextBox(value, row.right - row.width * 0.13, row.y, row.width * 0.13, row.height, size, least=size * 0.6, bold=True, align="right"),
    ]  # fmt: skip


def foot(source: PublicationSource, width: float, height: float, box: Box, *, size: float) -> list[Item]:
    """Thanks, the address to check the figures at, and its QR code."""
    side = box.height - 5
    text = width - box.x * 2 - side - 5
    return [
        Area(0, box.y, width, height - box.y, fill=GROUND),
        Area(0, height - 2.5, width, 2.5, fill=accent_of(source)),
        TextBox(words.THANKS, box.x, box.y + 2.5, text, box.height * 0.56, size, least=size * 0.6, bold=True, align="left"),
        TextBox(
            f"Angka ini dapat diperiksa: pindai kode QR atau buka {words.address(source)}", box.x, box.y + 2.5 + box.height * 0.58, text,
            box.height * 0.24, size * 0.68, least=5, align="left", colour=MUTED,
        ),
        QrCode(source.publisher.verification_url, width - box.x - side, box.y + 1, side),
    ]  # fmt: skip
