"""Audits a recap of earlier years that somebody uploads: what made its figures is found, and file and findings are kept."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.results import OldRecap
from puas.domain.old_recap_audit import audit_recap as find_causes
from puas.domain.old_recap_findings import RecapAudit
from puas.domain.old_recap_sheet import read_recap
from puas.domain.old_recap_tables import UNKNOWN_ORDER, UnusableRecap
from puas.runtime.file_store import FileStore, tenant_key
from puas.runtime.spreadsheets import Limits, UnreadableSheet, read_sheets
from puas.usecases.record_audit import record_audit

LIMITS = Limits(file_bytes=10 * 1024 * 1024, unpacked_bytes=60 * 1024 * 1024, rows=20_000, columns=200, cells=600_000)
_LONGEST_NAME = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv"


class UnableToAuditRecap(Exception):
    """The file is no sheet, or no recap; `code` says why and `detail` where."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def audit_recap(
    *,
    session: Session,
    store: FileStore,
    tenant_id: int,
    agency_id: UUID | None,
    agency_name: str,
    file_name: str,
    content: bytes,
    order: str = UNKNOWN_ORDER,
    year: int | None = None,
    account_id: UUID | None,
    now: datetime,
) -> OldRecap:
    """Read, audit and keep the recap. The same file of the same agency, read the same way, is the recap known already."""
    readable = "".join(letter for letter in file_name.replace("\\", "/") if letter.isprintable())
    name = PurePath(readable).name[:_LONGEST_NAME] or "rekap"
    audit = _audit(content, name, order, agency_name, year)
    sha256, text = hashlib.sha256(content).hexdigest(), audit.to_json()
    known = _known(session, tenant_id, agency_id, sha256, text)
    if known is not None:
        return known
    recap_id = new_id()
    is_workbook = content.startswith(b"PK")
    key = tenant_key(tenant_id, "old-recaps", str(recap_id), f"rekap.{'xlsx' if is_workbook else 'csv'}")
    store.write(key, content, content_type=_XLSX if is_workbook else _CSV)
    row = OldRecap(
        tenant_id=tenant_id, id=recap_id, agency_id=agency_id, file_name=name, file_key=key, sha256=sha256, audit=text, state="audited",
        uploaded_by=account_id, uploaded_at=now,
    )  # fmt: skip
    session.add(row)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="audit_recap", subject=f"old_recap:{recap_id}", now=now,
        detail={"file_name": name, "sha256": sha256, "findings": len(audit.findings)},
    )  # fmt: skip
    session.flush()
    return row


def _audit(content: bytes, name: str, order: str, agency_name: str, year: int | None) -> RecapAudit:
    try:
        sheets = read_sheets(content, name=PurePath(name).stem, limits=LIMITS)
        return find_causes(read_recap(sheets, order=order, agency=agency_name, year=year))
    except UnreadableSheet as error:
        raise UnableToAuditRecap(error.code, error.detail) from error
    except UnusableRecap as error:
        raise UnableToAuditRecap(error.code, error.detail) from error


def _known(session: Session, tenant_id: int, agency_id: UUID | None, sha256: str, audit: str) -> OldRecap | None:
    same_agency = OldRecap.agency_id.is_(None) if agency_id is None else OldRecap.agency_id == agency_id
    statement = select(OldRecap).where(OldRecap.tenant_id == tenant_id, OldRecap.sha256 == sha256, OldRecap.audit == audit, same_agency)
    return session.scalars(statement.order_by(OldRecap.uploaded_at)).first()
