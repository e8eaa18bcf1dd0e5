"""Brings indices of performance that are known from outside in from a sheet: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from puas.domain.regulation.performance_registry import PerformanceRule
from puas.domain.yardsticks import PERFORMANCE
from puas.usecases.record_performance import record_performance
from puas.usecases.share_yardsticks import share_yardsticks


@dataclass(frozen=True, slots=True)
class RecordedIndex:
    """One row: the printed index of a unit in a year under a rule, and where it stands written."""

    agency_id: UUID
    year: int
    rule: PerformanceRule
    index: Decimal
    source: str


def import_performance(
    *, session: Session, tenant_id: int, entries: Sequence[RecordedIndex], account_id: UUID | None, now: datetime
) -> int:
    """Record what is new and return how many that were; what cannot be recorded any more is refused by `record_performance`."""
    for entry in entries:
        record_performance(
            session=session, tenant_id=tenant_id, agency_id=entry.agency_id, year=entry.year, rule=entry.rule, index=entry.index,
            source=entry.source, account_id=account_id, now=now, share=False,
        )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PERFORMANCE,))
    return len(entries)
