"""What the pages of standards and pledges show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from flask import abort, url_for
from flask_babel import gettext as _

from puas.db.queries.agencies import count_agencies
from puas.db.queries.evidence import evidence_counts
from puas.db.queries.register_history import FormerAgency, HistoryEvent, former_agencies, history_of
from puas.db.queries.report_lists import documents_of_keys
from puas.db.queries.service_standards import (
    AgencyStandards,
    ServiceLine,
    Sums,
    YearOfStandards,
    find_service_line,
    find_version,
    list_agency_standards,
    pledges_of,
    seen_of,
    services_of_agency,
    sum_of_standards,
    versions_of,
    years_of_standards,
)
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import Report
from puas.db.tables.standards import ServicePledge, ServiceStandard
from puas.domain.evidence import PLEDGE, STANDARD
from puas.domain.service_standards import (
    OVERDUE,
    STEPS,
    Component,
    Step,
    changed_components,
    missing,
    missing_in,
    review_standing,
)
from puas.presentation import charts
from puas_web.access import current_tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.layout import page_language
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page

MOST_VERSIONS = 100_000
RULE = "PermenPANRB 15/2014"


@dataclass(frozen=True)
class ServicePage:
    """A service with its standards. `missing` and `changed` are about the draft, `evidence` counts that of what is in force."""

    line: ServiceLine
    versions: Sequence[ServiceStandard]
    documents: Sequence[Report]
    today: date
    evidence: int
    history: Sequence[HistoryEvent]
    former: Sequence[FormerAgency]

    @property
    def missing(self) -> tuple[Component, ...]:
        return missing(self.line.draft.components) if self.line.draft else ()

    @property
    def missing_in_force(self) -> tuple[Component, ...]:
        return missing(self.line.in_force.components) if self.line.in_force else ()

    @property
    def changed(self) -> tuple[str, ...]:
        before, after = self.line.in_force, self.line.draft
        return changed_components(before.components, after.components) if before and after else ()

    @property
    def standing(self) -> str:
        """Of the review of what is in force; empty where nothing is."""
        return review_standing(self.line.in_force.review_due_on, self.today) if self.line.in_force else ""

    @property
    def next_step(self) -> Step | None:
        """The first page of the draft with something to write."""
        components: Mapping[str, str] = self.line.draft.components if self.line.draft else {}
        return next((each for each in STEPS if missing_in(each, components)), None)


def overview() -> tuple[Page[AgencyStandards], Sums]:
    """Agencies page by page, and the sums of all the person may see."""
    here, number = current_tenant(), requested_page()
    session, mine = db.session(), here.agency_ids
    rows = list_agency_standards(
        session, tenant_id=here.id, agency_ids=mine, today=today_here(), limit=PAGE_SIZE, offset=offset(number)
    )  # fmt: skip
    sums = sum_of_standards(session, tenant_id=here.id, agency_ids=mine, today=today_here())
    return Page(items=rows, number=number, total=count_agencies(session, tenant_id=here.id, agency_ids=mine)), sums


def trend_of(unit_id: UUID) -> tuple[list[YearOfStandards], str]:
    """The years of an agency or the regency, and their drawing; without a drawing where there is only one."""
    years = years_of_standards(db.session(), tenant_id=current_tenant().id, unit_id=unit_id)
    if len(years) < 2:
        return years, ""
    rows = [
        charts.ShareRow(f"{each.year} ({RULE})", Fraction(each.complete, each.services) if each.services else None, each.services)
        for each in years
    ]
    drawing = charts.share_bars(
        rows, title=_("Standar lengkap dari tahun ke tahun"), chart_id="standar", untold=_("tidak ada layanan"), language=page_language()
    )
    return years, drawing


def lines_of(agency: Agency) -> list[ServiceLine]:
    return services_of_agency(db.session(), tenant_id=agency.tenant_id, agency_id=agency.id)


def line_or_404(service_type_id: UUID) -> ServiceLine:
    """A service of an agency the person may see."""
    here = current_tenant()
    found = find_service_line(db.session(), tenant_id=here.id, service_type_id=service_type_id, agency_ids=here.agency_ids)
    if found is None:
        abort(404)
    return found


def service_page(service_type_id: UUID) -> ServicePage:
    line = line_or_404(service_type_id)
    here = current_tenant()
    versions = versions_of(db.session(), tenant_id=here.id, service_type_id=service_type_id)
    documents = documents_of_keys(db.session(), tenant_id=here.id, twin_keys=[f"service_sheet:{service_type_id}"], most=3)
    history = history_of(db.session(), here.id, f"service_standard:{service_type_id}")
    former = former_agencies(db.session(), here.id, f"service_standard:{service_type_id}")
    return ServicePage(line, versions, documents, today_here(), _evidence(STANDARD, line.in_force), history, former)


def version_or_404(service_type_id: UUID, number: int) -> ServiceStandard:
    if number > MOST_VERSIONS:
        abort(404)
    found = find_version(db.session(), tenant_id=current_tenant().id, service_type_id=service_type_id, number=number)
    if found is None:
        abort(404)
    return found


def begun(line: ServiceLine) -> tuple[dict[str, str], str]:
    """What a form about the draft begins with, and which version that is: a first draft begins as what is in force."""
    source = line.draft or line.in_force
    return (dict(source.components) if source else {}), seen_of(line.draft)


def sources_for(line: ServiceLine) -> list[ServiceLine]:
    """Other services of the agency that have something to copy."""
    found = services_of_agency(db.session(), tenant_id=line.agency.tenant_id, agency_id=line.agency.id)
    return [each for each in found if each.service.id != line.service.id and (each.in_force or each.draft)]


def pledges_or_404(agency_id: UUID) -> tuple[Agency, Sequence[ServicePledge]]:
    """An agency the person may see, with its maklumat: that in force is the first, unless it was replaced."""
    agency = agency_or_404(agency_id)
    return agency, pledges_of(db.session(), tenant_id=agency.tenant_id, agency_id=agency_id)


def evidence_of_pledge(pledge: ServicePledge | None) -> int:
    """How many pieces prove it."""
    return _evidence(PLEDGE, pledge)


def history_of_pledges(agency: Agency) -> Sequence[HistoryEvent]:
    return history_of(db.session(), agency.tenant_id, f"service_pledge:{agency.id}")


def _evidence(subject: str, entry: ServiceStandard | ServicePledge | None) -> int:
    if entry is None:
        return 0
    return sum(evidence_counts(db.session(), entry.tenant_id, subject, [entry.id]).values())


def pledge_in_force(pledges: Sequence[ServicePledge]) -> ServicePledge | None:
    return next((each for each in pledges if each.replaced_at is None), None)


def documents_of(*keys: str) -> Sequence[Report]:
    """The newest documents asked for under these keys."""
    return documents_of_keys(db.session(), tenant_id=current_tenant().id, twin_keys=keys, most=3)


def public_url(line: ServiceLine) -> str | None:
    """Where citizens read the standard in force."""
    here = current_tenant()
    if line.in_force is None or not line.agency.slug or not line.service.slug or here.kind != "regency":
        return None
    return url_for("portal_standards.page", tenant_slug=here.slug, agency_slug=line.agency.slug, service_slug=line.service.slug)


def order_by_need(lines: Sequence[ServiceLine], day: date) -> list[ServiceLine]:
    """Services at work: those that need something first, in the order they were entered."""

    def need(line: ServiceLine) -> int:
        if line.in_force is None:
            return 0 if line.draft else 1
        return 2 if review_standing(line.in_force.review_due_on, day) == OVERDUE else 3

    return sorted((each for each in lines if each.is_active), key=need)

