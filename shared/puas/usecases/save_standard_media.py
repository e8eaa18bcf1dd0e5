"""Records where a standard in force hangs or is printed besides Puas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.service_standards import seen_of
from puas.db.tables.standards import ServiceStandard
from puas.domain.service_standards import media_fault, media_of
from puas.usecases._refusal import Refusal
from puas.usecases._standards import hold_service, name_of, share_standards, subject_of, touch
from puas.usecases.record_audit import record_audit


class UnableToSaveStandardMedia(Refusal):
    """`reason`: unknown, nothing-in-force, changed-meanwhile, too-many or too-long."""


def save_standard_media(
    *, session: Session, tenant_id: int, service_type_id: UUID, media: Iterable[str], seen: str, account_id: UUID | None, now: datetime
) -> ServiceStandard:
    """These media in place of any before; none means it hangs nowhere any more."""
    tidy = media_of(media)
    if fault := media_fault(tidy):
        raise UnableToSaveStandardMedia(fault)
    held = hold_service(session, tenant_id=tenant_id, service_type_id=service_type_id, refusal=UnableToSaveStandardMedia)
    if held.in_force is None:
        raise UnableToSaveStandardMedia("nothing-in-force")
    if seen != seen_of(held.in_force):
        raise UnableToSaveStandardMedia("changed-meanwhile")
    if list(tidy) != held.in_force.media:
        held.in_force.media = list(tidy)
        touch(held.in_force, account_id=account_id, now=now)
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="save_standard_media", subject=subject_of(held), now=now,
            detail={"name": name_of(held), "version": held.in_force.number, "media": ", ".join(tidy)},
        )  # fmt: skip
        share_standards(session, tenant_id=tenant_id, now=now)
    return held.in_force
