"""Opens a survey period for several agencies at once, with an outcome for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.targets import YearTargets, list_targets
from puas.db.queries.tenant_day import today_of
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import TenantProfile
from puas.db.tables.surveys import PeriodService, SurveyPeriod
from puas.domain.questionnaire import UnusableWording, check_wording
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.sample_size import FORMULA, SAMPLE_POLICIES, sample_size, spread_sample
from puas.domain.survey_period import Period
from puas.usecases._refusal import Refusal
from puas.usecases._submissions import ensure_submissions
from puas.usecases.record_audit import record_audit

Wording = Mapping[str, Mapping[str, object]]

FURTHEST_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Opening:
    """What became of one agency: a period, or the reason why none was opened.

    `reason` is overlaps (then `overlapping` names the windows in the way), no-services or archived.
    """

    agency_id: UUID
    agency_name: str
    period: SurveyPeriod | None = None
    reason: str = ""
    overlapping: tuple[str, ...] = ()


class UnableToOpenSurveyPeriods(Refusal):
    """`reason`: none-chosen, unknown-agency, already-over, too-far-ahead or unusable-wording; nothing was opened."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all periods of one opening have in common."""

    window: Period
    rule: Edition
    wording: Wording
    policy: str
    account_id: UUID | None
    now: datetime
    targets: YearTargets


def open_survey_periods(
    *,
    session: Session,
    tenant_id: int,
    agency_ids: Collection[UUID],
    period: Period,
    account_id: UUID | None,
    now: datetime,
    wording: Wording | None = None,
) -> tuple[Opening, ...]:
    """Freeze names, services, populations, sample, target and wording of each agency and open the window for it.

    The agencies' rows are locked first, so that of two openings at the same time the second one sees the first.
    """
    if not agency_ids:
        raise UnableToOpenSurveyPeriods("none-chosen")
    year = period.ends_on.year
    targets = list_targets(session, tenant_id=tenant_id, years=[year])[year]
    frame = _Frame(period, edition(), wording or {}, _sample_policy(session, tenant_id), account_id, now, targets)
    _refuse_nonsense(session, tenant_id, frame)
    agencies = _lock(session, tenant_id, agency_ids)
    services = _services(session, tenant_id, agency_ids)
    in_the_way = _overlapping(session, tenant_id, agency_ids, period)
    outcomes = [_outcome(agency, services[agency.id], in_the_way[agency.id], frame) for agency in agencies]
    opened = [outcome.period for outcome in outcomes if outcome.period is not None]
    session.add_all(opened)
    session.flush()
    for row in opened:
        session.add_all(_frozen_services(row, services[row.agency_id]))
    session.flush()
    if opened:
        # From here on the way of its report can be followed, also by the province.
        ensure_submissions(session, tenant_id=tenant_id, period_ids=[row.id for row in opened], now=now)
    _record(session, opened, frame)
    return tuple(outcomes)


def _sample_policy(session: Session, tenant_id: int) -> str:
    chosen = session.scalar(select(TenantProfile.sample_policy).where(TenantProfile.tenant_id == tenant_id))
    return chosen if chosen in SAMPLE_POLICIES else FORMULA


def _refuse_nonsense(session: Session, tenant_id: int, frame: _Frame) -> None:
    today = today_of(session, tenant_id=tenant_id, now=frame.now)
    if frame.window.ends_on < today:
        raise UnableToOpenSurveyPeriods("already-over")
    if frame.window.starts_on > today + FURTHEST_AHEAD:
        raise UnableToOpenSurveyPeriods("too-far-ahead")
    try:
        check_wording(frame.rule, frame.wording)
    except UnusableWording as error:
        raise UnableToOpenSurveyPeriods("unusable-wording") from error


def _lock(session: Session, tenant_id: int, agency_ids: Collection[UUID]) -> Sequence[Agency]:
    # One order for everybody, or two openings of many agencies could wait for each other for ever.
    statement = (
        select(Agency).where(Agency.tenant_id == tenant_id, Agency.id.in_(agency_ids)).order_by(Agency.id).with_for_update()
    )
    agencies = session.scalars(statement.execution_options(populate_existing=True)).all()
    if len(agencies) != len(set(agency_ids)):
        raise UnableToOpenSurveyPeriods("unknown-agency")
    return sorted(agencies, key=lambda each: each.name.lower())


