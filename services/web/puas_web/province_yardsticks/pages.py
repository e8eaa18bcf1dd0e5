"""What the pages of the province show of its regencies' yardsticks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask import url_for

from puas.db.queries import province_yardsticks as told
from puas.db.queries.province_directory import RegencyEntry, list_regency_entries
from puas.domain.agency_family import FAMILIES, belongs_to, family_of
from puas.domain.card_rules import GOOD, LEVELS, LINES, MISSING, PLANS
from puas.domain.report_card import CardLine, CardPoint, ReportCard, YearFigure, lines_of_year, report_card
from puas.domain.yardsticks import AGENCY, COMPLIANCE, MALLS, PERFORMANCE, REGENCY
from puas.presentation import charts
from puas.runtime.recent_values import LastMade
from puas_web.access import CurrentTenant
from puas_web.card_pages import CardPage, CardRow, Cell, CellWriter, card_page, chosen_year, year_choices
from puas_web.card_words import LEVEL_WORDS, LINE_NAMES
from puas_web.database import db
from puas_web.layout import page_language
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.province_board import province_code_of
from puas_web.province_database import province_session
from puas_web.province_words import KIND_WORDS, regency_label
from puas_web.scope_choice import Choice

FEWEST_COMPARED = 2
YEARS_SHOWN = 5
COLUMNS = tuple(key for key in LINES if key != PLANS)
"""Promises have pages of their own at the province."""
OFFICE_COLUMNS = tuple(key for key in COLUMNS if key != MALLS)
_ANY_SLUG = "kabupaten-manapun"

Office = tuple[int, UUID]
"""An agency of a regency: the number of its tenant, its own id."""

# Judging all offices of a kind takes longer than showing a page of them.
_judged: LastMade[tuple[str, str, int], Mapping[Office, Sequence[YearFigure]], Mapping[Office, Mapping[str, CardLine]]] = LastMade(32)


@dataclass(frozen=True, slots=True)
class KindLink:
    """A kind or family of offices, and how many of them told something."""

    slug: str
    offices: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Regencies × yardsticks in a year; those that told nothing stand apart."""

    year: int
    years: Sequence[Choice]
    rows: Sequence[CardRow]
    silent: Sequence[RegencyEntry]
    absent: int
    summary: Sequence[tuple[str, Mapping[str, int]]]
    kinds: Sequence[KindLink]


@dataclass(frozen=True, slots=True)
class YardstickRow:
    """A regency in the table of one yardstick: this year, and the years before it."""

    entry: RegencyEntry
    url: str
    line: CardLine
    cell: Cell
    points: Sequence[CardPoint | None]
    letters: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class YardstickPage:
    """One yardstick: its regencies the best first, and how many of them were how good in each year."""

    key: str
    year: int
    years: Sequence[Choice]
    rows: Sequence[YardstickRow]
    silent: Sequence[RegencyEntry]
    columns: Sequence[int]
    verdicts: Sequence[tuple[int, Mapping[str, int]]]
    drawing: str
    has_letters: bool
    kinds: Sequence[KindLink]


@dataclass(frozen=True, slots=True)
class Best:
    """The best office of a yardstick; `others` share its place."""

    key: str
    office: str
    url: str
    cell: Cell
    others: int


@dataclass(frozen=True, slots=True)
class KindPage:
    """Offices of one kind by all yardsticks, ordered by one of them where it is named."""

    slug: str
    year: int
    years: Sequence[Choice]
    page: Page[CardRow]
    best: Sequence[Best]
    key: str


def overview(here: CurrentTenant) -> Overview | None:
    """All regencies of the year in the address; None while nobody told anything."""
    code, session = province_code_of(here), province_session()
    known_years = told.years_told(session, province_code=code)
    years = list(known_years)
    if not years:
        return None
    year = chosen_year(years, today_here())
    figures = told.figures_of_regencies(session, province_code=code, years=(year - 1, year), told=known_years)
    on_board, absent = _entries(here)
    cards = {each.tenant_id: report_card(figures.get(each.tenant_id or 0, ()), year=year, level=REGENCY) for each in on_board}
    known = [each for each in on_board if cards[each.tenant_id].known]
    pattern = url_for("province_yardsticks.regency", regency=_ANY_SLUG, tahun=year)
    writer = CellWriter()
    rows = [
        CardRow(regency_label(each), pattern.replace(_ANY_SLUG, each.slug), writer.cells(cards[each.tenant_id], COLUMNS)) for each in known
    ]
    silent = [each for each in on_board if not cards[each.tenant_id].known]
    return Overview(year, year_choices(years, year), rows, silent, absent, _summary(cards.values()), kind_links(here, year, known_years))


