"""The rows of a request for many documents: one for the archive, and one for each that waits for its turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.document_source import FORMATS_OF, REPORT_BUNDLE
from puas.domain.report_bundle import BUNDLE_FORMAT, BundleSource
from puas.usecases._document_requests import DOCUMENT_ID_LENGTH, RUNNING


@dataclass(frozen=True, slots=True)
class WantedBundle:
    """An archive somebody asked for. `label`, `year` and `part` say of what; `title` begins its name, before the tenant's."""

    key: str
    title: str
    label: str
    year: int
    part: str
    requested_by: UUID | None
    base_url: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a bundle. `subject` tells it from the others of its kind."""

    document: str
    title: str
    subject: str
    agency_id: UUID | None
    period_id: UUID | None = None


def insert_bundle(session: Session, *, tenant_id: int, wanted: WantedBundle, members: int) -> Report | None:
    """The row of the archive; None where the same wish of somebody else was committed meanwhile."""
    tenant = session.execute(select(Tenant.name, Tenant.is_sample, Tenant.time_zone).where(Tenant.id == tenant_id)).one()
    number = locators.new_code(DOCUMENT_ID_LENGTH)
    source = BundleSource(
        BUNDLE_FORMAT, number, tenant.name, wanted.label, wanted.year, wanted.part, wanted.base_url, tenant.is_sample, wanted.now,
        tenant.time_zone,
    )  # fmt: skip
    statement = (
        insert(Report)
        .values(
            tenant_id=tenant_id, id=new_id(), document=REPORT_BUNDLE, formats=list(FORMATS_OF[REPORT_BUNDLE]),
            title=f"{wanted.title} {tenant.name} {wanted.label}", document_id=number, twin_key=wanted.key, snapshot=source.to_json(),
            state="waiting", steps_total=members, requested_by=wanted.requested_by, requested_at=wanted.now,
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "twin_key"], index_where=RUNNING)
        .returning(Report)
    )  # fmt: skip
    made = session.scalars(statement).one_or_none()
    if made is not None:
        locators.remember(session, kind=locators.DOCUMENT, key=number, target=str(made.id), tenant_id=tenant_id)
    return made


def insert_members(session: Session, *, bundle: Report, members: Sequence[Member], now: datetime) -> None:
    """Rows that wait, with nothing frozen yet. A single request for the same document is another, and does not wait for these."""
    rows = [_member(bundle, member, position, now) for position, member in enumerate(members)]
    session.execute(insert(Report), rows)
    for row in rows:
        locators.remember(session, kind=locators.DOCUMENT, key=row["document_id"], target=str(row["id"]), tenant_id=bundle.tenant_id)


def _member(bundle: Report, member: Member, position: int, now: datetime) -> dict[str, Any]:
    formats = list(FORMATS_OF[member.document])
    return {
        "tenant_id": bundle.tenant_id,
        "id": new_id(),
        "document": member.document,
        "formats": formats,
        "agency_id": member.agency_id,
        "period_id": member.period_id,
        "title": member.title,
        "document_id": locators.new_code(DOCUMENT_ID_LENGTH),
        "twin_key": f"{member.document}:{member.subject}:{bundle.id}",
        "snapshot": "",
        "state": "waiting",
        "bundle_id": bundle.id,
        "bundle_position": position,
        "steps_total": len(formats),
        "requested_by": bundle.requested_by,
        "requested_at": now,
    }
