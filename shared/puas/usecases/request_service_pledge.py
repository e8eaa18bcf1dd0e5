"""Asks for the maklumat of an agency as it hangs on the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.agencies import find_agency
from puas.db.queries.standard_documents import pledge_in_force
from puas.db.tables.reports import Report
from puas.domain.document_source import SERVICE_PLEDGE
from puas.domain.report_snapshot import Signatory
from puas.domain.service_pledge import pledge_paragraphs
from puas.domain.standard_documents import ServicePledgeSource
from puas.usecases._refusal import Refusal
from puas.usecases.request_filing import Filing, request_filing


class UnableToRequestServicePledge(Refusal):
    """`reason`: unknown or no-pledge."""


def request_service_pledge(
    *, session: Session, tenant_id: int, agency_id: UUID, requested_by: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one of the pledge in force; it is signed by whoever signed it then."""
    agency = find_agency(session, tenant_id=tenant_id, agency_id=agency_id)
    if agency is None:
        raise UnableToRequestServicePledge("unknown")
    pledge = pledge_in_force(session, tenant_id=tenant_id, agency_id=agency_id)
    if pledge is None:
        raise UnableToRequestServicePledge("no-pledge")
    # The number of whoever heads the agency today is theirs alone.
    nip = agency.signatory_nip if pledge.signatory_name == agency.signatory_name else ""
    signed_by = Signatory(pledge.signatory_position, pledge.signatory_name, "", nip, pledge.place, pledge.dated_on)
    paragraphs = pledge_paragraphs(pledge.body)
    filing = Filing(
        SERVICE_PLEDGE, f"Maklumat pelayanan {agency.name}", f"{SERVICE_PLEDGE}:{agency_id}", f"service_pledge:{agency_id}", agency_id
    )
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, account_id=requested_by, base_url=base_url, now=now,
        source=lambda head: ServicePledgeSource(replace(head, signatory=signed_by), paragraphs),
    )  # fmt: skip
