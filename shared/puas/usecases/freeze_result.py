"""Freezes the result of a closed period: the snapshot, its hash and the installation's signature, never changed again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.period_result import compute_period_result
from puas.db.queries.tenant_frame import tenant_frame
from puas.db.tables.results import Result
from puas.domain.result_builder import PERIOD_SCOPE
from puas.domain.result_snapshot import ResultSnapshot
from puas.runtime.signing_key import SigningKey
from puas.usecases.record_audit import record_audit


class UnableToFreezeResult(Exception):
    """The period has a result already, and no reason was given to amend it."""

    def __init__(self, period_id: UUID, version: int) -> None:
        super().__init__(f"period {period_id} has version {version}")
        self.period_id = period_id
        self.version = version


def freeze_result(
    *,
    session: Session,
    tenant_id: int,
    period_id: UUID,
    account_id: UUID | None,
    signing_key: SigningKey,
    now: datetime,
    reason: str = "",
) -> Result:
    """Store what the period's tallies give now; a later version needs a reason and replaces the one in force.

    The caller keeps answers from coming in (`stop_collection`) and has emptied the period's inbox.
    """
    previous = _supersede(session, tenant_id, period_id, now)
    if previous and not reason.strip():
        raise UnableToFreezeResult(period_id, previous)
    frame = tenant_frame(session, tenant_id=tenant_id)
    snapshot = compute_period_result(
        session, tenant_id=tenant_id, period_id=period_id, now=now, version=previous + 1, version_reason=reason.strip(), frame=frame
    )
    result = _row(snapshot, tenant_id, period_id, account_id, frame.province_code, signing_key, now)
    session.add(result)
    session.flush()
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="freeze_result",
        subject=f"survey_period:{period_id}",
        now=now,
        detail={"result": str(result.id), "version": result.version, "sha256": result.sha256, "reason": result.reason},
    )
    return result


def _supersede(session: Session, tenant_id: int, period_id: UUID, now: datetime) -> int:
    """Take the version in force out of force; its number, 0 where there is none."""
    versions = session.scalars(
        update(Result)
        .where(
            Result.tenant_id == tenant_id, Result.period_id == period_id, Result.scope == PERIOD_SCOPE, Result.superseded_at.is_(None)
        )
        .values(superseded_at=now)
        .returning(Result.version)
    ).all()
    return max(versions, default=0)


def _row(
    snapshot: ResultSnapshot,
    tenant_id: int,
    period_id: UUID,
    account_id: UUID | None,
    province_code: str | None,
    signing_key: SigningKey,
    now: datetime,
) -> Result:
    text = snapshot.to_json()
    return Result(
        tenant_id=tenant_id,
        id=new_id(),
        province_code=province_code,
        scope=snapshot.scope,
        agency_id=UUID(snapshot.agency.id) if snapshot.agency else None,
        period_id=period_id,
        label=snapshot.period.label,
        starts_on=snapshot.period.starts_on,
        ends_on=snapshot.period.ends_on,
        version=snapshot.version,
        edition=snapshot.edition_id,
        respondents=snapshot.respondents,
        nik=snapshot.index.nik,
        mutu=snapshot.index.mutu or "",
        snapshot=text,
        sha256=snapshot.sha256(),
        signature=signing_key.sign(text),
        frozen_by=account_id,
        frozen_at=now,
        reason=snapshot.version_reason,
    )


