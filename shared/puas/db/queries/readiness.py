"""How far the regencies of a province have come, read through the province's own log-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import TenantProgress
from puas.domain.readiness import SetUp


@dataclass(frozen=True, slots=True)
class CountedProgress:
    """The counts of one tenant, and when they were taken."""

    figures: Mapping[str, int | date | None]
    counted_at: datetime

    def set_up(self, joined_on: date) -> SetUp:
        """With the day the directory knows."""
        return SetUp(joined_on=joined_on, **self.figures)  # type: ignore[arg-type]


def read_progress(session: Session, *, province_code: str) -> dict[int, CountedProgress]:
    """By tenant, in one query."""
    statement = select(TenantProgress.tenant_id, TenantProgress.counted_at, *_FIGURES).where(
        TenantProgress.province_code == province_code
    )
    return {
        tenant_id: CountedProgress(dict(zip(_NAMES, figures, strict=True)), counted_at)
        for tenant_id, counted_at, *figures in session.execute(statement)
    }


_NAMES = tuple(name for name in SetUp.__dataclass_fields__ if name != "joined_on")
_FIGURES = tuple(getattr(TenantProgress, name) for name in _NAMES)
