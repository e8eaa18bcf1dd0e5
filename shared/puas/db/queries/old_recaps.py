"""Recaps of earlier years that were uploaded, and what an import of one meets in the trend."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account
from puas.db.tables.results import OldRecap, PastResult
from puas.domain.old_recap_findings import RecapAudit
from puas.domain.old_recap_import import KnownAgency, KnownPoint


@dataclass(frozen=True, slots=True)
class RecapLineOfList:
    """One uploaded recap. `agency_name` is empty where it is the whole region's; `points` are its figures in the trend."""

    id: UUID
    agency_id: UUID | None
    agency_name: str
    file_name: str
    state: str
    uploaded_by: str
    uploaded_at: datetime
    points: int
    audit: RecapAudit


def list_old_recaps(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> list[RecapLineOfList]:
    """The newest first; an officer sees those of their own agencies."""
    points = (
        select(PastResult.recap_id, func.count().label("points"))
        .where(PastResult.tenant_id == tenant_id, PastResult.recap_id.is_not(None))
        .group_by(PastResult.recap_id)
        .subquery()
    )
    statement = (
        select(OldRecap, Agency.name, Account.name, func.coalesce(points.c.points, 0))
        .outerjoin(Agency, (Agency.tenant_id == OldRecap.tenant_id) & (Agency.id == OldRecap.agency_id))
        .outerjoin(Account, Account.id == OldRecap.uploaded_by)
        .outerjoin(points, points.c.recap_id == OldRecap.id)
        .where(OldRecap.tenant_id == tenant_id, own(OldRecap.agency_id, agency_ids))
        .order_by(OldRecap.uploaded_at.desc(), OldRecap.id)
    )
    return [
        RecapLineOfList(
            row.id, row.agency_id, agency or "", row.file_name, row.state, person or "", row.uploaded_at, number,
            RecapAudit.from_json(row.audit),
        )  # fmt: skip
        for row, agency, person, number in session.execute(statement)
    ]


def find_old_recap(
    session: Session, *, tenant_id: int, recap_id: UUID, agency_ids: Collection[UUID] | None = None
) -> OldRecap | None:
    """One recap, if the person may see it."""
    statement = select(OldRecap).where(OldRecap.tenant_id == tenant_id, OldRecap.id == recap_id, own(OldRecap.agency_id, agency_ids))
    return session.scalars(statement).one_or_none()


def agencies_to_match(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> list[KnownAgency]:
    """The agencies a figure may belong to, by name; archived ones too, for history has them."""
    statement = (
        select(Agency.id, Agency.name, Agency.short_name)
        .where(Agency.tenant_id == tenant_id, own(Agency.id, agency_ids))
        .order_by(func.lower(Agency.name), Agency.id)
    )
    return [KnownAgency(*row) for row in session.execute(statement)]


def known_points(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None) -> list[KnownPoint]:
    """Figures of years before the platform that stand in the trend."""
    statement = select(
        PastResult.agency_id, PastResult.year, PastResult.label, PastResult.nik, PastResult.edition, PastResult.recap_id
    ).where(PastResult.tenant_id == tenant_id, own(PastResult.agency_id, agency_ids))
    return [KnownPoint(*row) for row in session.execute(statement)]
