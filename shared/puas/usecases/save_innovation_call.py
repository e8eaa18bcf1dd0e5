"""Enters a competition of a year, or changes it: the last day of each stage, and what it asks otherwise than the rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.innovations import InnovationCall
from puas.domain.innovation_proposal import LONGEST_TITLE, deadline_faults
from puas.domain.regulation.innovation_registry import LATEST
from puas.usecases.record_audit import record_audit

FIRST_YEAR = 2014
MOST_WORDS = 5_000
MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class CallDetails:
    """`words` are limits by part, `age_months` the least age; only what differs from the edition."""

    year: int
    title: str
    deadlines: Mapping[str, date] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    age_months: int | None = None


class UnableToSaveInnovationCall(Exception):
    """`faults` by field: a stage, a part, `year`, `title`, `age_months`; of the `call` itself unknown or changed-meanwhile."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {reason}" for name, reason in faults.items()))
        self.faults = faults


def save_innovation_call(
    *,
    session: Session,
    tenant_id: int,
    details: CallDetails,
    account_id: UUID | None,
    now: datetime,
    call_id: UUID | None = None,
    version: int | None = None,
) -> InnovationCall:
    """Store it; `version` is the one the person saw."""
    if faults := _faults(details, now.year):
        raise UnableToSaveInnovationCall(faults)
    row = _new(tenant_id) if call_id is None else _existing(session, tenant_id, call_id, version)
    row.year, row.title, row.edition = details.year, details.title.strip(), LATEST.id
    row.deadlines = {stage: day.isoformat() for stage, day in details.deadlines.items()}
    row.settings = {"words": dict(details.words)} | ({} if details.age_months is None else {"age_months": details.age_months})
    row.changed_by, row.changed_at = account_id, now
    session.add(row)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_innovation_call", subject=f"innovation_call:{row.id}",
        now=now, detail={"name": row.title, "year": row.year, "added": call_id is None},
    )  # fmt: skip
    return row


def _faults(details: CallDetails, this_year: int) -> dict[str, str]:
    found = {
        "year": "" if FIRST_YEAR <= details.year <= this_year + 1 else "out-of-range",
        "title": "missing" if not details.title.strip() else "too-long" if len(details.title.strip()) > LONGEST_TITLE else "",
        "age_months": "" if details.age_months is None or 0 <= details.age_months <= MOST_MONTHS else "out-of-range",
        **{part: "out-of-range" for part, most in details.words.items() if not 1 <= most <= MOST_WORDS},
        **deadline_faults(LATEST, details.deadlines, details.year),
    }
    return {name: reason for name, reason in found.items() if reason}


def _new(tenant_id: int) -> InnovationCall:
    return InnovationCall(tenant_id=tenant_id, id=new_id(), version=1)


def _existing(session: Session, tenant_id: int, call_id: UUID, version: int | None) -> InnovationCall:
    statement = select(InnovationCall).where(InnovationCall.tenant_id == tenant_id, InnovationCall.id == call_id).with_for_update()
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise UnableToSaveInnovationCall({"call": "unknown"})
    if version is not None and version != row.version:
        raise UnableToSaveInnovationCall({"call": "changed-meanwhile"})
    row.version += 1
    return row
