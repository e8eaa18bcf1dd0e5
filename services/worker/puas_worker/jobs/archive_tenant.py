"""Makes the archive a tenant takes along when it leaves: claim it, stream it into the store, say so.

A second run finds nothing to claim; a run that lost its claim notes nothing, and its file is the same file again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from puas.jobs.run import job_context, transaction
from puas.runtime import clock
from puas.runtime.file_store import tenant_key
from puas.usecases.claim_departure_archive import ClaimedArchive, claim_departure_archive
from puas.usecases.export_tenant import ARCHIVES, export_tenant
from puas.usecases.finish_departure_archive import StoredArchive, finish_departure_archive
from puas_worker.address import base_url
from puas_worker.signing import signing_key
from puas_worker.storage import file_store

log = logging.getLogger(__name__)


def run(*, departure_id: str, context: dict[str, str] | None = None, **_: Any) -> None:
    """The job; raises what went wrong after the archive has been given back."""
    with job_context(context=context):
        _run(UUID(departure_id))


def _run(departure_id: UUID) -> None:
    with transaction() as session:
        claimed = claim_departure_archive(session=session, departure_id=departure_id, now=clock.now())
    if claimed is None:
        log.info("archive not waiting", extra={"departure_id": str(departure_id)})
        return
    try:
        stored = _store(departure_id, claimed)
    except Exception:
        _finish(departure_id, claimed, None)
        raise
    _finish(departure_id, claimed, stored)


def _store(departure_id: UUID, claimed: ClaimedArchive) -> StoredArchive:
    key = tenant_key(claimed.tenant_id, ARCHIVES, f"{departure_id}.zip")
    with transaction() as session:
        # Nobody writes into a tenant that has left, so what is read one after the other is of one moment.
        archive = export_tenant(
            session=session, tenant_id=claimed.tenant_id, store=file_store(), signing_key=signing_key(), source=base_url(),
            exported_by=None, now=clock.now(),
        )  # fmt: skip
        measured = _Measured(archive)
        file_store().write(key, measured, content_type="application/zip")
    return StoredArchive(key, measured.size_bytes, measured.sha256)


def _finish(departure_id: UUID, claimed: ClaimedArchive, stored: StoredArchive | None) -> None:
    with transaction() as session:
        done = finish_departure_archive(
            session=session, departure_id=departure_id, attempt=claimed.attempt, stored=stored, base_url=base_url(), now=clock.now()
        )
    log.info("archive ready" if done and stored else "archive not made", extra={"departure_id": str(departure_id)})


class _Measured:
    """Pieces on their way into the store, counted and hashed as they pass."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._hash = pieces, hashlib.sha256()
        self.size_bytes = 0

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._hash.update(piece)
            self.size_bytes += len(piece)
            yield piece
