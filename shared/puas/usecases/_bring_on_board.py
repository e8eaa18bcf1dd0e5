"""Puts a region into the directory of tenants with a profile of its own; shared by the ways of coming on board."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.tables.places import Tenant, TenantContact, TenantProfile
from puas.domain.tenant_contacts import ContactDetails
from puas.domain.tenant_naming import government_name, slug_of
from puas.usecases._shared_deadlines import take_over_deadlines


class RegionOnBoard(Exception):
    """Another tenant of this region is in the directory."""


def bring_on_board(
    session: Session,
    *,
    kind: str,
    region_code: str,
    province_code: str,
    name: str,
    time_zone: str,
    office_name: str,
    contact: ContactDetails,
    now: datetime,
) -> Tenant:
    """Create tenant, profile and first contact; the directory's unique index has the last word on who comes first."""
    tenant = Tenant(
        slug=slug_of(name, session.scalars(select(Tenant.slug)).all()), kind=kind, region_code=region_code,
        province_code=province_code, name=name, time_zone=time_zone, created_at=now,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(tenant)
    except IntegrityError as error:
        if violates(error, "uq_tenant_region_code"):
            raise RegionOnBoard(region_code) from error
        raise
    with tenancy.inside(session, tenant_id=tenant.id):
        profile = TenantProfile(tenant_id=tenant.id, government_name=government_name(name), office_name=office_name, updated_at=now)
        first = TenantContact(tenant_id=tenant.id, id=new_id(), province_code=province_code, place=1, updated_at=now, **asdict(contact))
        session.add_all([profile, first])
    if kind == "regency":
        take_over_deadlines(session, tenant_id=tenant.id, province_code=province_code)
    return tenant
