"""Lays down the targets of a year for the regency (RPJMD) and its agencies (Renstra), all of one table together or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.places import TenantProfile
from puas.db.tables.results import Target
from puas.domain.comparison import printed_nik
from puas.domain.yearly_targets import ASK, CHANGED_MEANWHILE, WRITE, Aim, aim_fault, decide, is_plannable
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


@dataclass(frozen=True, slots=True)
class TargetEdit:
    """One line of the table: of an agency, or of the regency where `agency_id` is None. `wanted` None takes the target back.

    `seen` is what the editor was shown; with `overrides` it does not matter.
    """

    agency_id: UUID | None
    wanted: Aim | None
    seen: Aim | None = None
    overrides: bool = False


class UnableToSaveYearTargets(Refusal):
    """Nothing was saved. `reason` is out_of_years, unknown_agency, or faults.

    `faults` says by agency (None: the regency) out_of_scale, too_precise, source_too_long or changed_meanwhile; of the last
    `stored` has what somebody else saved meanwhile.
    """

    def __init__(
        self, reason: str, faults: Mapping[UUID | None, str] | None = None, stored: Mapping[UUID | None, Aim | None] | None = None
    ) -> None:
        super().__init__(reason)
        self.faults = dict(faults or {})
        self.stored = dict(stored or {})


def save_year_targets(
    *, session: Session, tenant_id: int, year: int, edits: Sequence[TargetEdit], account_id: UUID | None, now: datetime
) -> int:
    """Write the lines that were changed; returns how many. Of two editors one waits for the other and keeps what they saved."""
    if not is_plannable(year, now.year):
        raise UnableToSaveYearTargets("out_of_years")
    faults = {each.agency_id: fault for each in edits if each.wanted is not None and (fault := aim_fault(each.wanted))}
    if faults:
        raise UnableToSaveYearTargets("faults", faults)
    _lock(session, tenant_id)
    names = _names(session, tenant_id, [each.agency_id for each in edits if each.agency_id is not None])
    rows = _rows(session, tenant_id, year)
    changes = [each for each in edits if _decision(each, rows) == WRITE]
    asked = {each.agency_id: _aim(rows.get(each.agency_id)) for each in edits if _decision(each, rows) == ASK}
    if asked:
        raise UnableToSaveYearTargets("faults", dict.fromkeys(asked, CHANGED_MEANWHILE), asked)
    for each in changes:
        name = "" if each.agency_id is None else names[each.agency_id]
        _write(session, tenant_id, year, each, rows.get(each.agency_id), name, account_id, now)
    session.flush()
    return len(changes)


def _lock(session: Session, tenant_id: int) -> None:
    # One row of the tenant for everybody who edits targets: a target that is not there yet has no row to lock.
    session.execute(select(TenantProfile.tenant_id).where(TenantProfile.tenant_id == tenant_id).with_for_update())


def _names(session: Session, tenant_id: int, agency_ids: Collection[UUID]) -> dict[UUID, str]:
    statement = select(Agency.id, Agency.name).where(Agency.tenant_id == tenant_id, Agency.id.in_(agency_ids))
    found = {row.id: row.name for row in session.execute(statement)}
    if set(found) != set(agency_ids):
        raise UnableToSaveYearTargets("unknown_agency")
    return found


def _rows(session: Session, tenant_id: int, year: int) -> dict[UUID | None, Target]:
    statement = (
        select(Target)
        .where(Target.tenant_id == tenant_id, Target.year == year)
        # What this session read before it had the lock may be old.
        .execution_options(populate_existing=True)
    )
    return {row.agency_id: row for row in session.scalars(statement)}


def _aim(row: Target | None) -> Aim | None:
    return None if row is None else Aim(row.nik, row.source)


def _decision(edit: TargetEdit, rows: Mapping[UUID | None, Target]) -> str:
    stored, wanted = _aim(rows.get(edit.agency_id)), edit.wanted
    if wanted is not None:
        wanted = Aim(printed_nik(wanted.nik), wanted.source)
    return decide(stored=stored, seen=stored if edit.overrides else edit.seen, wanted=wanted)


def _write(
    session: Session, tenant_id: int, year: int, edit: TargetEdit, row: Target | None, name: str, account_id: UUID | None, now: datetime
) -> None:
    earlier = "" if row is None else str(row.nik)
    later: Decimal | None = None
    if edit.wanted is not None:
        later = printed_nik(edit.wanted.nik)
        if row is None:
            row = Target(tenant_id=tenant_id, id=new_id(), agency_id=edit.agency_id, year=year)
            session.add(row)
        row.nik, row.source, row.updated_by, row.updated_at = later, edit.wanted.source, account_id, now
    elif row is not None:
        session.delete(row)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_target", now=now,
        subject=f"target:{year}" if edit.agency_id is None else f"target:{edit.agency_id}:{year}",
        detail={
            **({"agency": name} if name else {}), "year": year, "target": [earlier, "" if later is None else str(later)],
            "source": "" if edit.wanted is None else edit.wanted.source,
        },
    )  # fmt: skip
