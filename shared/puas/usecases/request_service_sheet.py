"""Asks for the sheet of a service that hangs beside its sticker: what citizens need to know of the standard in force."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.service_standards import find_service_line
from puas.db.queries.standard_documents import printed_standard, survey_code_of
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.document_source import SERVICE_SHEET
from puas.domain.standard_documents import ServiceSheetSource
from puas.usecases._refusal import Refusal
from puas.usecases.request_filing import Filing, request_filing


class UnableToRequestServiceSheet(Refusal):
    """`reason`: unknown or nothing-in-force."""


def request_service_sheet(
    *, session: Session, tenant_id: int, service_type_id: UUID, requested_by: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one. Without a code that leads to the survey the sheet shows that of its own page."""
    line = find_service_line(session, tenant_id=tenant_id, service_type_id=service_type_id, agency_ids=None)
    if line is None:
        raise UnableToRequestServiceSheet("unknown")
    if line.in_force is None:
        raise UnableToRequestServiceSheet("nothing-in-force")
    standard, base_url = printed_standard(line.service, line.in_force), base_url.rstrip("/")
    code = survey_code_of(session, tenant_id=tenant_id, service=line.service)
    slugs = (session.scalar(select(Tenant.slug).where(Tenant.id == tenant_id)), line.agency.slug, line.service.slug)
    page = f"{base_url}/publik/{'/'.join(map(str, slugs))}/standar" if all(slugs) else ""
    survey = f"{base_url}/s/{code}" if code else ""
    filing = Filing(
        SERVICE_SHEET, f"Lembar standar pelayanan {line.service.name}", f"{SERVICE_SHEET}:{service_type_id}",
        f"service_standard:{service_type_id}", line.agency.id,
    )  # fmt: skip
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, account_id=requested_by, base_url=base_url, now=now,
        source=lambda head: ServiceSheetSource(head, standard, standard_url=page, survey_url=survey, survey_code=code),
    )  # fmt: skip
