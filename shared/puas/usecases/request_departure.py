"""A tenant asks to leave the installation; the province or the operator decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.queries.practice_tenants import is_practice
from puas.db.queries.tenant_requests import Approvers, Person, find_approvers
from puas.db.tables.people import Account, Operator
from puas.db.tables.places import Tenant, TenantDeparture
from puas.presentation import mail_links, mail_texts
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.send_mail import send_mail


class UnableToRequestDeparture(Refusal):
    """`reason` is no-reason, not-active, practice (it goes by itself) or already-requested."""


def request_departure(
    *, session: Session, tenant_id: int, requested_by: UUID, reason: str, base_url: str, now: datetime
) -> TenantDeparture:
    """Write the wish down and tell those who decide; until then nothing changes."""
    if not reason.strip():
        raise UnableToRequestDeparture("no-reason")
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id, Tenant.state == "active")).one_or_none()
    if tenant is None:
        raise UnableToRequestDeparture("not-active")
    if is_practice(session, tenant_id=tenant_id):
        raise UnableToRequestDeparture("practice")
    departure = TenantDeparture(id=new_id(), tenant_id=tenant_id, reason=reason.strip(), requested_by=requested_by, requested_at=now)
    try:
        with session.begin_nested():
            session.add(departure)
    except IntegrityError as error:
        if violates(error, "uq_tenant_departure_open"):
            raise UnableToRequestDeparture("already-requested") from error
        raise
    record_audit(
        session=session, tenant_id=tenant_id, account_id=requested_by, action="request_departure", subject=f"tenant:{tenant_id}", now=now,
        detail={"reason": reason.strip()},
    )  # fmt: skip
    deciders = _deciders(session, tenant)
    path, parts = (mail_links.PROVINCE_READINESS, {"slug": deciders.slug}) if deciders.is_province else (mail_links.OPERATOR, {})
    link = mail_links.absolute(base_url, path, **parts)
    for person in deciders.people:
        text = mail_texts.departure_requested(name=person.name, tenant=tenant.name, reason=reason.strip(), link=link)
        send_mail(session=session, recipient=person.email, subject=text.subject, body=text.body, now=now)
    return departure


def _deciders(session: Session, tenant: Tenant) -> Approvers:
    """The province over a regency where it is on board; over everything else the operator."""
    if tenant.kind == "regency" and tenant.province_code:
        return find_approvers(session, province_code=tenant.province_code)
    people = select(Account.email, Account.name).join(Operator, Operator.account_id == Account.id).order_by(Account.email)
    return Approvers(tuple(Person(*row) for row in session.execute(people)))
