"""Adds a standard operating procedure to an agency or changes one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.integrity import FOREIGN_KEY_VIOLATION, violates
from puas.db.queries.tenant_day import today_of
from puas.db.tables.agencies import ServiceType
from puas.db.tables.standards import OperatingProcedure
from puas.domain.agency_details import Fault
from puas.domain.operating_procedures import ProcedureDetails, procedure_faults
from puas.domain.yardsticks import PROCEDURES
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToSaveProcedure(Exception):
    """The details cannot be accepted; `faults` says where and why: those of `procedure_faults`, number in-use, service unknown-service,
    procedure unknown or changed-meanwhile, agency unknown."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.reason}" for fault in faults))
        self.faults = faults


def save_procedure(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID,
    details: ProcedureDetails,
    account_id: UUID | None,
    now: datetime,
    procedure_id: UUID | None = None,
    version: int | None = None,
    share: bool = True,
) -> OperatingProcedure:
    """Store the details; without `procedure_id` as a new procedure. `version` is the one that was looked at.

    Who saves many at once passes `share=False` and shares the figures itself.
    """
    today = today_of(session, tenant_id=tenant_id, now=now)
    faults = [*procedure_faults(details, today), *_service_faults(session, tenant_id, agency_id, details)]
    if faults:
        raise UnableToSaveProcedure(*faults)
    procedure = _existing(session, tenant_id, agency_id, procedure_id, version) or OperatingProcedure(
        tenant_id=tenant_id, id=new_id(), agency_id=agency_id, version=0
    )
    try:
        # Changed inside the savepoint, so that a refusal leaves the transaction usable for the page that explains it.
        with session.begin_nested():
            for field, value in asdict(details).items():
                setattr(procedure, field, value)
            procedure.changed_by, procedure.changed_at, procedure.version = account_id, now, procedure.version + 1
            session.add(procedure)
    except IntegrityError as error:
        raise _explained(error) from error
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_procedure",
        subject=f"operating_procedure:{procedure.id}", now=now,
        detail={"number": details.number, "title": details.title, "added": procedure_id is None},
    )  # fmt: skip
    if share:
        share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PROCEDURES,))
    return procedure


def _existing(
    session: Session, tenant_id: int, agency_id: UUID, procedure_id: UUID | None, version: int | None
) -> OperatingProcedure | None:
    if procedure_id is None:
        return None
    mine = (
        OperatingProcedure.tenant_id == tenant_id, OperatingProcedure.agency_id == agency_id, OperatingProcedure.id == procedure_id
    )  # fmt: skip
    statement = select(OperatingProcedure).where(*mine).with_for_update().execution_options(populate_existing=True)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise UnableToSaveProcedure(Fault("procedure", "unknown"))
    if version is not None and version != found.version:
        raise UnableToSaveProcedure(Fault("procedure", "changed-meanwhile"))
    return found


def _service_faults(session: Session, tenant_id: int, agency_id: UUID, details: ProcedureDetails) -> list[Fault]:
    if details.service_type_id is None:
        return []
    mine = (ServiceType.tenant_id == tenant_id, ServiceType.agency_id == agency_id, ServiceType.id == details.service_type_id)
    return [] if session.scalar(select(ServiceType.id).where(*mine)) else [Fault("service_type_id", "unknown-service")]


def _explained(error: IntegrityError) -> Exception:
    if violates(error, "uq_operating_procedure_number"):
        return UnableToSaveProcedure(Fault("number", "in-use"))
    if violates(error, "fk_operating_procedure_tenant_id_agency_id", FOREIGN_KEY_VIOLATION):
        return UnableToSaveProcedure(Fault("agency", "unknown"))
    return error
