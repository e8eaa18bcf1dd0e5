"""Merges an agency into another in the middle of a year. What was frozen under its old name stays as it is.

Its open period is closed and its result stands under the old name; from then on its stickers, services, officers and living
registers (`domain.register_merger`) are of the other agency. A merger is not undone: answers have come in under the new roof by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.queries.agency_history import merging_services, open_windows
from puas.db.queries.malls import mall_of_agency
from puas.db.queries.merging_registers import plan_merging_registers
from puas.db.queries.tenant_day import today_of
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.malls import MallMember
from puas.db.tables.people import AgencyAssignment
from puas.db.tables.surveys import CollectionPoint, PeriodService, SurveyPeriod
from puas.domain.agency_details import ServiceDetails
from puas.domain.agency_merger import ADDED, RESTORED, ServiceOutcome, plan_services
from puas.domain.agency_owners import changes_what_counts
from puas.runtime.signing_key import SigningKey
from puas.usecases._refusal import Refusal
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.continue_registers import continue_registers
from puas.usecases.record_audit import record_audit
from puas.usecases.save_service_type import save_service_type
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToMergeAgencies(Refusal):
    """`reason` is same, unknown, already-merged, archived (the one that is to go on), other-owner (only one counts for the regency)
    or other-mall (each serves in another mal pelayanan publik)."""


@dataclass(frozen=True, slots=True)
class Merger:
    """What was done."""

    name: str
    into: str
    closed_periods: int
    services: int
    points: int
    officers: int


def merge_agencies(
    *, session: Session, tenant_id: int, agency_id: UUID, into_id: UUID, account_id: UUID | None, signing_key: SigningKey, now: datetime,
    new_numbers: Mapping[UUID, str] | None = None,
) -> Merger:  # fmt: skip
    """Merge `agency_id` into `into_id` from now on; both rows are locked first, so that of two mergers the second sees the first.

    `new_numbers` are for SOP whose number the other agency uses; one that cannot be used raises UnusableNumbers.
    """
    ending, continuing = _lock(session, tenant_id, agency_id, into_id)
    closed = open_windows(session, tenant_id=tenant_id, agency_id=agency_id)
    for window in closed:
        close_survey_period(
            session=session, tenant_id=tenant_id, period_id=window.id, account_id=account_id, signing_key=signing_key, now=now
        )
    today = today_of(session, tenant_id=tenant_id, now=now)
    _move_membership(session, ending, continuing, today)
    plan = plan_services(
        merging_services(session, tenant_id=tenant_id, agency_id=agency_id),
        merging_services(session, tenant_id=tenant_id, agency_id=into_id),
    )
    registers = plan_merging_registers(
        session, tenant_id=tenant_id, agency_id=agency_id, into_id=into_id, services=plan, today=today,
        new_numbers=new_numbers,
    )  # fmt: skip
    successors = {each.source.id: _continue_service(session, continuing, each, account_id, now) for each in plan}
    _add_to_open_periods(session, continuing, [(successors[each.source.id], each.source.name) for each in plan])
    continue_registers(
        session=session, ending=ending, continuing=continuing, plan=registers, successors=successors, account_id=account_id, now=now,
        today=today,
    )  # fmt: skip
    done = Merger(
        name=ending.name, into=continuing.name, closed_periods=len(closed), services=len(plan),
        points=_redirect_points(session, ending, continuing, successors), officers=_assign_officers(session, ending, continuing),
    )  # fmt: skip
    ending.state, ending.merged_into_id, ending.merged_at = "archived", into_id, now
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="merge_agencies", subject=f"agency:{agency_id}", now=now,
        detail={
            "into": done.into, "periods_closed": done.closed_periods, "services": done.services, "codes": done.points,
            "officers": done.officers,
        },
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now)
    return done


def _lock(session: Session, tenant_id: int, agency_id: UUID, into_id: UUID) -> tuple[Agency, Agency]:
    if agency_id == into_id:
        raise UnableToMergeAgencies("same")
    statement = select(Agency).where(Agency.tenant_id == tenant_id, Agency.id.in_((agency_id, into_id))).order_by(Agency.id)
    rows = {row.id: row for row in session.scalars(statement.with_for_update().execution_options(populate_existing=True))}
    if len(rows) != 2:
        raise UnableToMergeAgencies("unknown")
    ending, continuing = rows[agency_id], rows[into_id]
    if ending.merged_into_id is not None:
        raise UnableToMergeAgencies("already-merged")
    if changes_what_counts(ending.owner, continuing.owner):
        raise UnableToMergeAgencies("other-owner")
    if continuing.state != "active":
        raise UnableToMergeAgencies("archived")
    return ending, continuing


def _continue_service(session: Session, continuing: Agency, plan: ServiceOutcome, account_id: UUID | None, now: datetime) -> UUID:
    """The id of the service that goes on with the users of this one."""
    tenant_id, source = continuing.tenant_id, plan.source
    if plan.outcome == ADDED or plan.target_id is None:
        details = ServiceDetails(name=source.name, population=source.population, is_free=source.is_free, is_online=source.is_online)
        made = save_service_type(
            session=session, tenant_id=tenant_id, agency_id=continuing.id, details=details, account_id=account_id, now=now
        )
        return made.id
    values: dict[str, object] = {"population": plan.population}
    if plan.outcome == RESTORED:
        values["state"] = "active"
    session.execute(
        update(ServiceType).where(ServiceType.tenant_id == tenant_id, ServiceType.id == plan.target_id).values(**values)
    )
    return plan.target_id


def _add_to_open_periods(session: Session, continuing: Agency, services: Sequence[tuple[UUID, str]]) -> None:
    """Stickers of the agency that ends must find their service in the period they lead to now.

    The sample of that period was fixed when it opened, so a service that comes later has no share in it and no population there.
    """
    mine = (SurveyPeriod.tenant_id == continuing.tenant_id, SurveyPeriod.agency_id == continuing.id, SurveyPeriod.state == "open")
    # Locked against the close that would freeze the list at the same moment.
    for period_id in session.scalars(select(SurveyPeriod.id).where(*mine).order_by(SurveyPeriod.id).with_for_update()).all():
        of_period = (PeriodService.tenant_id == continuing.tenant_id, PeriodService.period_id == period_id)
        asked = set(session.scalars(select(PeriodService.service_type_id).where(*of_period)))
        last = session.scalar(select(func.max(PeriodService.position)).where(*of_period)) or 0
        missing = [(service_id, name) for service_id, name in services if service_id not in asked]
        session.add_all(
            PeriodService(
                tenant_id=continuing.tenant_id, period_id=period_id, service_type_id=service_id, name=name, position=position,
                population=None, sample_target=0,
            )
            for position, (service_id, name) in enumerate(missing, start=last + 1)
        )  # fmt: skip
    session.flush()


def _redirect_points(session: Session, ending: Agency, continuing: Agency, successors: Mapping[UUID, UUID]) -> int:
    """Stickers in use lead to the other agency; one whose service has ended asks which service it was."""
    mine = (CollectionPoint.tenant_id == ending.tenant_id, CollectionPoint.agency_id == ending.id, CollectionPoint.state == "active")
    points = session.execute(select(CollectionPoint.id, CollectionPoint.service_type_id).where(*mine).with_for_update()).all()
    for point_id, service_id in points:
        successor = None if service_id is None else successors.get(service_id)
        session.execute(
            update(CollectionPoint)
            .where(CollectionPoint.tenant_id == ending.tenant_id, CollectionPoint.id == point_id)
            .values(agency_id=continuing.id, service_type_id=successor)
        )
    return len(points)


def _move_membership(session: Session, ending: Agency, continuing: Agency, today: date) -> None:
    """The agency that goes on serves where the other served: its counters in a mall go on too. In two malls neither could."""
    tenant_id = ending.tenant_id
    mine = mall_of_agency(session, tenant_id=tenant_id, agency_id=ending.id)
    if mine is None:
        return
    other = mall_of_agency(session, tenant_id=tenant_id, agency_id=continuing.id)
    if other is not None and other[0] != mine[0]:
        raise UnableToMergeAgencies("other-mall")
    now_serving = update(MallMember).where(
        MallMember.tenant_id == tenant_id, MallMember.agency_id == ending.id, MallMember.left_on.is_(None)
    )
    session.execute(now_serving.values(left_on=func.greatest(MallMember.joined_on, today)))
    if other is None:
        session.execute(
            insert(MallMember)
            .values(tenant_id=tenant_id, mall_id=mine[0], agency_id=continuing.id, joined_on=today)
            # It left this very mall today and is back.
            .on_conflict_do_update(index_elements=["tenant_id", "mall_id", "agency_id", "joined_on"], set_={"left_on": None})
        )


def _assign_officers(session: Session, ending: Agency, continuing: Agency) -> int:
    """Officers get the other agency too, and keep the old one: its last report is still theirs to write."""
    of_ending = (AgencyAssignment.tenant_id == ending.tenant_id, AgencyAssignment.agency_id == ending.id)
    officers = session.scalars(select(AgencyAssignment.account_id).where(*of_ending)).all()
    if officers:
        rows = [{"tenant_id": ending.tenant_id, "account_id": each, "agency_id": continuing.id} for each in officers]
        session.execute(insert(AgencyAssignment).values(rows).on_conflict_do_nothing())
    return len(officers)
