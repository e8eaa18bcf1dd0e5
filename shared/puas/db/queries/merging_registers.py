"""What is alive in the registers of an agency, as a merger sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceCheck
from puas.db.tables.innovations import Innovation
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.standards import ComplaintCount, MinimumService, OperatingProcedure, ServiceStandard
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.agency_merger import ServiceOutcome
from puas.domain.complaint_counts import quarter_of
from puas.domain.followup_plan import DONE
from puas.domain.minimum_services import FIELDS
from puas.domain.register_merger import LiveProcedure, OpenPromise, RegisterPlan, Registers, plan_registers


def plan_merging_registers(
    session: Session, *, tenant_id: int, agency_id: UUID, into_id: UUID, services: Sequence[ServiceOutcome], today: date,
    new_numbers: Mapping[UUID, str] | None = None,
) -> RegisterPlan:  # fmt: skip
    """What would follow and what would stay, before anybody decides; `new_numbers` and what they raise as in `plan_registers`."""
    return plan_registers(
        live_registers(session, tenant_id=tenant_id, agency_id=agency_id, today=today),
        live_registers(session, tenant_id=tenant_id, agency_id=into_id, today=today),
        {each.source.id: (each.source.name, each.target_id) for each in services},
        new_numbers,
    )


def live_registers(session: Session, *, tenant_id: int, agency_id: UUID, today: date) -> Registers:
    """The registers of one agency; complaints of this quarter, SPM and checklist of this year."""
    procedures = session.scalars(
        select(OperatingProcedure)
        .where(OperatingProcedure.tenant_id == tenant_id, OperatingProcedure.agency_id == agency_id)
        .order_by(func.lower(OperatingProcedure.number), OperatingProcedure.id)
    ).all()
    received, rows = session.execute(
        select(func.coalesce(func.sum(ComplaintCount.received), 0), func.count()).where(
            ComplaintCount.tenant_id == tenant_id, ComplaintCount.agency_id == agency_id, ComplaintCount.year == today.year,
            ComplaintCount.quarter == quarter_of(today.month),
        )
    ).one()  # fmt: skip
    return Registers(
        standards=_standards(session, tenant_id, agency_id),
        procedures=tuple(
            LiveProcedure(row.id, row.number, row.title, row.service_type_id) for row in procedures if row.state == "active"
        ),
        numbers=frozenset(row.number.lower() for row in procedures),
        short_name=session.scalars(select(Agency.short_name).where(Agency.tenant_id == tenant_id, Agency.id == agency_id)).one(),
        fields=_fields(session, tenant_id, agency_id, today.year),
        complaints=int(received),
        has_counts=rows > 0,
        has_checklist=_has_checklist(session, tenant_id, agency_id, today.year),
        innovations=tuple(
            session.scalars(
                select(Innovation.id).where(Innovation.tenant_id == tenant_id, Innovation.agency_id == agency_id).order_by(Innovation.id)
            )
        ),
        promises=tuple(
            OpenPromise(*row)
            for row in session.execute(
                select(ImprovementItem.id, ImprovementItem.source)
                .where(ImprovementItem.tenant_id == tenant_id, ImprovementItem.agency_id == agency_id, ImprovementItem.state != DONE)
                .order_by(ImprovementItem.id)
            )
        ),
        open_assessments=session.scalar(
            select(func.count())
            .select_from(PerformanceAssessment)
            .where(
                PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.agency_id == agency_id,
                PerformanceAssessment.state == "open",
            )
        ) or 0,
    )  # fmt: skip


def _standards(session: Session, tenant_id: int, agency_id: UUID) -> dict[UUID, frozenset[str]]:
    statement = select(ServiceStandard.service_type_id, ServiceStandard.state).where(
        ServiceStandard.tenant_id == tenant_id, ServiceStandard.agency_id == agency_id
    )
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for service_id, state in session.execute(statement):
        found[service_id].add(state)
    return {service_id: frozenset(states) for service_id, states in found.items()}


def _fields(session: Session, tenant_id: int, agency_id: UUID, year: int) -> tuple[str, ...]:
    statement = select(MinimumService.field).where(
        MinimumService.tenant_id == tenant_id, MinimumService.agency_id == agency_id, MinimumService.year == year
    )
    carried = set(session.scalars(statement))
    return (*(each for each in FIELDS if each in carried), *sorted(carried - set(FIELDS)))


def _has_checklist(session: Session, tenant_id: int, agency_id: UUID, year: int) -> bool:
    found = exists().where(
        ComplianceCheck.tenant_id == tenant_id, ComplianceCheck.agency_id == agency_id, ComplianceCheck.year == year
    )  # fmt: skip
    return bool(session.scalar(select(found)))
