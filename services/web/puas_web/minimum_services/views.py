"""The minimum services (SPM): which agency carries which field, how much was reached, and the import."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.minimum_services import FIRST_YEAR
from puas.domain.permissions import Action
from puas.usecases.remove_minimum_service import remove_minimum_service
from puas.usecases.request_minimum_service_record import request_minimum_service_record
from puas.usecases.save_minimum_service import UnableToSaveMinimumService, save_minimum_service
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.local_day import today_here
from puas_web.minimum_services import queries
from puas_web.minimum_services.forms import MinimumServiceForm
from puas_web.minimum_services.sheet import MINIMUM_SERVICE_IMPORT
from puas_web.minimum_services.words import SENTENCES
from puas_web.register_import import import_routes

blueprint = Blueprint("minimum_services", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/mutu/spm"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    return render_template("minimum_services/index.html", **queries.overview())


@blueprint.route(f"{ROOM}/isi", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def fill_in() -> Answer:
    """One field, one agency, one year; what is known already stands in the form."""
    form = queries.entry_form()
    if not form.is_submitted():
        return render_template("minimum_services/edit.html", form=form)
    is_valid, reached = form.validate(), form.percent()
    if not is_valid or form.errors:
        return show_again("minimum_services/edit.html", form=form)
    try:
        save_minimum_service(
            session=db.session(), tenant_id=current_tenant().id, year=form.year.data, field=form.field.data,
            agency_id=UUID(form.agency.data), reached=reached, note=form.note.data or "", account_id=current_account_id(),
            now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToSaveMinimumService as refusal:
        return _refused(form, refusal)
    flash(_("SPM sudah disimpan. Lampirkan laporannya sebagai bukti."), "good")
    return redirect(url_for("minimum_services.index", tahun=form.year.data))


def _refused(form: MinimumServiceForm, refusal: UnableToSaveMinimumService) -> Answer:
    form.add_error(form[refusal.field], str(SENTENCES[refusal.reason]))
    return show_again("minimum_services/edit.html", form=form)


@blueprint.post(f"{ROOM}/<uuid:agency_id>/hapus")
@tenant(Action.EDIT_REGISTERS)
def remove(agency_id: UUID) -> Response:
    """The agency does not carry the field in that year after all."""
    agency = agency_or_404(agency_id)
    year, field = request.form.get("tahun", ""), request.form.get("bidang", "")
    removed = year.isascii() and year.isdigit() and len(year) == 4 and remove_minimum_service(
        session=db.session(), tenant_id=agency.tenant_id, year=int(year), field=field, agency_id=agency_id,
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip
    flash(_("Pengampu dihapus.") if removed else _("Isian itu sudah tidak ada."), "good" if removed else "warn")
    return redirect(url_for("minimum_services.index", tahun=year if removed else None))


@blueprint.post(f"{ROOM}/dokumen/<int:year>")
@tenant(Action.DECIDE_REGISTERS)
def ask(year: int) -> Response:
    """The register as a document, with the two years before."""
    if not FIRST_YEAR <= year <= today_here().year:
        abort(404)
    report = request_minimum_service_record(
        session=db.session(), tenant_id=current_tenant().id, year=year, account_id=current_account_id(),
        base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
    )  # fmt: skip
    return redirect(url_for("reports.show", report_id=report.id))


import_routes(blueprint, f"{ROOM}/impor", MINIMUM_SERVICE_IMPORT)
