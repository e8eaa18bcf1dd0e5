"""How many improvement items each agency promised, kept and let pass, for report cards and readings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.queries.followup_lists import is_late
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import DONE
from puas.domain.improvements import ImprovementCounts


def improvement_counts(
    session: Session,
    *,
    tenant_id: int,
    today: date,
    agency_ids: Collection[UUID] | None = None,
    year: int | None = None,
    source: str = "",
) -> Mapping[UUID, ImprovementCounts]:
    """By agency, of one year and one yardstick where they are named; agencies that promised nothing are not in it."""
    conditions = [ImprovementItem.tenant_id == tenant_id, own(ImprovementItem.agency_id, agency_ids)]
    if year is not None:
        conditions.append(ImprovementItem.year == year)
    if source:
        conditions.append(ImprovementItem.source == source)
    statement = (
        select(
            ImprovementItem.agency_id,
            func.count(),
            func.count().filter(ImprovementItem.state == DONE),
            func.count().filter(is_late(today, ImprovementItem)),
        )
        .where(*conditions)
        .group_by(ImprovementItem.agency_id)
    )
    return {agency_id: ImprovementCounts(planned, done, late) for agency_id, planned, done, late in session.execute(statement)}


def improvement_counts_of(
    session: Session, *, tenant_id: int, source: str, source_ids: Collection[UUID]
) -> Mapping[UUID, tuple[int, int]]:
    """Promised and done by entry of a register; entries nothing came from are not in it."""
    statement = (
        select(ImprovementItem.source_id, func.count(), func.count().filter(ImprovementItem.state == DONE))
        .where(ImprovementItem.tenant_id == tenant_id, ImprovementItem.source == source, ImprovementItem.source_id.in_(source_ids))
        .group_by(ImprovementItem.source_id)
    )
    return {source_id: (planned, done) for source_id, planned, done in session.execute(statement) if source_id is not None}
