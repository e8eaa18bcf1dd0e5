"""Lets a region come on board: creates its tenant, invites its first admin and closes the claims that lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.regions import RegionChoice, find_regency
from puas.db.queries.tenant_requests import find_approvers
from puas.db.tables.people import TenantRequest
from puas.db.tables.places import Tenant
from puas.domain.permissions import Role
from puas.domain.tenant_contacts import ContactDetails
from puas.presentation import mail_texts
from puas.presentation.mail_texts import MailText
from puas.usecases._bring_on_board import RegionOnBoard, bring_on_board
from puas.usecases._refusal import Refusal
from puas.usecases.invite_member import invite_member
from puas.usecases.record_audit import record_audit
from puas.usecases.send_mail import send_mail

LOST_CLAIM = "Daerah ini terdaftar atas permohonan lain."


class UnableToApproveTenantRequest(Refusal):
    """`reason` is unknown, not-yours, already-decided or on-board."""


def approve_tenant_request(
    *, session: Session, request_id: UUID, decided_by: UUID, province_code: str | None, base_url: str, now: datetime
) -> Tenant:
    """Approve for the province named, or for the operator where it is None.

    All claims to the region are locked first, in one order, so that of two approvals at once the second sees the first.
    """
    claims = _lock_claims(session, request_id)
    request = next((each for each in claims if each.id == request_id), None)
    region = find_regency(session, request.region_code) if request else None
    if request is None or region is None or province_code not in (None, region.province_code):
        raise UnableToApproveTenantRequest("unknown")
    _check_decider(session, region, province_code)
    if request.state != "waiting":
        raise UnableToApproveTenantRequest("already-decided")
    tenant = _create(session, region, request, now)
    _decide(request, "approved", decided_by, now, tenant_id=tenant.id)
    _record(session, tenant, request, decided_by, province_code, now)
    _invite(session, tenant, request, decided_by, base_url, now)
    _close_others(session, claims, request, region, decided_by, now)
    session.flush()
    return tenant


def _lock_claims(session: Session, request_id: UUID) -> Sequence[TenantRequest]:
    region_code = select(TenantRequest.region_code).where(TenantRequest.id == request_id).scalar_subquery()
    statement = select(TenantRequest).where(TenantRequest.region_code == region_code).order_by(TenantRequest.id)
    return session.scalars(statement.with_for_update().execution_options(populate_existing=True)).all()


def _check_decider(session: Session, region: RegionChoice, province_code: str | None) -> None:
    if find_approvers(session, province_code=region.province_code).is_province != (province_code is not None):
        raise UnableToApproveTenantRequest("not-yours")


def _create(session: Session, region: RegionChoice, request: TenantRequest, now: datetime) -> Tenant:
    try:
        return bring_on_board(
            session, kind="regency", region_code=region.code, province_code=region.province_code, name=region.name,
            time_zone=region.time_zone, office_name=request.office_name, now=now,
            contact=ContactDetails(request.name, request.position, email=request.email),
        )  # fmt: skip
    except RegionOnBoard as error:
        raise UnableToApproveTenantRequest("on-board") from error


def _decide(request: TenantRequest, state: str, decided_by: UUID, now: datetime, *, tenant_id: int, reason: str = "") -> None:
    request.state, request.decided_by, request.decided_at = state, decided_by, now
    request.tenant_id, request.reason = tenant_id, reason


def _record(session: Session, tenant: Tenant, request: TenantRequest, decided_by: UUID, province_code: str | None, now: datetime) -> None:
    """In the new tenant's log, and in the province's where it decided."""
    places = [tenant.id]
    if province_code is not None:
        places += session.scalars(select(Tenant.id).where(Tenant.kind == "province", Tenant.region_code == province_code)).all()
    for tenant_id in places:
        with tenancy.inside(session, tenant_id=tenant_id):
            record_audit(
                session=session, tenant_id=tenant_id, account_id=decided_by, action="approve_tenant_request",
                subject=f"tenant_request:{request.id}", now=now, detail={"region": request.region_code, "email": request.email},
            )  # fmt: skip


def _invite(session: Session, tenant: Tenant, request: TenantRequest, decided_by: UUID, base_url: str, now: datetime) -> None:
    def letter(link: str, expires_at: datetime) -> MailText:
        return mail_texts.request_approved(name=request.name, region=tenant.name, link=link, expires_at=expires_at, zone=tenant.time_zone)

    invite_member(
        session=session, tenant_id=tenant.id, email=request.email, role=Role.TENANT_ADMIN, invited_by=decided_by,
        base_url=base_url, now=now, letter=letter,
    )  # fmt: skip


def _close_others(
    session: Session, claims: Sequence[TenantRequest], winner: TenantRequest, region: RegionChoice, decided_by: UUID, now: datetime
) -> None:
    for claim in claims:
        if claim.id == winner.id or claim.state != "waiting":
            continue
        claim.state, claim.reason, claim.decided_by, claim.decided_at = "rejected", LOST_CLAIM, decided_by, now
        text = mail_texts.another_claim_approved(
            name=claim.name, region=region.name, admin_name=winner.name, admin_office=winner.office_name
        )
        send_mail(session=session, recipient=claim.email, subject=text.subject, body=text.body, now=now)
