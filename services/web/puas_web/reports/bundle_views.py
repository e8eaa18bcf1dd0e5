"""Pages about all reports in one request: choosing, progress, stopping, trying again, and the archive."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.usecases.cancel_report_bundle import UnableToCancelReportBundle, cancel_report_bundle
from puas.usecases.request_report_bundle import UnableToRequestReportBundle, request_report_bundle
from puas.usecases.retry_report_bundle import UnableToRetryReportBundle, retry_report_bundle
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.file_storage import file_store
from puas_web.forms import Answer, show_again
from puas_web.reports import bundle_queries as queries
from puas_web.reports.bundle_form import BundleForm

blueprint = Blueprint("report_bundles", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/laporan/semua"
BUNDLE = f"{ROOM}/<uuid:report_id>"
CHOOSE = "reports/bundle_choose.html"


@blueprint.route(ROOM, methods=["GET", "POST"])
@tenant(Action.REQUEST_REPORTS)
def choose() -> Answer:
    """Choose a scope; while one request is being worked on, the page leads to it."""
    form = BundleForm()
    form.offer(queries.scopes())
    page = {"running": queries.running(), "recent": queries.recent()}
    if not form.is_submitted():
        return render_template(CHOOSE, form=form, **page)
    if not form.validate():
        return show_again(CHOOSE, form=form, **page)
    try:
        report = request_report_bundle(
            session=db.session(), tenant_id=current_tenant().id, scope=form.chosen, requested_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestReportBundle as refusal:
        return _refused(refusal)
    return redirect(url_for("report_bundles.show", report_id=report.id))


def _refused(refusal: UnableToRequestReportBundle) -> Response:
    if refusal.report_id is not None:
        flash(_("Permintaan lain masih dikerjakan. Tunggu sampai selesai, atau hentikan dahulu."), "warn")
        return redirect(url_for("report_bundles.show", report_id=refusal.report_id))
    flash(_("Terlalu banyak laporan untuk satu permintaan. Pilih bagian tahun yang lebih kecil."), "warn")
    return redirect(url_for("report_bundles.choose"))


@blueprint.get(BUNDLE)
@tenant(Action.VIEW_REPORTS)
def show(report_id: UUID) -> str:
    return render_template("reports/bundle.html", page=queries.bundle_page(report_id))


@blueprint.post(f"{BUNDLE}/hentikan")
@tenant(Action.REQUEST_REPORTS)
def stop(report_id: UUID) -> Response:
    """Drop what waits; what is there gets packed."""
    queries.bundle_page(report_id)
    try:
        dropped = cancel_report_bundle(
            session=db.session(), tenant_id=current_tenant().id, report_id=report_id, account_id=current_account_id(),
            now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToCancelReportBundle:
        flash(_("Semua laporan sudah selesai dikerjakan."), "info")
    else:
        flash(ngettext("%(num)s laporan dibatalkan.", "%(num)s laporan dibatalkan.", dropped), "good")
    return redirect(url_for("report_bundles.show", report_id=report_id))


@blueprint.post(f"{BUNDLE}/ulangi")
@tenant(Action.REQUEST_REPORTS)
def retry(report_id: UUID) -> Response:
    """Try again what failed."""
    queries.bundle_page(report_id)
    try:
        retry_report_bundle(session=db.session(), tenant_id=current_tenant().id, report_id=report_id, now=datetime.now(UTC))
    except UnableToRetryReportBundle:
        flash(_("Tidak ada yang gagal."), "info")
    return redirect(url_for("report_bundles.show", report_id=report_id))


@blueprint.get(f"{BUNDLE}/arsip")
@tenant(Action.VIEW_REPORTS)
def archive(report_id: UUID) -> Response:
    """The archive, read from the store in pieces; one with answers in it only for who may export them."""
    found = queries.bundle_page(report_id).archive
    if found is None or not file_store().exists(found.file_key):
        abort(404)
    answer = Response(file_store().chunks(found.file_key), mimetype="application/zip")
    answer.content_length = found.size_bytes
    answer.headers.set("Content-Disposition", "attachment", filename=found.file_name)
    return answer
