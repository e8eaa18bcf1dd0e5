"""What suspending, taking up again and leaving have in common: whose tenant it is, both logs, and letters to its admins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.tenant_requests import Person, list_people
from puas.db.tables.places import Tenant
from puas.domain.permissions import ADMINISTRATORS
from puas.presentation.mail_texts import MailText
from puas.usecases.send_mail import send_mail

OPERATOR = "operator"
PROVINCE = "province"
OPERATOR_NAME = "pengelola Puas"


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides about a tenant: the operator, or the province it is under; and the tenants whose logs tell of it."""

    kind: str
    name: str
    logs: tuple[int, ...]


def find_decider(session: Session, *, tenant_id: int, province_code: str | None) -> Decider | None:
    """For the province of this code, or for the operator where it is None; None where the tenant is not the province's."""
    if province_code is None:
        return Decider(OPERATOR, OPERATOR_NAME, (tenant_id,))
    statement = select(Tenant.id).where(Tenant.id == tenant_id, Tenant.kind == "regency", Tenant.province_code == province_code)
    province = session.execute(
        select(Tenant.id, Tenant.name).where(Tenant.kind == "province", Tenant.region_code == province_code, Tenant.state == "active")
    ).one_or_none()
    if province is None or session.scalar(statement) is None:
        return None
    return Decider(PROVINCE, province.name, (tenant_id, province.id))


def write_to_admins(session: Session, *, tenant_id: int, now: datetime, letter: Callable[[Person], MailText]) -> None:
    """The same letter to every administrator of the tenant."""
    for role in sorted(ADMINISTRATORS):
        for person in list_people(session, tenant_id=tenant_id, role=role):
            text = letter(person)
            send_mail(session=session, recipient=person.email, subject=text.subject, body=text.body, now=now, tenant_id=tenant_id)
