"""Pages of figures: the regency, an agency, a service type, a period."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from puas.db.queries.agencies import find_service, not_counted
from puas.db.queries.period_lists import PeriodLine, find_period, list_periods
from puas.domain.permissions import Action
from puas_web.access import current_tenant, may, tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.results import drawings, policy_names, queries
from puas_web.scope_choice import choose_scope

blueprint = Blueprint("results", __name__, template_folder="templates")
for drawing in (drawings.unsur_drawing, drawings.distribution_drawing, drawings.trend_drawing, drawings.profile_drawing):
    blueprint.add_app_template_global(drawing)
blueprint.add_app_template_global(policy_names.reason_text)


@blueprint.get("/t/<slug:tenant>/hasil")
@tenant(Action.VIEW_RESULTS)
def index() -> str | Response:
    """All agencies the person may see; an officer of one goes straight to it."""
    here = current_tenant()
    if here.agency_ids is not None and len(here.agency_ids) == 1:
        (only,) = here.agency_ids
        return redirect(url_for("results.agency", agency_id=only))
    periods = list_periods(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)
    choice = choose_scope(periods)
    if choice is None:
        return render_template("results/nothing_yet.html")
    page = queries.regency_page(db.session(), tenant_id=here.id, periods=periods, scope=choice.scope)
    apart = not_counted(db.session(), tenant_id=here.id) if here.agency_ids is None else []
    return render_template("results/index.html", page=page, choice=choice, limited=here.agency_ids is not None, not_counted=apart)


@blueprint.get("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>")
@tenant(Action.VIEW_RESULTS)
def agency(agency_id: UUID) -> str:
    """One agency over a year, half-year or quarter."""
    subject = visible_agency(agency_id)
    periods = list_periods(db.session(), tenant_id=current_tenant().id, agency_ids=[agency_id])
    choice = choose_scope(periods)
    if choice is None:
        return render_template("results/agency_without_period.html", subject=subject)
    page = queries.agency_page(
        db.session(),
        tenant_id=current_tenant().id,
        periods=periods.inside(choice.scope),
        scope=choice.scope,
        now=datetime.now(UTC),
        with_suggestions=may(Action.VIEW_SUGGESTIONS),
    )
    return render_template("results/agency.html", page=page, subject=subject, choice=choice)


@blueprint.get("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/layanan/<uuid:service_type_id>")
@tenant(Action.VIEW_RESULTS)
def service(agency_id: UUID, service_type_id: UUID) -> str:
    """One service type of an agency."""
    tenant_id = current_tenant().id
    agency_name = visible_agency(agency_id).name
    found = find_service(db.session(), tenant_id=tenant_id, agency_id=agency_id, service_type_id=service_type_id)
    if found is None:
        abort(404)
    subject = queries.Subject(found.id, found.name, agency_id, agency_name)
    periods = list_periods(db.session(), tenant_id=tenant_id, agency_ids=[agency_id])
    choice = choose_scope(periods)
    if choice is None:
        return render_template("results/agency_without_period.html", subject=subject)
    page = queries.service_page(
        db.session(),
        tenant_id=tenant_id,
        subject=subject,
        periods=periods.inside(choice.scope),
        scope=choice.scope,
        now=datetime.now(UTC),
        with_suggestions=may(Action.VIEW_SUGGESTIONS),
    )
    return render_template("results/service.html", service=page, choice=choice)


@blueprint.get("/t/<slug:tenant>/hasil/periode/<uuid:period_id>")
@tenant(Action.VIEW_RESULTS)
def period(period_id: UUID) -> str:
    """One survey period, frozen or still open."""
    page = queries.period_page(
        db.session(),
        tenant_id=current_tenant().id,
        period=visible_period(period_id),
        now=datetime.now(UTC),
        with_suggestions=may(Action.VIEW_SUGGESTIONS),
    )
    return render_template("results/period.html", page=page)


def visible_agency(agency_id: UUID) -> queries.Subject:
    """The agency as pages name it, or 404 where it is none of this tenant or none of this officer."""
    agency = agency_or_404(agency_id)
    return queries.Subject(agency_id, agency.name, agency_id, agency.name, agency.slug or "")


def visible_period(period_id: UUID) -> PeriodLine:
    """The period, or 404 where it is none of this tenant or of an agency the officer does not work for."""
    here = current_tenant()
    found = find_period(db.session(), tenant_id=here.id, period_id=period_id)
    if found is None or (here.agency_ids is not None and found.agency_id not in here.agency_ids):
        abort(404)
    return found
