"""What the pages of report cards show: the table of all agencies, and one card with its trends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _

from puas.db.queries import report_cards as cards
from puas.db.queries.report_cards import CardAgency
from puas.domain.card_advice import next_steps, strengths
from puas.domain.card_rules import LEVELS, LINES
from puas.domain.report_card import CardLine, ReportCard, report_card, years_of
from puas.domain.survey_period import local_day
from puas.domain.yardsticks import AGENCY, MALLS, REGENCY
from puas.presentation import charts
from puas_web.access import CurrentTenant, current_tenant
from puas_web.card_words import LEVEL_WORDS, LINE_NAMES, MARKS, Advice, advice_of, figure_words, place_of, places_of
from puas_web.database import db
from puas_web.layout import page_language
from puas_web.pagination import Page, offset, requested_page
from puas_web.scope_choice import Choice
from puas_web.whole_numbers import read_whole

YEAR, KIND = "tahun", "jenis"
PAGE_SIZE = 50
_ANY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table: text, letter, its verdict by class, mark and word, and an older year where this one has none."""

    text: str
    letter: str
    level: str
    mark: str
    word: str
    older: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A unit of the table."""

    name: str
    short: str
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All units of a year by all yardsticks; `regency` stands on top for those who see the whole of it."""

    year: int
    years: Sequence[Choice]
    columns: Sequence[str]
    regency: CardRow | None
    page: Page[CardRow]
    kinds: Sequence[Choice]
    kind: str


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


def overview() -> Overview | None:
    """The table of the year and kind in the address; None where there is nothing to show at all."""
    here, today = current_tenant(), today_here()
    years = cards.card_years(db.session(), tenant_id=here.id)
    agencies = cards.list_card_agencies(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)
    if not years or not agencies:
        return None
    year = _chosen(years, today)
    kinds = sorted({each.kind for each in agencies})
    kind = request.args.get(KIND, "")
    kind = kind if kind in kinds else ""
    wanted = [each for each in agencies if kind in ("", each.kind)]
    number = requested_page()
    start = offset(number, PAGE_SIZE)
    shown = wanted[start : start + PAGE_SIZE]
    rows = Page(_rows(here, shown, year, today), number, len(wanted), PAGE_SIZE)
    regency = _regency_row(here, year, today) if here.agency_ids is None else None
    columns = [key for key in LINES if key != MALLS]
    return Overview(year, _year_choices(years, year), columns, regency, rows, _kind_choices(kinds, kind, year), kind)


def card_page(agency_id: UUID | None) -> CardPage:
    """The card of an agency, or of the regency for None, in the year of the address."""
    here, today = current_tenant(), today_here()
    session = db.session()
    if agency_id is None:
        figures = cards.figures_of_regency(session, tenant_id=here.id, today=today)
    else:
        figures = cards.figures_of_agency(session, tenant_id=here.id, agency_id=agency_id, today=today)
    years = years_of(figures) or [today.year]
    year = _chosen(years, today)
    targets = cards.targets_of(session, tenant_id=here.id, agency_id=agency_id)
    card = report_card(figures, year=year, level=REGENCY if agency_id is None else AGENCY, targets=targets)
    return CardPage(
        card,
        _year_choices(years, year),
        [ShownLine(each, _drawing(each), place_of(each.key)) for each in card.lines],
        [advice_of(each) for each in strengths(card)],
        [advice_of(each) for each in next_steps(card)],
        [(level, card.with_level(level)) for level in LEVELS if card.with_level(level)],
    )


def today_here() -> date:
    """The day on the wall of the office."""
    return local_day(datetime.now(UTC), current_tenant().time_zone)


def _rows(here: CurrentTenant, agencies: Sequence[CardAgency], year: int, today: date) -> list[CardRow]:
    ids = [each.id for each in agencies]
    figures = cards.figures_of_agencies(db.session(), tenant_id=here.id, years=(year - 1, year), today=today, agency_ids=ids)
    pattern = url_for("report_cards.agency", agency_id=_ANY, tahun=year)
    rows = []
    for each in agencies:
        card = report_card(figures.get(each.id, ()), year=year, level=AGENCY)
        rows.append(CardRow(each.name, each.short_name, pattern.replace(str(_ANY), str(each.id)), _cells(card)))
    return rows


def _regency_row(here: CurrentTenant, year: int, today: date) -> CardRow:
    figures = cards.figures_of_regency(db.session(), tenant_id=here.id, today=today, years=(year - 1, year))
    card = report_card(figures, year=year, level=REGENCY)
    return CardRow(here.name, "", url_for("report_cards.regency", tahun=year), _cells(card))


def _cells(card: ReportCard) -> tuple[Cell, ...]:
    return tuple(_cell(each) for each in card.lines if each.key != MALLS)


def _cell(line: CardLine) -> Cell:
    letter = line.figure.letter if line.figure else ""
    older = str(line.last.year) if line.last else ""
    return Cell(figure_words(line), letter, line.level, MARKS[line.level], str(LEVEL_WORDS[line.level]), older)


def _drawing(line: CardLine) -> str:
    """The trend of a line; empty where there is nothing to compare."""
    if len(line.trend) < 2:
        return ""
    points = [charts.SmallPoint(str(each.year), each.value, each.letter, each.level, each.rule) for each in line.trend]
    return charts.small_trend(
        points, title=_("Tren %(name)s", name=LINE_NAMES[line.key]), chart_id=f"tren-{line.key.replace('_', '-')}",
        places=places_of(line.key), language=page_language(),
    )  # fmt: skip


def _chosen(years: Sequence[int], today: date) -> int:
    """The year in the address, else the newest that has begun."""
    wanted = read_whole(request.args.get(YEAR, ""))
    if wanted is not None and wanted in years:
        return wanted
    return next((each for each in years if each <= today.year), years[0])


def _year_choices(years: Sequence[int], year: int) -> list[Choice]:
    arguments: dict[str, Any] = {**request.args.to_dict(), **(request.view_args or {})}
    return [Choice(str(each), url_for(request.endpoint or "", **{**arguments, YEAR: each}), each == year) for each in years]


def _kind_choices(kinds: Sequence[str], kind: str, year: int) -> list[Choice]:
    """Links by kind of agency; none where all are of one."""
    if len(kinds) < 2:
        return []
    return [Choice(each, url_for("report_cards.index", tahun=year, jenis=each), each == kind) for each in kinds]
