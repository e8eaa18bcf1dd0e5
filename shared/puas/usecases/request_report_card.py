"""Asks for the document of a report card: of an agency, or of the regency as a whole."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import find_agency
from puas.db.queries.report_cards import figures_of_agency, figures_of_regency, targets_of
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.card_advice import next_steps, strengths
from puas.domain.card_source import CardSource
from puas.domain.document_source import REPORT_CARD
from puas.domain.filing import FilingHead
from puas.domain.report_card import report_card
from puas.domain.survey_period import local_day
from puas.domain.yardsticks import AGENCY, REGENCY
from puas.presentation.card_texts import note_text
from puas.usecases.request_filing import Filing, request_filing


class UnableToRequestReportCard(Exception):
    """`reason` is unknown-agency, or nothing-known: no yardstick has a figure in the year."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def request_report_card(
    *, session: Session, tenant_id: int, agency_id: UUID | None, year: int, account_id: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one rendered from the figures of this moment."""
    tenant = session.execute(select(Tenant.name, Tenant.time_zone).where(Tenant.id == tenant_id)).one()
    today = local_day(now, tenant.time_zone)
    name = tenant.name
    if agency_id is None:
        figures = figures_of_regency(session, tenant_id=tenant_id, today=today)
    else:
        agency = find_agency(session, tenant_id=tenant_id, agency_id=agency_id)
        if agency is None:
            raise UnableToRequestReportCard("unknown-agency")
        name = agency.name
        figures = figures_of_agency(session, tenant_id=tenant_id, agency_id=agency_id, today=today)
    targets = targets_of(session, tenant_id=tenant_id, agency_id=agency_id)
    card = report_card(figures, year=year, level=REGENCY if agency_id is None else AGENCY, targets=targets)
    if not card.known:
        raise UnableToRequestReportCard("nothing-known")
    praise, steps = tuple(map(note_text, strengths(card))), tuple(map(note_text, next_steps(card)))

    def source(head: FilingHead) -> CardSource:
        return CardSource(head, name, card, praise, steps)

    unit = "tenant" if agency_id is None else f"agency:{agency_id}"
    filing = Filing(REPORT_CARD, f"Rapor pelayanan {name} {year}", f"{REPORT_CARD}:{unit}:{year}", unit, agency_id)
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, source=source, account_id=account_id, base_url=base_url, now=now
    )
