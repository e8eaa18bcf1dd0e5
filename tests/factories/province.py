"""A province with regencies, their submissions, shared figures, promises, contacts and progress, as flat rows.

The rows are written as the use cases that make them would leave them; what they are computed from does not exist here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.places import Tenant, TenantContact, TenantProgress
from puas.db.tables.reports import FollowupItem
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import ReportingScope, reporting_scope
from puas.domain.submission_workflow import HANDED_OVER, PUBLISHED
from tests.factories.tenants import add_account, add_member, add_tenant

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
RULE = edition()
REGENCY_UNIT = UUID(int=0)
YEAR = reporting_scope(2026)
JOINED = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
QUARTERS = tuple(reporting_scope(2026, f"triwulan-{number}") for number in (1, 2, 3, 4))


@dataclass(frozen=True)
class Province:
    """A province with somebody who may see it."""

    tenant: Tenant
    account_id: UUID

    @property
    def path(self) -> str:
        return f"/t/{self.tenant.slug}"


def add_province(session: Session, *, code: str | None = "51", slug: str = "provinsi-contoh", role: str = "province-admin") -> Province:
    """A province on board, with one member."""
    tenant = add_tenant(session, slug=slug, name=f"Provinsi {slug}", kind="province", region_code=code)
    account = add_account(session, f"{role}@{slug}.example")
    add_member(session, tenant_id=tenant.id, account_id=account.id, role=role)
    session.flush()
    return Province(tenant, account.id)


def add_regency(
    session: Session, name: str, *, code: str, state: str = "active", kind: str = "regency", slug: str = "", joined: datetime = JOINED
) -> Tenant:
    """A regency of the province its code begins with."""
    slug, region_code = slug or name.lower().replace(" ", "-"), None if kind == "demo" else code
    return add_tenant(session, slug=slug, name=name, kind=kind, region_code=region_code, state=state, created_at=joined)


def add_agency(session: Session, tenant: Tenant, name: str, kind: str = "dinas") -> UUID:
    """An agency's id."""
    agency_id = new_id()
    with tenancy.inside(session, tenant_id=tenant.id):
        session.execute(insert(Agency).values(tenant_id=tenant.id, id=agency_id, name=name, kind=kind, created_at=NOW))
    return agency_id


def add_submission(
    session: Session, tenant: Tenant, agency_id: UUID, scope: ReportingScope, *, state: str = HANDED_OVER, **more: Any
) -> UUID:
    """A period of an agency over a whole scope with its submission; gives the period's id."""
    period_id, window = new_id(), scope.window
    with tenancy.inside(session, tenant_id=tenant.id):
        agency = session.query(Agency.name, Agency.kind).filter(Agency.tenant_id == tenant.id, Agency.id == agency_id).one()
        session.execute(
            insert(SurveyPeriod).values(
                tenant_id=tenant.id, id=period_id, agency_id=agency_id, agency_name=agency.name, label=window.label, kind="triwulan",
                starts_on=window.starts_on, ends_on=window.ends_on, edition=RULE.id,
                state="open" if state == "collecting" else "closed", opened_at=NOW, closed_at=None if state == "collecting" else NOW,
            )
        )  # fmt: skip
        known = {
            "province_code": tenant.province_code, "agency_name": agency.name, "agency_kind": agency.kind, "label": window.label,
            "kind": "triwulan", "starts_on": window.starts_on, "ends_on": window.ends_on, "state": state, "respondents": 120,
            "sample_target": 100, "changed_at": NOW, "handed_over_at": NOW if state == HANDED_OVER else None,
            "published_at": NOW if state in (PUBLISHED, HANDED_OVER) else None,
        }  # fmt: skip
        session.execute(insert(Submission).values(tenant_id=tenant.id, period_id=period_id, agency_id=agency_id, **{**known, **more}))
    return period_id


def figure_values(nik: str | None, *, unsur: Mapping[str, str] | None = None, answered: int = 120, **more: Any) -> dict[str, Any]:
    """The columns of a printed figure; without a NIK the unit is suppressed. `unsur` replaces single ones, the others equal the index."""
    if nik is None:
        return {"edition": RULE.id, "is_suppressed": True, "unsur": [], **more}
    value = Decimal(nik)
    records = [
        {
            "slug": slug, "answered": answered, "nrr": str(Decimal(each) / 25), "nik": each, "mutu": grade(RULE, Decimal(each)).mutu,
        }
        for slug in RULE.slugs()
        for each in [(unsur or {}).get(slug, nik)]
    ]  # fmt: skip
    return {
        "edition": RULE.id, "respondents": answered, "sample_target": 100, "ni": value / 25, "nik": value, "mutu": grade(RULE, value).mutu,
        "simple_mean": value, "respondent_weighted": value, "margin": Decimal("1.20"), "is_letter_stable": True, "unsur": records, **more,
    }  # fmt: skip


