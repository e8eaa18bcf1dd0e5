"""A regency that has published three years of a large survey: its shared figures and promises, written straight to the tables.

Pages that only read what was published cannot tell it from a regency that really asked so many people.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant, TenantProfile
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import Result
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.reporting_scope import PARTS, ReportingScope
from puas.domain.survey_period import triwulan

SLUG = "besar"
PUBLISHED_AT = datetime(2026, 10, 20, 3, 0, tzinfo=UTC)
YEARS = (2024, 2025, 2026)
_NOBODY = UUID(int=0)


def publish_regency(session: Session, *, agencies: int, services: int) -> int:
    """Every part of three years for the regency, its agencies and their services; returns the tenant's id."""
    tenant = Tenant(slug=SLUG, kind="regency", name="Kabupaten Besar", time_zone="Asia/Jakarta", is_sample=True, published_at=PUBLISHED_AT)
    session.add(tenant)
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id)
    session.add(TenantProfile(tenant_id=tenant.id, government_name="Pemerintah Kabupaten Besar"))
    session.flush()
    numbers = count()
    figures = _figures(tenant.id, "regency", _NOBODY, None, "", next(numbers))
    for place in range(agencies):
        agency_id = _add_agency(session, tenant.id, place)
        figures += _figures(tenant.id, "agency", agency_id, agency_id, f"Dinas {place}", next(numbers))
        for number in range(services):
            service = ServiceType(
                tenant_id=tenant.id, id=new_id(), agency_id=agency_id, name=f"Layanan {number}", slug=f"layanan-{number}", population=1000
            )
            session.add(service)
            figures += _figures(tenant.id, "service", service.id, agency_id, service.name, next(numbers))
    session.flush()
    session.execute(insert(SharedFigure), figures)
    return tenant.id


def _figures(tenant_id: int, level: str, unit_id: UUID, agency_id: UUID | None, name: str, number: int) -> list[dict[str, Any]]:
    """The same unit over every part of every year, with an index of its own."""
    nik = Decimal(7500 + number * 37 % 2000) / 100
    mutu = "A" if nik > Decimal("88.30") else "B" if nik > Decimal("76.60") else "C"
    unsur = [
        {"slug": slug, "answered": "120", "nrr": f"{nik / 25:.3f}", "nik": f"{nik:.2f}", "mutu": mutu}
        for slug in edition(DEFAULT_EDITION_ID).slugs()
    ]
    windows = [(year, part, ReportingScope(year, part).window) for year in YEARS for part in PARTS]
    return [
        {
            "tenant_id": tenant_id, "year": year, "part": part, "level": level, "unit_id": unit_id, "agency_id": agency_id, "name": name,
            "kind": "" if level == "regency" else "dinas", "edition": DEFAULT_EDITION_ID, "periods": 1, "starts_on": window.starts_on,
            "ends_on": window.ends_on, "respondents": 120 + number % 300, "sample_target": 200, "population": 1000, "ni": nik / 25,
            "nik": nik, "mutu": mutu, "simple_mean": nik, "respondent_weighted": nik, "margin": Decimal("1.20"), "is_letter_stable": True,
            "unsur": unsur, "updated_at": PUBLISHED_AT,
        }
        for year, part, window in windows
    ]  # fmt: skip


def _add_agency(session: Session, tenant_id: int, place: int) -> UUID:
    """With a published period in each quarter of three years, and a plan after each."""
    agency = Agency(tenant_id=tenant_id, id=new_id(), name=f"Dinas {place}", slug=f"dinas-{place}")
    session.add(agency)
    session.flush()
    for year in YEARS:
        for quarter in (1, 2, 3, 4):
            _add_period(session, agency, year, quarter)
    return agency.id


def _add_period(session: Session, agency: Agency, year: int, quarter: int) -> None:
    window = triwulan(year, quarter)
    shared = {"label": window.label, "starts_on": window.starts_on, "ends_on": window.ends_on}
    own = {"tenant_id": agency.tenant_id, "agency_id": agency.id}
    period = SurveyPeriod(
        **own, **shared, id=new_id(), kind=window.kind, edition=DEFAULT_EDITION_ID, agency_name=agency.name, state="closed",
        opened_at=PUBLISHED_AT,
    )  # fmt: skip
    session.add(period)
    session.flush()
    result = Result(
        **own, **shared, id=new_id(), scope="period", period_id=period.id, edition=DEFAULT_EDITION_ID, respondents=200,
        nik=Decimal("82.22"), mutu="B", snapshot="{}", sha256="0" * 64, signature="", frozen_at=PUBLISHED_AT,
    )  # fmt: skip
    session.add(result)
    session.flush()
    session.add(
        Submission(
            **own, **shared, period_id=period.id, agency_name=agency.name, agency_kind="dinas", kind=window.kind, state="published",
            published_result_id=result.id, published_at=PUBLISHED_AT, changed_at=PUBLISHED_AT,
        )
    )  # fmt: skip
    session.flush()
    session.add_all(
        FollowupItem(
            tenant_id=agency.tenant_id, id=new_id(), period_id=period.id, unsur=unsur, action="Menambah loket pada jam sibuk",
            due_on=date(2027, 3, 1), state="done" if position else "planned", description="Dua loket dibuka." if position else "",
            position=position, updated_at=PUBLISHED_AT,
        )
        for position, unsur in enumerate(("waktu", "sarpras", "prosedur"))
    )  # fmt: skip
