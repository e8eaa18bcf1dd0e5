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
from puas_web.pagination import Page, offset, requested_page
from puas_web.scope_choice import Choice

KIND = "jenis"
PAGE_SIZE = 50
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


def overview() -> Overview | None:
    """The table of the year and kind in the address; None where there is nothing to show at all."""
    here, today = current_tenant(), today_here()
    years = [each for each in cards.card_years(db.session(), tenant_id=here.id) if each <= today.year]
    agencies = cards.list_card_agencies(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)
    if not years or not agencies:
        return None
    year = chosen_year(years, today)
    kinds = sorted({each.kind for each in agencies})
    kind = request.args.get(KIND, "")
    kind = kind if kind in kinds else ""
    wanted = [each for each in agencies if kind in ("", each.kind)]
    number = requested_page()
    start = offset(number, PAGE_SIZE)
    shown = wanted[start : start + PAGE_SIZE]
    writer = CellWriter()
    regency, figures = _figures(here, year, today, [each.id for each in shown], writer)
    page = Page(_rows(shown, figures, year, writer), number, len(wanted), PAGE_SIZE)
    return Overview(year, year_choices(years, year), COLUMNS, regency, page, _kind_choices(kinds, kind, year), kind)


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