def add_figure(
    session: Session,
    tenant: Tenant,
    scope: ReportingScope,
    nik: str | None,
    *,
    level: str = "regency",
    unit_id: UUID = REGENCY_UNIT,
    name: str = "",
    kind: str = "",
    agency_id: UUID | None = None,
    **more: Any,
) -> None:
    """A row of shared figures; of an agency give `unit_id`, of a service also `agency_id`."""
    window = scope.window
    values = {
        "tenant_id": tenant.id, "year": scope.year, "part": scope.part, "level": level, "unit_id": unit_id, "name": name or tenant.name,
        "agency_id": unit_id if level == "agency" else agency_id, "kind": kind, "province_code": tenant.province_code, "periods": 1,
        "starts_on": window.starts_on, "ends_on": window.ends_on, "members": 1, "members_total": 1, "updated_at": NOW,
        **figure_values(nik, **more),
    }  # fmt: skip
    with tenancy.inside(session, tenant_id=tenant.id):
        session.execute(insert(SharedFigure).values(**values))


def add_promise(
    session: Session, tenant: Tenant, period_id: UUID, *, unsur: str = "waktu", action: str = "Menambah loket", state: str = "done",
    due_on: date | None = None, is_shown: bool = True, **more: Any,
) -> UUID:  # fmt: skip
    """A promise of a published plan; `is_shown` False as long as its period is not published."""
    item_id = new_id()
    with tenancy.inside(session, tenant_id=tenant.id):
        session.execute(
            insert(FollowupItem).values(
                tenant_id=tenant.id, id=item_id, period_id=period_id, unsur=unsur, action=action, state=state, due_on=due_on,
                person_in_charge="RahasiaPenanggungJawab", province_code=tenant.province_code if is_shown else None, updated_at=NOW, **more,
            )
        )  # fmt: skip
    return item_id


def add_progress(session: Session, tenant: Tenant, *, agencies: int = 1, **more: Any) -> None:
    """How far the set-up is."""
    values = {"agencies": agencies, "services": 2, "respondents": 120, "last_answer_on": date(2026, 11, 20), **more}
    with tenancy.inside(session, tenant_id=tenant.id):
        session.execute(insert(TenantProgress).values(tenant_id=tenant.id, province_code=tenant.province_code, counted_at=NOW, **values))


def add_contact(session: Session, tenant: Tenant, name: str, *, phone: str = "0812 3456 7890") -> None:
    """A contact person."""
    with tenancy.inside(session, tenant_id=tenant.id):
        session.execute(
            insert(TenantContact).values(
                tenant_id=tenant.id, id=new_id(), province_code=tenant.province_code, name=name, position="Kepala Bagian Organisasi",
                phone=phone, email="ortala@contoh.go.id", place=0, updated_at=NOW,
            )
        )  # fmt: skip


def settled_regency(
    session: Session, name: str, *, code: str, nik: str, scope: ReportingScope = QUARTERS[0], agencies: int = 2, state: str = HANDED_OVER
) -> tuple[Tenant, list[UUID]]:
    """A regency with agencies, each with one period in the scope, and with figures of scope and year for all of them."""
    tenant = add_regency(session, name, code=code)
    add_progress(session, tenant, agencies=agencies)
    ids = []
    for number in range(agencies):
        office = f"Dinas Kesehatan {number}" if number else "Dinas Kependudukan dan Pencatatan Sipil"
        agency_id = add_agency(session, tenant, office)
        add_submission(session, tenant, agency_id, scope, state=state)
        if state in (PUBLISHED, HANDED_OVER):
            for each in (scope, reporting_scope(scope.year)):
                add_figure(session, tenant, each, nik, level="agency", unit_id=agency_id, name=office, kind="dinas")
        ids.append(agency_id)
    if state in (PUBLISHED, HANDED_OVER):
        for each in (scope, reporting_scope(scope.year)):
            add_figure(session, tenant, each, nik, members=agencies, members_total=agencies)
    return tenant, ids
