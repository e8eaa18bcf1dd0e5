"""Records the evaluation of a procedure in a year, and does what came of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.queries.tenant_day import today_of
from puas.db.tables.standards import OperatingProcedure, ProcedureReview
from puas.domain.agency_details import Fault
from puas.domain.operating_procedures import ACTIVE, REVISED, WITHDRAWN, WITHDRAWN_STATE, ReviewDetails, review_faults
from puas.domain.yardsticks import PROCEDURES
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToReviewProcedure(Exception):
    """`faults` says where and why: those of `review_faults`, procedure unknown or withdrawn, year before-decided."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.reason}" for fault in faults))
        self.faults = faults


def review_procedure(
    *,
    session: Session,
    tenant_id: int,
    procedure_id: UUID,
    year: int,
    details: ReviewDetails,
    account_id: UUID | None,
    now: datetime,
    share: bool = True,
) -> None:
    """One evaluation a year: a second one replaces the first, and the trail keeps both.

    "Revised" moves the day of the last revision on, "withdrawn" takes the procedure out of use.
    """
    faults = review_faults(details, year=year, today=today_of(session, tenant_id=tenant_id, now=now))
    mine = (OperatingProcedure.tenant_id == tenant_id, OperatingProcedure.id == procedure_id)
    procedure = session.scalars(select(OperatingProcedure).where(*mine).with_for_update()).one_or_none()
    if procedure is None:
        raise UnableToReviewProcedure(Fault("procedure", "unknown"))
    if procedure.state != ACTIVE:
        raise UnableToReviewProcedure(Fault("procedure", "withdrawn"))
    if procedure.decided_on is not None and year < procedure.decided_on.year:
        raise UnableToReviewProcedure(*faults, Fault("year", "before-decided"))
    if faults:
        raise UnableToReviewProcedure(*faults)
    values = {
        "outcome": details.outcome, "findings": details.findings, "reviewed_on": details.reviewed_on, "reviewer": details.reviewer,
        "recorded_by": account_id, "recorded_at": now,
    }  # fmt: skip
    statement = insert(ProcedureReview).values(tenant_id=tenant_id, procedure_id=procedure_id, year=year, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "procedure_id", "year"], set_=values))
    _follow(procedure, details, account_id, now)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="review_procedure",
        subject=f"operating_procedure:{procedure_id}", now=now,
        detail={"number": procedure.number, "year": str(year), "outcome": details.outcome},
    )  # fmt: skip
    if share:
        share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PROCEDURES,))


def _follow(procedure: OperatingProcedure, details: ReviewDetails, account_id: UUID | None, now: datetime) -> None:
    revised = procedure.revised_on or procedure.decided_on
    if details.outcome == REVISED and details.reviewed_on and (revised is None or revised < details.reviewed_on):
        procedure.revised_on = details.reviewed_on
    elif details.outcome == WITHDRAWN:
        procedure.state = WITHDRAWN_STATE
    else:
        return
    procedure.changed_by, procedure.changed_at, procedure.version = account_id, now, procedure.version + 1
