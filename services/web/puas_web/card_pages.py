"""What pages of report cards share: cells of a table of many units, one card with its drawings and sentences, the choice of a year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from puas.domain.card_advice import next_steps, strengths
from puas.domain.card_rules import LEVELS
from puas.domain.report_card import CardLine, ReportCard, YearFigure, report_card, years_of
from puas.presentation import charts
from puas.presentation.card_texts import SHARES
from puas_web.card_words import LEVEL_WORDS, LINE_NAMES, MARKS, Advice, FigureWriter, advice_of, place_of, places_of
from puas_web.layout import page_language
from puas_web.scope_choice import Choice
from puas_web.whole_numbers import read_whole

YEAR = "tahun"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table: text, letter, its verdict by class, mark and word; where there is none, what is said instead."""

    text: str
    letter: str
    level: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """A unit of the table."""

    name: str
    url: str
    cells: tuple[Cell, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a card with its drawing and where it is worked on."""

    line: CardLine
    drawing: str
    url: str | None


@dataclass(frozen=True, slots=True)
class CardPage:
    """The page of one card."""

    card: ReportCard
    years: Sequence[Choice]
    lines: Sequence[ShownLine]
    strengths: Sequence[Advice]
    steps: Sequence[Advice]
    levels: Sequence[tuple[str, int]]


def card_page(
    figures: Sequence[YearFigure], *, level: str, today: date, targets: Mapping[int, Decimal] | None = None, with_links: bool = True
) -> CardPage:
    """One card in the year of the address; without links for those who read it from outside."""
    years = [each for each in years_of(figures) if each <= today.year] or [today.year]
    year = chosen_year(years, today)
    card = report_card(figures, year=year, level=level, targets=targets)
    return CardPage(
        card,
        year_choices(years, year),
        [ShownLine(each, trend_drawing(each), place_of(each.key) if with_links else None) for each in card.lines],
        [advice_of(each, with_link=with_links) for each in strengths(card)],
        [advice_of(each, with_link=with_links) for each in next_steps(card)],
        [(each, card.with_level(each)) for each in LEVELS if card.with_level(each)],
    )


class CellWriter:
    """Writes the cells of a table in the reader's language; its words are looked up once."""

    def __init__(self) -> None:
        self._figures = FigureWriter()
        self._levels = {level: str(words) for level, words in LEVEL_WORDS.items()}
        self._none, self._older = _("belum ada"), _("terakhir %(year)s")

    def cells(self, card: ReportCard, keys: Collection[str]) -> tuple[Cell, ...]:
        """The cells of a unit in the order of the card."""
        return tuple(self.cell(each) for each in card.lines if each.key in keys)

    def cell(self, line: CardLine) -> Cell:
        """The cell of one line; an older year where this one has no figure."""
        level = line.level
        if line.is_missing:
            text = self._older % {"year": line.last.year} if line.last else self._none
            return Cell(text, "", level, MARKS[level], self._levels[level])
        return Cell(self._figures.words(line), line.figure.letter if line.figure else "", level, MARKS[level], self._levels[level])


def trend_drawing(line: CardLine) -> str:
    """The trend of a line; empty where there is nothing to compare."""
    if len(line.trend) < 2 or all(each.value is None for each in line.trend):
        return ""
    points = [charts.SmallPoint(str(each.year), each.value, each.letter, each.level, each.rule) for each in line.trend]
    return charts.small_trend(
        points, title=_("Tren %(name)s", name=LINE_NAMES[line.key]), chart_id=f"tren-{line.key.replace('_', '-')}",
        places=places_of(line.key), unit="%" if line.key in SHARES else "", language=page_language(),
    )  # fmt: skip


def chosen_year(years: Iterable[int], today: date) -> int:
    """The year in the address, else the newest that has begun; of no years this one."""
    known = list(years)
    wanted = read_whole(request.args.get(YEAR, ""))
    if wanted is not None and wanted in known:
        return wanted
    return next((each for each in known if each <= today.year), known[0] if known else today.year)


def year_choices(years: Iterable[int], year: int) -> list[Choice]:
    """Links to the same page of other years."""
    arguments: dict[str, Any] = {**request.args.to_dict(), **(request.view_args or {})}
    return [Choice(str(each), url_for(request.endpoint or "", **{**arguments, YEAR: each}), each == year) for each in years]
