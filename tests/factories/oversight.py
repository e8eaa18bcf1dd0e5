"""A province with regencies, their people, agencies and reports on the way: written straight to the tables, with any dates wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.regulation.registry import DEFAULT_EDITION_ID
from puas.domain.survey_period import Period
from tests.factories.members import add_login, add_membership
from tests.factories.tenants import add_tenant

OPENED = datetime(2026, 1, 2, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Regency:
    """A regency with an administrator, and by agency its officer."""

    id: int
    slug: str
    name: str
    admin: UUID
    agencies: tuple[UUID, ...] = ()
    officers: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Province:
    """A province with an administrator, and its regencies."""

    id: int
    slug: str
    name: str
    admin: UUID
    regencies: tuple[Regency, ...] = field(default=())


def a_province(session: Session, *, regencies: int = 2, code: str = "35", time_zone: str = "Asia/Jakarta") -> Province:
    """On board with so many active regencies of two agencies each."""
    tenant = add_tenant(session, slug=f"provinsi-{code}", name=f"Provinsi {code}", kind="province", region_code=code)
    admin = add_login(session, f"admin@prov{code}.go.id", "Admin Provinsi").id
    add_membership(session, tenant_id=tenant.id, account_id=admin, role="province-admin")
    made = tuple(a_regency(session, f"{code}.{number:02d}", time_zone=time_zone) for number in range(1, regencies + 1))
    return Province(tenant.id, tenant.slug, tenant.name, admin, made)


def a_regency(session: Session, code: str, *, agencies: int = 2, state: str = "active", time_zone: str = "Asia/Jakarta") -> Regency:
    slug = f"kabupaten-{code.replace('.', '-')}"
    tenant = add_tenant(session, slug=slug, name=f"Kabupaten {code}", region_code=code, state=state, time_zone=time_zone)
    admin = add_login(session, f"admin@{slug}.go.id", "Admin Kabupaten").id
    add_membership(session, tenant_id=tenant.id, account_id=admin, role="tenant-admin")
    ids, officers = [], []
    for number in range(1, agencies + 1):
        with tenancy.inside(session, tenant_id=tenant.id):
            session.add(Agency(tenant_id=tenant.id, id=(agency_id := new_id()), name=f"Dinas {number} {code}", kind="dinas"))
        officer = add_login(session, f"petugas{number}@{slug}.go.id", f"Petugas {number}").id
        add_membership(session, tenant_id=tenant.id, account_id=officer, role="agency-officer", agency_ids=[agency_id])
        ids.append(agency_id)
        officers.append(officer)
    return Regency(tenant.id, slug, tenant.name, admin, tuple(ids), tuple(officers))


def a_submission(
    session: Session,
    *,
    tenant_id: int,
    agency_id: UUID,
    window: Period,
    state: str = "closed",
    province_code: str | None = "35",
    handed_over_at: datetime | None = None,
    round_number: int = 1,
) -> UUID:
    """A period and where its report stands."""
    period_id = new_id()
    with tenancy.inside(session, tenant_id=tenant_id):
        agency = session.get_one(Agency, (tenant_id, agency_id))
        shared = {"label": window.label, "kind": window.kind, "starts_on": window.starts_on, "ends_on": window.ends_on}
        session.add(
            SurveyPeriod(
                tenant_id=tenant_id, id=period_id, agency_id=agency_id, edition=DEFAULT_EDITION_ID, agency_name=agency.name,
                sample_target=100, state="open" if state == "collecting" else "closed", opened_at=OPENED, **shared,
            )
        )  # fmt: skip
        session.flush()
        session.add(
            Submission(
                tenant_id=tenant_id, period_id=period_id, province_code=province_code, agency_id=agency_id, agency_name=agency.name,
                agency_kind=agency.kind, state=state, round=round_number, handed_over_at=handed_over_at, changed_at=OPENED, **shared,
            )
        )  # fmt: skip
    return period_id


def on(day: date, hour: int = 3) -> datetime:
    """A moment of a day, UTC; three o'clock is ten in the morning in Jakarta."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
