"""Begins a correction of a report that was approved already: a new round, while what is public stays public."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db.collection_lock import stop_collection
from puas.db.identifiers import new_id
from puas.db.queries.frozen_results import find_result_of_period
from puas.db.queries.period_result import compute_period_result
from puas.db.queries.tally_counts import add_whole_period
from puas.db.queries.tenant_frame import tenant_frame
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.notices import CORRECTION_BEGUN
from puas.domain.submission_standing import UnableToTakeStep
from puas.domain.submission_workflow import CORRECT
from puas.runtime.signing_key import SigningKey
from puas.usecases._submission_notices import tell_agency
from puas.usecases._submissions import standing_for, take_step
from puas.usecases.freeze_result import freeze_result
from puas.usecases.record_audit import record_audit

LONGEST_REASON = 1_000


class UnableToBeginCorrection(UnableToTakeStep):
    """`reason` as in any step, or no-reason, too-long, sealed (its answers were erased, so late ones cannot be counted)."""


def begin_correction(
    *,
    session: Session,
    tenant_id: int,
    period_id: UUID,
    reason: str,
    account_id: UUID,
    signing_key: SigningKey,
    now: datetime,
    version: int | None = None,
    count_late: bool = False,
) -> None:
    """Texts and plan can be changed again; `count_late` takes answers in that came after closing.

    The result becomes a new version only where its counts differ from those that were frozen.
    """
    why = reason.strip()
    if not why or len(why) > LONGEST_REASON:
        raise UnableToBeginCorrection("too-long" if why else "no-reason")
    with UnableToBeginCorrection.instead():
        standing = standing_for(session, tenant_id=tenant_id, period_id=period_id, step=CORRECT, version=version, now=now)
        take_step(
            session, tenant_id=tenant_id, standing=standing, step=CORRECT, account_id=account_id, now=now, reason=why,
            round=standing.round + 1, submitted_by=None, approved_by=None, approved_at=None,
        )  # fmt: skip
    stop_collection(session, tenant_id=tenant_id, agency_id=standing.agency_id)
    if count_late:
        _count_late(session, tenant_id, period_id, now)
    refrozen = _freeze_if_counts_differ(session, tenant_id, period_id, account_id, signing_key, now, why)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="begin_correction",
        subject=f"survey_period:{period_id}", now=now,
        detail={"agency": standing.agency_name, "label": standing.label, "reason": why, "new_result": refrozen},
    )  # fmt: skip
    tell_agency(
        session, tenant_id=tenant_id, standing=standing, kind=CORRECTION_BEGUN, account_id=account_id, now=now, reason=why
    )  # fmt: skip


def _count_late(session: Session, tenant_id: int, period_id: UUID, now: datetime) -> None:
    sealed = select(SurveyPeriod.sealed_at).where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
    late = select(func.count()).where(Response.tenant_id == tenant_id, Response.period_id == period_id, Response.state == "late")
    if session.scalar(late) and session.scalar(sealed) is not None:
        raise UnableToBeginCorrection("sealed")
    # They are counted like any that came in time: through the inbox.
    changed = session.scalars(
        update(Response)
        .where(Response.tenant_id == tenant_id, Response.period_id == period_id, Response.state == "late")
        .values(state="counted")
        .returning(Response.id)
        .execution_options(synchronize_session=False)
    )
    session.add_all(
        ResponseInbox(tenant_id=tenant_id, id=new_id(), response_id=each, period_id=period_id, sign=1, received_at=now) for each in changed
    )
    session.flush()


def _freeze_if_counts_differ(
    session: Session, tenant_id: int, period_id: UUID, account_id: UUID, signing_key: SigningKey, now: datetime, reason: str
) -> bool:
    add_whole_period(session, tenant_id=tenant_id, period_id=period_id)
    in_force = find_result_of_period(session, tenant_id=tenant_id, period_id=period_id)
    if in_force is not None:
        frozen, frame = in_force.snapshot, tenant_frame(session, tenant_id=tenant_id)
        fresh = compute_period_result(
            session, tenant_id=tenant_id, period_id=period_id, now=now, version=frozen.version, version_reason=reason, frame=frame
        )
        # What a tenant changed of its policies since is no correction of what people answered.
        if (fresh.counts, fresh.respondents, fresh.quarantined) == (frozen.counts, frozen.respondents, frozen.quarantined):
            return False
    freeze_result(
        session=session, tenant_id=tenant_id, period_id=period_id, account_id=account_id, signing_key=signing_key, now=now, reason=reason
    )
    return True
