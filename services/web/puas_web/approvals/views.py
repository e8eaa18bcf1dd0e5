"""A province decides which of its regencies come on board."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, url_for

from puas.db.queries.tenant_requests import list_claims_for_province, list_decided
from puas.domain.permissions import Action
from puas_web import tenant_decisions
from puas_web.access import current_tenant, province
from puas_web.database import db
from puas_web.tenant_decisions import Answer

blueprint = Blueprint("approvals", __name__, template_folder="templates")


@blueprint.get("/t/<slug:tenant>/persetujuan")
@province(Action.APPROVE_TENANTS)
def index() -> str:
    """What waits, and what was decided lately."""
    code = _province_code()
    claims = list_claims_for_province(db.session(), province_code=code)
    return render_template("approvals/index.html", claims=claims, decided=list_decided(db.session(), province_code=code))


@blueprint.route("/t/<slug:tenant>/persetujuan/<uuid:request_id>/setujui", methods=["GET", "POST"])
@province(Action.APPROVE_TENANTS)
def approve(request_id: UUID) -> Answer:
    return tenant_decisions.approve(request_id, province_code=_province_code(), back=url_for(".index"))


@blueprint.route("/t/<slug:tenant>/persetujuan/<uuid:request_id>/tolak", methods=["GET", "POST"])
@province(Action.APPROVE_TENANTS)
def reject(request_id: UUID) -> Answer:
    return tenant_decisions.reject(request_id, province_code=_province_code(), back=url_for(".index"))


def _province_code() -> str:
    code = current_tenant().province_code
    if code is None:
        raise RuntimeError("A province without its own code")
    return code
