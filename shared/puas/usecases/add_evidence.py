"""Adds a document, a picture or an address as evidence of an entry of a register."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.evidence_lock import hold_evidence
from puas.db.identifiers import new_id
from puas.db.queries.evidence import evidence_of, find_evidence_subject
from puas.db.tables.yardsticks import EvidenceFile
from puas.domain.evidence import (
    ENDINGS,
    LONGEST_TITLE,
    MIME_TYPES,
    MOST_IN_ONE_PLACE,
    address_fault,
    is_part,
    title_of_address,
    title_of_file,
)
from puas.runtime.evidence_files import CleanEvidence, clean_evidence
from puas.runtime.file_store import FileStore, tenant_key
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

_LONGEST_NAME = 120


class UnableToAddEvidence(Refusal):
    """`reason`: unknown-subject, unknown-part, nothing, both, title-too-long, too-many, already-there, or one of an address's
    (`domain.evidence.address_fault`). What is no document raises `runtime.evidence_files.NotADocument`."""


def add_evidence(
    *,
    session: Session,
    store: FileStore,
    tenant_id: int,
    subject: str,
    subject_id: UUID,
    part: str,
    title: str,
    account_id: UUID | None,
    now: datetime,
    content: bytes | None = None,
    file_name: str = "",
    url: str = "",
    agency_ids: Collection[UUID] | None = None,
) -> EvidenceFile:
    """Keep the file or the address; without a title it gets one from its name. `agency_ids` are those of an officer, None for all.

    What is the regency's own and no agency's is not for an officer. A rollback leaves a file nobody names, which does no harm.
    """
    if (content is None) == (not url):
        raise UnableToAddEvidence("nothing" if not url else "both")
    if url and (fault := address_fault(url)):
        raise UnableToAddEvidence(fault)
    if len(title) > LONGEST_TITLE:
        raise UnableToAddEvidence("title-too-long")
    if not is_part(part):
        raise UnableToAddEvidence("unknown-part")
    found = find_evidence_subject(session, tenant_id=tenant_id, subject=subject, subject_id=subject_id)
    if found is None or (agency_ids is not None and found.agency_id not in agency_ids):
        raise UnableToAddEvidence("unknown-subject")
    document = None if content is None else clean_evidence(content)
    hold_evidence(session, tenant_id=tenant_id, subject=subject, subject_id=subject_id)
    _refuse_full_or_twice(evidence_of(session, tenant_id, subject, subject_id, part), document, url)
    row = EvidenceFile(
        tenant_id=tenant_id, id=new_id(), subject=subject, subject_id=subject_id, part=part, agency_id=found.agency_id,
        title=title or title_of_file(file_name) or title_of_address(url) or "Bukti", url=url, uploaded_by=account_id, uploaded_at=now,
    )  # fmt: skip
    if document is not None:
        _keep(store, row, document, file_name)
    session.add(row)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="add_evidence", subject=f"{subject}:{subject_id}", now=now,
        detail={"title": row.title, "part": part, "sha256": row.sha256 or ""},
    )  # fmt: skip
    return row


def _refuse_full_or_twice(there: list[EvidenceFile], document: CleanEvidence | None, url: str) -> None:
    if any(each.url == url if document is None else each.sha256 == document.sha256 for each in there):
        raise UnableToAddEvidence("already-there")
    if len(there) >= MOST_IN_ONE_PLACE:
        raise UnableToAddEvidence("too-many")


def _keep(store: FileStore, row: EvidenceFile, document: CleanEvidence, file_name: str) -> None:
    ending = ENDINGS[document.format]
    row.file_key = tenant_key(row.tenant_id, "evidence", f"{row.id}.{ending}")
    row.file_name = f"{title_of_file(file_name)[:_LONGEST_NAME] or 'bukti'}.{ending}"
    row.format, row.size_bytes, row.sha256 = document.format, len(document.content), document.sha256
    store.write(row.file_key, document.content, content_type=MIME_TYPES[document.format])
