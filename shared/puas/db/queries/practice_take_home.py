"""What of a practice tenant could come along: agencies, services, and the plans a participant saved. Names and words only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, and_, cast, exists, literal, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.people import AuditEvent
from puas.db.tables.reports import FollowupItem
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.training import PracticeSetup
from puas.domain.followup_plan import DONE, due_of
from puas.domain.practice_setup import SetupAgency, SetupPromise, SetupService, code_of

_PLAN_ACTS = ("save_followup_plan", "carry_followup")


@dataclass(frozen=True, slots=True)
class Portable:
    """An agency of the practice tenant with everything of it that could come along, each part by its id."""

    id: UUID
    agency: SetupAgency
    services: dict[UUID, SetupService]
    promises: dict[UUID, SetupPromise]


@dataclass(frozen=True, slots=True)
class PackedSetup:
    """A set-up as its owner sees it again."""

    code: str
    made_at: datetime
    expires_at: datetime
    taken_at: datetime | None


def list_portable(session: Session, *, tenant_id: int) -> list[Portable]:
    """Active agencies by name; three statements. A plan counts as the participants' own once one of them has saved it."""
    services: defaultdict[UUID, dict[UUID, SetupService]] = defaultdict(dict)
    for service in session.execute(
        select(ServiceType.agency_id, ServiceType.id, ServiceType.name, ServiceType.is_free, ServiceType.is_online)
        .where(ServiceType.tenant_id == tenant_id, ServiceType.state == "active")
        .order_by(ServiceType.created_at, ServiceType.id)
    ):
        services[service.agency_id][service.id] = SetupService(service.name, service.is_free, service.is_online)
    promises = _promises(session, tenant_id)
    agencies = session.execute(
        select(Agency.id, Agency.name, Agency.short_name, Agency.kind)
        .where(Agency.tenant_id == tenant_id, Agency.state == "active", Agency.merged_into_id.is_(None))
        .order_by(Agency.name, Agency.id)
    )
    return [
        Portable(row.id, SetupAgency(row.name, row.short_name, row.kind, (), ()), services[row.id], promises[row.id]) for row in agencies
    ]


def newest_setup(session: Session, *, owner_id: int, participant_id: UUID) -> PackedSetup | None:
    """What the participant packed last; the caller's tenant is entered again afterwards."""
    statement = (
        select(PracticeSetup.id, PracticeSetup.made_at, PracticeSetup.expires_at, PracticeSetup.taken_at)
        .where(PracticeSetup.tenant_id == owner_id, PracticeSetup.participant_id == participant_id)
        .order_by(PracticeSetup.made_at.desc())
        .limit(1)
    )
    with tenancy.inside(session, tenant_id=owner_id):
        row = session.execute(statement).one_or_none()
    return None if row is None else PackedSetup(code_of(row.id), row.made_at, row.expires_at, row.taken_at)


def _promises(session: Session, tenant_id: int) -> defaultdict[UUID, dict[UUID, SetupPromise]]:
    saved = exists().where(
        AuditEvent.tenant_id == tenant_id,
        AuditEvent.subject == literal("survey_period:") + cast(FollowupItem.period_id, String),
        AuditEvent.action.in_(_PLAN_ACTS),
        # Plans of the story are made by nobody.
        AuditEvent.account_id.is_not(None),
    )
    statement = (
        select(
            SurveyPeriod.agency_id, FollowupItem.id, FollowupItem.unsur, FollowupItem.action, FollowupItem.due_on,
            FollowupItem.due_precision,
        )
        .join(SurveyPeriod, and_(SurveyPeriod.tenant_id == FollowupItem.tenant_id, SurveyPeriod.id == FollowupItem.period_id))
        .where(FollowupItem.tenant_id == tenant_id, FollowupItem.state != DONE, saved)
        .order_by(SurveyPeriod.starts_on, FollowupItem.position, FollowupItem.id)
    )  # fmt: skip
    found: defaultdict[UUID, dict[UUID, SetupPromise]] = defaultdict(dict)
    for row in session.execute(statement):
        due = due_of(row.due_on, row.due_precision)
        found[row.agency_id][row.id] = SetupPromise(row.unsur, row.action, due.code if due else "")
    return found
