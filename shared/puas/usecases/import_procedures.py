"""Brings procedures, and their evaluations where the sheet tells them, in from a sheet: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.procedures import known_procedures
from puas.domain.operating_procedures import ProcedureDetails, ReviewDetails
from puas.domain.yardsticks import PROCEDURES
from puas.usecases.record_audit import record_audit
from puas.usecases.review_procedure import UnableToReviewProcedure, review_procedure
from puas.usecases.save_procedure import UnableToSaveProcedure, save_procedure
from puas.usecases.share_yardsticks import share_yardsticks


@dataclass(frozen=True, slots=True)
class ProcedureEntry:
    """One row: `stated` are the details that were filled in, by field. A row with a `year` tells of its evaluation too."""

    agency_id: UUID
    number: str
    stated: dict[str, Any]
    year: int | None = None
    review: ReviewDetails | None = None


class UnableToImportProcedures(Exception):
    """A row is no longer acceptable: somebody else changed something since it was looked at."""


def import_procedures(
    *, session: Session, tenant_id: int, entries: Sequence[ProcedureEntry], account_id: UUID | None, now: datetime
) -> int:
    """Add what is new and change what differs; returns how many rows there were. A blank leaves what is known."""
    known = known_procedures(session, tenant_id=tenant_id)
    rows: dict[tuple[UUID, str], Any] = dict(known)
    for entry in entries:
        key = (entry.agency_id, entry.number.lower())
        there = rows.get(key)
        before = ProcedureDetails(entry.number, "") if there is None else ProcedureDetails(
            there.number, there.title, there.service_type_id, there.decided_on, there.revised_on
        )  # fmt: skip
        try:
            rows[key] = save_procedure(
                session=session, tenant_id=tenant_id, agency_id=entry.agency_id, details=replace(before, **entry.stated),
                account_id=account_id, now=now, procedure_id=None if there is None else there.id, share=False,
            )  # fmt: skip
            if entry.year is not None and entry.review is not None:
                review_procedure(
                    session=session, tenant_id=tenant_id, procedure_id=rows[key].id, year=entry.year, details=entry.review,
                    account_id=account_id, now=now, share=False,
                )  # fmt: skip
        except (UnableToSaveProcedure, UnableToReviewProcedure) as error:
            raise UnableToImportProcedures(str(error)) from error
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="import_procedures", subject=f"tenant:{tenant_id}", now=now,
        detail={"rows": len(entries)},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PROCEDURES,))
    return len(entries)
