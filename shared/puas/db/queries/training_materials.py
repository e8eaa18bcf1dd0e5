"""The materials of a training session: what they are made from, and those that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, load_only

from puas.db.queries.letters import find_sender
from puas.db.tables.places import Region
from puas.db.tables.reports import Report
from puas.db.tables.training import TrainingMaterial, TrainingParticipant, TrainingSession
from puas.domain.curricula import from_plain
from puas.domain.training_source import TrainedSession

# What pages show; never the frozen source.
_SHOWN = load_only(
    Report.id, Report.tenant_id, Report.document, Report.formats, Report.title, Report.document_id, Report.twin_key, Report.state,
    Report.attempt, Report.steps_done, Report.steps_total, Report.failure, Report.requested_at, Report.finished_at, Report.expires_at,
    Report.stage, Report.withdrawn_at, Report.withdrawal_reason,
)  # fmt: skip


def trained_session(session: Session, *, tenant_id: int, session_id: UUID, base_url: str) -> TrainedSession | None:
    """A session of the tenant as its materials know it; None where there is none."""
    statement = (
        select(TrainingSession, func.coalesce(Region.name, ""))
        .outerjoin(Region, Region.code == TrainingSession.region_code)
        .where(TrainingSession.tenant_id == tenant_id, TrainingSession.id == session_id)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    row, region = found
    owner = find_sender(session, tenant_id=tenant_id)
    return TrainedSession(
        title=row.title, owner=owner.name, region=region, starts_on=row.starts_on, ends_on=row.ends_on, place=row.place, link=row.link,
        agenda=from_plain(row.agenda), story=row.story, edition_id=row.edition, seed=row.seed, seats=row.seats, hours=row.hours,
        code=row.code, join_url=f"{base_url.rstrip('/')}/ikut", letterhead=owner.letterhead, is_sample=owner.is_sample,
        time_zone=owner.time_zone,
    )  # fmt: skip


def highest_seat(session: Session, *, tenant_id: int, session_id: UUID) -> int:
    """The highest number that was given to a participant; 0 before anybody came."""
    statement = select(func.max(TrainingParticipant.number)).where(
        TrainingParticipant.tenant_id == tenant_id, TrainingParticipant.session_id == session_id
    )
    return session.scalar(statement) or 0


def materials_of(session: Session, *, tenant_id: int, session_id: UUID, most: int = 60) -> Sequence[Report]:
    """Materials asked for, the newest first."""
    statement = _materials(tenant_id, session_id).order_by(Report.requested_at.desc(), Report.id.desc()).limit(most)
    found: Sequence[Report] = session.scalars(statement).all()
    return found


def find_material(session: Session, *, tenant_id: int, session_id: UUID, report_id: UUID) -> Report | None:
    """One of them."""
    found: Report | None = session.scalars(_materials(tenant_id, session_id).where(Report.id == report_id)).one_or_none()
    return found


def _materials(tenant_id: int, session_id: UUID) -> Select[*tuple[Any, ...]]:
    belongs = and_(TrainingMaterial.tenant_id == Report.tenant_id, TrainingMaterial.report_id == Report.id)
    return (
        select(Report)
        .options(_SHOWN)
        .join(TrainingMaterial, belongs)
        .where(Report.tenant_id == tenant_id, TrainingMaterial.tenant_id == tenant_id, TrainingMaterial.session_id == session_id)
    )
