"""The indices the agencies of the demo published before the platform."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from puas.cli.demo.story import AgencyStory
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.results import PastResult
from puas.domain.regulation.registry import edition


def add_past_results(session: Session, *, agency: Agency, told: AgencyStory, today: date, rng: random.Random) -> None:
    """Yearly indices from before the platform, the oldest under the rule before the present one."""
    if told.silent or not told.services:
        return
    level = sum((service.nik for service in told.services), Decimal(0)) / len(told.services)
    years = [(today.year - 3, "permenpanrb-14-2017"), (today.year - 4, "permenpanrb-14-2017"), (2016, "permenpanrb-16-2014")]
    for steps, (year, edition_id) in enumerate(years, start=1):
        nik = level - Decimal(steps) * Decimal("1.35") + Decimal(rng.randint(-90, 90)) / 100
        session.add(
            PastResult(
                tenant_id=agency.tenant_id,
                id=new_id(),
                agency_id=agency.id,
                year=year,
                label=f"Tahun {year}",
                edition=edition(edition_id).id,
                nik=nik.quantize(Decimal("0.01")),
                source="Laporan SKM tahun tersebut",
            )
        )
