"""Turns down a region's request, with a reason its sender gets to read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.regions import find_regency
from puas.db.queries.tenant_requests import Approvers, find_approvers
from puas.db.tables.people import TenantRequest
from puas.presentation import mail_links, mail_texts
from puas.usecases._refusal import Refusal
from puas.usecases.record_account_event import record_account_event
from puas.usecases.record_audit import record_audit
from puas.usecases.send_mail import send_mail


class UnableToRejectTenantRequest(Refusal):
    """`reason` is unknown, not-yours, already-decided or no-reason."""


def reject_tenant_request(
    *, session: Session, request_id: UUID, decided_by: UUID, province_code: str | None, reason: str, base_url: str, now: datetime
) -> None:
    """Reject for the province named, or for the operator where it is None; other claims to the region go on waiting."""
    statement = select(TenantRequest).where(TenantRequest.id == request_id)
    request = session.scalars(statement.with_for_update().execution_options(populate_existing=True)).one_or_none()
    region = find_regency(session, request.region_code) if request else None
    if request is None or region is None or province_code not in (None, region.province_code):
        raise UnableToRejectTenantRequest("unknown")
    approvers = find_approvers(session, province_code=region.province_code)
    if approvers.is_province != (province_code is not None):
        raise UnableToRejectTenantRequest("not-yours")
    if request.state != "waiting":
        raise UnableToRejectTenantRequest("already-decided")
    if not reason.strip():
        raise UnableToRejectTenantRequest("no-reason")
    request.state, request.reason = "rejected", reason.strip()
    request.decided_by, request.decided_at = decided_by, now
    _record(session, request, approvers, decided_by, now)
    link = mail_links.absolute(base_url, mail_links.SIGN_UP)
    text = mail_texts.request_rejected(name=request.name, region=region.name, reason=request.reason, link=link)
    send_mail(session=session, recipient=request.email, subject=text.subject, body=text.body, now=now)


def _record(session: Session, request: TenantRequest, approvers: Approvers, decided_by: UUID, now: datetime) -> None:
    """In the province's log, or with the operator's account: the region has no log of its own."""
    detail = {"region": request.region_code, "email": request.email, "reason": request.reason}
    if approvers.tenant_id is None:
        detail["request"] = str(request.id)
        record_account_event(session=session, account_id=decided_by, action="reject_tenant_request", now=now, detail=detail)
        return
    with tenancy.inside(session, tenant_id=approvers.tenant_id):
        record_audit(
            session=session, tenant_id=approvers.tenant_id, account_id=decided_by, action="reject_tenant_request",
            subject=f"tenant_request:{request.id}", now=now, detail=detail,
        )  # fmt: skip
