"""Readings of the other yardsticks as registers tell them, written straight to the table, so that no register is needed."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.places import Tenant
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.yardsticks import AGENCY, NO_UNIT, REGENCY

TOLD_AT = datetime(2026, 10, 2, 3, 0, tzinfo=UTC)


def add_reading(
    session: Session, *, tenant_id: int, yardstick: str, year: int = 2026, unit_id: UUID = NO_UNIT, level: str = "", name: str = "Dinas",
    kind: str = "", value: str | None = None, letter: str = "", label: str = "", variant: str = "", **counts: int,
) -> YardstickFigure:  # fmt: skip
    """One reading of a unit; of the regency where no unit is named."""
    province_code = session.get_one(Tenant, tenant_id).province_code
    level = level or (REGENCY if unit_id == NO_UNIT else AGENCY)
    row = YardstickFigure(
        tenant_id=tenant_id, yardstick=yardstick, year=year, level=level, unit_id=unit_id, variant=variant, province_code=province_code,
        name=name, kind=kind, value=None if value is None else Decimal(value), letter=letter, label=label,
        counts=counts, updated_at=TOLD_AT,
    )  # fmt: skip
    with tenancy.inside(session, tenant_id=tenant_id):
        session.add(row)
        session.flush()
    return row
