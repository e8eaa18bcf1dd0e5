"""A tenant with an agency that asks: services, a period and collection points, written to the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant, TenantProfile
from puas.db.tables.surveys import CollectionPoint, PeriodService, SurveyPeriod
from puas.domain.regulation.registry import DEFAULT_EDITION_ID
from puas.usecases.submit_response import FilledForm

SLUGS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarpras")


@dataclass(frozen=True)
class Survey:
    """What a test needs to know about the agency that asks."""

    tenant_id: int
    time_zone: str
    agency_id: UUID
    period_id: UUID
    service_ids: tuple[UUID, ...]
    # The point of the whole agency asks for the service; the other one belongs to the first service.
    agency_point_id: UUID
    agency_code: str
    service_point_id: UUID
    service_code: str
    slug: str = field(default="")


def a_tenant(session: Session, *, slug: str = "arjosari", time_zone: str = "Asia/Jakarta", sample: bool = False) -> Tenant:
    tenant = Tenant(slug=slug, kind="regency", name=f"Kabupaten {slug.title()}", time_zone=time_zone, is_sample=sample)
    session.add(tenant)
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id)
    session.add(TenantProfile(tenant_id=tenant.id, government_name=f"Pemerintah Kabupaten {slug.title()}", accent="#0b6e4f"))
    session.flush()
    return tenant


def a_survey(
    session: Session,
    *,
    slug: str = "arjosari",
    time_zone: str = "Asia/Jakarta",
    starts_on: date = date(2026, 7, 1),
    ends_on: date = date(2026, 12, 31),
    services: int = 2,
    sample: bool = False,
    target_nik: str = "",
    wording: Mapping[str, object] | None = None,
) -> Survey:
    """An agency with an open period, entered; the caller commits."""
    tenant = session.scalars(select(Tenant).where(Tenant.slug == slug)).one_or_none()
    if tenant is None:
        tenant = a_tenant(session, slug=slug, time_zone=time_zone, sample=sample)
    tenancy.enter(session, tenant_id=tenant.id)
    number = new_id().hex[-6:]
    agency = Agency(tenant_id=tenant.id, id=new_id(), name=f"Dinas Kependudukan {number}", slug=f"dinas-kependudukan-{number}")
    session.add(agency)
    session.flush()
    service_types = [
        ServiceType(
            tenant_id=tenant.id, id=new_id(), agency_id=agency.id, name=f"Layanan {number}", slug=f"layanan-{number}", population=1000
        )
        for number in range(1, services + 1)
    ]
    session.add_all(service_types)
    session.flush()
    period = a_period(
        session, agency, service_types, starts_on=starts_on, ends_on=ends_on, target_nik=target_nik, questionnaire=dict(wording or {})
    )
    agency_point = a_point(session, agency, None, kind="poster")
    service_point = a_point(session, agency, service_types[0], kind="sticker")
    return Survey(
        tenant.id, time_zone, agency.id, period.id, tuple(each.id for each in service_types),
        agency_point.id, agency_point.code, service_point.id, service_point.code, slug,
    )


def a_period(
    session: Session, agency: Agency, services: list[ServiceType], *, starts_on: date, ends_on: date, **frozen: object
) -> SurveyPeriod:
    period = SurveyPeriod(
        tenant_id=agency.tenant_id, id=new_id(), agency_id=agency.id, kind="custom", label=f"Periode {starts_on:%Y}",
        starts_on=starts_on, ends_on=ends_on, edition=DEFAULT_EDITION_ID, agency_name=agency.name, sample_target=100,
        opened_at=datetime(2026, 7, 1, tzinfo=UTC), **frozen,
    )
    session.add(period)
    session.flush()
    session.add_all(
        PeriodService(
            tenant_id=agency.tenant_id, period_id=period.id, service_type_id=each.id, name=each.name, position=position,
            population=each.population, sample_target=50,
        )
        for position, each in enumerate(services, start=1)
    )
    session.flush()
    return period


def a_point(session: Session, agency: Agency, service: ServiceType | None, *, kind: str = "sticker") -> CollectionPoint:
    point = CollectionPoint(
        tenant_id=agency.tenant_id, id=new_id(), agency_id=agency.id, service_type_id=service.id if service else None,
        kind=kind, place="Loket 1", code=locators.new_code(), created_at=datetime(2026, 7, 1, tzinfo=UTC),
    )
    session.add(point)
    session.flush()
    locators.remember(session, kind=locators.CODE, key=point.code, target=str(point.id), tenant_id=agency.tenant_id)
    return point


def a_form(survey: Survey, scores: Mapping[str, int | None] | int = 4, **changes: object) -> FilledForm:
    """A filled form for the survey's first service; one number means that score everywhere."""
    if isinstance(scores, int):
        scores = dict.fromkeys(SLUGS, scores)
    values: dict[str, object] = {
        "id": new_id(), "agency_id": survey.agency_id, "service_type_id": survey.service_ids[0], "scores": scores,
        "channel": "sticker", "collection_point_id": survey.service_point_id, "gender": "perempuan", "age": 34,
        "education": "sma", "occupation": "wirausaha",
    }
    return FilledForm(**{**values, **changes})  # type: ignore[arg-type]
