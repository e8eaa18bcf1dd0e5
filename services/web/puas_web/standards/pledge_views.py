"""Maklumat pelayanan: that of every agency, one agency's with those before it, putting a new one in force, and printing it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.tables.agencies import Agency
from puas.domain.permissions import Action
from puas.domain.report_details import place_of
from puas.domain.service_pledge import PROPOSED, pledge_paragraphs
from puas.usecases.proclaim_pledge import UnableToProclaimPledge, proclaim_pledge
from puas.usecases.request_service_pledge import UnableToRequestServicePledge, request_service_pledge
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.local_day import today_here
from puas_web.standards import queries
from puas_web.standards.forms import PledgeForm, add_refusal
from puas_web.standards.words import PLEDGE_REFUSALS, PRINT_REFUSALS

blueprint = Blueprint("pledges", __name__, template_folder="templates")
blueprint.add_app_template_filter(pledge_paragraphs, "pledge_paragraphs")

ROOM = "/t/<slug:tenant>/mutu/maklumat"
AGENCY = f"{ROOM}/<uuid:agency_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> Answer:
    """Which agency has one."""
    page, _sums = queries.overview()
    if page.total == 1 and page.items:
        return redirect(url_for(".show", agency_id=page.items[0].id))
    return render_template("standards/pledges.html", page=page)


@blueprint.get(AGENCY)
@tenant(Action.VIEW_REGISTERS)
def show(agency_id: UUID) -> str:
    """The pledge in force, and those it replaced."""
    agency, pledges = queries.pledges_or_404(agency_id)
    here = current_tenant()
    public_url = None
    if agency.slug and here.kind == "regency":
        public_url = url_for("portal.agency", tenant_slug=here.slug, agency_slug=agency.slug)
    return render_template(
        "standards/pledge.html", agency=agency, pledge=queries.pledge_in_force(pledges), public_url=public_url,
        earlier=[each for each in pledges if each.replaced_at is not None], documents=queries.documents_of(f"service_pledge:{agency_id}"),
        evidence=queries.evidence_of_pledge(queries.pledge_in_force(pledges)), history=queries.history_of_pledges(agency),
    )  # fmt: skip


@blueprint.route(f"{AGENCY}/baru", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def write(agency_id: UUID) -> Answer:
    """A new one in place of that in force."""
    agency, pledges = queries.pledges_or_404(agency_id)
    before = queries.pledge_in_force(pledges)
    seen = str(before.id) if before else ""
    form = PledgeForm(data={"seen": seen, **_proposal(agency, before.body if before else PROPOSED)})
    if not form.is_submitted():
        return render_template("standards/write_pledge.html", form=form, agency=agency, before=before)
    if not form.validate() or not _proclaimed(agency_id, form):
        return show_again("standards/write_pledge.html", form=form, agency=agency, before=before)
    flash(_("Maklumat pelayanan sudah berlaku."), "good")
    return redirect(url_for(".show", agency_id=agency_id))


@blueprint.post(f"{AGENCY}/cetak")
@tenant(Action.EDIT_REGISTERS)
def ask(agency_id: UUID) -> Response:
    """The pledge for the wall."""
    agency_or_404(agency_id)
    try:
        report = request_service_pledge(
            session=db.session(), tenant_id=current_tenant().id, agency_id=agency_id, requested_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestServicePledge as refusal:
        flash(str(PRINT_REFUSALS[refusal.reason]), "warn")
        return redirect(url_for(".show", agency_id=agency_id))
    return redirect(url_for("reports.show", report_id=report.id))


def _proposal(agency: Agency, body: str) -> dict[str, Any]:
    return {
        "body": body,
        "place": place_of(current_tenant().name),
        "dated_on": today_here(),
        "signatory_name": agency.signatory_name,
        "signatory_position": agency.signatory_position,
    }


def _proclaimed(agency_id: UUID, form: PledgeForm) -> bool:
    try:
        proclaim_pledge(
            session=db.session(), tenant_id=current_tenant().id, agency_id=agency_id, pledge=form.pledge(), seen=form.seen.data or "",
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToProclaimPledge as refusal:
        field = "other_media" if refusal.field == "media" else refusal.field
        add_refusal(form, field, PLEDGE_REFUSALS[refusal.field, refusal.reason])
        now = queries.pledge_in_force(queries.pledges_or_404(agency_id)[1])
        form.seen.data, form.seen.raw_data = str(now.id) if now else "", None
        return False
    return True
