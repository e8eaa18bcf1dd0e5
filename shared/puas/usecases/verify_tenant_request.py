"""Takes the proof of a requester's address and puts the request before those who decide."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.queries.regions import RegionChoice, find_regency
from puas.db.queries.tenant_requests import Approvers, find_approvers
from puas.db.tables.people import TenantRequest
from puas.domain.official_address import is_government_address
from puas.presentation import mail_links, mail_texts
from puas.presentation.mail_texts import MailText
from puas.usecases.send_mail import send_mail

ALREADY_ON_BOARD = "Daerah ini sudah terdaftar sebelum alamat surel dikonfirmasi."


class UnableToVerifyTenantRequest(Exception):
    """The link is unknown or past its time."""


def verify_tenant_request(*, session: Session, key: str, base_url: str, now: datetime) -> TenantRequest:
    """Mark the address as proved; a second time changes nothing and sends nothing."""
    found = locators.locate(session, kind=locators.SIGN_UP, key=key, now=now)
    if found is None:
        raise UnableToVerifyTenantRequest
    statement = select(TenantRequest).where(TenantRequest.id == UUID(found.target))
    request = session.scalars(statement.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if request is None:
        raise UnableToVerifyTenantRequest
    if request.state != "unverified":
        return request
    request.verified_at = now
    region = find_regency(session, request.region_code)
    if region is None or region.is_on_board:
        request.state, request.reason, request.decided_at = "rejected", ALREADY_ON_BOARD, now
        session.flush()
        return request
    request.state = "waiting"
    session.flush()
    _tell(session, request, region, base_url=base_url, now=now)
    return request


def _tell(session: Session, request: TenantRequest, region: RegionChoice, *, base_url: str, now: datetime) -> None:
    claims = session.scalars(
        select(TenantRequest)
        .where(TenantRequest.region_code == region.code, TenantRequest.state == "waiting")
        .order_by(TenantRequest.verified_at, TenantRequest.id)
    ).all()
    approvers = find_approvers(session, province_code=region.province_code)
    decider = approvers.name or "pengelola Puas"
    _send(session, request.email, mail_texts.waiting_for_decision(name=request.name, region=region.name, decided_by=decider), now)
    if len(claims) > 1:
        for claim in claims:
            _send(session, claim.email, mail_texts.several_claims(name=claim.name, region=region.name, count=len(claims)), now)
    for person in approvers.people:
        letter = mail_texts.request_to_decide(
            name=person.name, region=region.full_name, requester=request.name, position=request.position,
            office=request.office_name, email=request.email, is_government_mail=is_government_address(request.email),
            claims=len(claims), link=_decision_link(base_url, approvers),
        )  # fmt: skip
        _send(session, person.email, letter, now)


def _decision_link(base_url: str, approvers: Approvers) -> str:
    if approvers.is_province:
        return mail_links.absolute(base_url, mail_links.PROVINCE_REQUESTS, slug=approvers.slug)
    return mail_links.absolute(base_url, mail_links.OPERATOR_REQUESTS)


def _send(session: Session, recipient: str, text: MailText, now: datetime) -> None:
    send_mail(session=session, recipient=recipient, subject=text.subject, body=text.body, now=now)
