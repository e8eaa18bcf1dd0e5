"""What is public: figures made of published results, the periods behind them, and the promises that came of them.

Nothing here reads an answer, a tally, a result that is not published, or who is in charge of a promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import counts_here
from puas.db.queries.shared_figures import FIGURE_COLUMNS, FigureLine, in_scopes, line_of, of_unit
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Region, Tenant
from puas.db.tables.shared_figures import SharedFigure
from puas.domain.ranking import Contender
from puas.domain.reporting_scope import ReportingScope
from puas.domain.shared_disclosure import AGENCY, SERVICE


@dataclass(frozen=True, slots=True)
class Unit:
    """An agency or a service as it is called today; `successor` goes on with the work of an agency that was merged."""

    id: UUID
    name: str
    slug: str
    is_active: bool
    kind: str = ""
    successor: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """An agency of the regency or a service of an agency, with its figures of the scope where it published any."""

    unit: Unit
    figure: FigureLine | None

    @property
    def contender(self) -> Contender:
        """How a fair ranking sees it."""
        figure = self.figure
        if figure is None:
            return Contender(str(self.unit.id), self.unit.name, None, 0, None)
        return Contender(str(self.unit.id), self.unit.name, figure.nik, figure.respondents or 0, figure.sample_target)


@dataclass(frozen=True, slots=True)
class Publisher:
    """A line of the list of all who publish."""

    slug: str
    name: str
    province: str
    is_sample: bool
    published_at: datetime


def list_publishers(session: Session) -> list[Publisher]:
    """Every regency of which something is public, by province and name; read from the directory, entering nobody."""
    statement = (
        select(Tenant.slug, Tenant.name, func.coalesce(Region.name, ""), Tenant.is_sample, Tenant.published_at)
        .outerjoin(Region, Region.code == Tenant.province_code)
        .where(Tenant.state == "active", Tenant.kind == "regency", Tenant.published_at.is_not(None))
        .order_by(Tenant.is_sample, func.coalesce(Region.name, ""), Tenant.name)
    )
    return [Publisher(slug, name, province, sample, at) for slug, name, province, sample, at in session.execute(statement) if at]


def find_agency(session: Session, *, tenant_id: int, slug: str) -> Unit | None:
    """The agency that was given this address, whatever became of it."""
    heir = aliased(Agency)
    statement = (
        select(Agency.id, Agency.name, Agency.slug, Agency.state == "active", Agency.kind, heir.name, heir.slug)
        .outerjoin(heir, and_(heir.tenant_id == Agency.tenant_id, heir.id == Agency.merged_into_id))
        .where(Agency.tenant_id == tenant_id, Agency.slug == slug, counts_here(Agency.id, tenant_id=tenant_id))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    return _agency(tuple(row))


def find_service(session: Session, *, tenant_id: int, agency_id: UUID, slug: str) -> Unit | None:
    """The service of the agency that was given this address."""
    return _service(session, tenant_id, agency_id, ServiceType.slug == slug)


def find_service_named(session: Session, *, tenant_id: int, agency_id: UUID, name: str) -> Unit | None:
    """The service of the agency with this name, in any case, that has an address."""
    return _service(session, tenant_id, agency_id, func.lower(ServiceType.name) == name.lower(), ServiceType.slug.is_not(None))


def _service(session: Session, tenant_id: int, agency_id: UUID, *which: ColumnElement[bool]) -> Unit | None:
    statement = select(ServiceType.id, ServiceType.name, ServiceType.slug, ServiceType.state == "active").where(
        ServiceType.tenant_id == tenant_id, ServiceType.agency_id == agency_id, *which
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else Unit(row[0], row[1], row[2] or "", row[3])


def list_agencies(session: Session, *, tenant_id: int, scope: ReportingScope | None) -> tuple[Member, ...]:
    """Agencies by name: those at work now, and those that had figures in the scope."""
    heir = aliased(Agency)
    joined = _in_scope(scope, AGENCY, tenant_id, Agency.id)
    statement = (
        select(Agency.id, Agency.name, Agency.slug, Agency.state == "active", Agency.kind, heir.name, heir.slug, *FIGURE_COLUMNS)
        .outerjoin(heir, and_(heir.tenant_id == Agency.tenant_id, heir.id == Agency.merged_into_id))
        .outerjoin(SharedFigure, joined)
        .where(Agency.tenant_id == tenant_id, counts_here(Agency.id, tenant_id=tenant_id))
        .order_by(func.lower(Agency.name), Agency.id)
    )
    found = []
    for row in session.execute(statement):
        found.append(Member(_agency(tuple(row)), line_of(row[7:]) if row[7] is not None else None))
    return tuple(each for each in found if each.figure is not None or each.unit.is_active)


def list_services(session: Session, *, tenant_id: int, agency_id: UUID, scope: ReportingScope | None) -> tuple[Member, ...]:
    """Services of an agency: those offered now, and those that had figures in the scope."""
    statement = (
        select(ServiceType.id, ServiceType.name, ServiceType.slug, ServiceType.state == "active", *FIGURE_COLUMNS)
        .outerjoin(SharedFigure, _in_scope(scope, SERVICE, tenant_id, ServiceType.id))
        .where(ServiceType.tenant_id == tenant_id, ServiceType.agency_id == agency_id)
        .order_by(func.lower(ServiceType.name), ServiceType.id)
    )
    found = [
        Member(Unit(row[0], row[1], row[2] or "", row[3]), line_of(row[4:]) if row[4] is not None else None)
        for row in session.execute(statement)
    ]
    return tuple(each for each in found if each.figure is not None or each.unit.is_active)


def agencies_offering(session: Session, *, tenant_id: int, words: str) -> dict[UUID, tuple[str, ...]]:
    """By agency, the services whose names hold the words; citizens know what they came for better than who gives it."""
    like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    statement = (
        select(ServiceType.agency_id, ServiceType.name)
        .where(ServiceType.tenant_id == tenant_id, ServiceType.state == "active", ServiceType.name.ilike(like))
        .order_by(ServiceType.name)
    )
    found: dict[UUID, tuple[str, ...]] = {}
    for agency_id, name in session.execute(statement):
        found[agency_id] = (*found.get(agency_id, ()), name)
    return found


def _agency(row: tuple[Any, ...]) -> Unit:
    id_, name, slug, is_active, kind, heir, heir_slug, *_ = row
    return Unit(id_, name, slug or "", is_active, kind, (heir, heir_slug or "") if heir else None)


def _in_scope(scope: ReportingScope | None, level: str, tenant_id: int, unit_id: Any) -> Any:
    return and_(of_unit(tenant_id, level, unit_id), in_scopes([scope])) if scope else false()
