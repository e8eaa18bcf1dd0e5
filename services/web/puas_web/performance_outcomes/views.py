"""What follows from an assessment: promises from weak indicators, several at once, and the document for filing."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.usecases.plan_weak_indicators import UnableToPlanWeakIndicators, plan_weak_indicators
from puas.usecases.request_performance_record import UnableToRequestPerformanceRecord, request_performance_record
from puas_web.access import current_account_id, current_tenant, may, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.local_day import today_here
from puas_web.performance_outcomes import queries
from puas_web.performance_outcomes.forms import WeakForm
from puas_web.performance_outcomes.words import DOCUMENT_REFUSALS, PLAN_REFUSALS

blueprint = Blueprint("performance_outcomes", __name__, template_folder="templates")

ASSESSMENT = "/t/<slug:tenant>/mutu/kinerja/<uuid:assessment_id>"


@blueprint.route(f"{ASSESSMENT}/rencana", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def plan(assessment_id: UUID) -> Answer:
    """Weak indicators, each with an idea; those ticked become promises."""
    page = queries.weak_page(assessment_id)
    if page is None:
        flash(str(PLAN_REFUSALS["not-validated"]), "warn")
        return redirect(_assessment_url(assessment_id))
    form = WeakForm(data={"rows": page.proposals}).offer(today_here())
    if not form.is_submitted():
        return render_template("performance_outcomes/plan.html", page=page, form=form)
    if not form.validate():
        return show_again("performance_outcomes/plan.html", page=page, form=form)
    try:
        made = _planned(assessment_id, form)
    except UnableToPlanWeakIndicators as refusal:
        form.form_errors.append(str(PLAN_REFUSALS[refusal.reason]))
        return show_again("performance_outcomes/plan.html", page=page, form=form)
    flash(ngettext("%(num)s rencana perbaikan dibuat.", "%(num)s rencana perbaikan dibuat.", made), "good")
    return redirect(url_for("improvements.index", perangkat=page.assessment.agency_id, sumber="kinerja"))


@blueprint.post(f"{ASSESSMENT}/dokumen")
@tenant(Action.REQUEST_REPORTS)
def ask(assessment_id: UUID) -> Response:
    """Ask for the document. While it is open only the validator may know what the evaluators gave."""
    assessment = queries.assessment_or_404(assessment_id)
    if assessment.state == "open" and not may(Action.DECIDE_REGISTERS):
        flash(_("Dokumen dapat dibuat setelah penilaian divalidasi."), "warn")
        return redirect(_assessment_url(assessment_id))
    try:
        report = request_performance_record(
            session=db.session(), tenant_id=current_tenant().id, assessment_id=assessment_id, account_id=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestPerformanceRecord as refusal:
        flash(str(DOCUMENT_REFUSALS[refusal.reason]), "warn")
        return redirect(_assessment_url(assessment_id))
    return redirect(url_for("reports.show", report_id=report.id))


def _planned(assessment_id: UUID, form: WeakForm) -> int:
    return plan_weak_indicators(
        session=db.session(), tenant_id=current_tenant().id, assessment_id=assessment_id, promises=form.promises(),
        due=form.due.due, person_in_charge=form.person.data or "", account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip


def _assessment_url(assessment_id: UUID) -> str:
    endpoint = "performance.show" if "performance.show" in current_app.view_functions else "performance_users.show"
    return url_for(endpoint, assessment_id=assessment_id)
