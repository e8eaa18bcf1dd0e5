"""Brings components of another service of the same agency into the draft, so that what is alike is written once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import ServiceType
from puas.db.tables.standards import ServiceStandard
from puas.domain.service_standards import BY_SLUG, DRAFT, IN_FORCE
from puas.usecases._refusal import Refusal
from puas.usecases.save_standard_draft import UnableToSaveStandardDraft, save_standard_draft


class UnableToCopyStandardComponents(Refusal):
    """`reason`: unknown-source, nothing-to-copy, or one of `save_standard_draft`."""


def copy_standard_components(
    *,
    session: Session,
    tenant_id: int,
    service_type_id: UUID,
    from_service_type_id: UUID,
    components: Iterable[str],
    account_id: UUID | None,
    now: datetime,
    seen: str | None = None,
) -> ServiceStandard:
    """The draft with these components as the other service has them in force, or in its draft where none is; blank ones copy nothing."""
    source = _source(session, tenant_id, service_type_id, from_service_type_id)
    chosen = [each for each in components if each in BY_SLUG]
    texts = {slug: source.components[slug] for slug in chosen if slug in source.components}
    if not texts:
        raise UnableToCopyStandardComponents("nothing-to-copy")
    try:
        return save_standard_draft(
            session=session, tenant_id=tenant_id, service_type_id=service_type_id, components=texts, account_id=account_id, now=now,
            seen=seen,
        )  # fmt: skip
    except UnableToSaveStandardDraft as refusal:
        raise UnableToCopyStandardComponents(refusal.reason) from refusal


def _source(session: Session, tenant_id: int, service_type_id: UUID, from_id: UUID) -> ServiceStandard:
    mine = select(ServiceType.agency_id).where(ServiceType.tenant_id == tenant_id, ServiceType.id == service_type_id).scalar_subquery()
    of_sibling = select(ServiceType.id).where(
        ServiceType.tenant_id == tenant_id, ServiceType.id == from_id, ServiceType.id != service_type_id, ServiceType.agency_id == mine
    )
    statement = (
        select(ServiceStandard)
        .where(
            ServiceStandard.tenant_id == tenant_id, ServiceStandard.service_type_id.in_(of_sibling),
            ServiceStandard.state.in_((IN_FORCE, DRAFT)),
        )
        .order_by((ServiceStandard.state == IN_FORCE).desc())
        .limit(1)
    )  # fmt: skip
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise UnableToCopyStandardComponents("unknown-source")
    return found
