"""Refuses a tenant's wish to leave, and says why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.presentation import mail_texts
from puas.usecases._departures import UnableToDecideDeparture, decide
from puas.usecases._standing_of_tenants import write_to_admins
from puas.usecases.record_audit import record_audit


def reject_departure(
    *, session: Session, departure_id: UUID, decided_by: UUID, province_code: str | None, reason: str, now: datetime
) -> None:
    """Refuse for the province named, or for the operator where it is None; raises `UnableToDecideDeparture`."""
    if not reason.strip():
        raise UnableToDecideDeparture("no-reason")
    tenant, decider = decide(
        session, departure_id=departure_id, province_code=province_code, decided_by=decided_by, now=now, state="rejected",
        decision_reason=reason.strip(),
    )  # fmt: skip
    for log_of in decider.logs:
        with tenancy.inside(session, tenant_id=log_of):
            record_audit(
                session=session, tenant_id=log_of, account_id=decided_by, action="reject_departure", subject=f"tenant:{tenant.id}",
                now=now, detail={"workspace": tenant.name, "decided_by": decider.kind, "reason": reason.strip()},
            )  # fmt: skip
    name = tenant.name
    write_to_admins(
        session, tenant_id=tenant.id, now=now,
        letter=lambda person: mail_texts.departure_rejected(
            name=person.name, tenant=name, decided_by=decider.name, reason=reason.strip()
        ),
    )  # fmt: skip