def yardstick_page(here: CurrentTenant, key: str) -> YardstickPage | None:
    """One yardstick over the last years."""
    code, session = province_code_of(here), province_session()
    known_years = told.years_told(session, province_code=code)
    years = list(known_years)
    if not years:
        return None
    year = chosen_year(years, today_here())
    columns = [each for each in range(year - YEARS_SHOWN + 1, year + 1) if each in years]
    figures = told.figures_of_regencies(session, province_code=code, years=columns, told=known_years, line=key)
    letters: dict[int, list[tuple[str, int]]] = {}
    if key in (PERFORMANCE, COMPLIANCE):
        for each in told.letters_of_offices(session, province_code=code, yardstick=key, year=year):
            letters.setdefault(each.tenant_id, []).append((each.letter, each.number))
    on_board, _absent = _entries(here)
    rows, silent, writer = [], [], CellWriter()
    pattern = url_for("province_yardsticks.regency", regency=_ANY_SLUG, tahun=year)
    for entry in on_board:
        line = report_card(figures.get(entry.tenant_id or 0, ()), year=year, level=REGENCY).line(key)
        if line.is_missing and not line.trend:
            silent.append(entry)
            continue
        by_year = {point.year: point for point in line.trend}
        rows.append(
            YardstickRow(
                entry, pattern.replace(_ANY_SLUG, entry.slug), line, writer.cell(line), [by_year.get(each) for each in columns],
                letters.get(entry.tenant_id or 0, ()),
            )
        )  # fmt: skip
    rows.sort(key=_best_first)
    verdicts = [(each, Counter(_level_in(row, each) for row in rows)) for each in columns]
    return YardstickPage(
        key, year, year_choices(years, year), rows, silent, columns, verdicts, _drawing(key, verdicts), bool(letters),
        kind_links(here, year, known_years),
    )  # fmt: skip


def kind_page(here: CurrentTenant, slug: str, key: str) -> KindPage | None:
    """Offices of a kind or family in the year of the address, the best of the yardstick named first."""
    code, session = province_code_of(here), province_session()
    known_years = told.years_told(session, province_code=code)
    years = list(known_years)
    if not years:
        return None
    year = chosen_year(years, today_here())
    names = [(each.name, each.kind) for each in told.count_offices(session, province_code=code, year=year, told=known_years)]
    wanted = [pair for pair in names if belongs_to(slug, *pair)]
    figures, called = told.figures_of_kind(session, province_code=code, year=year, told=known_years, names=wanted) if wanted else ({}, {})
    writer = _OfficeWriter({each.tenant_id: each for each in _entries(here)[0]}, called, year)
    judged = _judged.of((code, slug, year), figures, lambda told_now: {each: lines_of_year(told_now[each], year=year) for each in told_now})
    lines = {office: found for office, found in judged.items() if office[0] in writer.on_board}
    ordered = sorted(lines, key=lambda office: _office_order(lines[office], writer.name(office), key))
    number = requested_page()
    start = offset(number)
    offices = ordered[start : start + PAGE_SIZE]
    # An older figure is named where this year has none: that is read for the rows that are shown.
    older = told.figures_of_offices(session, province_code=code, year=year - 1, offices=offices) if offices else {}
    shown = Page([writer.row(each, [*figures[each], *older.get(each, ())]) for each in offices], number, len(ordered))
    return KindPage(slug, year, year_choices(years, year), shown, _best(lines, figures, writer), key)


def regency_card(here: CurrentTenant, entry: RegencyEntry) -> tuple[CardPage, list[tuple[UUID, str]]]:
    """The card of a regency, and its agencies that told something of the year."""
    code, session, tenant_id = province_code_of(here), province_session(), entry.tenant_id or 0
    known_years = told.years_told(session, province_code=code)
    years = list(known_years)
    figures = told.figures_of_regencies(session, province_code=code, years=years, told=known_years, tenant_id=tenant_id).get(tenant_id, [])
    figures += told.plans_of_regency(session, province_code=code, tenant_id=tenant_id)
    page = card_page(figures, level=REGENCY, today=today_here(), with_links=False)
    return page, told.offices_of_regency(session, province_code=code, tenant_id=tenant_id, year=page.card.year)


def agency_card(here: CurrentTenant, entry: RegencyEntry, agency_id: UUID) -> tuple[str, CardPage] | None:
    """The card of one agency; None where the province has nothing to see of it."""
    name, figures = told.figures_of_office(
        province_session(), province_code=province_code_of(here), tenant_id=entry.tenant_id or 0, agency_id=agency_id
    )
    return (name, card_page(figures, level=AGENCY, today=today_here(), with_links=False)) if name else None


def kind_links(here: CurrentTenant, year: int, known_years: told.ToldYears) -> list[KindLink]:
    """Kinds and families with at least two offices that told something, those with most first."""
    counts: Counter[str] = Counter()
    for each in told.count_offices(province_session(), province_code=province_code_of(here), year=year, told=known_years):
        family = family_of(each.name, each.kind)
        for slug in {each.kind, *([family.slug] if family else [])}:
            counts[slug] += each.number
    known = {slug for slug in counts if slug in KIND_WORDS or slug in FAMILIES}
    most_first = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [KindLink(slug, number) for slug, number in most_first if number >= FEWEST_COMPARED and slug in known]


