"""The running number of the year that a tenant gives to its letters and certificates."""

from __future__ import annotations

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from puas.db.tables.letters import Letter
from puas.db.tables.training import Certificate

_LOCK = 0x5055_4153_4C45  # "PUASLE", so that the key belongs to these numbers alone


def next_number(session: Session, tenant_id: int, year: int) -> int:
    """One above the highest of letters and certificates: both carry the tenant's pattern, so equal numbers would be printed alike.

    Held until the transaction ends, so that a number of a transaction that fails is given to the next one. What is read after
    it sees everything that was numbered before.
    """
    key = int(tenant_id) * 10_000 + int(year)
    session.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock(hashint8({_LOCK}), hashint8({key}))")
    given = union_all(
        select(func.max(Letter.number).label("number")).where(Letter.tenant_id == tenant_id, Letter.year == year),
        select(func.max(Certificate.number)).where(Certificate.tenant_id == tenant_id, Certificate.year == year),
    ).subquery()
    return (session.scalar(select(func.max(given.c.number))) or 0) + 1
