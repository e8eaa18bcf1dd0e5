"""Set-ups from practice behind their codes, as a real regency meets them, and where in it their promises could go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.queries.agency_import import known_agencies
from puas.db.queries.submitted_reports import is_submitted
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.training import PracticeSetup
from puas.domain.practice_setup import read_setup
from puas.domain.practice_takeover import PlanSpot, Takeover, known_ids, plan_takeover
from puas.domain.result_snapshot import ResultSnapshot

EXPIRED, TAKEN, TAKEN_ELSEWHERE, UNKNOWN, OTHER_KIND = "expired", "taken", "taken-elsewhere", "unknown-code", "other-kind"
_OTHER_KINDS = (locators.TRAINING, locators.CODE)


class UnusableSetup(LookupError):
    """`reason`: unknown-code, other-kind (the code of a training or a sticker), expired, taken (here) or taken-elsewhere."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FoundSetup:
    """Where a set-up is kept, what it says, and what became of it."""

    owner_id: int
    id: UUID
    content: str
    made_at: datetime
    expires_at: datetime
    taken_at: datetime | None
    taken_by: int | None

    def refusal(self, tenant_id: int, now: datetime) -> str:
        """Why this tenant cannot take it over now; empty where it can."""
        if self.taken_at is not None:
            return TAKEN if self.taken_by == tenant_id else TAKEN_ELSEWHERE
        return EXPIRED if self.expires_at <= now else ""


def find_setup(session: Session, *, code: str, now: datetime, for_update: bool = False) -> FoundSetup:
    """The set-up of a code as it is typed; the caller's tenant is entered again afterwards. Raises UnusableSetup."""
    key = locators.tidy_code(code)
    found = locators.locate(session, kind=locators.PRACTICE_SETUP, key=key, now=now)
    if found is None or found.tenant_id is None:
        known = any(locators.locate(session, kind=kind, key=key, now=now) for kind in _OTHER_KINDS)
        raise UnusableSetup(OTHER_KIND if known else UNKNOWN)
    statement = select(
        PracticeSetup.content, PracticeSetup.made_at, PracticeSetup.expires_at, PracticeSetup.taken_at, PracticeSetup.taken_by
    ).where(PracticeSetup.tenant_id == found.tenant_id, PracticeSetup.id == UUID(found.target))
    if for_update:
        statement = statement.with_for_update()
    with tenancy.inside(session, tenant_id=found.tenant_id):
        row = session.execute(statement).one_or_none()
    if row is None:
        # The participant was taken out of the training, and what they packed with them.
        raise UnusableSetup(UNKNOWN)
    return FoundSetup(found.tenant_id, UUID(found.target), *row)


def takeover_of(session: Session, *, tenant_id: int, content: str, today: date) -> Takeover:
    """What the set-up would do in this tenant as it is now; at most five statements."""
    setup = read_setup(content)
    known = known_agencies(session, tenant_id)
    return plan_takeover(setup, known, _spots(session, tenant_id, known_ids(setup, known)), today)


def _spots(session: Session, tenant_id: int, agency_ids: Collection[UUID]) -> dict[UUID, PlanSpot]:
    """The newest period with a frozen result of each agency; with the plan of it."""
    if not agency_ids:
        return {}
    promised: defaultdict[UUID, set[tuple[str, str]]] = defaultdict(set)
    planned: set[UUID] = set()
    for row in session.execute(
        select(SurveyPeriod.agency_id, FollowupItem.period_id, FollowupItem.unsur, FollowupItem.action)
        .join(SurveyPeriod, and_(SurveyPeriod.tenant_id == FollowupItem.tenant_id, SurveyPeriod.id == FollowupItem.period_id))
        .where(FollowupItem.tenant_id == tenant_id, SurveyPeriod.agency_id.in_(agency_ids))
    ):
        promised[row.agency_id].add((row.unsur, row.action))
        planned.add(row.period_id)
    newest = (
        select(
            SurveyPeriod.agency_id, SurveyPeriod.id, SurveyPeriod.label, SurveyPeriod.plan_version, Result.snapshot,
            is_submitted(SurveyPeriod.tenant_id, SurveyPeriod.id).label("is_submitted"),
        )
        .join(Result, and_(Result.tenant_id == SurveyPeriod.tenant_id, Result.period_id == SurveyPeriod.id))
        .where(
            SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.agency_id.in_(agency_ids), Result.scope == "period",
            Result.superseded_at.is_(None),
        )
        .ext(distinct_on(SurveyPeriod.agency_id))
        .order_by(SurveyPeriod.agency_id, SurveyPeriod.ends_on.desc(), SurveyPeriod.id)
    )  # fmt: skip
    return {
        row.agency_id: PlanSpot(
            row.id, row.label, row.plan_version,
            frozenset(each.slug for each in ResultSnapshot.from_json(row.snapshot).lowest()),
            row.id in planned, row.is_submitted, frozenset(promised[row.agency_id]),
        )
        for row in session.execute(newest)
    }  # fmt: skip
