"""What is known of trained people and of the reports of their regencies, as the province may read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session
from sqlalchemy.types import Date, DateTime, Integer, Uuid

from puas.db.tables.reports import Report
from puas.db.tables.submissions import Submission
from puas.db.tables.training import Certificate, TrainingAttendance, TrainingParticipant, TrainingSession
from puas.domain.deadlines import HAND_OVER, DueDay, deadline_for
from puas.domain.training_effects import (
    AFTER,
    BEFORE,
    FIRST_TIME,
    ON_TIME,
    PROMISES,
    TRAINED,
    UNTRAINED,
    AgencyKey,
    Cell,
    Comparison,
    SurveyedAgency,
    TrainedPerson,
    Trainings,
)

# A report that may still come in time adds nothing yet; a plan without promises counts nowhere. An agency is counted once in a cell.
_COMPARE = text("""
    with trained as (
        select * from unnest(:trained_tenants, :trained_agencies, :trained_days) as known (tenant_id, agency_id, trained_on)
    ), due as (
        select * from unnest(:starts, :ends, :due_until) as known (starts_on, ends_on, due_until)
    ), agency as (
        select s.tenant_id, trained.trained_on is not null as is_trained,
            s.ends_on >= coalesce(trained.trained_on, :turning_point) as is_after,
            count(*) filter (where s.handed_over_at < due.due_until) as on_time,
            count(*) filter (where due.due_until <= :now or (due.due_until is not null and s.handed_over_at is not null)) as due,
            count(s.handed_over_at) filter (where s.round <= 1) as first_time, count(s.handed_over_at) as handed_over,
            sum(s.promises_done) filter (where s.promises > 0) as done, sum(s.promises) as promises
        from submission s
        left join trained on trained.tenant_id = s.tenant_id and trained.agency_id = s.agency_id
        left join due on due.starts_on = s.starts_on and due.ends_on = s.ends_on
        where s.province_code = :province_code and s.ends_on >= :since
        group by s.tenant_id, s.agency_id, is_trained, is_after
    )
    select is_trained, is_after, sum(on_time), sum(due), count(*) filter (where due > 0),
        sum(first_time), sum(handed_over), count(*) filter (where handed_over > 0),
        coalesce(sum(done), 0), sum(promises), count(*) filter (where promises > 0)
    from agency where tenant_id = any(:tenant_ids) group by is_trained, is_after""").bindparams(
    bindparam("tenant_ids", type_=ARRAY(Integer)), bindparam("trained_tenants", type_=ARRAY(Integer)),
    bindparam("trained_agencies", type_=ARRAY(Uuid)), bindparam("trained_days", type_=ARRAY(Date)),
    bindparam("starts", type_=ARRAY(Date)), bindparam("ends", type_=ARRAY(Date)),
    bindparam("due_until", type_=ARRAY(DateTime(timezone=True))), bindparam("now", type_=DateTime(timezone=True)),
    bindparam("turning_point", type_=Date), bindparam("since", type_=Date),
)  # fmt: skip


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


def list_surveyed(session: Session, *, province_code: str, since: date, region_of: Mapping[int, str]) -> list[SurveyedAgency]:
    """Agencies of the regencies in `region_of` with a period that ended since then. For the province's own log-in; one statement."""
    unit = (Submission.tenant_id, Submission.agency_id, Submission.agency_name, Submission.agency_kind)
    statement = (
        select(*unit)
        .where(Submission.province_code == province_code, Submission.ends_on >= since)
        .group_by(*unit)
        # Of several names the newest is read last; periods of an agency do not overlap.
        .order_by(func.max(Submission.ends_on))
    )
    newest = {
        (tenant_id, agency_id): SurveyedAgency(region_of[tenant_id], agency_id, name, kind)
        for tenant_id, agency_id, name, kind in session.execute(statement)
        if tenant_id in region_of
    }
    return list(newest.values())


def compare_reports(
    session: Session,
    *,
    province_code: str,
    since: date,
    region_of: Mapping[int, str],
    trainings: Trainings,
    due_days: Sequence[DueDay],
    time_zone: str,
    now: datetime,
) -> Comparison:
    """Periods that ended since then, added up by group and phase. For the province's own log-in; at most two statements.

    In time means by the day the province set; of periods without one nothing is said.
    """  # fmt: skip
    if trainings.turning_point is None:
        return Comparison({})
    seen = Submission.province_code == province_code, Submission.ends_on >= since
    days = session.execute(select(Submission.starts_on, Submission.ends_on).where(*seen).distinct()) if due_days else ()
    due = [(*each, day) for each in days if (day := _due_until(due_days, *each, time_zone)) is not None]
    rows = session.execute(
        _COMPARE,
        {
            "province_code": province_code, "since": since, "tenant_ids": list(region_of), "turning_point": trainings.turning_point,
            "now": now, **_columns(due, "starts", "ends", "due_until"),
            **_columns(_by_tenant(trainings.trained_on, region_of), "trained_tenants", "trained_agencies", "trained_days"),
        },
    )  # fmt: skip
    cells = {}
    for is_trained, is_after, *counts in rows:
        place = TRAINED if is_trained else UNTRAINED, AFTER if is_after else BEFORE
        for number, measure in enumerate((ON_TIME, FIRST_TIME, PROMISES)):
            cells[measure, *place] = Cell(*map(int, counts[3 * number : 3 * number + 3]))
    return Comparison(cells)


def _due_until(due_days: Sequence[DueDay], starts_on: date, ends_on: date, time_zone: str) -> datetime | None:
    """The moment the day after the deadline begins; None where the province set none."""
    due = deadline_for(due_days, step=HAND_OVER, starts_on=starts_on, ends_on=ends_on)
    return None if due is None else datetime.combine(due.due_on + timedelta(days=1), time(), ZoneInfo(time_zone))


def _by_tenant(trained_on: Mapping[AgencyKey, date], region_of: Mapping[int, str]) -> list[tuple[int, UUID, date]]:
    tenants: dict[str, list[int]] = {}
    for tenant_id, code in region_of.items():
        tenants.setdefault(code, []).append(tenant_id)
    return [(tenant_id, agency_id, day) for (code, agency_id), day in trained_on.items() for tenant_id in tenants[code]]


def _columns(rows: Sequence[tuple[Any, ...]], *names: str) -> dict[str, list[Any]]:
    return {name: [row[number] for row in rows] for number, name in enumerate(names)}
