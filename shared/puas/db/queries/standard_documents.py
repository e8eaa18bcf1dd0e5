"""What the book, the sheet and the pledge of an agency are printed from, besides whose they are."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import ServiceType
from puas.db.tables.standards import ServicePledge, ServiceStandard
from puas.db.tables.surveys import CollectionPoint
from puas.domain.standard_documents import PrintedStandard, printed_components


def printed_standard(service: ServiceType, standard: ServiceStandard) -> PrintedStandard:
    """A standard as documents show it."""
    return PrintedStandard(
        service=service.name, version=standard.number, decree_number=standard.decree_number, decree_date=standard.decree_date,
        hearing_on=standard.hearing_on, reviewed_on=standard.reviewed_on, review_due_on=standard.review_due_on,
        media=tuple(standard.media), components=printed_components(standard.components),
    )  # fmt: skip


def survey_code_of(session: Session, *, tenant_id: int, service: ServiceType) -> str:
    """The code of a sticker that asks about the service, else of one for all services of its agency; empty where there is none."""
    statement = (
        select(CollectionPoint.code)
        .where(
            CollectionPoint.tenant_id == tenant_id, CollectionPoint.agency_id == service.agency_id, CollectionPoint.state == "active",
            CollectionPoint.kind.in_(("sticker", "poster")),
            (CollectionPoint.service_type_id == service.id) | CollectionPoint.service_type_id.is_(None),
        )
        .order_by(CollectionPoint.service_type_id.is_(None), CollectionPoint.created_at, CollectionPoint.code)
        .limit(1)
    )  # fmt: skip
    return session.scalar(statement) or ""


def pledge_in_force(session: Session, *, tenant_id: int, agency_id: UUID) -> ServicePledge | None:
    """The maklumat of the agency that holds now."""
    return session.scalar(
        select(ServicePledge).where(
            ServicePledge.tenant_id == tenant_id, ServicePledge.agency_id == agency_id, ServicePledge.replaced_at.is_(None)
        )
    )