def _entries(here: CurrentTenant) -> tuple[list[RegencyEntry], int]:
    """Regencies on board by name, and how many are not."""
    entries = list_regency_entries(db.session(), province_code=province_code_of(here))
    on_board = sorted((each for each in entries if each.is_on_board), key=lambda each: each.short_name.casefold())
    return on_board, len(entries) - len(on_board)


def _summary(cards: Iterable[ReportCard]) -> list[tuple[str, Mapping[str, int]]]:
    """By yardstick how many regencies are how good."""
    found = {key: Counter[str]() for key in COLUMNS}
    for card in cards:
        for line in card.lines:
            if line.key in found:
                found[line.key][line.level] += 1
    return list(found.items())


def _best_first(row: YardstickRow) -> tuple[int, float, str]:
    """By verdict, then by value; those without a figure this year last."""
    value = float(row.line.value) if row.line.value is not None and not row.line.is_missing else -1.0
    return LEVELS.index(row.line.level), -value, row.entry.short_name.casefold()


def _level_in(row: YardstickRow, year: int) -> str:
    point = next((each for each in row.points if each is not None and each.year == year), None)
    return point.level if point is not None else MISSING


def _drawing(key: str, verdicts: Sequence[tuple[int, Mapping[str, int]]]) -> str:
    """How many regencies were good in each year; empty of one year."""
    if len(verdicts) < 2:
        return ""
    points = [
        charts.SmallPoint(str(year), Decimal(counts[GOOD]) if set(counts) - {MISSING} else None, "", GOOD) for year, counts in verdicts
    ]
    title = f"{LINE_NAMES[key]}: {LEVEL_WORDS[GOOD]}"
    return charts.small_trend(points, title=title, chart_id="tren", places=0, language=page_language())


class _OfficeWriter:
    """Writes rows of agencies, each with its regency."""

    def __init__(self, on_board: Mapping[int | None, RegencyEntry], called: Mapping[Office, str], year: int) -> None:
        self.on_board = on_board
        self._called, self._year, self._cells = called, year, CellWriter()
        self._regencies = {tenant_id: regency_label(each) for tenant_id, each in on_board.items()}

    def called_here(self, office: Office) -> str:
        """What the agency is called in its regency."""
        return self._called.get(office, self.on_board[office[0]].name)

    def name(self, office: Office) -> str:
        """The same with the regency."""
        return f"{self.called_here(office)} {self._regencies[office[0]]}"

    def row(self, office: Office, figures: Iterable[YearFigure]) -> CardRow:
        """The row of an agency."""
        card = report_card(figures, year=self._year, level=AGENCY)
        slug = self.on_board[office[0]].slug
        url = url_for("province_yardsticks.agency", regency=slug, agency_id=office[1], tahun=self._year)
        return CardRow(self.called_here(office), url, self._cells.cells(card, OFFICE_COLUMNS), self._regencies[office[0]])


def _office_order(lines: Mapping[str, CardLine], name: str, key: str) -> tuple[int, Decimal, str]:
    """By the yardstick named, else by how much is known; then by name."""
    if not key:
        return 0, -Decimal(sum(not each.is_missing for each in lines.values())), name.casefold()
    line = lines.get(key)
    value = line.value if line is not None else None
    return LEVELS.index(line.level if line is not None else MISSING), Decimal(1) if value is None else -value, name.casefold()


def _best(
    by_office: Mapping[Office, Mapping[str, CardLine]], figures: Mapping[Office, Sequence[YearFigure]], writer: _OfficeWriter
) -> list[Best]:
    """Who is best at what, of those that are good at it; figures of different rules are not compared."""
    found = []
    for key in OFFICE_COLUMNS:
        known = ((office, lines.get(key)) for office, lines in by_office.items())
        lines = [(office, line) for office, line in known if line is not None and line.level == GOOD]
        if not lines:
            continue
        # The rule most of them were judged by, the newest of several.
        rules = Counter(line.figure.rule for _office, line in lines if line.figure)
        rule = max(rules, key=lambda each: (rules[each], each))
        same = [(office, line) for office, line in lines if line.figure and line.figure.rule == rule and line.value is not None]
        top = max((line.value for _office, line in same if line.value is not None), default=None)
        winners = sorted((writer.called_here(office), office) for office, line in same if line.value == top)
        if winners:
            row = writer.row(winners[0][1], figures[winners[0][1]])
            cell = row.cells[OFFICE_COLUMNS.index(key)]
            found.append(Best(key, f"{row.name}, {row.remark}", row.url, cell, len(winners) - 1))
    return found
