"""Targets as they are laid down, by year. `agency_ids` narrows to an officer's own; None means all of the tenant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import ACTIVE, counts_here, own
from puas.db.tables.agencies import Agency
from puas.db.tables.results import Target
from puas.domain.yearly_targets import Aim


@dataclass(frozen=True, slots=True)
class YearTargets:
    """What one year has to reach."""

    year: int
    regency: Aim | None
    agencies: Mapping[UUID, Aim]

    def of(self, agency_id: UUID | None) -> Aim | None:
        """Of an agency; of the regency for None."""
        return self.regency if agency_id is None else self.agencies.get(agency_id)


@dataclass(frozen=True, slots=True)
class AimedAgency:
    """An agency in the table of targets; `old_text` is the target kept with the agency itself."""

    id: UUID
    name: str
    is_active: bool
    old_text: str


def list_targets(
    session: Session, *, tenant_id: int, years: Collection[int] | None = None, agency_ids: Collection[UUID] | None = None
) -> dict[int, YearTargets]:
    """Targets of some years, or of all, by year. Narrowed to agencies, the regency's own are left out."""
    statement = select(Target.year, Target.agency_id, Target.nik, Target.source).where(
        Target.tenant_id == tenant_id, own(Target.agency_id, agency_ids)
    )
    if years is not None:
        statement = statement.where(Target.year.in_(years))
    found: dict[int, dict[UUID | None, Aim]] = {year: {} for year in years or ()}
    for year, agency_id, nik, source in session.execute(statement):
        found.setdefault(year, {})[agency_id] = Aim(nik, source)
    return {
        year: YearTargets(year, aims.get(None), {key: aim for key, aim in aims.items() if key is not None}) for year, aims in found.items()
    }


def aimed_agencies(
    session: Session, *, tenant_id: int, also: Collection[UUID] = (), agency_ids: Collection[UUID] | None = None
) -> Sequence[AimedAgency]:
    """Active agencies by name, and those named in `also` whatever became of them."""
    statement = (
        select(Agency.id, Agency.name, Agency.state == ACTIVE, Agency.target_nik)
        .where(Agency.tenant_id == tenant_id, counts_here(Agency.id, tenant_id=tenant_id, agency_ids=agency_ids))
        .where((Agency.state == ACTIVE) | Agency.id.in_(also))
        .order_by(Agency.name)
    )
    return [AimedAgency(*row) for row in session.execute(statement)]