def _services(session: Session, tenant_id: int, agency_ids: Collection[UUID]) -> Mapping[UUID, list[ServiceType]]:
    statement = (
        select(ServiceType)
        .where(ServiceType.tenant_id == tenant_id, ServiceType.agency_id.in_(agency_ids), ServiceType.state == "active")
        .order_by(ServiceType.created_at, ServiceType.id)
    )
    found: defaultdict[UUID, list[ServiceType]] = defaultdict(list)
    for service in session.scalars(statement):
        found[service.agency_id].append(service)
    return found


def _overlapping(
    session: Session, tenant_id: int, agency_ids: Collection[UUID], period: Period
) -> Mapping[UUID, list[SurveyPeriod]]:
    statement = (
        select(SurveyPeriod)
        .where(
            SurveyPeriod.tenant_id == tenant_id,
            SurveyPeriod.agency_id.in_(agency_ids),
            SurveyPeriod.starts_on <= period.ends_on,
            SurveyPeriod.ends_on >= period.starts_on,
        )
        .order_by(SurveyPeriod.starts_on)
    )
    found: defaultdict[UUID, list[SurveyPeriod]] = defaultdict(list)
    for each in session.scalars(statement):
        found[each.agency_id].append(each)
    return found


def _outcome(
    agency: Agency, services: Sequence[ServiceType], in_the_way: Sequence[SurveyPeriod], frame: _Frame
) -> Opening:
    if agency.state != "active":
        return Opening(agency.id, agency.name, reason="archived")
    if in_the_way:
        return Opening(agency.id, agency.name, reason="overlaps", overlapping=tuple(each.label for each in in_the_way))
    if not services:
        return Opening(agency.id, agency.name, reason="no-services")
    return Opening(agency.id, agency.name, _period(agency, services, frame))


def _period(agency: Agency, services: Sequence[ServiceType], frame: _Frame) -> SurveyPeriod:
    population = sum(service.population or 0 for service in services)
    return SurveyPeriod(
        tenant_id=agency.tenant_id,
        id=new_id(),
        agency_id=agency.id,
        kind=frame.window.kind,
        label=frame.window.label,
        starts_on=frame.window.starts_on,
        ends_on=frame.window.ends_on,
        edition=frame.rule.id,
        questionnaire=_frozen_wording(frame.rule, frame.wording),
        agency_name=agency.name,
        target_nik=_target(agency, frame),
        sample_policy=frame.policy,
        sample_target=sample_size(population, policy=frame.policy),
        state="open",
        opened_by=frame.account_id,
        opened_at=frame.now,
    )


def _target(agency: Agency, frame: _Frame) -> str:
    """What is laid down for the year the period ends in; else what is noted with the agency."""
    aim = frame.targets.of(agency.id)
    return agency.target_nik if aim is None else str(aim.nik)


def _frozen_services(period: SurveyPeriod, services: Sequence[ServiceType]) -> list[PeriodService]:
    shares = spread_sample(period.sample_target, [service.population or 0 for service in services])
    return [
        PeriodService(
            tenant_id=period.tenant_id,
            period_id=period.id,
            service_type_id=service.id,
            name=service.name,
            position=position,
            population=service.population,
            sample_target=share,
        )
        for position, (service, share) in enumerate(zip(services, shares, strict=True), start=1)
    ]


def _frozen_wording(rule: Edition, wording: Wording) -> dict[str, dict[str, object]]:
    """The full wording, not only what differs, so that a later correction of the edition does not touch old periods."""
    return {
        question.unsur: {"text": question.text, "answers": list(question.answers), **wording.get(question.unsur, {})}
        for question in rule.questions
    }


def _record(session: Session, opened: Sequence[SurveyPeriod], frame: _Frame) -> None:
    for row in opened:
        record_audit(
            session=session,
            tenant_id=row.tenant_id,
            account_id=frame.account_id,
            action="open_survey_period",
            subject=f"survey_period:{row.id}",
            now=frame.now,
            detail={"agency": row.agency_name, "label": row.label},
        )
