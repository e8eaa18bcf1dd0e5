"""Takes a procedure out of use. Its evaluations stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.standards import OperatingProcedure
from puas.domain.operating_procedures import ACTIVE, WITHDRAWN_STATE
from puas.domain.yardsticks import PROCEDURES
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


def withdraw_procedure(*, session: Session, tenant_id: int, procedure_id: UUID, account_id: UUID | None, now: datetime) -> bool:
    """False where there is none in use: somebody else was quicker."""
    mine = (OperatingProcedure.tenant_id == tenant_id, OperatingProcedure.id == procedure_id, OperatingProcedure.state == ACTIVE)
    values = {"state": WITHDRAWN_STATE, "changed_by": account_id, "changed_at": now, "version": OperatingProcedure.version + 1}
    number = session.scalar(update(OperatingProcedure).where(*mine).values(values).returning(OperatingProcedure.number))
    if number is None:
        return False
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="withdraw_procedure",
        subject=f"operating_procedure:{procedure_id}", now=now, detail={"number": number},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PROCEDURES,))
    return True
