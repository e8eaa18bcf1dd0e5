"""Adds a mal pelayanan publik or changes what is said of it. Its exit code and its address are given once."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.locators import NoFreeCode, take_codes
from puas.db.tables.malls import ServiceMall
from puas.domain.mall_details import MallDetails, mall_faults
from puas.domain.public_addresses import agency_address
from puas.domain.yardsticks import MALLS
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToSaveMall(Exception):
    """`faults` by field; an empty field name means the mall as a whole: unknown, changed-meanwhile or no-free-code."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in faults.items()))
        self.faults = faults


def save_mall(
    *,
    session: Session,
    tenant_id: int,
    details: MallDetails,
    account_id: UUID | None,
    now: datetime,
    mall_id: UUID | None = None,
    version: int | None = None,
) -> ServiceMall:
    """Store the details; without `mall_id` as a new mall with a code for its exit. Of two who change one at once the second is told."""
    if faults := mall_faults(details):
        raise UnableToSaveMall(faults)
    mall = _new(session, tenant_id, details, now) if mall_id is None else _known(session, tenant_id, mall_id, version)
    try:
        with session.begin_nested():
            for field, value in asdict(details).items():
                setattr(mall, field, value)
            mall.changed_by, mall.changed_at = account_id, now
            mall.version = 1 if mall_id is None else mall.version + 1
            session.add(mall)
    except IntegrityError as error:
        if violates(error, "uq_service_mall"):
            raise UnableToSaveMall({"name": "in-use"}) from error
        raise
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_mall", subject=f"service_mall:{mall.id}", now=now,
        detail={"name": details.name, "added": mall_id is None},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(MALLS,))
    return mall


def _new(session: Session, tenant_id: int, details: MallDetails, now: datetime) -> ServiceMall:
    mall_id = new_id()
    try:
        (code,) = take_codes(session, tenant_id=tenant_id, targets=[str(mall_id)], kind=locators.MALL)
    except NoFreeCode as error:
        raise UnableToSaveMall({"": "no-free-code"}) from error
    taken = session.scalars(select(ServiceMall.slug).where(ServiceMall.tenant_id == tenant_id))
    slug = agency_address(details.name, "", set(taken))
    return ServiceMall(tenant_id=tenant_id, id=mall_id, slug=slug, code=code, changed_at=now)


def _known(session: Session, tenant_id: int, mall_id: UUID, version: int | None) -> ServiceMall:
    statement = select(ServiceMall).where(ServiceMall.tenant_id == tenant_id, ServiceMall.id == mall_id).with_for_update()
    mall = session.scalar(statement.execution_options(populate_existing=True))
    if mall is None:
        raise UnableToSaveMall({"": "unknown"})
    if version is not None and version != mall.version:
        raise UnableToSaveMall({"": "changed-meanwhile"})
    return mall
