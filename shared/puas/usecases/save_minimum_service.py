"""Says that an agency carries a field of the minimum services (SPM) in a year, and how much of it was reached."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.minimum_services import find_minimum_service
from puas.db.queries.tenant_day import today_of
from puas.db.queries.told_agencies import find_told_agency
from puas.db.tables.standards import MinimumService
from puas.domain.minimum_services import entry_fault
from puas.domain.register_merger import is_year_of
from puas.domain.yardsticks import MINIMUM_SERVICES
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToSaveMinimumService(Exception):
    """`field` cannot be so; `reason` is one of `domain.minimum_services.entry_fault`, unknown-agency, or merged-by-then."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def save_minimum_service(
    *,
    session: Session,
    tenant_id: int,
    year: int,
    field: str,
    agency_id: UUID,
    reached: Decimal | None,
    note: str,
    account_id: UUID | None,
    now: datetime,
    share: bool = True,
) -> None:
    """Several agencies may carry one field. Who saves many at once passes `share=False` and shares the figures itself."""
    fault = entry_fault(field, year, reached, note, today_of(session, tenant_id=tenant_id, now=now).year)
    if fault is not None:
        raise UnableToSaveMinimumService(*fault)
    # Held so that two who add the same entry do so one after the other.
    agency = find_told_agency(session, tenant_id=tenant_id, agency_id=agency_id)
    if agency is None or not is_year_of(agency.merged_on, year):
        raise UnableToSaveMinimumService("agency", "unknown-agency" if agency is None else "merged-by-then")
    row = find_minimum_service(session, tenant_id=tenant_id, key=(year, field, agency_id))
    if row is None:
        row = MinimumService(tenant_id=tenant_id, year=year, field=field, agency_id=agency_id, version=0)
        session.add(row)
    row.reached, row.note, row.changed_by, row.changed_at, row.version = reached, note, account_id, now, row.version + 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_minimum_service", subject=f"minimum_service:{agency_id}",
        now=now, detail={"field": field, "year": str(year), "reached": "" if reached is None else str(reached)},
    )  # fmt: skip
    if share:
        share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(MINIMUM_SERVICES,))
