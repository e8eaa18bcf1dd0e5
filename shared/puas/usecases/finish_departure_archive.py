"""Notes that the archive of a tenant that left is there, or that it could not be made, and tells its admins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.places import Tenant, TenantDeparture
from puas.domain.departure_patience import ARCHIVE_KEPT_FOR, MOST_ATTEMPTS
from puas.presentation import mail_links, mail_texts
from puas.usecases._standing_of_tenants import write_to_admins


@dataclass(frozen=True, slots=True)
class StoredArchive:
    """Where it is, and its own hash."""

    key: str
    size_bytes: int
    sha256: str


def finish_departure_archive(
    *, session: Session, departure_id: UUID, attempt: int, stored: StoredArchive | None, base_url: str, now: datetime
) -> bool:
    """Finish this attempt; `stored` is None where it failed and another may try. False where somebody else holds it by now."""
    held = (TenantDeparture.id == departure_id, TenantDeparture.attempt == attempt, TenantDeparture.archive_state == "running")
    if stored is None:
        state = "failed" if attempt >= MOST_ATTEMPTS else "pending"
        failed = update(TenantDeparture).where(*held).values(archive_state=state, claimed_at=None).returning(TenantDeparture.id)
        return bool(session.scalars(failed).all())
    expires_at = now + ARCHIVE_KEPT_FOR
    done = (
        update(TenantDeparture)
        .where(*held)
        .values(
            archive_state="ready", archive_key=stored.key, archive_size=stored.size_bytes, archive_sha256=stored.sha256, archived_at=now,
            expires_at=expires_at,
        )
        .returning(TenantDeparture.tenant_id)
    )  # fmt: skip
    tenant_id = session.scalar(done)
    if tenant_id is None:
        return False
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
    name, zone, link = tenant.name, tenant.time_zone, mail_links.absolute(base_url, mail_links.LEFT_WORKSPACE, slug=tenant.slug)
    write_to_admins(
        session, tenant_id=tenant_id, now=now,
        letter=lambda person: mail_texts.archive_ready(
            name=person.name, tenant=name, link=link, expires_at=expires_at, zone=zone, sha256=stored.sha256
        ),
    )  # fmt: skip
    return True
