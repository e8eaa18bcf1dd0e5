"""What a collection point's code leads to: who asks, about what, and whether answers are taken now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.malls import ServiceMall
from puas.db.tables.places import Tenant, TenantProfile
from puas.db.tables.standards import ServiceStandard
from puas.db.tables.surveys import CollectionPoint, PeriodService, SurveyPeriod
from puas.domain.agency_owners import counts_for_regency
from puas.domain.regulation.registry import DEFAULT_EDITION_ID
from puas.domain.service_standards import IN_FORCE
from puas.presentation.accent import DEFAULT_ACCENT


@dataclass(frozen=True, slots=True)
class Window:
    """The period of this day, else the one that ended last, else the next one."""

    period_id: UUID
    label: str
    agency_name: str
    starts_on: date
    ends_on: date
    is_closed: bool
    edition: str
    # Wording of its own per unsur, as JSON.
    wording: str
    services: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A collection point with everything its pages show."""

    id: UUID
    code: str
    kind: str
    tenant_id: int
    tenant_slug: str
    tenant_name: str
    government_name: str
    time_zone: str
    is_sample: bool
    # active, suspended or left.
    tenant_state: str
    # Only what a regency publishes stands on public pages.
    is_shown_to_public: bool
    accent: str
    emblem_key: str | None
    agency_id: UUID
    agency_name: str
    # Empty where the agency has no public page.
    agency_slug: str
    service_type_id: UUID | None
    is_in_use: bool
    # A counter of a mal pelayanan publik that has closed: no new forms, but one already open is taken.
    is_mall_closed: bool
    window: Window | None
    # The public name of the point's own service, where it has a standard in force; else empty.
    standard_slug: str = ""

    def today(self, now: datetime) -> date:
        """The date on the wall of the office."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def services(self) -> tuple[tuple[UUID, str], ...]:
        """What the form asks about: the point's own service, or every service of the period."""
        offered = self.window.services if self.window else ()
        return tuple(each for each in offered if self.service_type_id in (None, each[0]))


def find_point(session: Session, *, code: str, now: datetime) -> Point | None:
    """The point behind a code, None where no such code was ever given out. Leaves the session in the point's tenant."""
    found = locators.locate(session, kind=locators.CODE, key=code, now=now)
    if found is None or found.tenant_id is None:
        return None
    tenancy.enter(session, tenant_id=found.tenant_id)
    statement = (
        select(
            CollectionPoint, Agency.name, Agency.slug, Agency.owner, Agency.state, func.coalesce(ServiceMall.state, "active"), Tenant,
            TenantProfile, _standard_slug(),
        )
        .join(Agency, and_(Agency.tenant_id == CollectionPoint.tenant_id, Agency.id == CollectionPoint.agency_id))
        .join(Tenant, Tenant.id == CollectionPoint.tenant_id)
        .outerjoin(TenantProfile, TenantProfile.tenant_id == CollectionPoint.tenant_id)
        .outerjoin(
            ServiceMall, and_(ServiceMall.tenant_id == CollectionPoint.tenant_id, ServiceMall.id == CollectionPoint.mall_id)
        )
        .where(CollectionPoint.tenant_id == found.tenant_id, CollectionPoint.id == UUID(found.target))
    )  # fmt: skip
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    point, agency_name, agency_slug, owner, agency_state, mall_state, tenant, profile, standard_slug = row
    today = now.astimezone(ZoneInfo(tenant.time_zone)).date()
    return Point(
        id=point.id,
        code=point.code,
        kind=point.kind,
        **office_of(tenant, profile),
        agency_id=point.agency_id,
        agency_name=agency_name,
        # An agency of another owner has no page among the regency's.
        agency_slug=(agency_slug or "") if counts_for_regency(owner) else "",
        service_type_id=point.service_type_id,
        is_in_use=point.state == "active" and agency_state == "active" and tenant.state == "active",
        is_mall_closed=mall_state == "closed",
        window=_find_window(session, tenant_id=tenant.id, agency_id=point.agency_id, today=today),
        standard_slug=standard_slug or "",
    )


