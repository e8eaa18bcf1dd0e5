"""Takes a piece of evidence away: from now on no page shows it. Its file is erased by the sweeper."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.queries.evidence import find_evidence, owners_of_evidence
from puas.db.tables.yardsticks import EvidenceFile
from puas.usecases.record_audit import record_audit


class UnableToRemoveEvidence(Exception):
    """There is no such evidence (any more), or it is not an officer's to remove."""


def remove_evidence(
    *,
    session: Session,
    tenant_id: int,
    evidence_id: UUID,
    account_id: UUID | None,
    now: datetime,
    agency_ids: Collection[UUID] | None = None,
) -> EvidenceFile:
    """Note when it was taken away. `agency_ids` are those of an officer, None for all."""
    row = find_evidence(session, tenant_id=tenant_id, evidence_id=evidence_id)
    if row is None or (agency_ids is not None and owners_of_evidence(session, evidence=row).isdisjoint(agency_ids)):
        raise UnableToRemoveEvidence(str(evidence_id))
    mine = (EvidenceFile.tenant_id == tenant_id, EvidenceFile.id == evidence_id, EvidenceFile.removed_at.is_(None))
    # Of two who remove it in the same moment, the second finds it gone.
    if session.execute(update(EvidenceFile).where(*mine).values(removed_at=now)).rowcount != 1:  # type: ignore[attr-defined]
        raise UnableToRemoveEvidence(str(evidence_id))
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_evidence", subject=f"{row.subject}:{row.subject_id}",
        now=now, detail={"title": row.title, "part": row.part, "sha256": row.sha256},
    )  # fmt: skip
    return row
