"""What the pages of report cards show: the table of all agencies, and the card of one of them or of the regency."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import request, url_for

from puas.db.queries import report_cards as cards
from puas.db.queries.report_cards import CardAgency
from puas.domain.card_rules import LINES
from puas.domain.report_card import YearFigure, report_card
from puas.domain.yardsticks import AGENCY, MALLS, REGENCY
from puas_web.access import CurrentTenant, current_tenant
from puas_web.card_pages import CardPage, CardRow, CellWriter, card_page, chosen_year, year_choices
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.scope_choice import Choice

KIND = "jenis"
COLUMNS = tuple(key for key in LINES if key != MALLS)
_ANY = UUID(int=0)


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
class Listing:
    """The agencies the address asks for: those somebody may see, of one kind where it is named, in a year."""

    year: int
    years: Sequence[int]
    agencies: Sequence[CardAgency]
    kinds: Sequence[str]
    kind: str


def listing() -> Listing | None:
    """None where there is nothing to show at all."""
    here, today = current_tenant(), today_here()
    years = [each for each in cards.card_years(db.session(), tenant_id=here.id) if each <= today.year]
    agencies = cards.list_card_agencies(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)
    if not years or not agencies:
        return None
    kinds = sorted({each.kind for each in agencies})
    kind = request.args.get(KIND, "")
    kind = kind if kind in kinds else ""
    return Listing(chosen_year(years, today), years, [each for each in agencies if kind in ("", each.kind)], kinds, kind)


def overview() -> Overview | None:
    """The table of the year and kind in the address, a page of it."""
    found = listing()
    if found is None:
        return None
    number = requested_page()
    start = offset(number)
    regency, rows = card_rows(found.agencies[start : start + PAGE_SIZE], found.year)
    page = Page(rows, number, len(found.agencies))
    kinds = _kind_choices(found.kinds, found.kind, found.year)
    return Overview(found.year, year_choices(found.years, found.year), COLUMNS, regency, page, kinds, found.kind)


def card_rows(agencies: Sequence[CardAgency], year: int) -> tuple[CardRow | None, list[CardRow]]:
    """The row of the regency for those who see the whole of it, and one for each of these agencies."""
    writer = CellWriter()
    regency, figures = _figures(current_tenant(), year, today_here(), [each.id for each in agencies], writer)
    return regency, _rows(agencies, figures, year, writer)


def card_of(agency_id: UUID | None) -> CardPage:
    """The card of an agency, or of the regency for None, in the year of the address."""
    here, today, session = current_tenant(), today_here(), db.session()
    if agency_id is None:
        figures = cards.figures_of_regency(session, tenant_id=here.id, today=today)
    else:
        figures = cards.figures_of_agency(session, tenant_id=here.id, agency_id=agency_id, today=today)
    targets = cards.targets_of(session, tenant_id=here.id, agency_id=agency_id)
    return card_page(figures, level=REGENCY if agency_id is None else AGENCY, today=today, targets=targets)


def _figures(
    here: CurrentTenant, year: int, today: date, agency_ids: Collection[UUID], writer: CellWriter
) -> tuple[CardRow | None, Mapping[UUID, Sequence[YearFigure]]]:
    """The row of the regency for those who see the whole of it, and what is known of the agencies, read together."""
    scope: dict[str, Any] = {"tenant_id": here.id, "years": (year - 1, year), "today": today, "agency_ids": agency_ids}
    if here.agency_ids is not None:
        return None, cards.figures_of_agencies(db.session(), **scope)
    figures, whole = cards.figures_of_all(db.session(), **scope)
    card = report_card(whole, year=year, level=REGENCY)
    return CardRow(here.name, url_for("report_cards.regency", tahun=year), writer.cells(card, COLUMNS)), figures


def _rows(
    agencies: Sequence[CardAgency], figures: Mapping[UUID, Sequence[YearFigure]], year: int, writer: CellWriter
) -> list[CardRow]:
    pattern, place = url_for("report_cards.agency", agency_id=_ANY, tahun=year), str(_ANY)
    rows = []
    for each in agencies:
        card = report_card(figures.get(each.id, ()), year=year, level=AGENCY)
        rows.append(CardRow(each.name, pattern.replace(place, str(each.id)), writer.cells(card, COLUMNS)))
    return rows


def _kind_choices(kinds: Sequence[str], kind: str, year: int) -> list[Choice]:
    """Links by kind of agency; none where all are of one."""
    if len(kinds) < 2:
        return []
    return [Choice(each, url_for("report_cards.index", tahun=year, jenis=each), each == kind) for each in kinds]