def _standard_slug() -> Any:
    """Read with the point, so that a link to the standard costs no statement of its own."""
    return (
        select(ServiceType.slug)
        .join(
            ServiceStandard,
            and_(
                ServiceStandard.tenant_id == ServiceType.tenant_id, ServiceStandard.service_type_id == ServiceType.id,
                ServiceStandard.state == IN_FORCE,
            ),
        )
        .where(ServiceType.tenant_id == CollectionPoint.tenant_id, ServiceType.id == CollectionPoint.service_type_id)
        .scalar_subquery()
    )  # fmt: skip


def find_preview(session: Session, *, tenant_id: int, agency: Agency, period_id: UUID | None) -> Point | None:
    """What a sticker of this agency would lead to: in a period as frozen, or in one opened now; None for an unknown period."""
    row = session.execute(
        select(Tenant, TenantProfile)
        .outerjoin(TenantProfile, TenantProfile.tenant_id == Tenant.id)
        .where(Tenant.id == tenant_id)
    ).one()
    tenant, profile = row
    if period_id is None:
        window: Window | None = _window_opened_now(session, agency)
    else:
        window = _frozen_window(session, agency, period_id)
    if window is None:
        return None
    return Point(
        id=agency.id,
        code="",
        kind="sticker",
        **office_of(tenant, profile),
        agency_id=agency.id,
        agency_name=agency.name,
        agency_slug=agency.slug or "",
        service_type_id=None,
        is_in_use=True,
        is_mall_closed=False,
        window=window,
    )


def office_of(tenant: Tenant, profile: TenantProfile | None) -> dict[str, Any]:
    """What the pages show of the tenant; one that has not set up its profile has the usual colour and no emblem."""
    return {
        "tenant_id": tenant.id,
        "tenant_slug": tenant.slug,
        "tenant_name": tenant.name,
        "government_name": profile.government_name if profile else tenant.name,
        "time_zone": tenant.time_zone,
        "is_sample": tenant.is_sample,
        "tenant_state": tenant.state,
        "is_shown_to_public": tenant.kind == "regency",
        "accent": profile.accent if profile else DEFAULT_ACCENT,
        "emblem_key": profile.emblem_key if profile else None,
    }


def _window_opened_now(session: Session, agency: Agency) -> Window:
    services = session.execute(
        select(ServiceType.id, ServiceType.name)
        .where(ServiceType.tenant_id == agency.tenant_id, ServiceType.agency_id == agency.id, ServiceType.state == "active")
        .order_by(ServiceType.created_at, ServiceType.id)
    )
    return Window(
        period_id=agency.id,
        label="",
        agency_name=agency.name,
        starts_on=date.min,
        ends_on=date.max,
        is_closed=False,
        edition=DEFAULT_EDITION_ID,
        wording="{}",
        services=tuple((row.id, row.name) for row in services),
    )


def _frozen_window(session: Session, agency: Agency, period_id: UUID) -> Window | None:
    of_agency = (SurveyPeriod.tenant_id == agency.tenant_id, SurveyPeriod.agency_id == agency.id)
    statement = select(SurveyPeriod).where(*of_agency, SurveyPeriod.id == period_id)
    period = session.scalars(statement).one_or_none()
    return None if period is None else _window(session, period)


def _find_window(session: Session, *, tenant_id: int, agency_id: UUID, today: date) -> Window | None:
    of_agency = select(SurveyPeriod).where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.agency_id == agency_id)
    begun = of_agency.where(SurveyPeriod.starts_on <= today).order_by(SurveyPeriod.starts_on.desc()).limit(1)
    coming = of_agency.where(SurveyPeriod.starts_on > today).order_by(SurveyPeriod.starts_on).limit(1)
    period = session.scalars(begun).one_or_none() or session.scalars(coming).one_or_none()
    return None if period is None else _window(session, period)


def _window(session: Session, period: SurveyPeriod) -> Window:
    services = session.execute(
        select(PeriodService.service_type_id, PeriodService.name)
        .where(PeriodService.tenant_id == period.tenant_id, PeriodService.period_id == period.id)
        .order_by(PeriodService.position, PeriodService.name)
    )
    return Window(
        period_id=period.id,
        label=period.label,
        agency_name=period.agency_name,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        is_closed=period.state == "closed",
        edition=period.edition,
        wording=json.dumps(period.questionnaire),
        services=tuple((row.service_type_id, row.name) for row in services),
    )
