"""Addresses of public pages that are given out already."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency, ServiceType


def agency_addresses(session: Session, *, tenant_id: int) -> set[str]:
    """Of every agency of the tenant, archived and merged ones too: what was printed stays theirs."""
    statement = select(Agency.slug).where(Agency.tenant_id == tenant_id, Agency.slug.is_not(None))
    return {slug for slug in session.scalars(statement) if slug}


def service_addresses(session: Session, *, tenant_id: int, agency_id: UUID | None = None) -> defaultdict[UUID, set[str]]:
    """By agency, of all its services; of one agency, or of all."""
    statement = select(ServiceType.agency_id, ServiceType.slug).where(ServiceType.tenant_id == tenant_id, ServiceType.slug.is_not(None))
    if agency_id is not None:
        statement = statement.where(ServiceType.agency_id == agency_id)
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for owner, slug in session.execute(statement):
        if slug:
            found[owner].add(slug)
    return found
