"""Records an index that was published before the platform, so that the trend of the first report is right."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.tables.results import PastResult
from puas.domain.regulation.registry import edition
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToRecordPastResult(Refusal):
    """`reason` is taken (a figure for this time stands already), out_of_scale, not_past or unknown_rule."""


def record_past_result(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID | None,
    year: int,
    label: str,
    edition_id: str,
    nik: Decimal,
    source: str,
    account_id: UUID | None,
    now: datetime,
) -> PastResult:
    """Store the figure as published, under the rule it was made by. Without an agency it is the whole regency's."""
    _check(edition_id, nik, year, now)
    row = PastResult(
        tenant_id=tenant_id,
        id=new_id(),
        agency_id=agency_id,
        year=year,
        label=label,
        edition=edition_id,
        nik=nik,
        source=" ".join(source.split()),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        if violates(error, "uq_past_result_label"):
            raise UnableToRecordPastResult("taken") from error
        raise
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="record_past_result",
        subject=f"past_result:{row.id}",
        now=now,
        detail={"agency_id": str(agency_id or ""), "label": label, "nik": str(nik), "edition": edition_id},
    )
    return row


def _check(edition_id: str, nik: Decimal, year: int, now: datetime) -> None:
    try:
        rule = edition(edition_id)
    except KeyError as error:
        raise UnableToRecordPastResult("unknown_rule") from error
    if not rule.bands[0].nik_from <= nik <= rule.bands[-1].nik_to:
        raise UnableToRecordPastResult("out_of_scale")
    if not rule.year <= year <= now.year:
        raise UnableToRecordPastResult("not_past")
