"""Copies the files of a template into a practice tenant made of it. Names below the tenant's prefix are the same in both."""

from __future__ import annotations

import mimetypes

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.training import PracticeTenant
from puas.runtime.file_store import FileStore, UnableToFindFile, tenant_key

_OCTETS = "application/octet-stream"


def bring_practice_files(*, session: Session, store: FileStore, template_id: int, tenant_id: int) -> int:
    """How many files were brought; those that are there already stay. The tenant is kept from being erased meanwhile."""
    alive = select(PracticeTenant.tenant_id).where(PracticeTenant.tenant_id == tenant_id, PracticeTenant.gone_at.is_(None))
    if session.scalar(alive.with_for_update(read=True)) is None:
        return 0
    source, target = tenant_key(template_id), tenant_key(tenant_id)
    there = set(store.keys(target))
    brought = 0
    for key in store.keys(source):
        own = target + key.removeprefix(source)
        if own in there:
            continue
        try:
            content = store.read(key)
        except UnableToFindFile:
            # The template has been replaced and is being erased.
            continue
        store.write(own, content, content_type=mimetypes.guess_type(own)[0] or _OCTETS)
        brought += 1
    return brought
