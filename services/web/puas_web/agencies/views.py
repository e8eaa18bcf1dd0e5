"""Pages about agencies and their service types, and the import of both from a sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.agency_history import agency_history
from puas.db.queries.agency_import import known_agencies
from puas.domain.agency_import import ADDED, CHANGED, plan_import
from puas.domain.permissions import Action
from puas.usecases.archive_agency import UnableToArchiveAgency, archive_agency
from puas.usecases.archive_service_type import archive_service_type
from puas.usecases.import_agencies import UnableToImportAgencies, import_agencies
from puas.usecases.restore_agency import restore_agency
from puas.usecases.restore_service_type import restore_service_type
from puas.usecases.save_agency import UnableToSaveAgency, save_agency
from puas.usecases.save_service_type import UnableToSaveServiceType, save_service_type
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.agencies import queries
from puas_web.agencies.carried_sheet import pack, read_upload, unpack
from puas_web.agencies.fault_words import FIELD_NAMES, KIND_NAMES, explain_faults, owner_words, sheet_sentence
from puas_web.agencies.forms import AgencyForm, ServiceTypeForm
from puas_web.agencies.sheet_template import agency_template
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.readable_requests import takes_a_long_form
from puas_web.sheet_forms import ImportForm, UploadForm
from puas_web.template_workbook import sent_template

blueprint = Blueprint("agencies", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda kind: KIND_NAMES.get(kind, kind), "agency_kind")
blueprint.add_app_template_filter(owner_words, "agency_owner")
blueprint.add_app_template_filter(sheet_sentence, "sheet_sentence")

ROOM = "/t/<slug:tenant>/perangkat-daerah"
AGENCY = f"{ROOM}/<uuid:agency_id>"
SERVICE = f"{AGENCY}/layanan/<uuid:service_type_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_SURVEYS)
def index() -> str:
    wanted = queries.wanted_list()
    return render_template("agencies/index.html", wanted=wanted, page=queries.agencies_page(wanted))


@blueprint.get(AGENCY)
@tenant(Action.VIEW_SURVEYS)
def show(agency_id: UUID) -> str:
    agency = agency_or_404(agency_id)
    history = agency_history(db.session(), tenant_id=agency.tenant_id, agency=agency)
    return render_template("agencies/show.html", agency=agency, services=queries.services_of(agency), history=history)


@blueprint.route(f"{ROOM}/tambah", methods=["GET", "POST"])
@tenant(Action.MANAGE_AGENCIES)
def add() -> Answer:
    form = AgencyForm()
    return _save_agency(form, None)


@blueprint.route(f"{AGENCY}/ubah", methods=["GET", "POST"])
@tenant(Action.MANAGE_AGENCIES)
def edit(agency_id: UUID) -> Answer:
    agency = agency_or_404(agency_id)
    return _save_agency(AgencyForm.about(agency), agency_id)


def _save_agency(form: AgencyForm, agency_id: UUID | None) -> Answer:
    if not form.is_submitted():
        return render_template("agencies/edit.html", form=form, agency_id=agency_id)
    details = form.details() if form.validate() else None
    if details is None:
        return show_again("agencies/edit.html", form=form, agency_id=agency_id)
    try:
        saved = save_agency(
            session=db.session(), tenant_id=current_tenant().id, agency_id=agency_id, details=details,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToSaveAgency as refusal:
        explain_faults(form, refusal.faults)
        return show_again("agencies/edit.html", form=form, agency_id=agency_id)
    flash(_("%(name)s sudah disimpan.", name=saved.name), "good")
    return redirect(url_for("agencies.show", agency_id=saved.id))


@blueprint.route(f"{AGENCY}/arsipkan", methods=["GET", "POST"])
@tenant(Action.MANAGE_AGENCIES)
def archive(agency_id: UUID) -> Answer:
    agency, form = agency_or_404(agency_id), ConfirmForm()
    page = queries.archive_page(agency, form)
    if not form.validate_on_submit():
        return render_template("confirm.html", **page)
    try:
        archive_agency(
            session=db.session(), tenant_id=agency.tenant_id, agency_id=agency_id,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToArchiveAgency:
        form.form_errors.append(_("Tutup dahulu periode survei yang masih terbuka, lalu arsipkan."))
        return show_again("confirm.html", **page)
    flash(_("%(name)s sudah diarsipkan.", name=agency.name), "good")
    return redirect(url_for("agencies.index"))


@blueprint.post(f"{AGENCY}/aktifkan")
@tenant(Action.MANAGE_AGENCIES)
def restore(agency_id: UUID) -> Response:
    agency = agency_or_404(agency_id)
    if agency.merged_into_id is not None:
        flash(_("%(name)s sudah bergabung ke perangkat daerah lain dan tidak dapat diaktifkan kembali.", name=agency.name), "warn")
        return redirect(url_for("agencies.show", agency_id=agency_id))
    restore_agency(
        session=db.session(), tenant_id=agency.tenant_id, agency_id=agency_id,
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip
    flash(_("%(name)s aktif kembali.", name=agency.name), "good")
    return redirect(url_for("agencies.show", agency_id=agency_id))


@blueprint.route(f"{AGENCY}/layanan/tambah", methods=["GET", "POST"])
@tenant(Action.MANAGE_AGENCIES)
def add_service(agency_id: UUID) -> Answer:
    return _save_service(ServiceTypeForm(), agency_id, None)


@blueprint.route(f"{SERVICE}/ubah", methods=["GET", "POST"])
@tenant(Action.MANAGE_AGENCIES)
def edit_service(agency_id: UUID, service_type_id: UUID) -> Answer:
    service = queries.service_or_404(agency_id, service_type_id)
    return _save_service(ServiceTypeForm.about(service), agency_id, service_type_id)


def _save_service(form: ServiceTypeForm, agency_id: UUID, service_type_id: UUID | None) -> Answer:
    page = {"form": form, "agency": agency_or_404(agency_id), "service_type_id": service_type_id}
    if not form.is_submitted():
        return render_template("agencies/edit_service.html", **page)
    details = form.details() if form.validate() else None
    if details is None:
        return show_again("agencies/edit_service.html", **page)
    try:
        saved = save_service_type(
            session=db.session(), tenant_id=current_tenant().id, agency_id=agency_id, details=details,
            service_type_id=service_type_id, account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToSaveServiceType as refusal:
        explain_faults(form, refusal.faults)
        return show_again("agencies/edit_service.html", **page)
    flash(_("Layanan %(name)s sudah disimpan.", name=saved.name), "good")
    return redirect(url_for("agencies.show", agency_id=agency_id))


@blueprint.route(f"{SERVICE}/arsipkan", methods=["GET", "POST"])
@tenant(Action.MANAGE_AGENCIES)
def archive_service(agency_id: UUID, service_type_id: UUID) -> Answer:
    service, form = queries.service_or_404(agency_id, service_type_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("confirm.html", **queries.archive_service_page(service, form))
    archive_service_type(
        session=db.session(), tenant_id=service.tenant_id, agency_id=agency_id, service_type_id=service_type_id,
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip
    flash(_("Layanan %(name)s sudah diarsipkan.", name=service.name), "good")
    return redirect(url_for("agencies.show", agency_id=agency_id))


@blueprint.post(f"{SERVICE}/aktifkan")
@tenant(Action.MANAGE_AGENCIES)
def restore_service(agency_id: UUID, service_type_id: UUID) -> Response:
    service = queries.service_or_404(agency_id, service_type_id)
    restore_service_type(
        session=db.session(), tenant_id=service.tenant_id, agency_id=agency_id, service_type_id=service_type_id,
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip
    flash(_("Layanan %(name)s aktif kembali.", name=service.name), "good")
    return redirect(url_for("agencies.show", agency_id=agency_id))


@blueprint.get(f"{ROOM}/impor/templat/<string:ending>")
@tenant(Action.MANAGE_AGENCIES)
def sheet_template(ending: str) -> Response:
    return sent_template(agency_template(), ending, "templat-perangkat-daerah") or abort(404)


@blueprint.route(f"{ROOM}/impor", methods=["GET", "POST"])
@tenant(Action.MANAGE_AGENCIES)
def upload() -> Answer:
    """Choose a file; the answer is the list of its faults, or the preview of what it would do."""
    form = UploadForm()
    if not form.is_submitted():
        return render_template("agencies/upload.html", form=form)
    if not form.validate():
        return show_again("agencies/upload.html", form=form)
    sheet = read_upload(form.sheet.data.read())
    if sheet.faults:
        return show_again("agencies/upload.html", form=form, faults=sheet.faults, file_name=form.sheet.data.filename)
    here = current_tenant()
    plan = plan_import(known_agencies(db.session(), here.id), sheet.agencies)
    carried = pack(sheet, tenant_id=here.id, account_id=current_account_id())
    return render_template(
        "agencies/preview.html", plan=plan, sheet=sheet, form=ImportForm(formdata=None, carried=carried), field_names=FIELD_NAMES
    )


@blueprint.post(f"{ROOM}/impor/terapkan")
@tenant(Action.MANAGE_AGENCIES)
@takes_a_long_form
def apply_import() -> Answer:
    here, account_id = current_tenant(), current_account_id()
    sheet = unpack(request.form.get("carried", ""), tenant_id=here.id, account_id=account_id)
    if sheet is None:
        flash(_("Pratinjau sudah kedaluwarsa. Unggah berkasnya sekali lagi."), "warn")
        return redirect(url_for("agencies.upload"))
    try:
        done = import_agencies(
            session=db.session(), tenant_id=here.id, sheet=sheet, account_id=account_id, now=datetime.now(UTC)
        )
    except UnableToImportAgencies:
        flash(_("Data baru saja diubah orang lain. Unggah berkasnya sekali lagi untuk melihat pratinjau terbaru."), "warn")
        return redirect(url_for("agencies.upload"))
    flash(queries.import_summary(done.count_agencies(ADDED), done.count_services(ADDED),
                                 done.count_agencies(CHANGED) + done.count_services(CHANGED)), "good")  # fmt: skip
    return redirect(url_for(queries.after_import()))
