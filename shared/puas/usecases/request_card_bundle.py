"""Asks for all report cards of a year in one request: the regency's and those of its agencies, made one at a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.report_bundles import unfinished_bundle
from puas.db.queries.report_cards import figures_of_agencies, list_card_agencies
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.document_source import REPORT_CARD
from puas.domain.report_bundle import CARDS, MOST_MEMBERS, card_bundle_key
from puas.domain.report_card import report_card
from puas.domain.survey_period import local_day
from puas.domain.yardsticks import AGENCY
from puas.usecases._bundle_progress import advance_bundle
from puas.usecases._bundle_rows import Member, WantedBundle, insert_bundle, insert_members
from puas.usecases._refusal import Refusal
from puas.usecases._report_cards import card_of_unit, title_of_card
from puas.usecases.record_audit import record_audit


class UnableToRequestCardBundle(Refusal):
    """`reason`: nothing-known, too-many, or busy (another request for many documents is being made: `report_id`)."""

    def __init__(self, reason: str, report_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.report_id = report_id


def request_card_bundle(
    *, session: Session, tenant_id: int, year: int, requested_by: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one. Units nothing is known of in the year have no card in it.

    A tenant has one bundle at a time, of cards or of reports; each card is frozen when its turn comes.
    """
    running = unfinished_bundle(session, tenant_id=tenant_id)
    if running is not None and running.twin_key == card_bundle_key(year):
        return running
    if running is not None:
        raise UnableToRequestCardBundle("busy", running.id)
    members = _members(session, tenant_id, year, now)
    if not members or len(members) > MOST_MEMBERS:
        raise UnableToRequestCardBundle("too-many" if members else "nothing-known")
    wanted = WantedBundle(card_bundle_key(year), "Semua rapor pelayanan", str(year), year, CARDS, requested_by, base_url, now)
    bundle = insert_bundle(session, tenant_id=tenant_id, wanted=wanted, members=len(members))
    if bundle is None:
        # The same wish of somebody else was committed between the look and the insert.
        return request_card_bundle(
            session=session, tenant_id=tenant_id, year=year, requested_by=requested_by, base_url=base_url, now=now
        )  # fmt: skip
    insert_members(session, bundle=bundle, members=members, now=now)
    advance_bundle(session, tenant_id=tenant_id, bundle_id=bundle.id, now=now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=requested_by, action="request_card_bundle", subject=f"report:{bundle.id}",
        now=now, detail={"year": str(year), "reports": len(members)},
    )  # fmt: skip
    session.refresh(bundle)
    return bundle


def _members(session: Session, tenant_id: int, year: int, now: datetime) -> list[Member]:
    """The regency first, then its agencies by name."""
    tenant = session.execute(select(Tenant.name, Tenant.time_zone).where(Tenant.id == tenant_id)).one()
    today = local_day(now, tenant.time_zone)
    found = []
    if card_of_unit(session, tenant_id=tenant_id, agency_id=None, year=year, today=today).known:
        found.append(Member(REPORT_CARD, title_of_card(tenant.name, year), "tenant", None))
    figures = figures_of_agencies(session, tenant_id=tenant_id, years=(year,), today=today)
    for agency in list_card_agencies(session, tenant_id=tenant_id):
        if report_card(figures.get(agency.id, ()), year=year, level=AGENCY).known:
            found.append(Member(REPORT_CARD, title_of_card(agency.name, year), f"agency:{agency.id}", agency.id))
    return found
