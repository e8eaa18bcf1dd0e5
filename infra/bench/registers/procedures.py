"""A procedure for every service with an evaluation each year, minimum services, and complaints of every quarter and channel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.registers.ground import Ground
from puas.db.identifiers import new_id
from puas.db.tables.standards import ComplaintCount, MinimumService, OperatingProcedure, ProcedureReview
from puas.domain.complaint_counts import CHANNELS, QUARTERS, quarter_of
from puas.domain.minimum_services import FIELDS
from puas.domain.operating_procedures import KEPT, REVISED, TO_REVISE

_OUTCOMES = (KEPT, KEPT, REVISED, TO_REVISE)
_CHANNELS_USED = tuple(CHANNELS)[:4]
_NOT_EVALUATED_EVERY = 5


def add_procedures(session: Session, ground: Ground) -> None:
    """Write rows of four tables."""
    procedures = [
        row
        for (agency_id, _), services in zip(ground.agencies, ground.services, strict=True)
        for turn, (service_id, name) in enumerate(services)
        for row in (_procedure(ground, agency_id, service_id, name, turn),)
    ]
    session.execute(insert(OperatingProcedure), procedures)
    session.execute(insert(ProcedureReview), [row for turn, each in enumerate(procedures) for row in _reviews(ground, turn, each["id"])])
    session.execute(insert(MinimumService), list(_minimum_services(ground)))
    session.execute(insert(ComplaintCount), list(_complaints(ground)))


def _procedure(ground: Ground, agency_id: UUID, service_id: UUID, name: str, turn: int) -> dict[str, Any]:
    decided = date(ground.years[0], 1 + turn % 12, 5)
    return {
        **ground.note, "id": new_id(), "agency_id": agency_id, "service_type_id": service_id if turn % 4 else None,
        "number": f"065/{turn + 1:02d}/SOP/{decided.year}", "title": f"SOP {name}", "decided_on": decided, "revised_on": None,
        "state": "active",
    }  # fmt: skip


def _reviews(ground: Ground, turn: int, procedure_id: UUID) -> Iterator[dict[str, Any]]:
    for year in ground.years:
        if year == ground.today.year and turn % _NOT_EVALUATED_EVERY == 0:
            continue
        outcome = _OUTCOMES[(turn + year) % len(_OUTCOMES)]
        yield {
            "tenant_id": ground.tenant_id, "procedure_id": procedure_id, "year": year, "outcome": outcome,
            "findings": "Satu langkah verifikasi dilakukan dua kali." if outcome == TO_REVISE else "",
            "reviewed_on": min(date(year, 12, 15), ground.today), "reviewer": "Tim Evaluasi SOP", "recorded_at": ground.now,
        }  # fmt: skip


def _minimum_services(ground: Ground) -> Iterator[dict[str, Any]]:
    for turn, (agency_id, _) in enumerate(ground.agencies):
        for year in ground.years:
            reached = Decimal(8000 + turn * 37 % 1999) / 100 if year < ground.today.year else None
            field = tuple(FIELDS)[turn % len(FIELDS)]
            yield {**ground.note, "year": year, "field": field, "agency_id": agency_id, "reached": reached, "note": ""}


def _complaints(ground: Ground) -> Iterator[dict[str, Any]]:
    present = (ground.today.year, quarter_of(ground.today.month))
    for turn, (agency_id, _) in enumerate(ground.agencies):
        for year, quarter in ((year, quarter) for year in ground.years for quarter in QUARTERS if (year, quarter) < present):
            for place, channel in enumerate(_CHANNELS_USED):
                received = 4 + (turn + place + quarter) % 12
                settled = received - (turn + quarter) % 3
                yield {
                    **ground.note, "year": year, "quarter": quarter, "agency_id": agency_id, "channel": channel, "received": received,
                    "settled": settled, "in_time": settled - turn % 2,
                }  # fmt: skip
