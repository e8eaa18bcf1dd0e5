"""`/kesiapan`: from request to running, one list; and closing a regency for now."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, url_for

from puas.domain.permissions import Action
from puas_web import tenant_departures, tenant_suspension
from puas_web.access import province
from puas_web.readiness import queries
from puas_web.readiness.words import STEP_NAMES, STUCK_AT
from puas_web.tenant_suspension import Answer

blueprint = Blueprint("readiness", __name__, template_folder="templates", url_prefix="/t/<slug:tenant>/kesiapan")


@blueprint.get("")
@province(Action.VIEW_PROVINCE)
def index() -> str:
    """Who is on board, how far they came, who is stuck, and whom to call."""
    return render_template("readiness/index.html", page=queries.readiness_page(), names=STEP_NAMES, stuck_at=STUCK_AT)


@blueprint.route("/keluar/<uuid:departure_id>/setujui", methods=["GET", "POST"])
@province(Action.SUSPEND_TENANTS)
def confirm_departure(departure_id: UUID) -> Answer:
    """Let a regency of this province leave."""
    return tenant_departures.confirm(departure_id, province_code=queries.province_code(), back=url_for(".index"))


@blueprint.route("/keluar/<uuid:departure_id>/tolak", methods=["GET", "POST"])
@province(Action.SUSPEND_TENANTS)
def reject_departure(departure_id: UUID) -> Answer:
    """Keep it."""
    return tenant_departures.reject(departure_id, province_code=queries.province_code(), back=url_for(".index"))


@blueprint.route("/<slug:regency>/nonaktifkan", methods=["GET", "POST"])
@province(Action.SUSPEND_TENANTS)
def suspend(regency: str) -> Answer:
    """Close a regency of this province for now."""
    row = queries.regency_or_404(regency)
    return tenant_suspension.suspend(row, province_code=queries.province_code(), back=url_for(".index"))


@blueprint.route("/<slug:regency>/aktifkan", methods=["GET", "POST"])
@province(Action.SUSPEND_TENANTS)
def reactivate(regency: str) -> Answer:
    """Open it again."""
    row = queries.regency_or_404(regency)
    return tenant_suspension.reactivate(row, province_code=queries.province_code(), back=url_for(".index"))
