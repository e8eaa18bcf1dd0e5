"""Lays down the index a regency has to reach in a year (RPJMD), or takes that target back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.results import Target
from puas.domain.comparison import printed_nik
from puas.domain.regulation.registry import edition
from puas.usecases.record_audit import record_audit

# A plan of five years is written a year ahead; targets of the past stand beside results of the past.
FIRST_YEAR = 2017
YEARS_AHEAD = 10
LONGEST_SOURCE = 120


class UnableToSaveTarget(Exception):
    """`reason` is out_of_scale, out_of_years or source_too_long."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def save_target(
    *, session: Session, tenant_id: int, year: int, nik: Decimal | None, source: str, account_id: UUID | None, now: datetime
) -> Target | None:
    """The target of this year on the NIK scale, in place of any before it; without a value there is none any more."""
    words = " ".join(source.split())
    _check(year, nik, words, now)
    before = _of_year(session, tenant_id, year)
    earlier = "" if before is None else str(before.nik)
    saved = _keep(session, tenant_id, before, year, nik, words, account_id, now)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_target", subject=f"target:{year}", now=now,
        detail={"year": year, "target": [earlier, "" if saved is None else str(saved.nik)], "source": words},
    )  # fmt: skip
    return saved


def _of_year(session: Session, tenant_id: int, year: int) -> Target | None:
    statement = select(Target).where(Target.tenant_id == tenant_id, Target.agency_id.is_(None), Target.year == year).with_for_update()
    return session.scalars(statement).one_or_none()


def _keep(
    session: Session,
    tenant_id: int,
    row: Target | None,
    year: int,
    nik: Decimal | None,
    source: str,
    account_id: UUID | None,
    now: datetime,
) -> Target | None:
    if nik is None:
        session.execute(delete(Target).where(Target.tenant_id == tenant_id, Target.agency_id.is_(None), Target.year == year))
        return None
    if row is None:
        row = Target(tenant_id=tenant_id, id=new_id(), agency_id=None, year=year)
        session.add(row)
    row.nik, row.source, row.updated_by, row.updated_at = printed_nik(nik), source, account_id, now
    return row


def _check(year: int, nik: Decimal | None, source: str, now: datetime) -> None:
    if not FIRST_YEAR <= year <= now.year + YEARS_AHEAD:
        raise UnableToSaveTarget("out_of_years")
    bands = edition().bands
    if nik is not None and not bands[0].nik_from <= nik <= bands[-1].nik_to:
        raise UnableToSaveTarget("out_of_scale")
    if len(source) > LONGEST_SOURCE:
        raise UnableToSaveTarget("source_too_long")
