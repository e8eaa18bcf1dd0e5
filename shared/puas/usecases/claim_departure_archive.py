"""Takes on making the archive of a tenant that left; of two who try, one gets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from puas.db.moments import apart
from puas.db.tables.places import TenantDeparture
from puas.domain.departure_patience import CLAIM_LASTS, MOST_ATTEMPTS


@dataclass(frozen=True, slots=True)
class ClaimedArchive:
    """What is to be made, and the attempt that holds it."""

    tenant_id: int
    attempt: int


def claim_departure_archive(*, session: Session, departure_id: UUID, now: datetime) -> ClaimedArchive | None:
    """Claim one that waits, or whose maker has been silent for too long; None where there is nothing to do."""
    waits = TenantDeparture.archive_state == "pending"
    silent = (TenantDeparture.archive_state == "running") & apart(TenantDeparture.claimed_at, now, CLAIM_LASTS)
    guarded = (
        update(TenantDeparture)
        .where(TenantDeparture.id == departure_id, or_(waits, silent), TenantDeparture.attempt < MOST_ATTEMPTS)
        .values(archive_state="running", claimed_at=now, attempt=TenantDeparture.attempt + 1)
        .returning(TenantDeparture.tenant_id, TenantDeparture.attempt)
    )
    row = session.execute(guarded).one_or_none()
    return None if row is None else ClaimedArchive(row.tenant_id, row.attempt)
