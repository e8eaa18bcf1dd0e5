"""Renders a requested document: claim it, render one format after the other, store each, and say so.

Every step is a short transaction guarded by the attempt of the claim. A second run finds nothing to claim and changes
nothing; a run that lost its claim stops at its next step.
"""

from __future__ import annotations

import errno
import hashlib
import logging
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any
from uuid import UUID

from puas.domain.canonical_json import UnreadableRecord
from puas.jobs.run import job_context, transaction
from puas.runtime import clock
from puas.runtime.file_store import FilesOfTenant, FileStore, tenant_key
from puas.usecases.add_report_file import ClaimLost, StoredFile, add_report_file
from puas.usecases.claim_report import ClaimedReport, claim_report
from puas.usecases.fail_report import fail_report
from puas.usecases.finish_report import finish_report
from puas.usecases.freeze_bundled_report import UnableToFreezeReport, freeze_bundled_report
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.rendered_file import RenderedFile
from puas_reporter.formats.pdf import UnableToRender
from puas_reporter.storage import file_store

log = logging.getLogger(__name__)


def run(*, tenant_id: int, report_id: str, context: dict[str, str] | None = None, **_: Any) -> None:
    """The job; raises what went wrong after it has been noted at the request."""
    with job_context(tenant_id=tenant_id, context=context):
        _run(tenant_id, UUID(report_id))


def _run(tenant_id: int, report_id: UUID) -> None:
    with transaction(tenant_id=tenant_id) as session:
        claimed = claim_report(session=session, tenant_id=tenant_id, report_id=report_id, now=clock.now())
    if claimed is None:
        log.info("document not waiting", extra={"report_id": str(report_id)})
        return
    store = FilesOfTenant(file_store(), tenant_id)
    try:
        claimed = _with_source(tenant_id, claimed)
        with closing(render(claimed.document, claimed.formats, claimed.snapshot, store)) as files:
            for rendered in files:
                _keep(tenant_id, claimed, rendered, store)
    except ClaimLost:
        log.warning("claim lost while rendering", extra={"report_id": str(report_id), "attempt": claimed.attempt})
        return
    except Exception as error:
        _note_failure(tenant_id, claimed, error)
        raise
    with transaction(tenant_id=tenant_id) as session:
        done = finish_report(session=session, tenant_id=tenant_id, report_id=report_id, attempt=claimed.attempt, now=clock.now())
    log.info("document ready" if done else "claim lost at the end", extra={"report_id": str(report_id), "document": claimed.document})


def _with_source(tenant_id: int, claimed: ClaimedReport) -> ClaimedReport:
    """A report of a bundle is frozen only now, its turn having come; a second attempt finds it frozen."""
    if claimed.snapshot:
        return claimed
    with transaction(tenant_id=tenant_id) as session:
        source = freeze_bundled_report(
            session=session, tenant_id=tenant_id, report_id=claimed.report_id, attempt=claimed.attempt, now=clock.now()
        )
    return replace(claimed, snapshot=source)


class _Measured:
    """Chunks on their way into the store, counted and hashed as they pass."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks, self._hash = chunks, hashlib.sha256()
        self.size_bytes = 0

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._hash.update(chunk)
            self.size_bytes += len(chunk)
            yield chunk


def _keep(tenant_id: int, claimed: ClaimedReport, rendered: RenderedFile, store: FileStore) -> None:
    """Store first, then note: a note without a file would be a broken promise, a file without a note is only litter."""
    key = tenant_key(tenant_id, "reports", str(claimed.report_id), f"attempt-{claimed.attempt}", rendered.name)
    measured = _Measured(rendered.chunks())
    store.write(key, measured, content_type=rendered.content_type)
    stored = StoredFile(rendered.format, key, rendered.name, measured.size_bytes, measured.sha256)
    with transaction(tenant_id=tenant_id) as session:
        add_report_file(
            session=session, tenant_id=tenant_id, report_id=claimed.report_id, attempt=claimed.attempt, stored=stored, now=clock.now()
        )


def _note_failure(tenant_id: int, claimed: ClaimedReport, error: Exception) -> None:
    failure = failure_of(error)
    with transaction(tenant_id=tenant_id) as session:
        fail_report(
            session=session, tenant_id=tenant_id, report_id=claimed.report_id, attempt=claimed.attempt, failure=failure, now=clock.now()
        )
    log.error("document failed", extra={"report_id": str(claimed.report_id), "failure": failure})


def failure_of(error: Exception) -> str:
    """The known fault that people are told, from the error that developers are told."""
    if isinstance(error, OSError):
        return "no-room" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "storage"
    if isinstance(error, (UnreadableRecord, UnableToFreezeReport)):
        return "unreadable-source"
    return "not-rendered" if isinstance(error, UnableToRender) else "unexpected"
