"""What the start pages read."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from puas.db.queries.tenant_requests import count_waiting
from puas.db.queries.tenants import TenantRow, count_regions, list_regencies_of


@dataclass(frozen=True, slots=True)
class ProvinceState:
    """Who waits and who is on board; a province sees no more of its regencies than the directory says."""

    waiting: int
    regencies: list[TenantRow]
    regions: int


def read_province_state(session: Session, *, province_code: str) -> ProvinceState:
    """The state of a province's regencies."""
    return ProvinceState(
        waiting=count_waiting(session, province_code=province_code),
        regencies=list_regencies_of(session, province_code=province_code),
        regions=count_regions(session, province_code=province_code),
    )
