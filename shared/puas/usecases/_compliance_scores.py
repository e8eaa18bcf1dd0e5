"""Writes one score of the Ombudsman's assessment; shared by the form and the import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.queries.tenant_day import today_of
from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceScore
from puas.domain.compliance_entry import TAKEN, UNKNOWN_AGENCY, ComplianceEntry, entry_faults
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToSaveComplianceScore(Refusal):
    """Nothing was saved. `reason` is faults (then `faults` says what is wrong by field), gone, or changed-meanwhile."""

    def __init__(self, reason: str, faults: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.faults = dict(faults or {})


def write_score(
    session: Session, *, tenant_id: int, row: ComplianceScore | None, entry: ComplianceEntry, account_id: UUID | None, now: datetime
) -> ComplianceScore:
    """Check the entry and store it, in the row or in a new one, with its line in the audit log."""
    faults = entry_faults(entry, today_of(session, tenant_id=tenant_id, now=now).year)
    if faults:
        raise UnableToSaveComplianceScore("faults", faults)
    name = _agency_name(session, tenant_id, entry, row)
    before = {} if row is None else _facts(row)
    if row is None:
        row = ComplianceScore(tenant_id=tenant_id, id=new_id(), version=0)
    try:
        with session.begin_nested():
            _fill(row, entry, name, account_id, now)
            session.add(row)
    except IntegrityError as error:
        if violates(error, "uq_compliance_score"):
            raise UnableToSaveComplianceScore("faults", {"year": TAKEN}) from error
        raise
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_compliance_score",
        subject=f"compliance_score:{row.id}", now=now, detail=_detail(before, _facts(row), name),
    )  # fmt: skip
    return row


def _agency_name(session: Session, tenant_id: int, entry: ComplianceEntry, row: ComplianceScore | None) -> str:
    """The agency's name; one recorded before keeps the name it was published under."""
    if entry.agency_id is None:
        return ""
    if row is not None and row.agency_id == entry.agency_id:
        return row.agency_name
    name = session.scalar(select(Agency.name).where(Agency.tenant_id == tenant_id, Agency.id == entry.agency_id))
    if name is None:
        raise UnableToSaveComplianceScore("faults", {"agency": UNKNOWN_AGENCY})
    return name


def _fill(row: ComplianceScore, entry: ComplianceEntry, name: str, account_id: UUID | None, now: datetime) -> None:
    row.year, row.agency_id, row.agency_name = entry.year, entry.agency_id, name
    row.score, row.opinion = entry.score, entry.opinion
    row.dimensions = {key: str(value) for key, value in entry.dimensions.items()}
    row.rank, row.rank_of = entry.rank, entry.rank_of
    row.source, row.note = entry.source, entry.note
    row.recorded_by, row.recorded_at, row.version = account_id, now, row.version + 1


def _facts(row: ComplianceScore) -> dict[str, Any]:
    rank = "" if row.rank is None else f"{row.rank}/{row.rank_of}"
    # Two decimals, whether it was typed as 90,5 or comes from the database.
    score = "" if row.score is None else f"{Decimal(row.score):.2f}"
    told = {"year": row.year, "score": score, "opinion": row.opinion, "rank": rank, "source": row.source}
    return {**told, "dimensions": dict(row.dimensions)}


def _detail(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What it is about, and of an entry that was there before what of it was changed."""
    told: dict[str, Any] = {"agency": name} if name else {}
    told |= {"year": after["year"], "score": [before.get("score", ""), after["score"]]}
    for key in ("opinion", "rank", "source"):
        if after[key] != before.get(key, ""):
            told[key] = after[key]
    if after["dimensions"] != before.get("dimensions", {}):
        told["dimensions"] = sorted(after["dimensions"])
    return told
