"""Asks for the book of an agency: every standard in force in one document."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.agencies import find_agency
from puas.db.queries.service_standards import services_of_agency
from puas.db.queries.standard_documents import printed_standard
from puas.db.tables.reports import Report
from puas.domain.document_source import SERVICE_STANDARDS
from puas.domain.standard_documents import ServiceStandardsSource
from puas.usecases._refusal import Refusal
from puas.usecases.request_filing import Filing, request_filing


class UnableToRequestServiceStandards(Refusal):
    """`reason`: unknown or nothing-in-force."""


def request_service_standards(
    *, session: Session, tenant_id: int, agency_id: UUID, requested_by: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one of what is in force now; services at rest are left out."""
    agency = find_agency(session, tenant_id=tenant_id, agency_id=agency_id)
    if agency is None:
        raise UnableToRequestServiceStandards("unknown")
    lines = [each for each in services_of_agency(session, tenant_id=tenant_id, agency_id=agency_id) if each.is_active]
    printed = tuple(printed_standard(each.service, each.in_force) for each in lines if each.in_force)
    if not printed:
        raise UnableToRequestServiceStandards("nothing-in-force")
    without = tuple(each.service.name for each in lines if each.in_force is None)
    filing = Filing(
        SERVICE_STANDARDS, f"Standar pelayanan {agency.name}", f"{SERVICE_STANDARDS}:{agency_id}", f"agency:{agency_id}", agency_id
    )
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, source=lambda head: ServiceStandardsSource(head, printed, without),
        account_id=requested_by, base_url=base_url, now=now,
    )  # fmt: skip
