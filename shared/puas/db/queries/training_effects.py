"""What is known of trained people and of the reports of their regencies, as the province may read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.db.tables.submissions import Submission
from puas.db.tables.training import Certificate, TrainingAttendance, TrainingParticipant, TrainingSession
from puas.domain.deadlines import HAND_OVER, DueDay, deadline_for
from puas.domain.training_effects import ReportFact, TrainedPerson


def list_trained(session: Session, *, tenant_id: int) -> list[TrainedPerson]:
    """Participants of the tenant's own trainings who were there on a day at least, in the order of the days; no name."""
    was_there = (
        select(TrainingAttendance.participant_id)
        .where(TrainingAttendance.tenant_id == tenant_id, TrainingAttendance.participant_id == TrainingParticipant.id)
        .exists()
    )
    certified = (
        select(Certificate.id)
        .outerjoin(Report, and_(Report.tenant_id == Certificate.tenant_id, Report.id == Certificate.report_id))
        .where(
            Certificate.tenant_id == tenant_id, Certificate.participant_id == TrainingParticipant.id,
            # One that was taken back is none.
            Report.withdrawn_at.is_(None),
        )
        .exists()
    )  # fmt: skip
    statement = (
        select(
            func.coalesce(TrainingParticipant.region_code, TrainingSession.region_code, ""), TrainingParticipant.agency_name,
            TrainingSession.ends_on, certified,
        )
        .join(TrainingSession, TrainingSession.id == TrainingParticipant.session_id)
        .where(TrainingParticipant.tenant_id == tenant_id, TrainingSession.tenant_id == tenant_id, was_there)
        .order_by(TrainingSession.ends_on, TrainingParticipant.number)
    )  # fmt: skip
    return [TrainedPerson(*row) for row in session.execute(statement)]


def list_report_facts(
    session: Session, *, province_code: str, since: date, region_of: dict[int, str], due_days: Sequence[DueDay], time_zone: str
) -> list[ReportFact]:
    """Periods of the regencies in `region_of` that ended since then. For the province's own log-in; one statement."""
    zone = ZoneInfo(time_zone)

    @cache
    def due_on(starts_on: date, ends_on: date) -> date | None:
        found = deadline_for(due_days, step=HAND_OVER, starts_on=starts_on, ends_on=ends_on)
        return found.due_on if found else None

    def day_of(moment: datetime | None) -> date | None:
        return None if moment is None else moment.astimezone(zone).date()

    statement = select(
        Submission.tenant_id, Submission.agency_id, Submission.agency_name, Submission.agency_kind, Submission.starts_on,
        Submission.ends_on, Submission.handed_over_at, Submission.round, Submission.promises, Submission.promises_done,
    ).where(Submission.province_code == province_code, Submission.ends_on >= since)  # fmt: skip
    return [
        ReportFact(
            region_of[row.tenant_id], row.agency_id, row.agency_name, row.agency_kind, row.ends_on, due_on(row.starts_on, row.ends_on),
            day_of(row.handed_over_at), row.round, row.promises, row.promises_done,
        )
        for row in session.execute(statement)
        if row.tenant_id in region_of
    ]  # fmt: skip
