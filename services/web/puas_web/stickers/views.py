"""Pages about collection points, and the public page where a code is typed by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.runtime.file_store import UnableToFindFile, UnableToUseKey
from puas.usecases.create_collection_points import UnableToCreateCollectionPoints, create_collection_points
from puas.usecases.prepare_first_stickers import prepare_first_stickers
from puas.usecases.request_point_prints import UnableToRequestPrints, request_point_prints
from puas.usecases.retire_collection_points import retire_collection_points
from puas.usecases.retry_report import UnableToRetryReport, retry_report
from puas_web.access import current_account_id, current_tenant, public, tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.file_storage import file_store
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.short_links import qr_drawing, qr_file, short_link, shown_code, shown_link
from puas_web.stickers import queries
from puas_web.stickers.forms import CodeForm, PointsForm
from puas_web.stickers.words import DOCUMENT_NAMES, KIND_NAMES, REFUSALS

blueprint = Blueprint("stickers", __name__, template_folder="templates")
for words in (qr_drawing, short_link, shown_link, shown_code):
    blueprint.add_app_template_filter(words)
blueprint.add_app_template_filter(lambda kind: KIND_NAMES[kind], "point_kind")
blueprint.add_app_template_filter(lambda document: DOCUMENT_NAMES[document], "print_name")

ROOM = "/t/<slug:tenant>/stiker"
AGENCY = f"{ROOM}/perangkat-daerah/<uuid:agency_id>"
POINT = f"{ROOM}/<uuid:point_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_SURVEYS)
def index() -> Answer:
    page = queries.agencies_page()
    if page.total == 1:
        return redirect(url_for("stickers.of_agency", agency_id=page.items[0].id))
    return render_template("stickers/index.html", page=page)


@blueprint.get(AGENCY)
@tenant(Action.VIEW_SURVEYS)
def of_agency(agency_id: UUID) -> str:
    return render_template("stickers/of_agency.html", **queries.points_page(agency_or_404(agency_id)))


@blueprint.route(f"{AGENCY}/tambah", methods=["GET", "POST"])
@tenant(Action.MANAGE_COLLECTION_POINTS)
def add(agency_id: UUID) -> Answer:
    agency = agency_or_404(agency_id)
    form = queries.offer_services(PointsForm(), agency)
    if not form.is_submitted():
        return render_template("stickers/add.html", form=form, agency=agency)
    points = form.points() if form.validate() else None
    if points is None:
        return show_again("stickers/add.html", form=form, agency=agency)
    try:
        made = create_collection_points(
            session=db.session(), tenant_id=agency.tenant_id, agency_id=agency_id, points=points,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToCreateCollectionPoints as refusal:
        form.form_errors.append(str(REFUSALS[refusal.reason]))
        return show_again("stickers/add.html", form=form, agency=agency)
    flash(ngettext("%(num)s kode sudah dibuat.", "%(num)s kode sudah dibuat.", len(made)), "good")
    return redirect(url_for("stickers.of_agency", agency_id=agency_id))


@blueprint.post(f"{ROOM}/siapkan")
@tenant(Action.MANAGE_COLLECTION_POINTS)
def prepare() -> Response:
    """First stickers for every agency that has none, and a sheet for each that was never printed."""
    here = current_tenant()
    done = prepare_first_stickers(
        session=db.session(), tenant_id=here.id, agency_ids=here.agency_ids, account_id=current_account_id(),
        base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
    )  # fmt: skip
    if not done.sheets:
        flash(_("Semua stiker sudah pernah dicetak."), "info")
    return redirect(url_for("stickers.prints"))


@blueprint.post(f"{AGENCY}/cetak")
@tenant(Action.MANAGE_COLLECTION_POINTS)
def print_points(agency_id: UUID) -> Response:
    """Ask for the points that are ticked, as stickers or as posters."""
    agency = agency_or_404(agency_id)
    try:
        request_point_prints(
            session=db.session(), tenant_id=agency.tenant_id, agency_id=agency_id, point_ids=queries.chosen_points(),
            document=request.form.get("document", ""), requested_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestPrints:
        flash(_("Centang paling sedikit satu kode untuk dicetak."), "warn")
        return redirect(url_for("stickers.of_agency", agency_id=agency_id))
    return redirect(url_for("stickers.prints"))


@blueprint.get(f"{ROOM}/cetakan")
@tenant(Action.VIEW_SURVEYS)
def prints() -> str:
    """Sheets that were asked for: on their way, ready, failed or gone."""
    page = queries.prints_page()
    return render_template("stickers/prints.html", page=page, waiting=any(each.is_on_its_way for each in page.items))


@blueprint.get(f"{ROOM}/cetakan/<uuid:report_id>/pdf")
@tenant(Action.VIEW_SURVEYS)
def print_file(report_id: UUID) -> Response:
    found = queries.print_or_404(report_id)
    try:
        content = file_store().read(found.file_key or "")
    except (UnableToFindFile, UnableToUseKey):
        abort(410)
    return send_file(BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=found.file_name)


@blueprint.post(f"{ROOM}/cetakan/<uuid:report_id>/ulangi")
@tenant(Action.MANAGE_COLLECTION_POINTS)
def retry_print(report_id: UUID) -> Response:
    found = queries.print_or_404(report_id)
    try:
        retry_report(session=db.session(), tenant_id=current_tenant().id, report_id=found.id, now=datetime.now(UTC))
    except UnableToRetryReport:
        flash(_("Cetakan ini sedang disiapkan atau sudah selesai."), "info")
    return redirect(url_for("stickers.prints"))


@blueprint.get(POINT)
@tenant(Action.VIEW_SURVEYS)
def show(point_id: UUID) -> str:
    point = queries.point_or_404(point_id)
    return render_template("stickers/show.html", point=point, agency=agency_or_404(point.agency_id))


@blueprint.get(f"{POINT}/kode-qr.svg")
@tenant(Action.VIEW_SURVEYS)
def qr_code(point_id: UUID) -> Response:
    point = queries.point_or_404(point_id)
    content = BytesIO(qr_file(point.code))
    return send_file(content, mimetype="image/svg+xml", as_attachment=True, download_name=f"qr-{point.code}.svg")


@blueprint.route(f"{POINT}/pensiunkan", methods=["GET", "POST"])
@tenant(Action.MANAGE_COLLECTION_POINTS)
def retire(point_id: UUID) -> Answer:
    point, form = queries.point_or_404(point_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("confirm.html", **queries.retire_page(point, form))
    retire_collection_points(
        session=db.session(), tenant_id=current_tenant().id, agency_id=point.agency_id, point_ids=[point.id],
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip
    flash(_("Kode %(code)s tidak dipakai lagi.", code=point.code), "good")
    return redirect(url_for("stickers.of_agency", agency_id=point.agency_id))


@blueprint.get("/s")
@public
def type_code() -> Answer:
    """For those whose camera fails: the code under the QR, typed by hand."""
    form = CodeForm(request.args)
    if not form.kode.data:
        return render_template("stickers/type_code.html", form=form)
    address = queries.address_of_code(form.kode.data, datetime.now(UTC))
    if address is not None:
        return redirect(address)
    form.add_error(form.kode, _("Kode ini tidak dikenal. Periksa kembali huruf dan angkanya pada stiker."))
    return render_template("stickers/type_code.html", form=form), 404
