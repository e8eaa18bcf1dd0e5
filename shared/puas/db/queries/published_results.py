"""The published results of a tenant, as far as they are added up for the province and the public."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from threading import Lock
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import counts_here
from puas.db.tables.agencies import Agency
from puas.db.tables.results import Result
from puas.db.tables.submissions import Submission
from puas.domain.published_period import PublishedPeriod, read_published_period

# What was read of a frozen result is kept by its fingerprint: of two hundred only the newly published one is read again.
_MOST_REMEMBERED = 1024
_remembered: dict[tuple[str, str], PublishedPeriod] = {}
_lock = Lock()


def years_of(session: Session, *, tenant_id: int, period_ids: Collection[UUID]) -> list[int]:
    """The years these periods are reported in, published or not."""
    days = session.scalars(
        select(Submission.ends_on).where(Submission.tenant_id == tenant_id, Submission.period_id.in_(period_ids)).distinct()
    )
    return sorted({day.year for day in days})


def published_periods(session: Session, *, tenant_id: int, year: int) -> list[PublishedPeriod]:
    """What is public of a year now, each period by the version that was published."""
    found = session.execute(
        select(Result.id, Result.sha256, Submission.agency_kind)
        .join(Result, and_(Result.tenant_id == Submission.tenant_id, Result.id == Submission.published_result_id))
        .where(Submission.tenant_id == tenant_id, Submission.ends_on.between(date(year, 1, 1), date(year, 12, 31)))
    )
    keys = {result_id: (sha256, kind) for result_id, sha256, kind in found}
    with _lock:
        known = {key: _remembered[key] for key in keys.values() if key in _remembered}
    missing = [result_id for result_id, key in keys.items() if key not in known]
    if missing:
        texts = session.execute(select(Result.id, Result.snapshot).where(Result.tenant_id == tenant_id, Result.id.in_(missing)))
        for result_id, snapshot in texts:
            sha256, kind = keys[result_id]
            known[sha256, kind] = read_published_period(snapshot, sha256=sha256, agency_kind=kind)
        _remember(known)
    return [known[key] for key in keys.values()]


def active_agencies(session: Session, *, tenant_id: int) -> list[UUID]:
    """The agencies of its own the regency has at present."""
    statement = select(Agency.id).where(Agency.tenant_id == tenant_id, Agency.state == "active")
    return list(session.scalars(statement.where(counts_here(Agency.id, tenant_id=tenant_id))))


def _remember(periods: dict[tuple[str, str], PublishedPeriod]) -> None:
    with _lock:
        _remembered.update(periods)
        while len(_remembered) > _MOST_REMEMBERED:
            del _remembered[next(iter(_remembered))]
