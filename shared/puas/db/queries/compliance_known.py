"""Reads what other registers know about the checklists of some agencies; the number of statements does not depend on theirs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import ServiceType
from puas.db.tables.results import Result
from puas.db.tables.standards import ComplaintCount, OperatingProcedure, ProcedureReview, ServicePledge, ServiceStandard
from puas.db.tables.submissions import Submission
from puas.domain.compliance_known import KnownFacts


def known_facts(session: Session, *, tenant_id: int, agency_ids: Collection[UUID], year: int) -> dict[UUID, KnownFacts]:
    """The facts by agency; agencies of which nothing is known have empty ones."""
    found = {each: KnownFacts() for each in agency_ids}
    _standards(session, tenant_id, found)
    _procedures(session, tenant_id, found, year)
    _complaints(session, tenant_id, found, year)
    _survey(session, tenant_id, found, year)
    return found


def _standards(session: Session, tenant_id: int, found: dict[UUID, KnownFacts]) -> None:
    """Active services with their standard in force, and the pledges."""
    services = (
        select(ServiceType.agency_id, ServiceStandard.components, ServiceStandard.media)
        .outerjoin(
            ServiceStandard,
            (ServiceStandard.tenant_id == ServiceType.tenant_id)
            & (ServiceStandard.service_type_id == ServiceType.id)
            & (ServiceStandard.state == "in_force"),
        )
        .where(ServiceType.tenant_id == tenant_id, ServiceType.state == "active", ServiceType.agency_id.in_(found))
    )
    for agency_id, components, media in session.execute(services):
        facts = found[agency_id]
        facts.services += 1
        if components is None:
            continue
        facts.standards += 1
        facts.displayed += bool(media)
        for slug, text in components.items():
            facts.components[slug] = facts.components.get(slug, 0) + bool(text)
    pledges = select(ServicePledge.agency_id, ServicePledge.media).where(
        ServicePledge.tenant_id == tenant_id, ServicePledge.replaced_at.is_(None), ServicePledge.agency_id.in_(found)
    )
    for agency_id, media in session.execute(pledges):
        found[agency_id].pledges += 1
        found[agency_id].pledges_displayed += bool(media)


def _procedures(session: Session, tenant_id: int, found: dict[UUID, KnownFacts], year: int) -> None:
    reviewed = (
        select(ProcedureReview.procedure_id)
        .where(ProcedureReview.tenant_id == tenant_id, ProcedureReview.year.in_((year - 1, year)))
        .distinct()
        .subquery()
    )
    statement = (
        select(
            OperatingProcedure.agency_id, func.count(), func.count(OperatingProcedure.service_type_id.distinct()),
            func.count(reviewed.c.procedure_id),
        )
        .outerjoin(reviewed, reviewed.c.procedure_id == OperatingProcedure.id)
        .where(
            OperatingProcedure.tenant_id == tenant_id, OperatingProcedure.state == "active", OperatingProcedure.agency_id.in_(found)
        )
        .group_by(OperatingProcedure.agency_id)
    )  # fmt: skip
    for agency_id, procedures, services, evaluated in session.execute(statement):
        facts = found[agency_id]
        facts.procedures, facts.services_with_procedure, facts.procedures_reviewed = procedures, services, evaluated


def _complaints(session: Session, tenant_id: int, found: dict[UUID, KnownFacts], year: int) -> None:
    statement = (
        select(ComplaintCount.agency_id, func.sum(ComplaintCount.received), func.sum(ComplaintCount.settled), func.count())
        .where(
            ComplaintCount.tenant_id == tenant_id, ComplaintCount.year.in_((year - 1, year)), ComplaintCount.agency_id.in_(found)
        )
        .group_by(ComplaintCount.agency_id)
    )  # fmt: skip
    for agency_id, received, settled, quarters in session.execute(statement):
        facts = found[agency_id]
        facts.complaints_received, facts.complaints_settled, facts.complaint_quarters = received, settled, quarters


def _survey(session: Session, tenant_id: int, found: dict[UUID, KnownFacts], year: int) -> None:
    """Frozen results of the year and the one before, and how many of their periods were published."""
    statement = (
        select(Result.agency_id, func.count(), func.count(Submission.published_result_id))
        .outerjoin(Submission, (Submission.tenant_id == Result.tenant_id) & (Submission.period_id == Result.period_id))
        .where(
            Result.tenant_id == tenant_id, Result.scope == "period", Result.superseded_at.is_(None), Result.nik.is_not(None),
            Result.ends_on.between(date(max(year - 1, 1), 1, 1), date(year, 12, 31)), Result.agency_id.in_(found),
        )
        .group_by(Result.agency_id)
    )  # fmt: skip
    for agency_id, results, published in session.execute(statement):
        if agency_id is None:
            continue
        facts = found[agency_id]
        facts.results, facts.results_published = results, published
