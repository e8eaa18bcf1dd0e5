"""Agencies and service types as an import compares them: everything of a tenant in three queries, archived ones too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.agency_details import AgencyDetails, ServiceDetails
from puas.domain.agency_import import KnownAgency, KnownService

_AGENCY_FIELDS = tuple(each.name for each in fields(AgencyDetails))
_SERVICE_FIELDS = tuple(each.name for each in fields(ServiceDetails))


def known_agencies(session: Session, tenant_id: int) -> list[KnownAgency]:
    """All agencies of the tenant with their service types."""
    services: defaultdict[UUID, list[KnownService]] = defaultdict(list)
    for service in session.scalars(select(ServiceType).where(ServiceType.tenant_id == tenant_id)):
        known = KnownService(service.id, _values(service, _SERVICE_FIELDS), service.state == "archived")
        services[service.agency_id].append(known)
    surveyed = set(session.scalars(select(SurveyPeriod.agency_id).where(SurveyPeriod.tenant_id == tenant_id).distinct()))
    return [
        KnownAgency(
            agency.id, _values(agency, _AGENCY_FIELDS), agency.state == "archived", services[agency.id],
            merged=agency.merged_into_id is not None, surveyed=agency.id in surveyed,
        )
        for agency in session.scalars(select(Agency).where(Agency.tenant_id == tenant_id))
    ]


def _values(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
