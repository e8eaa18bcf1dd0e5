"""Keeps a version of a document that came back from outside, beside ours: signed electronically, scanned, or edited in Word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from cryptography import x509
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.reports import Report, ReportFile, SignedCopy
from puas.domain.canonical_json import UnreadableRecord
from puas.domain.document_source import SIGNED_DOCUMENTS, SKM_REPORT, SkmReportSource
from puas.domain.report_snapshot import DRAFT
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.signed_copy import EDITED_DOCX, CopyVerdict
from puas.runtime.file_store import FileStore, UnableToFindFile, tenant_key
from puas.runtime.returned_copies import Published, UnacceptableCopy, check_copy
from puas.usecases.record_audit import record_audit

MOST_COPIES = 20
_LONGEST_NAME = 120
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def add_signed_copy(
    *,
    session: Session,
    store: FileStore,
    tenant_id: int,
    report_id: UUID,
    content: bytes,
    file_name: str,
    roots: Sequence[x509.Certificate],
    uploaded_by: UUID | None,
    now: datetime,
) -> SignedCopy:
    """Check the file and keep it with what the check found; raises UnacceptableCopy, and then nothing is kept."""
    report = _signable(session, tenant_id, report_id)
    sha256 = hashlib.sha256(content).hexdigest()
    _refuse_repeats(session, report, sha256)
    checked = check_copy(content, published=_published(session, report, store), roots=roots, now=now)
    ending, mime_type = ("docx", _WORD) if checked.kind == EDITED_DOCX else ("pdf", "application/pdf")
    key = tenant_key(tenant_id, "reports", str(report.id), "copies", f"{sha256}.{ending}")
    store.write(key, content, content_type=mime_type)
    copy = SignedCopy(
        tenant_id=tenant_id, id=new_id(), report_id=report.id, kind=checked.kind, file_key=key,
        file_name=_tidy_name(file_name, ending), size_bytes=len(content), sha256=sha256, verdict=checked.verdict.to_plain(),
        uploaded_by=uploaded_by, uploaded_at=now,
    )  # fmt: skip
    session.add(copy)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=uploaded_by, action="add_signed_copy", subject=f"report:{report.id}", now=now,
        detail={"document_id": report.document_id, "copy": checked.kind, "signers": _signers(checked.verdict), "sha256": sha256},
    )  # fmt: skip
    return copy


def _signable(session: Session, tenant_id: int, report_id: UUID) -> Report:
    report = session.scalars(select(Report).where(Report.tenant_id == tenant_id, Report.id == report_id)).one_or_none()
    if report is None or report.document not in SIGNED_DOCUMENTS:
        raise UnacceptableCopy("unknown")
    if report.state not in ("ready", "gone") or report.failure:
        raise UnacceptableCopy("not-published")
    if report.stage == DRAFT:
        raise UnacceptableCopy("draft")
    if report.withdrawn_at is not None:
        raise UnacceptableCopy("withdrawn")
    return report


def _refuse_repeats(session: Session, report: Report, sha256: str) -> None:
    mine = (SignedCopy.tenant_id == report.tenant_id, SignedCopy.report_id == report.id)
    if session.scalar(select(SignedCopy.id).where(*mine, SignedCopy.sha256 == sha256).limit(1)) is not None:
        raise UnacceptableCopy("already-there")
    if (session.scalar(select(func.count()).select_from(SignedCopy).where(*mine)) or 0) >= MOST_COPIES:
        raise UnacceptableCopy("too-many")


def _published(session: Session, report: Report, store: FileStore) -> Published:
    rows = select(ReportFile).where(ReportFile.tenant_id == report.tenant_id, ReportFile.report_id == report.id)
    files = {row.format: row for row in session.scalars(rows)}
    pdf, docx = files.get("pdf"), files.get("docx")
    return Published(
        document_id=report.document_id,
        result=_result_of(report),
        pdf=_kept(store, pdf) if pdf is not None else None,
        pdf_bytes=pdf.size_bytes if pdf is not None else 0,
        pdf_sha256=pdf.sha256 if pdf is not None else "",
        docx_sha256=docx.sha256 if docx is not None else "",
    )


def _kept(store: FileStore, row: ReportFile) -> bytes | None:
    try:
        return store.read(row.file_key)
    except UnableToFindFile:
        return None


def _result_of(report: Report) -> ResultSnapshot | None:
    try:
        return SkmReportSource.from_json(report.snapshot).report.result if report.document == SKM_REPORT else None
    except UnreadableRecord:
        return None


def _signers(verdict: CopyVerdict) -> str:
    return ", ".join(each.signer for each in verdict.signatures)[:300]


def _tidy_name(name: str, ending: str) -> str:
    """The name it came with, without folders and signs that file systems use."""
    stem = re.sub(r"[^\w .()-]+", "-", PurePath(name.replace("\\", "/")).stem).strip(" .-")
    return f"{stem[:_LONGEST_NAME] or 'salinan'}.{ending}"
