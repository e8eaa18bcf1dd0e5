"""Counts of complaints: the year and its trend, one agency's quarter, and the import."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.presentation.numbers import roman
from puas.usecases.request_complaint_record import UnableToRequestComplaintRecord, request_complaint_record
from puas.usecases.save_complaint_counts import UnableToSaveComplaintCounts, save_complaint_counts
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.agency_access import agency_or_404
from puas_web.complaints import queries
from puas_web.complaints.forms import CountsForm
from puas_web.complaints.sheet import COMPLAINT_IMPORT
from puas_web.complaints.words import SENTENCES
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.register_choice import agency_of_report, year_of_report
from puas_web.register_import import import_routes

blueprint = Blueprint("complaints", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/mutu/pengaduan"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    return render_template("complaints/index.html", **queries.overview())


@blueprint.route(f"{ROOM}/<uuid:agency_id>/<int:year>/<int:quarter>", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def fill_in(agency_id: UUID, year: int, quarter: int) -> Answer:
    """Three numbers for each channel; blank ones are nought."""
    agency, form = agency_or_404(agency_id), CountsForm()
    page = queries.quarter_page(agency, year, quarter)
    shown = {**page, "form": form, "typed": form.typed(page["known"]), "wrong": {}}
    if not form.is_submitted():
        form.seen.data = page["seen"]
        return render_template("complaints/edit.html", **shown)
    counts, shown["wrong"] = form.counts(page["known"])
    if not form.validate() or shown["wrong"]:
        return show_again("complaints/edit.html", **shown)
    try:
        save_complaint_counts(
            session=db.session(), tenant_id=agency.tenant_id, agency_id=agency_id, year=year, quarter=quarter, counts=counts,
            account_id=current_account_id(), now=datetime.now(UTC), seen=form.seen.data,
        )  # fmt: skip
    except UnableToSaveComplaintCounts as refusal:
        return _refused(form, shown, refusal)
    flash(_("Pengaduan Triwulan %(quarter)s %(year)s sudah disimpan.", quarter=roman(quarter), year=year), "good")
    return redirect(url_for("complaints.index", tahun=year))


def _refused(form: CountsForm, shown: dict[str, object], refusal: UnableToSaveComplaintCounts) -> Answer:
    sentence = str(SENTENCES[refusal.reason])
    if refusal.channel:
        shown["wrong"] = {f"{refusal.channel}-{refusal.field}": sentence}
    else:
        form.form_errors.append(sentence)
        form.seen.data = str(shown["seen"])
    return show_again("complaints/edit.html", **shown)


@blueprint.post(f"{ROOM}/laporan")
@tenant(Action.REQUEST_REPORTS)
def request_document() -> Response:
    """The year in the form, of one agency or, for those who see all, of the regency."""
    here, agency_id, year = current_tenant(), agency_of_report(), year_of_report()
    try:
        report = request_complaint_record(
            session=db.session(), tenant_id=here.id, year=year, agency_id=agency_id, account_id=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestComplaintRecord:
        flash(_("Belum ada jumlah pengaduan pada tahun %(year)s.", year=year), "warn")
        return redirect(url_for("complaints.index", tahun=year))
    return redirect(url_for("reports.show", report_id=report.id))


import_routes(blueprint, f"{ROOM}/impor", COMPLAINT_IMPORT)
