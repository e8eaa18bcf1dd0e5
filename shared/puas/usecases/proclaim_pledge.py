"""Puts the maklumat pelayanan of an agency in force; the one before it is kept as replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.agencies import ACTIVE
from puas.db.queries.tenant_day import today_of
from puas.db.tables.agencies import Agency
from puas.db.tables.standards import ServicePledge
from puas.domain.service_pledge import pledge_fault, pledge_paragraphs
from puas.domain.service_standards import media_fault, media_of
from puas.domain.yardsticks import STANDARDS
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks

NOTHING_SEEN = ""


@dataclass(frozen=True, slots=True)
class NewPledge:
    """A pledge as it was written."""

    body: str
    place: str
    dated_on: date | None
    signatory_name: str
    signatory_position: str
    media: tuple[str, ...] = ()


class UnableToProclaimPledge(Exception):
    """`field` and `reason`: of `pledge_fault`; or agency: unknown, archived; media: too-many, too-long; pledge: changed-meanwhile."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def proclaim_pledge(
    *, session: Session, tenant_id: int, agency_id: UUID, pledge: NewPledge, seen: str | None, account_id: UUID | None, now: datetime
) -> ServicePledge:
    """`seen` is the id of the pledge that was in force when the person looked, empty for none; None where nobody looked."""
    _refuse(pledge, today_of(session, tenant_id=tenant_id, now=now))
    agency = session.scalar(
        select(Agency).where(Agency.tenant_id == tenant_id, Agency.id == agency_id).with_for_update(key_share=True, of=Agency)
    )
    if agency is None:
        raise UnableToProclaimPledge("agency", "unknown")
    if agency.state != ACTIVE:
        raise UnableToProclaimPledge("agency", "archived")
    before = session.scalars(
        select(ServicePledge).where(
            ServicePledge.tenant_id == tenant_id, ServicePledge.agency_id == agency_id, ServicePledge.replaced_at.is_(None)
        )
    ).one_or_none()
    if seen is not None and seen != (NOTHING_SEEN if before is None else str(before.id)):
        raise UnableToProclaimPledge("pledge", "changed-meanwhile")
    if before is not None:
        before.replaced_at = now
        # There is one in force at most: the old one must have left before the new one comes.
        session.flush()
    made = _row(tenant_id, agency_id, pledge, account_id, now)
    session.add(made)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, now=now, action="proclaim_pledge",
        subject=f"service_pledge:{agency_id}", detail={"name": agency.name[:200], "replaced": before is not None},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(STANDARDS,))
    return made


def _refuse(pledge: NewPledge, today: date) -> None:
    fault = pledge_fault(
        body=pledge.body, dated_on=pledge.dated_on, place=pledge.place, name=pledge.signatory_name, position=pledge.signatory_position,
        today=today,
    )  # fmt: skip
    if fault is None and (of_media := media_fault(media_of(pledge.media))):
        fault = "media", of_media
    if fault is not None:
        raise UnableToProclaimPledge(*fault)


def _row(tenant_id: int, agency_id: UUID, pledge: NewPledge, account_id: UUID | None, now: datetime) -> ServicePledge:
    return ServicePledge(
        tenant_id=tenant_id, id=new_id(), agency_id=agency_id, body="\n".join(pledge_paragraphs(pledge.body)),
        place=" ".join(pledge.place.split()), dated_on=pledge.dated_on, signatory_name=" ".join(pledge.signatory_name.split()),
        signatory_position=" ".join(pledge.signatory_position.split()), media=list(media_of(pledge.media)), decided_by=account_id,
        decided_at=now,
    )  # fmt: skip
