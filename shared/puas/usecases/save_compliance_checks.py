"""Notes how the items of an agency's checklist stand; only what was touched is written, so that two may fill in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.compliance import ComplianceCheck
from puas.domain.compliance_checklist import LONGEST_NOTE, STATE_NAMES, STATES, item_named
from puas.domain.yardsticks import COMPLIANCE
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks

CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class CheckEdit:
    """An item somebody changed, as it was sent; `version` is that of the row the sender saw, 0 where there was none."""

    item: str
    state: str
    note: str
    version: int


class UnableToSaveComplianceChecks(Refusal):
    """Nothing was saved. `reason` is not_listed, or faults: by item unknown_item, unknown_state, too_long or changed_meanwhile."""

    def __init__(self, reason: str, faults: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.faults = dict(faults or {})


def save_compliance_checks(
    *, session: Session, tenant_id: int, year: int, agency_id: UUID, edits: Sequence[CheckEdit], account_id: UUID | None, now: datetime
) -> int:
    """Write the items that differ from what is saved; returns how many. Of an item two changed apart the second is told."""
    faults = {each.item: fault for each in edits if (fault := _fault(each))}
    if faults:
        raise UnableToSaveComplianceChecks("faults", faults)
    rows = _locked(session, tenant_id, year, agency_id)
    if not rows:
        raise UnableToSaveComplianceChecks("not_listed")
    changed = [each for each in edits if _differs(each, rows.get(each.item))]
    late = dict.fromkeys((each.item for each in changed if each.version != _version(rows.get(each.item))), CHANGED_MEANWHILE)
    if late:
        raise UnableToSaveComplianceChecks("faults", late)
    for each in changed:
        row = rows.get(each.item)
        if row is None:
            row = ComplianceCheck(tenant_id=tenant_id, year=year, agency_id=agency_id, item=each.item, version=0)
            session.add(row)
        row.state, row.note, row.version = each.state, each.note, row.version + 1
        row.changed_by, row.changed_at = account_id, now
    if changed:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="save_compliance_checks",
            subject=f"compliance_check:{agency_id}", now=now,
            detail={"agency_id": str(agency_id), "year": year, "checks": [_in_words(each) for each in changed]},
        )  # fmt: skip
        share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(COMPLIANCE,))
    return len(changed)


def _in_words(edit: CheckEdit) -> str:
    item = item_named(edit.item)
    return f"{item.title if item else edit.item}: {STATE_NAMES[edit.state]}"


def _fault(edit: CheckEdit) -> str:
    if item_named(edit.item) is None:
        return "unknown_item"
    if edit.state not in STATES:
        return "unknown_state"
    return "too_long" if len(edit.note) > LONGEST_NOTE else ""


def _locked(session: Session, tenant_id: int, year: int, agency_id: UUID) -> dict[str, ComplianceCheck]:
    statement = (
        select(ComplianceCheck)
        .where(ComplianceCheck.tenant_id == tenant_id, ComplianceCheck.year == year, ComplianceCheck.agency_id == agency_id)
        .order_by(ComplianceCheck.item)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.item: row for row in session.scalars(statement)}


def _differs(edit: CheckEdit, row: ComplianceCheck | None) -> bool:
    return row is None or (edit.state, edit.note) != (row.state, row.note)


def _version(row: ComplianceCheck | None) -> int:
    return 0 if row is None else row.version
