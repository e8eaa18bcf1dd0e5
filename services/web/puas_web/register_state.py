"""How the registers of a workspace stand, for the pages that lead to them: the room of the registers and the head's start page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from puas.db.queries.report_cards import registers_of_agencies, registers_of_regency
from puas.domain.card_advice import next_steps, off_track
from puas.domain.report_card import CardLine, ReportCard, report_card, years_of
from puas.domain.yardsticks import AGENCY, REGENCY, YARDSTICKS
from puas_web.access import CurrentTenant
from puas_web.card_words import Advice, advice_of
from puas_web.database import db
from puas_web.local_day import today_here


@dataclass(frozen=True, slots=True)
class RegisterState:
    """The newest year the registers speak of; of an officer that of their own agencies."""

    card: ReportCard

    def line(self, key: str) -> CardLine | None:
        return self.card.find(key)

    @property
    def steps(self) -> list[Advice]:
        return [advice_of(each) for each in next_steps(self.card)]

    @property
    def off(self) -> list[Advice]:
        """One sentence for each register that is off."""
        return [advice_of(each) for each in off_track(self.card)]


def register_state(here: CurrentTenant) -> RegisterState | None:
    """Read in one statement; None while no register has told anything."""
    today = today_here()
    years = (today.year - 1, today.year)
    if here.agency_ids is None:
        figures, level = registers_of_regency(db.session(), tenant_id=here.id, years=years), REGENCY
    else:
        figures = registers_of_agencies(db.session(), tenant_id=here.id, years=years, agency_ids=here.agency_ids)
        level = AGENCY
    return RegisterState(_registers(report_card(figures, year=_year(years_of(figures), today), level=level))) if figures else None


def _registers(card: ReportCard) -> ReportCard:
    """Without the lines that are no register: survey and promises have pages of their own."""
    return ReportCard(card.year, card.level, tuple(each for each in card.lines if each.key in YARDSTICKS))


def _year(years: list[int], today: date) -> int:
    return next((each for each in years if each <= today.year), today.year)
