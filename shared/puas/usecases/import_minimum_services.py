"""Brings carriers and figures of the minimum services (SPM) in from a sheet: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.minimum_services import known_minimum_services
from puas.domain.yardsticks import MINIMUM_SERVICES
from puas.usecases.record_audit import record_audit
from puas.usecases.save_minimum_service import UnableToSaveMinimumService, save_minimum_service
from puas.usecases.share_yardsticks import share_yardsticks


@dataclass(frozen=True, slots=True)
class MinimumServiceEntry:
    """One row; None leaves what is known."""

    year: int
    field: str
    agency_id: UUID
    reached: Decimal | None = None
    note: str | None = None


class UnableToImportMinimumServices(Exception):
    """A row is no longer acceptable: somebody else changed something since it was looked at."""


def import_minimum_services(
    *, session: Session, tenant_id: int, entries: Sequence[MinimumServiceEntry], account_id: UUID | None, now: datetime
) -> int:
    """Add what is new and change what differs; returns how many rows there were."""
    known = known_minimum_services(session, tenant_id=tenant_id)
    for entry in sorted(entries, key=lambda each: (each.agency_id, each.year, each.field)):
        there = known.get((entry.year, entry.field, entry.agency_id))
        reached = entry.reached if entry.reached is not None or there is None else there.reached
        note = entry.note if entry.note is not None else there.note if there else ""
        try:
            save_minimum_service(
                session=session, tenant_id=tenant_id, year=entry.year, field=entry.field, agency_id=entry.agency_id, reached=reached,
                note=note, account_id=account_id, now=now, share=False,
            )  # fmt: skip
        except UnableToSaveMinimumService as error:
            raise UnableToImportMinimumServices(str(error)) from error
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="import_minimum_services", subject=f"tenant:{tenant_id}",
        now=now, detail={"rows": len(entries)},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(MINIMUM_SERVICES,))
    return len(entries)
