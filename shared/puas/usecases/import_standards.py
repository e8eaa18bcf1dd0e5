"""Writes the standards of a sheet, one row per service, into the drafts of those services; nothing is put in force by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.domain.yardsticks import STANDARDS
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.save_standard_draft import UnableToSaveStandardDraft, save_standard_draft
from puas.usecases.share_yardsticks import share_yardsticks


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A service and the components its row fills in; those left blank stay as they are."""

    service_type_id: UUID
    components: Mapping[str, str]


class UnableToImportStandards(Refusal):
    """`reason` as in `save_standard_draft`, of the first row that was refused."""

    def __init__(self, reason: str, row: StandardRow) -> None:
        super().__init__(reason)
        self.row = row


def import_standards(*, session: Session, tenant_id: int, rows: Sequence[StandardRow], account_id: UUID | None, now: datetime) -> int:
    """How many drafts were written; all rows or none."""
    for row in sorted(rows, key=lambda each: each.service_type_id):
        try:
            save_standard_draft(
                session=session, tenant_id=tenant_id, service_type_id=row.service_type_id, components=row.components,
                account_id=account_id, now=now, is_one_of_many=True,
            )  # fmt: skip
        except UnableToSaveStandardDraft as refusal:
            raise UnableToImportStandards(refusal.reason, row) from refusal
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="import_standards", subject="service_standard", now=now,
        detail={"rows": len(rows)},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(STANDARDS,))
    return len(rows)
