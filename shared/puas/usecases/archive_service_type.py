"""Takes a service type out of new periods. Open periods go on with the list they froze; past figures stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import ServiceType
from puas.usecases.record_audit import record_audit


class UnableToArchiveServiceType(Exception):
    """The agency has no such service type."""


def archive_service_type(
    *, session: Session, tenant_id: int, agency_id: UUID, service_type_id: UUID, account_id: UUID | None, now: datetime
) -> ServiceType:
    """Archive; of an archived one nothing changes."""
    service_type = session.scalar(
        select(ServiceType).where(
            ServiceType.tenant_id == tenant_id, ServiceType.agency_id == agency_id, ServiceType.id == service_type_id
        )
    )
    if service_type is None:
        raise UnableToArchiveServiceType(str(service_type_id))
    if service_type.state == "archived":
        return service_type
    service_type.state = "archived"
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="archive_service_type",
        subject=f"service_type:{service_type_id}",
        now=now,
        detail={"agency_id": str(agency_id), "name": service_type.name},
    )
    return service_type
