"""Asks for the document of a report card: of an agency, or of the regency as a whole."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import find_agency
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.document_source import REPORT_CARD
from puas.domain.survey_period import local_day
from puas.usecases._refusal import Refusal
from puas.usecases._report_cards import card_of_unit, card_source, title_of_card
from puas.usecases.request_filing import Filing, request_filing


class UnableToRequestReportCard(Refusal):
    """`reason` is unknown-agency, or nothing-known: no yardstick has a figure in the year."""


def request_report_card(
    *, session: Session, tenant_id: int, agency_id: UUID | None, year: int, account_id: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one rendered from the figures of this moment."""
    tenant = session.execute(select(Tenant.name, Tenant.time_zone).where(Tenant.id == tenant_id)).one()
    today = local_day(now, tenant.time_zone)
    name = tenant.name
    if agency_id is not None:
        agency = find_agency(session, tenant_id=tenant_id, agency_id=agency_id)
        if agency is None:
            raise UnableToRequestReportCard("unknown-agency")
        name = agency.name
    card = card_of_unit(session, tenant_id=tenant_id, agency_id=agency_id, year=year, today=today)
    if not card.known:
        raise UnableToRequestReportCard("nothing-known")
    unit = "tenant" if agency_id is None else f"agency:{agency_id}"
    filing = Filing(REPORT_CARD, title_of_card(name, year), f"{REPORT_CARD}:{unit}:{year}", unit, agency_id)
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, source=lambda head: card_source(head, name, card), account_id=account_id,
        base_url=base_url, now=now,
    )  # fmt: skip
