"""Standards of every service with all fourteen components, the versions before them, some drafts; the agencies' pledges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.registers.ground import Ground
from puas.db.identifiers import new_id
from puas.db.tables.standards import ServicePledge, ServiceStandard
from puas.domain.service_pledge import PROPOSED
from puas.domain.service_standards import COMPONENTS, DRAFT, IN_FORCE, REPLACED, next_review

_DRAFT_EVERY, _LATE_EVERY = 10, 7
_TEXT = "Diurus di loket layanan pada jam kerja, tanpa perantara.\nBerkas diperiksa di tempat.\nPemohon menerima tanda terima."


def add_standards(session: Session, ground: Ground) -> None:
    """Write rows."""
    pairs = [(agency, each) for (agency, _), mine in zip(ground.agencies, ground.services, strict=True) for each, _ in mine]
    session.execute(insert(ServiceStandard), [row for turn, pair in enumerate(pairs) for row in _standards(ground, turn, *pair)])
    session.execute(insert(ServicePledge), [row for agency_id, _ in ground.agencies for row in _pledges(ground, agency_id)])


def _standards(ground: Ground, turn: int, agency_id: UUID, service_id: UUID) -> Iterator[dict[str, Any]]:
    since = ground.today - timedelta(days=400 if turn % _LATE_EVERY == 0 else 200)
    versions = [(1, REPLACED, since - timedelta(days=365), since), (2, IN_FORCE, since, None)]
    for number, state, first_day, last_day in [*versions, *([(3, DRAFT, None, None)] if turn % _DRAFT_EVERY == 0 else ())]:
        yield {
            **ground.note, "id": new_id(), "service_type_id": service_id, "agency_id": agency_id, "number": number, "state": state,
            "components": {each.slug: _TEXT for each in COMPONENTS}, "decree_number": f"188.4/{turn}/{number}" if first_day else "",
            "decree_date": first_day, "hearing_on": first_day, "reviewed_on": None,
            "review_due_on": next_review(first_day) if first_day else None, "media": ["Papan informasi", "Situs web"],
            "in_force_since": _moment(first_day), "replaced_at": _moment(last_day),
        }  # fmt: skip


def _pledges(ground: Ground, agency_id: UUID) -> Iterator[dict[str, Any]]:
    present = ground.today - timedelta(days=200)
    for first_day, last_day in ((present - timedelta(days=365), present), (present, None)):
        yield {
            "tenant_id": ground.tenant_id, "id": new_id(), "agency_id": agency_id, "body": PROPOSED, "place": "Arjosari",
            "dated_on": first_day, "signatory_name": "Sri Wahyuni", "signatory_position": "Kepala", "media": ["Papan informasi"],
            "decided_at": _moment(first_day), "replaced_at": _moment(last_day),
        }  # fmt: skip


def _moment(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(3), UTC)
