"""A competition in each of the last years and up to forty innovations on their way through them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.registers.ground import Ground
from puas.db.identifiers import new_id
from puas.db.tables.innovations import Innovation, InnovationCall, InnovationStep
from puas.domain.regulation.innovation_edition import GENERAL
from puas.domain.regulation.innovation_registry import LATEST

INNOVATIONS, OF_AN_AGENCY = 40, 3
_TEXT = "Warga mengambil nomor antrean dari rumah, lalu datang pada jamnya. Waktu tunggu turun dari 95 menit menjadi 20 menit. " * 3


def add_innovations(session: Session, ground: Ground) -> None:
    """Write rows of three tables."""
    calls = [_call(ground, year) for year in ground.years]
    session.execute(insert(InnovationCall), calls)
    rows = [_innovation(ground, turn, calls) for turn in range(min(INNOVATIONS, OF_AN_AGENCY * len(ground.agencies)))]
    session.execute(insert(Innovation), rows)
    session.execute(insert(InnovationStep), [step for row in rows for step in _steps(ground, row)])


def _call(ground: Ground, year: int) -> dict[str, Any]:
    days = (date(year, 3, 31) + timedelta(days=40 * place) for place in range(len(LATEST.stages)))
    deadlines = {stage.slug: day.isoformat() for stage, day in zip(LATEST.stages, days, strict=True)}
    return {
        **ground.note, "id": new_id(), "year": year, "title": "Kompetisi Inovasi Pelayanan Publik (contoh)", "edition": LATEST.id,
        "deadlines": deadlines, "settings": {},
    }  # fmt: skip


def _innovation(ground: Ground, turn: int, calls: list[dict[str, Any]]) -> dict[str, Any]:
    stages = ("", *(each.slug for each in LATEST.stages))
    return {
        **ground.note, "id": new_id(), "agency_id": ground.agencies[turn % len(ground.agencies)][0],
        "call_id": calls[turn % len(calls)]["id"], "title": f"Antrean dari Rumah {turn + 1}", "group_name": GENERAL,
        "started_on": ground.today - timedelta(days=100 + 40 * turn), "decree": "Keputusan Kepala Dinas 188/12 (contoh)",
        "video_url": "https://contoh.example/video", "fields": {each.slug: _TEXT for each in LATEST.fields[GENERAL]},
        "stage": stages[turn % len(stages)], "unsur": "waktu", "indicator": "", "created_at": ground.now,
    }  # fmt: skip


def _steps(ground: Ground, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for place, stage in enumerate(LATEST.stages[: LATEST.position(row["stage"])]):
        yield {
            "tenant_id": ground.tenant_id, "id": new_id(), "innovation_id": row["id"], "stage": stage.slug, "outcome": "reached",
            "happened_on": ground.today - timedelta(days=300 - 30 * place), "note": "", "at": ground.now,
        }  # fmt: skip
