"""Brings a province in; only the operator does that, and from then on the province decides about its regencies."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.regions import find_province
from puas.db.tables.places import Tenant
from puas.domain.official_address import is_address
from puas.domain.permissions import Role
from puas.domain.tenant_contacts import ContactDetails
from puas.domain.tenant_naming import province_name
from puas.presentation import mail_texts
from puas.presentation.mail_texts import MailText
from puas.usecases._bring_on_board import RegionOnBoard, bring_on_board
from puas.usecases._refusal import Refusal
from puas.usecases.invite_member import invite_member
from puas.usecases.record_audit import record_audit


class UnableToRegisterProvince(Refusal):
    """`reason` is unknown-region, on-board or unusable-address."""


def register_province(
    *,
    session: Session,
    region_code: str,
    admin_email: str,
    admin_name: str,
    office_name: str,
    registered_by: UUID | None,
    base_url: str,
    now: datetime,
) -> Tenant:
    """Create the province's tenant and invite its first admin."""
    region = find_province(session, region_code)
    if region is None:
        raise UnableToRegisterProvince("unknown-region")
    if not is_address(admin_email.strip()):
        raise UnableToRegisterProvince("unusable-address")
    try:
        tenant = bring_on_board(
            session, kind="province", region_code=region.code, province_code=region.code, name=province_name(region.name),
            time_zone=region.time_zone, office_name=office_name.strip(), now=now,
            contact=ContactDetails(" ".join(admin_name.split()), email=admin_email.strip()),
        )  # fmt: skip
    except RegionOnBoard as error:
        raise UnableToRegisterProvince("on-board") from error
    with tenancy.inside(session, tenant_id=tenant.id):
        record_audit(
            session=session, tenant_id=tenant.id, account_id=registered_by, action="register_province",
            subject=f"tenant:{tenant.id}", now=now, detail={"region": region.code, "email": admin_email.strip()},
        )  # fmt: skip

    def letter(link: str, expires_at: datetime) -> MailText:
        return mail_texts.province_on_board(
            name=" ".join(admin_name.split()), region=tenant.name, link=link, expires_at=expires_at, zone=tenant.time_zone
        )

    invite_member(
        session=session, tenant_id=tenant.id, email=admin_email.strip(), role=Role.PROVINCE_ADMIN, invited_by=registered_by,
        base_url=base_url, now=now, letter=letter,
    )  # fmt: skip
    return tenant
