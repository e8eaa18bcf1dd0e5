"""Enters the innovations of a sheet: new ones are added, those known by title and agency get what the sheet says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.innovations import known_innovations
from puas.db.tables.innovations import Innovation
from puas.usecases.record_audit import record_audit
from puas.usecases.save_innovation import InnovationDetails, UnableToSaveInnovation, save_innovation

FIELDS = ("title", "group", "started_on", "decree", "video_url", "unsur", "indicator")


class UnableToImportInnovations(Exception):
    """A row is about something that was changed, handed in or archived since the preview."""


def import_innovations(
    *, session: Session, tenant_id: int, rows: Sequence[tuple[UUID, dict[str, Any]]], account_id: UUID | None, now: datetime
) -> int:
    """Save each row, all or none; how many. A row is an agency and what the sheet says by field; what it leaves blank stays."""
    known = known_innovations(session, tenant_id=tenant_id)
    for agency_id, values in rows:
        row = known.get((agency_id, values["title"].casefold()))
        try:
            save_innovation(
                session=session, tenant_id=tenant_id, agency_id=agency_id, details=_details(row, values), account_id=account_id, now=now,
                innovation_id=row.id if row else None,
            )  # fmt: skip
        except UnableToSaveInnovation as refusal:
            raise UnableToImportInnovations from refusal
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="import_innovations", subject="innovation", now=now,
        detail={"rows": len(rows)},
    )  # fmt: skip
    return len(rows)


def _details(row: Innovation | None, values: dict[str, Any]) -> InnovationDetails:
    stated = {field: values[field] for field in FIELDS if field in values}
    if row is None:
        return InnovationDetails(**{"group": "general", **stated})
    return replace(InnovationDetails.of(row), **{field: value for field, value in stated.items() if field != "title"})
