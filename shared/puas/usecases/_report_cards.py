"""What requests for one report card and for all of them share: the card as it stands, and its sentences."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.report_cards import figures_of_agency, figures_of_regency, targets_of
from puas.domain.card_advice import next_steps, strengths
from puas.domain.card_source import CardSource
from puas.domain.filing import FilingHead
from puas.domain.report_card import ReportCard, report_card
from puas.domain.yardsticks import AGENCY, REGENCY
from puas.presentation.card_texts import note_text


def card_of_unit(session: Session, *, tenant_id: int, agency_id: UUID | None, year: int, today: date) -> ReportCard:
    """The card of an agency, or of the regency for None."""
    if agency_id is None:
        figures = figures_of_regency(session, tenant_id=tenant_id, today=today)
    else:
        figures = figures_of_agency(session, tenant_id=tenant_id, agency_id=agency_id, today=today)
    targets = targets_of(session, tenant_id=tenant_id, agency_id=agency_id)
    return report_card(figures, year=year, level=REGENCY if agency_id is None else AGENCY, targets=targets)


def card_source(head: FilingHead, name: str, card: ReportCard) -> CardSource:
    """The card with what to praise and what to do next, ready to be frozen."""
    return CardSource(head, name, card, tuple(map(note_text, strengths(card))), tuple(map(note_text, next_steps(card))))


def title_of_card(name: str, year: int) -> str:
    """What its document is called."""
    return f"Rapor pelayanan {name} {year}"
