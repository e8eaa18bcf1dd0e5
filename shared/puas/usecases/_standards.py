"""What use cases on standards share: the lock of a service and its draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.agencies import ACTIVE
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.standards import ServiceStandard
from puas.domain.service_standards import DRAFT, IN_FORCE
from puas.domain.yardsticks import STANDARDS
from puas.usecases.share_yardsticks import share_yardsticks


class UnknownService(LookupError):
    """The tenant has no such service."""


@dataclass(slots=True)
class HeldService:
    """A service nobody else changes the standard of until this transaction ends."""

    service: ServiceType
    is_active: bool
    in_force: ServiceStandard | None
    draft: ServiceStandard | None
    last_number: int


def hold_service(
    session: Session, *, tenant_id: int, service_type_id: UUID, refusal: type[Exception] = UnknownService
) -> HeldService:
    """Lock the service and read its standard anew; where there is none the refusal is raised with the reason unknown."""
    # Without the key: answers that point at the service are stored meanwhile.
    row = session.execute(
        select(ServiceType, Agency.state)
        .join(Agency, and_(Agency.tenant_id == ServiceType.tenant_id, Agency.id == ServiceType.agency_id))
        .where(ServiceType.tenant_id == tenant_id, ServiceType.id == service_type_id)
        .with_for_update(key_share=True, of=ServiceType)
    ).one_or_none()
    if row is None:
        raise refusal("unknown")
    of_service = (ServiceStandard.tenant_id == tenant_id, ServiceStandard.service_type_id == service_type_id)
    # What this session read before it had the lock may be old.
    statement = select(ServiceStandard).where(*of_service, ServiceStandard.state.in_((DRAFT, IN_FORCE)))
    found = {each.state: each for each in session.scalars(statement.execution_options(populate_existing=True))}
    last = session.scalar(select(func.coalesce(func.max(ServiceStandard.number), 0)).where(*of_service))
    service, agency_state = row
    return HeldService(service, service.state == ACTIVE and agency_state == ACTIVE, found.get(IN_FORCE), found.get(DRAFT), last or 0)


def new_draft(
    session: Session, held: HeldService, *, components: dict[str, str], account_id: UUID | None, now: datetime
) -> ServiceStandard:  # fmt: skip
    """An empty place for the next version; there was none."""
    in_force = held.in_force
    draft = ServiceStandard(
        tenant_id=held.service.tenant_id, id=new_id(), service_type_id=held.service.id, agency_id=held.service.agency_id,
        number=held.last_number + 1, state=DRAFT, components=components, media=list(in_force.media) if in_force else [],
        decree_number="", changed_by=account_id, changed_at=now, version=1,
    )  # fmt: skip
    session.add(draft)
    held.draft, held.last_number = draft, draft.number
    return draft


def touch(standard: ServiceStandard, *, account_id: UUID | None, now: datetime) -> None:
    """Another version from now on, for whoever has the page open."""
    standard.changed_by, standard.changed_at, standard.version = account_id, now, standard.version + 1


def subject_of(held: HeldService) -> str:
    """How the audit log calls the standard of the service, whichever version."""
    return f"service_standard:{held.service.id}"


def name_of(held: HeldService) -> str:
    """The service, as the log names it."""
    return held.service.name[:200]


def share_standards(session: Session, *, tenant_id: int, now: datetime) -> None:
    """Share what the register says now."""
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(STANDARDS,))
