"""Takes back that an agency carries a field of the minimum services (SPM) in a year."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.minimum_services import find_minimum_service
from puas.domain.yardsticks import MINIMUM_SERVICES
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


def remove_minimum_service(
    *, session: Session, tenant_id: int, year: int, field: str, agency_id: UUID, account_id: UUID | None, now: datetime
) -> bool:
    """False where there is no such entry (any more)."""
    row = find_minimum_service(session, tenant_id=tenant_id, key=(year, field, agency_id))
    if row is None:
        return False
    reached = "" if row.reached is None else str(row.reached)
    session.delete(row)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_minimum_service",
        subject=f"minimum_service:{agency_id}", now=now, detail={"field": field, "year": str(year), "reached": reached},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(MINIMUM_SERVICES,))
    return True
