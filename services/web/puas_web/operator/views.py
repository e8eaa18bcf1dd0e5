"""Those who run the installation: requests that wait for them, the directory of tenants, provinces."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from puas.db.queries.departures import list_waiting_departures
from puas.db.queries.practice_tenants import count_practice_tenants
from puas.db.queries.regions import list_provinces
from puas.db.queries.tenant_requests import list_claims_for_operator, list_decided
from puas.db.queries.tenants import TenantRow, count_tenants, find_tenant, list_tenants, read_first_steps
from puas.runtime import clock
from puas.usecases.register_province import UnableToRegisterProvince, register_province
from puas_web import tenant_decisions, tenant_departures, tenant_suspension
from puas_web.access import current_account_id, operator_only
from puas_web.database import db
from puas_web.forms import show_again
from puas_web.operator.forms import ProvinceForm
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.tenant_decisions import Answer

blueprint = Blueprint("operator", __name__, template_folder="templates")


@blueprint.get("/operator")
@operator_only
def index() -> str:
    """What waits first, then the directory."""
    number = requested_page()
    rows = list_tenants(db.session(), limit=PAGE_SIZE, offset=offset(number))
    steps = {row.id: read_first_steps(db.session(), tenant_id=row.id) for row in rows}
    page = Page(items=rows, number=number, total=count_tenants(db.session()))
    claims, departures = list_claims_for_operator(db.session()), list_waiting_departures(db.session())
    practice = count_practice_tenants(db.session())
    return render_template("operator/index.html", page=page, steps=steps, claims=claims, departures=departures, practice=practice)


@blueprint.get("/operator/permohonan")
@operator_only
def requests() -> str:
    """Regions whose province is not on board."""
    decided = list_decided(db.session())
    return render_template("operator/requests.html", claims=list_claims_for_operator(db.session()), decided=decided)


@blueprint.route("/operator/permohonan/<uuid:request_id>/setujui", methods=["GET", "POST"])
@operator_only
def approve(request_id: UUID) -> Answer:
    return tenant_decisions.approve(request_id, province_code=None, back=url_for(".requests"))


@blueprint.route("/operator/permohonan/<uuid:request_id>/tolak", methods=["GET", "POST"])
@operator_only
def reject(request_id: UUID) -> Answer:
    return tenant_decisions.reject(request_id, province_code=None, back=url_for(".requests"))


@blueprint.route("/operator/provinsi/baru", methods=["GET", "POST"])
@operator_only
def new_province() -> Answer:
    """Bring a province in; from then on it decides about its regencies."""
    form = ProvinceForm()
    form.offer(list_provinces(db.session()))
    if not form.is_submitted():
        return render_template("operator/new_province.html", form=form)
    return _register(form) if form.validate() else show_again("operator/new_province.html", form=form)


@blueprint.route("/operator/ruang-kerja/<slug:slug>/nonaktifkan", methods=["GET", "POST"])
@operator_only
def suspend(slug: str) -> Answer:
    """Close a tenant for now."""
    return tenant_suspension.suspend(_tenant(slug), province_code=None, back=url_for(".index"))


@blueprint.route("/operator/ruang-kerja/<slug:slug>/aktifkan", methods=["GET", "POST"])
@operator_only
def reactivate(slug: str) -> Answer:
    """Open a suspended tenant again."""
    return tenant_suspension.reactivate(_tenant(slug), province_code=None, back=url_for(".index"))


@blueprint.route("/operator/keluar/<uuid:departure_id>/setujui", methods=["GET", "POST"])
@operator_only
def confirm_departure(departure_id: UUID) -> Answer:
    """Let a tenant leave."""
    return tenant_departures.confirm(departure_id, province_code=None, back=url_for(".index"))


@blueprint.route("/operator/keluar/<uuid:departure_id>/tolak", methods=["GET", "POST"])
@operator_only
def reject_departure(departure_id: UUID) -> Answer:
    """Keep it."""
    return tenant_departures.reject(departure_id, province_code=None, back=url_for(".index"))


def _register(form: ProvinceForm) -> Answer:
    fields = ("region_code", "office_name", "admin_name", "admin_email")
    values = {field: form[field].data for field in fields}
    base_url = current_app.config["PUAS_BASE_URL"]
    try:
        tenant = register_province(
            session=db.session(), registered_by=current_account_id(), base_url=base_url, now=clock.now(), **values
        )  # fmt: skip
    except UnableToRegisterProvince:
        form.add_error(form.region_code, _("Provinsi ini sudah terdaftar."))
        return show_again("operator/new_province.html", form=form)
    flash(_("%(name)s terdaftar. Undangan dikirim ke %(email)s.", name=tenant.name, email=values["admin_email"]), "good")
    return redirect(url_for(".index"))


def _tenant(slug: str) -> TenantRow:
    row = find_tenant(db.session(), slug=slug)
    if row is None:
        abort(404)
    return row
