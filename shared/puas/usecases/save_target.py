"""Lays down one target of a year: of the regency (RPJMD) or of an agency (Renstra); or takes it back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from puas.domain.comparison import printed_nik
from puas.domain.yearly_targets import Aim
from puas.usecases._refusal import Refusal
from puas.usecases.save_year_targets import TargetEdit, UnableToSaveYearTargets, save_year_targets


class UnableToSaveTarget(Refusal):
    """`reason` is out_of_scale, out_of_years, source_too_long or unknown_agency."""


def save_target(
    *,
    session: Session,
    tenant_id: int,
    year: int,
    nik: Decimal | None,
    source: str,
    account_id: UUID | None,
    now: datetime,
    agency_id: UUID | None = None,
) -> None:
    """The target of this year on the NIK scale, in place of any before it; without a value there is none any more."""
    wanted = None if nik is None else Aim(printed_nik(nik), " ".join(source.split()))
    edit = TargetEdit(agency_id, wanted, overrides=True)
    try:
        save_year_targets(session=session, tenant_id=tenant_id, year=year, edits=[edit], account_id=account_id, now=now)
    except UnableToSaveYearTargets as refusal:
        raise UnableToSaveTarget(refusal.faults.get(agency_id, refusal.reason)) from refusal
