"""Scores of the Ombudsman: the regency's own of every year, those of the agencies sampled then; this year's checklists of all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.registers.ground import Ground
from puas.db.identifiers import new_id
from puas.db.tables.compliance import ComplianceCheck, ComplianceScore
from puas.domain.compliance_checklist import KEYS, MISSING, PARTLY, THERE, UNKNOWN

SCORED_YEARS = 4
SAMPLED = 10
_STATES = (THERE, THERE, PARTLY, THERE, MISSING, UNKNOWN)
_OPINION = "Kualitas Tinggi (contoh)"


def add_compliance(session: Session, ground: Ground) -> None:
    """Write rows of both tables."""
    session.execute(insert(ComplianceScore), list(_scores(ground)))
    session.execute(insert(ComplianceCheck), list(_checks(ground)))


def _scores(ground: Ground) -> Iterator[dict[str, Any]]:
    for back in range(SCORED_YEARS):
        year = ground.today.year - back
        yield _score(ground, year, None, "", Decimal(9200 - 311 * back) / 100)
        for turn, (agency_id, name) in enumerate(ground.agencies[:SAMPLED]):
            yield _score(ground, year, agency_id, name, Decimal(9600 - 411 * turn - 97 * back) / 100)


def _score(ground: Ground, year: int, agency_id: UUID | None, name: str, score: Decimal) -> dict[str, Any]:
    return {
        "tenant_id": ground.tenant_id, "id": new_id(), "year": year, "agency_id": agency_id, "agency_name": name, "score": score,
        "opinion": _OPINION, "dimensions": {}, "source": "Surat penyampaian hasil penilaian (contoh)", "recorded_at": ground.now,
        "version": 1,
    }  # fmt: skip


def _checks(ground: Ground) -> Iterator[dict[str, Any]]:
    for turn, (agency_id, _) in enumerate(ground.agencies):
        for place, key in enumerate(KEYS):
            state = _STATES[(turn + place) % len(_STATES)]
            note = "Diminta selesai sebelum akhir bulan depan" if state == MISSING else ""
            yield {**ground.note, "year": ground.today.year, "agency_id": agency_id, "item": key, "state": state, "note": note}
