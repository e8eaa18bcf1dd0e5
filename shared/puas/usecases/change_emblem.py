"""Gives a tenant a new emblem, for forms, stickers, screens and documents."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import TenantProfile
from puas.runtime import emblem_images
from puas.runtime.file_store import FileStore, tenant_key
from puas.usecases.record_audit import record_audit


def change_emblem(*, session: Session, store: FileStore, tenant_id: int, content: bytes, changed_by: UUID | None, now: datetime) -> str:
    """Keep the picture and name it in the profile; raises `UnableToReadEmblem` where it is none.

    Files of earlier emblems stay: frozen reports name them. A rollback leaves a file nobody names, which does no harm.
    """
    emblem = emblem_images.make_emblem(content)
    key = tenant_key(tenant_id, "emblem", emblem_images.file_name(emblem.version))
    store.write(key, emblem.print_png, content_type="image/png")
    store.write(emblem_images.form_key(key), emblem.form_webp, content_type="image/webp")
    profile = session.scalars(select(TenantProfile).where(TenantProfile.tenant_id == tenant_id)).one()
    profile.emblem_key, profile.updated_at = key, now
    record_audit(
        session=session, tenant_id=tenant_id, account_id=changed_by, action="change_emblem",
        subject=f"tenant:{tenant_id}", now=now, detail={"version": emblem.version},
    )  # fmt: skip
    session.flush()
    return key
