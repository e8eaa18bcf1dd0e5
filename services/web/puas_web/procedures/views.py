"""The register of standard operating procedures: the list, one SOP, its editor, its evaluation, withdrawing, and the import."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.procedures import ProcedureRow
from puas.domain.operating_procedures import procedure_faults, review_faults
from puas.domain.permissions import Action
from puas.usecases.request_procedure_evaluation import UnableToRequestProcedureEvaluation, request_procedure_evaluation
from puas.usecases.restore_procedure import restore_procedure
from puas.usecases.review_procedure import UnableToReviewProcedure, review_procedure
from puas.usecases.save_procedure import UnableToSaveProcedure, save_procedure
from puas.usecases.withdraw_procedure import withdraw_procedure
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.local_day import today_here
from puas_web.procedures import queries
from puas_web.procedures.forms import ProcedureForm, ReviewForm
from puas_web.procedures.sheet import PROCEDURE_IMPORT
from puas_web.procedures.words import NARROWED_SLUGS, OUTCOME_HINTS, OUTCOME_KINDS, OUTCOME_NAMES, explain
from puas_web.register_choice import agencies_to_choose, agency_of_report, wanted_agency, year_of_report
from puas_web.register_import import import_routes

blueprint = Blueprint("procedures", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda outcome: OUTCOME_NAMES[outcome], "procedure_outcome")
blueprint.add_app_template_filter(lambda outcome: OUTCOME_KINDS[outcome], "procedure_outcome_kind")

ROOM = "/t/<slug:tenant>/mutu/sop"
PROCEDURE = f"{ROOM}/<uuid:procedure_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    return render_template("procedures/index.html", **queries.list_page(), narrowings=NARROWED_SLUGS)


@blueprint.get(PROCEDURE)
@tenant(Action.VIEW_REGISTERS)
def show(procedure_id: UUID) -> str:
    return render_template("procedures/show.html", **queries.procedure_page(procedure_id))


@blueprint.route(f"{ROOM}/tambah", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def add() -> Answer:
    """For which agency is asked first, because its services are offered."""
    agencies, chosen = agencies_to_choose(), wanted_agency()
    if chosen is None and len(agencies) != 1:
        return render_template("procedures/choose_agency.html", agencies=agencies)
    agency = agency_or_404(chosen or agencies[0][0])
    return _editor(ProcedureForm.about(None, queries.services_of(agency.id)), agency.id, agency.name, None)


@blueprint.route(f"{PROCEDURE}/ubah", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def edit(procedure_id: UUID) -> Answer:
    found = queries.procedure_or_404(procedure_id)
    procedure = found.procedure
    form = ProcedureForm.about(procedure, queries.services_of(procedure.agency_id))
    return _editor(form, procedure.agency_id, found.agency_name, found)


def _editor(form: ProcedureForm, agency_id: UUID, agency_name: str, found: ProcedureRow | None) -> Answer:
    page = {"form": form, "agency_name": agency_name, "found": found}
    if not form.is_submitted():
        return render_template("procedures/edit.html", **page)
    if not form.validate():
        explain(form, procedure_faults(form.details(), today_here()))
        return show_again("procedures/edit.html", **page)
    try:
        saved = save_procedure(
            session=db.session(), tenant_id=current_tenant().id, agency_id=agency_id, details=form.details(),
            account_id=current_account_id(), now=datetime.now(UTC), procedure_id=found.procedure.id if found else None,
            version=form.looked_at() if found else None,
        )  # fmt: skip
    except UnableToSaveProcedure as refusal:
        explain(form, refusal.faults)
        form.version.data = str(found.procedure.version) if found else ""
        return show_again("procedures/edit.html", **page)
    flash(_("SOP %(number)s sudah disimpan.", number=saved.number), "good")
    return redirect(url_for("procedures.show", procedure_id=saved.id))


@blueprint.route(f"{PROCEDURE}/evaluasi/<int:year>", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def review(procedure_id: UUID, year: int) -> Answer:
    """The evaluation of a year; a second one replaces the first."""
    found = queries.procedure_or_404(procedure_id)
    form = ReviewForm.about(found.reviews.get(year))
    page = {"form": form, "found": found, "year": year, "hints": OUTCOME_HINTS}
    if not form.is_submitted():
        return render_template("procedures/review.html", **page)
    if not form.validate():
        explain(form, review_faults(form.details(), year=year, today=today_here()))
        return show_again("procedures/review.html", **page)
    try:
        review_procedure(
            session=db.session(), tenant_id=current_tenant().id, procedure_id=procedure_id, year=year, details=form.details(),
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToReviewProcedure as refusal:
        explain(form, refusal.faults)
        return show_again("procedures/review.html", **page)
    flash(_("Evaluasi tahun %(year)s sudah dicatat. Lampirkan buktinya di bawah ini.", year=year), "good")
    return redirect(url_for("procedures.show", procedure_id=procedure_id))


@blueprint.route(f"{PROCEDURE}/cabut", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def withdraw(procedure_id: UUID) -> Answer:
    found, form = queries.procedure_or_404(procedure_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("confirm.html", **queries.withdraw_page(found, form))
    withdraw_procedure(
        session=db.session(), tenant_id=current_tenant().id, procedure_id=procedure_id, account_id=current_account_id(),
        now=datetime.now(UTC),
    )  # fmt: skip
    flash(_("SOP %(number)s sudah dicabut.", number=found.procedure.number), "good")
    return redirect(url_for("procedures.index"))


@blueprint.post(f"{PROCEDURE}/pakai-lagi")
@tenant(Action.EDIT_REGISTERS)
def restore(procedure_id: UUID) -> Response:
    found = queries.procedure_or_404(procedure_id)
    restore_procedure(
        session=db.session(), tenant_id=current_tenant().id, procedure_id=procedure_id, account_id=current_account_id(),
        now=datetime.now(UTC),
    )  # fmt: skip
    flash(_("SOP %(number)s dipakai kembali.", number=found.procedure.number), "good")
    return redirect(url_for("procedures.show", procedure_id=procedure_id))


@blueprint.post(f"{ROOM}/laporan")
@tenant(Action.REQUEST_REPORTS)
def request_document() -> Response:
    """The report of the year in the form, of one agency or, for those who see all, of the regency."""
    here, agency_id, year = current_tenant(), agency_of_report(), year_of_report()
    try:
        report = request_procedure_evaluation(
            session=db.session(), tenant_id=here.id, year=year, agency_id=agency_id, account_id=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestProcedureEvaluation:
        flash(_("Belum ada SOP pada tahun %(year)s.", year=year), "warn")
        return redirect(url_for("procedures.index", tahun=year))
    return redirect(url_for("reports.show", report_id=report.id))


import_routes(blueprint, f"{ROOM}/impor", PROCEDURE_IMPORT)
