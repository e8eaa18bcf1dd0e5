"""Takes down a region's wish to come on board and sends the link that proves the address."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.queries.regions import RegionChoice, find_regency
from puas.db.tables.people import TenantRequest
from puas.domain.official_address import is_address
from puas.presentation import mail_links, mail_texts
from puas.usecases._mailbox_patience import has_had_enough
from puas.usecases._refusal import Refusal
from puas.usecases.send_mail import send_mail

LIFETIME = timedelta(days=3)


class UnableToRequestTenant(Refusal):
    """`reason` is unknown-region, on-board, unusable-address, incomplete or too-many-letters (the address had enough for an hour);
    `tenant_id` is whom to ask where it is on board."""

    def __init__(self, reason: str, *, tenant_id: int | None = None) -> None:
        super().__init__(reason)
        self.tenant_id = tenant_id


def request_tenant(
    *, session: Session, region_code: str, email: str, name: str, position: str, office_name: str, base_url: str, now: datetime
) -> None:
    """Store the request unverified and mail its link.

    Whether the address has asked before is told to the address only, never to the caller: it may not be the owner.
    """
    region = _checked_region(session, region_code)
    email, name, position, office_name = (" ".join(text.split()) for text in (email, name, position, office_name))
    if not is_address(email):
        raise UnableToRequestTenant("unusable-address")
    if not (name and position and office_name):
        raise UnableToRequestTenant("incomplete")
    if has_had_enough(session, address=email, now=now):
        raise UnableToRequestTenant("too-many-letters")
    if _is_waiting(session, region_code, email):
        text = mail_texts.already_waiting(region=region.name)
        send_mail(session=session, recipient=email, subject=text.subject, body=text.body, now=now)
        return
    _forget_unverified(session, region_code, email)
    request = TenantRequest(
        id=new_id(), region_code=region_code, email=email, name=name, position=position, office_name=office_name,
        state="unverified", created_at=now,
    )  # fmt: skip
    session.add(request)
    session.flush()
    _send_link(session, request, region, base_url=base_url, now=now)


def _checked_region(session: Session, region_code: str) -> RegionChoice:
    region = find_regency(session, region_code)
    if region is None:
        raise UnableToRequestTenant("unknown-region")
    if region.is_on_board:
        raise UnableToRequestTenant("on-board", tenant_id=region.tenant_id)
    return region


def _is_waiting(session: Session, region_code: str, email: str) -> bool:
    same = (TenantRequest.region_code == region_code, func.lower(TenantRequest.email) == email.lower())
    return session.scalar(select(TenantRequest.id).where(*same, TenantRequest.state == "waiting").limit(1)) is not None


def _forget_unverified(session: Session, region_code: str, email: str) -> None:
    """A new link replaces the one before, with what was typed then."""
    same = (TenantRequest.region_code == region_code, func.lower(TenantRequest.email) == email.lower())
    for request in session.scalars(select(TenantRequest).where(*same, TenantRequest.state == "unverified")).all():
        locators.forget(session, kind=locators.SIGN_UP, target=str(request.id))
        session.delete(request)
    session.flush()


def _send_link(session: Session, request: TenantRequest, region: RegionChoice, *, base_url: str, now: datetime) -> None:
    key, expires_at = locators.new_key(), now + LIFETIME
    locators.remember(session, kind=locators.SIGN_UP, key=key, target=str(request.id), expires_at=expires_at)
    link = mail_links.absolute(base_url, mail_links.VERIFY_SIGN_UP, key=key)
    text = mail_texts.verify_sign_up(region=region.name, link=link, expires_at=expires_at, zone=region.time_zone)
    send_mail(session=session, recipient=request.email, subject=text.subject, body=text.body, now=now)
