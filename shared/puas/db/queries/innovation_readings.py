"""What the register of innovations says of each agency and of the regency, per year of the competitions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.innovations import InnovationRow, list_innovations, proposal_of
from puas.db.tables.agencies import Agency
from puas.domain.agency_owners import OWN
from puas.domain.innovation_proposal import is_old_enough
from puas.domain.yardsticks import AGENCY, INNOVATIONS, NO_UNIT, REGENCY, Reading

_MOST = 10_000


def read_innovations(session: Session, *, tenant_id: int, today: date) -> Sequence[Reading]:
    """Innovations of a year are those that take part in one of its competitions; ideas that take part in none belong to this year.

    Those of agencies of other owners are not the regency's.
    """
    agencies = {each.id: each for each in session.scalars(select(Agency).where(Agency.tenant_id == tenant_id, Agency.owner == OWN))}
    mine = (row for row in list_innovations(session, tenant_id=tenant_id, limit=_MOST) if row.innovation.agency_id in agencies)
    rows = sorted(mine, key=lambda row: (_year(row, today), row.innovation.agency_id))
    readings = []
    for year, of_year in groupby(rows, key=lambda row: _year(row, today)):
        whole = list(of_year)
        readings.append(_reading(year, REGENCY, NO_UNIT, "", "", whole, today))
        for agency_id, own in groupby(whole, key=lambda row: row.innovation.agency_id):
            agency = agencies[agency_id]
            readings.append(_reading(year, AGENCY, agency_id, agency.name, agency.kind, list(own), today))
    return readings


def _year(row: InnovationRow, today: date) -> int:
    return today.year if row.call is None else row.call.year


def _reading(year: int, level: str, unit_id: UUID, name: str, kind: str, rows: Iterable[InnovationRow], today: date) -> Reading:
    rows = list(rows)
    best = max(rows, key=lambda row: row.rules.edition.position(row.innovation.stage))
    place = best.rules.edition.position(best.innovation.stage)
    counts = {
        "innovations": len(rows),
        "eligible": sum(is_old_enough(proposal_of(row.innovation), row.rules, today) for row in rows),
        "handed_in": sum(bool(row.innovation.stage) for row in rows),
        "furthest": place,
    }
    label = best.rules.edition.stage(best.innovation.stage).name if place else ""
    return Reading(INNOVATIONS, year, level, unit_id, name, kind, label=label, counts=counts)
