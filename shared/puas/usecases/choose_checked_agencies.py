"""Chooses the agencies that may be sampled by the Ombudsman in a year: each gets the checklist, and those taken off lose theirs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.queries.tenant_day import today_of
from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceCheck
from puas.domain.compliance_checklist import KEYS, UNKNOWN
from puas.domain.regulation.ombudsman import FIRST_YEAR
from puas.domain.yardsticks import COMPLIANCE
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks

# A list is prepared for a visit of this year or the next.
YEARS_AHEAD = 1


class UnableToChooseCheckedAgencies(Refusal):
    """Nothing was changed. `reason` is out_of_years, unknown_agency, or has_work (`names` then were filled in already)."""

    def __init__(self, reason: str, names: Collection[str] = ()) -> None:
        super().__init__(reason)
        self.names = tuple(names)


def choose_checked_agencies(
    *,
    session: Session,
    tenant_id: int,
    year: int,
    agency_ids: Collection[UUID],
    account_id: UUID | None,
    now: datetime,
    may_lose_work: bool = False,
) -> tuple[int, int]:
    """Bring the list to exactly these agencies; returns how many came and went. Whoever was on it keeps what was filled in."""
    if not FIRST_YEAR <= year <= today_of(session, tenant_id=tenant_id, now=now).year + YEARS_AHEAD:
        raise UnableToChooseCheckedAgencies("out_of_years")
    names = _names(session, tenant_id)
    if not set(agency_ids) <= set(names):
        raise UnableToChooseCheckedAgencies("unknown_agency")
    filled = _filled(session, tenant_id, year)
    added, removed = set(agency_ids) - set(filled), set(filled) - set(agency_ids)
    lost = sorted(names.get(each, "") for each in removed if filled[each])
    if lost and not may_lose_work:
        raise UnableToChooseCheckedAgencies("has_work", lost)
    _write(session, tenant_id, year, added, removed, account_id, now)
    if added or removed:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="choose_checked_agencies",
            subject=f"compliance_check:{year}", now=now,
            detail={
                "year": year, "added": sorted(names[each] for each in added), "removed": sorted(names.get(each, "") for each in removed),
            },
        )  # fmt: skip
        share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(COMPLIANCE,))
    return len(added), len(removed)


def _names(session: Session, tenant_id: int) -> dict[UUID, str]:
    return {row.id: row.name for row in session.execute(select(Agency.id, Agency.name).where(Agency.tenant_id == tenant_id))}


def _filled(session: Session, tenant_id: int, year: int) -> dict[UUID, int]:
    """How many items of each listed agency say something."""
    told = func.count().filter((ComplianceCheck.state != UNKNOWN) | (ComplianceCheck.note != ""))
    statement = (
        select(ComplianceCheck.agency_id, told)
        .where(ComplianceCheck.tenant_id == tenant_id, ComplianceCheck.year == year)
        .group_by(ComplianceCheck.agency_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _write(
    session: Session, tenant_id: int, year: int, added: Collection[UUID], removed: Collection[UUID], account_id: UUID | None, now: datetime
) -> None:
    if removed:
        session.execute(
            delete(ComplianceCheck).where(
                ComplianceCheck.tenant_id == tenant_id, ComplianceCheck.year == year, ComplianceCheck.agency_id.in_(removed)
            )
        )
    rows = [
        {"tenant_id": tenant_id, "year": year, "agency_id": each, "item": item, "changed_by": account_id, "changed_at": now}
        for each in sorted(added)
        for item in KEYS
    ]
    if rows:
        session.execute(insert(ComplianceCheck).on_conflict_do_nothing(), rows)
