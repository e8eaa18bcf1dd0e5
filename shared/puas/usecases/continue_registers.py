"""Moves what is alive in the registers of an agency to the one it merged into; each entry says in its history whose it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.queries.complaint_counts import counts_of
from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceCheck
from puas.db.tables.innovations import Innovation
from puas.db.tables.standards import ComplaintCount, MinimumService, OperatingProcedure, ServiceStandard
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.complaint_counts import quarter_of
from puas.domain.register_merger import FOLLOWS, LiveProcedure, RegisterPlan
from puas.domain.service_standards import IN_FORCE
from puas.usecases._standards import hold_service
from puas.usecases.record_audit import record_audit


def continue_registers(
    *,
    session: Session,
    ending: Agency,
    continuing: Agency,
    plan: RegisterPlan,
    successors: Mapping[UUID, UUID],
    account_id: UUID | None,
    now: datetime,
    today: date,
) -> None:
    """Do what the plan says. `successors` are the services that go on, by the id each had; both agencies are locked."""
    deed = _Deed(session, ending, continuing, account_id, now)
    for move in plan.standards_following:
        deed.move_standards(move.service_id, successors[move.service_id], move.states)
    for procedure in plan.procedures:
        service_id = None if procedure.service_id is None else successors[procedure.service_id]
        deed.move_procedure(procedure, service_id)
    deed.move_entries(Innovation, plan.innovations, "innovation")
    deed.move_promises(plan.promises)
    if plan.fields:
        deed.move_fields(plan.fields, today.year)
    if plan.has_counts:
        deed.add_complaints(today.year, quarter_of(today.month))
    if plan.checklist == FOLLOWS:
        deed.move_checklist(today.year)
    session.flush()


class _Deed:
    """One merger: from whom, to whom, by whom and when."""

    def __init__(self, session: Session, ending: Agency, continuing: Agency, account_id: UUID | None, now: datetime) -> None:
        self._session, self._account_id, self._now = session, account_id, now
        self._tenant_id, self._old_id, self._new_id, self._old_name = ending.tenant_id, ending.id, continuing.id, ending.name

    def move_standards(self, source_id: UUID, target_id: UUID, states: Iterable[str]) -> None:
        """Versions keep their numbers; a draft that was there comes after them."""
        held = hold_service(self._session, tenant_id=self._tenant_id, service_type_id=source_id)
        there = hold_service(self._session, tenant_id=self._tenant_id, service_type_id=target_id)
        if there.draft is not None and IN_FORCE in states:
            there.draft.number += held.last_number
            there.draft.version += 1
            self._session.flush()
        self._session.execute(
            update(ServiceStandard)
            .where(
                ServiceStandard.tenant_id == self._tenant_id, ServiceStandard.service_type_id == source_id,
                ServiceStandard.state.in_(list(states)),
            )
            .values(
                service_type_id=target_id, agency_id=self._new_id, version=ServiceStandard.version + 1,
                # The stamp of public pages looks at what is in force.
                changed_at=self._now,
            )
        )  # fmt: skip
        self._tell(f"service_standard:{target_id}")

    def move_procedure(self, procedure: LiveProcedure, service_id: UUID | None) -> None:
        values: dict[str, object] = {"service_type_id": service_id}
        told = {}
        if procedure.new_number:
            values["number"], told["number_before"] = procedure.new_number, procedure.number
        self.move_entries(OperatingProcedure, [procedure.id], "operating_procedure", told, **values)

    def move_entries(self, table: Any, ids: Iterable[UUID], subject: str, told: Mapping[str, str] | None = None, **values: object) -> None:
        """Whoever has the page of one of them open notices: its version is another."""
        for entry_id in ids:
            self._session.execute(
                update(table)
                .where(table.tenant_id == self._tenant_id, table.id == entry_id)
                .values(agency_id=self._new_id, version=table.version + 1, **values)
            )
            self._tell(f"{subject}:{entry_id}", **(told or {}))

    def move_promises(self, ids: Iterable[UUID]) -> None:
        for item_id in ids:
            mine = (ImprovementItem.tenant_id == self._tenant_id, ImprovementItem.id == item_id)
            self._session.execute(update(ImprovementItem).where(*mine).values(agency_id=self._new_id, updated_at=self._now))
            self._tell(f"improvement_item:{item_id}")

    def move_fields(self, fields: Iterable[str], year: int) -> None:
        mine = (
            MinimumService.tenant_id == self._tenant_id, MinimumService.agency_id == self._old_id, MinimumService.year == year,
            MinimumService.field.in_(list(fields)),
        )  # fmt: skip
        self._session.execute(update(MinimumService).where(*mine).values(agency_id=self._new_id, version=MinimumService.version + 1))
        for field in fields:
            self._tell(f"minimum_service:{self._new_id}", field=field, year=str(year))

    def add_complaints(self, year: int, quarter: int) -> None:
        """Counts of one quarter and channel are added up: each complaint is counted once, as before."""
        mine = (
            ComplaintCount.tenant_id == self._tenant_id, ComplaintCount.agency_id == self._old_id, ComplaintCount.year == year,
            ComplaintCount.quarter == quarter,
        )  # fmt: skip
        there = counts_of(self._session, tenant_id=self._tenant_id, agency_id=self._new_id, year=year, quarter=quarter)
        for row in self._session.scalars(select(ComplaintCount).where(*mine)).all():
            sums = there.get(row.channel)
            if sums is None:
                sums = ComplaintCount(
                    tenant_id=self._tenant_id, year=year, quarter=quarter, agency_id=self._new_id, channel=row.channel, received=0,
                    settled=0, in_time=0, version=0,
                )  # fmt: skip
                self._session.add(sums)
            sums.received, sums.settled, sums.in_time = (
                sums.received + row.received, sums.settled + row.settled, sums.in_time + row.in_time
            )  # fmt: skip
            sums.changed_by, sums.changed_at, sums.version = self._account_id, self._now, sums.version + 1
            self._session.delete(row)
        self._session.flush()
        self._tell(f"complaint_count:{self._new_id}", year=str(year), quarter=str(quarter))

    def move_checklist(self, year: int) -> None:
        mine = (
            ComplianceCheck.tenant_id == self._tenant_id, ComplianceCheck.agency_id == self._old_id, ComplianceCheck.year == year
        )  # fmt: skip
        self._session.execute(update(ComplianceCheck).where(*mine).values(agency_id=self._new_id, version=ComplianceCheck.version + 1))
        self._tell(f"compliance_check:{self._new_id}", year=str(year))

    def _tell(self, subject: str, **detail: str) -> None:
        record_audit(
            session=self._session, tenant_id=self._tenant_id, account_id=self._account_id, action="continue_registers", subject=subject,
            now=self._now, detail={"formerly": self._old_name, **detail},
        )  # fmt: skip
