"""Form F-03 of an assessment: what its code leads to, and what users wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.tables.agencies import Agency
from puas.db.tables.performance import PerformanceAnswer, PerformanceAssessment
from puas.db.tables.places import Tenant, TenantProfile
from puas.domain.regulation.performance_edition import PerformanceEdition, PerformanceForm
from puas.domain.regulation.performance_registry import performance_edition
from puas.presentation.accent import DEFAULT_ACCENT


@dataclass(frozen=True, slots=True)
class UsersForm:
    """A form F-03 with everything its public page shows."""

    assessment_id: UUID
    code: str
    tenant_id: int
    tenant_slug: str
    tenant_name: str
    # active, suspended or left.
    tenant_state: str
    is_sample: bool
    time_zone: str
    government_name: str
    accent: str
    emblem_key: str | None
    agency_name: str
    edition_id: str
    form_id: str
    # Of the assessment: open, validated or withdrawn.
    state: str
    until: date | None

    @property
    def edition(self) -> PerformanceEdition:
        """The rule the users are asked by."""
        return performance_edition(self.edition_id)

    @property
    def form(self) -> PerformanceForm:
        """The statements, with those of the other sheets."""
        return self.edition.form(self.form_id)

    def today(self, now: datetime) -> date:
        """The date on the wall of the office."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True)
class UsersSuggestion:
    """What a user wrote, and when."""

    text: str
    answered_at: datetime


def find_users_form(session: Session, *, code: str, now: datetime) -> UsersForm | None:
    """The form behind a code, None where no such code was ever given out. Leaves the session in the tenant of the form."""
    key = locators.tidy_code(code)
    found = locators.locate(session, kind=locators.PERFORMANCE, key=key, now=now)
    if found is None or found.tenant_id is None:
        return None
    tenancy.enter(session, tenant_id=found.tenant_id)
    statement = (
        select(PerformanceAssessment, Agency.name, Tenant, TenantProfile)
        .join(Agency, and_(Agency.tenant_id == PerformanceAssessment.tenant_id, Agency.id == PerformanceAssessment.agency_id))
        .join(Tenant, Tenant.id == PerformanceAssessment.tenant_id)
        .outerjoin(TenantProfile, TenantProfile.tenant_id == PerformanceAssessment.tenant_id)
        .where(PerformanceAssessment.tenant_id == found.tenant_id, PerformanceAssessment.id == UUID(found.target))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    assessment, agency_name, tenant, profile = row
    return UsersForm(
        assessment_id=assessment.id,
        code=key,
        tenant_id=tenant.id,
        tenant_slug=tenant.slug,
        tenant_name=tenant.name,
        tenant_state=tenant.state,
        is_sample=tenant.is_sample,
        time_zone=tenant.time_zone,
        government_name=profile.government_name if profile else tenant.name,
        accent=profile.accent if profile else DEFAULT_ACCENT,
        emblem_key=profile.emblem_key if profile else None,
        agency_name=agency_name,
        edition_id=assessment.edition,
        form_id=assessment.form,
        state=assessment.state,
        until=assessment.users_until,
    )


def assessment_with_users(session: Session, *, tenant_id: int, assessment_id: UUID) -> PerformanceAssessment | None:
    """One assessment, in whatever state."""
    statement = select(PerformanceAssessment).where(
        PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.id == assessment_id
    )
    return session.scalars(statement).one_or_none()


def suggestions_of_users(session: Session, *, tenant_id: int, assessment_id: UUID, limit: int) -> list[UsersSuggestion]:
    """What users wrote, the newest first."""
    statement = (
        select(PerformanceAnswer.suggestion, PerformanceAnswer.answered_at)
        .where(
            PerformanceAnswer.tenant_id == tenant_id,
            PerformanceAnswer.assessment_id == assessment_id,
            PerformanceAnswer.suggestion != "",
        )
        .order_by(PerformanceAnswer.answered_at.desc(), PerformanceAnswer.id)
        .limit(limit)
    )
    return [UsersSuggestion(*row) for row in session.execute(statement)]
