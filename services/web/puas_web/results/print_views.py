"""Banner and poster of a result: the page that offers them, and the request."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.domain.publication_source import NO_INDEX, NOT_FINAL, TOO_FEW
from puas.usecases.request_publication import UnableToRequestPublication, request_publication
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.results.print_queries import KINDS, print_page, subject_or_404

blueprint = Blueprint("result_prints", __name__, template_folder="templates")

REFUSALS = {
    NOT_FINAL: _l("Masih ada periode yang belum ditutup. Banner dan poster dibuat dari hasil yang tidak lagi berubah."),
    NO_INDEX: _l("Belum ada indeks yang dapat dicetak."),
    TOO_FEW: _l("Respondennya terlalu sedikit untuk diumumkan: kurang dari lima orang, sehingga jawaban seseorang dapat dikenali."),
}


@blueprint.get("/t/<slug:tenant>/hasil/banner")
@tenant(Action.VIEW_REPORTS)
def index() -> str:
    page = print_page()
    return render_template("results/prints.html", page=page, refusal=REFUSALS.get(page.found.refusal or ""))


@blueprint.post("/t/<slug:tenant>/hasil/banner")
@tenant(Action.REQUEST_REPORTS)
def ask() -> Response:
    """Ask for one of the two; while it is on its way, show that one."""
    subject, document = subject_or_404(), request.form.get("document", "")
    if document not in KINDS:
        abort(404)
    try:
        report = request_publication(
            session=db.session(), tenant_id=current_tenant().id, document=document, subject=subject,
            requested_by=current_account_id(), base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestPublication as refusal:
        flash(REFUSALS.get(refusal.reason, REFUSALS[NO_INDEX]), "warn")
        return redirect(request.full_path)
    return redirect(url_for("reports.show", report_id=report.id))
