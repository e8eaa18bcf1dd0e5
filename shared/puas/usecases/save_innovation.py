"""Enters an innovation in the register, or changes what is known of it; the parts of its proposal too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.agencies import find_agency
from puas.db.queries.tenant_day import today_of
from puas.db.tables.innovations import Innovation, InnovationCall
from puas.domain.innovation_proposal import EARLIEST_START, LONGEST_TITLE, MOST_CHARACTERS, link_fault
from puas.domain.regulation.innovation_registry import LATEST
from puas.domain.regulation.performance_registry import indicator_name
from puas.domain.regulation.registry import edition
from puas.domain.yardsticks import INNOVATIONS
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks

LONGEST_DECREE = 200


@dataclass(frozen=True, slots=True)
class InnovationDetails:
    """What a person states. `fields` are texts by slug of the group's parts; those left out stay as they are."""

    title: str
    group: str
    call_id: UUID | None = None
    started_on: date | None = None
    decree: str = ""
    video_url: str = ""
    unsur: str = ""
    indicator: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Innovation) -> InnovationDetails:
        """What is stored, without the parts of the proposal."""
        return cls(row.title, row.group_name, row.call_id, row.started_on, row.decree, row.video_url, row.unsur, row.indicator)


class UnableToSaveInnovation(Exception):
    """`faults` by field, with the reason; of `innovation` as a whole: unknown, handed-in or changed-meanwhile."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {reason}" for name, reason in faults.items()))
        self.faults = faults


def save_innovation(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID,
    details: InnovationDetails,
    account_id: UUID | None,
    now: datetime,
    innovation_id: UUID | None = None,
    version: int | None = None,
) -> Innovation:
    """Store it. `version` is the one the person saw: what somebody else saved since is not written over.

    What was handed in is not edited any more; its way goes on by `record_innovation_step`.
    """
    if find_agency(session, tenant_id=tenant_id, agency_id=agency_id) is None:
        raise UnableToSaveInnovation({"agency": "unknown"})
    faults = {**_faults(session, tenant_id, details, now), **_call_faults(session, tenant_id, details.call_id)}
    if faults:
        raise UnableToSaveInnovation(faults)
    row = _new(tenant_id, agency_id, now) if innovation_id is None else _existing(session, tenant_id, agency_id, innovation_id, version)
    row.title, row.group_name, row.call_id, row.started_on = details.title.strip(), details.group, details.call_id, details.started_on
    row.decree, row.video_url = details.decree.strip(), details.video_url.strip()
    row.unsur, row.indicator = details.unsur, details.indicator
    row.fields = {**(row.fields or {}), **{slug: text.strip() for slug, text in details.fields.items()}}
    row.changed_by, row.changed_at = account_id, now
    session.add(row)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_innovation", subject=f"innovation:{row.id}", now=now,
        detail={"name": row.title, "added": innovation_id is None},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(INNOVATIONS,))
    return row


def _faults(session: Session, tenant_id: int, details: InnovationDetails, now: datetime) -> dict[str, str]:
    today = today_of(session, tenant_id=tenant_id, now=now)
    start = details.started_on
    parts = {part.slug for part in LATEST.fields.get(details.group, ())}
    found = {
        "title": "missing" if not details.title.strip() else "too-long" if len(details.title.strip()) > LONGEST_TITLE else "",
        "group": "" if details.group in LATEST.groups else "unknown",
        "started_on": "" if start is None or EARLIEST_START <= start <= today else "in-the-future" if start > today else "too-early",
        "decree": "too-long" if len(details.decree.strip()) > LONGEST_DECREE else "",
        "video_url": link_fault(details.video_url.strip()),
        "unsur": "" if not details.unsur or details.unsur in edition().slugs() else "unknown",
        "indicator": "" if not details.indicator or indicator_name(details.indicator) else "unknown",
        **{slug: "too-long" for slug, text in details.fields.items() if len(text) > MOST_CHARACTERS},
        **{slug: "unknown" for slug in details.fields if slug not in parts},
    }
    return {name: reason for name, reason in found.items() if reason}


def _call_faults(session: Session, tenant_id: int, call_id: UUID | None) -> dict[str, str]:
    statement = select(InnovationCall.id).where(InnovationCall.tenant_id == tenant_id, InnovationCall.id == call_id)
    return {"call_id": "unknown"} if call_id is not None and session.scalar(statement) is None else {}


def _new(tenant_id: int, agency_id: UUID, now: datetime) -> Innovation:
    return Innovation(tenant_id=tenant_id, id=new_id(), agency_id=agency_id, fields={}, stage="", version=1, created_at=now)


def _existing(session: Session, tenant_id: int, agency_id: UUID, innovation_id: UUID, version: int | None) -> Innovation:
    statement = select(Innovation).where(
        Innovation.tenant_id == tenant_id, Innovation.id == innovation_id, Innovation.agency_id == agency_id
    )
    row = session.scalars(statement.with_for_update()).one_or_none()
    if row is None:
        raise UnableToSaveInnovation({"innovation": "unknown"})
    if row.stage:
        raise UnableToSaveInnovation({"innovation": "handed-in"})
    if version is not None and version != row.version:
        raise UnableToSaveInnovation({"innovation": "changed-meanwhile"})
    row.version += 1
    return row
