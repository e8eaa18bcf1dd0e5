"""Pages about reports: the list, the desk of one period, asking, progress and downloads."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from puas.domain.document_source import REPORT_BUNDLE
from puas.domain.permissions import Action
from puas.usecases.request_report import UnableToRequestReport, request_report
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import show_again
from puas_web.produced_documents import download_of, tried_again
from puas_web.reports import queries
from puas_web.reports.proof import FinalForm, refusal_words
from puas_web.reports.words import FAILURES, FORMATS, SECTION_HINTS, STAGES, STATES

blueprint = Blueprint("reports", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda state: STATES[state][0], "report_state")
blueprint.add_app_template_filter(lambda state: STATES[state][1], "report_state_kind")
blueprint.add_app_template_filter(lambda stage: STAGES[stage][0], "report_stage")
blueprint.add_app_template_filter(lambda stage: STAGES[stage][1], "report_stage_kind")
blueprint.add_app_template_filter(lambda slug: FAILURES.get(slug, FAILURES["unexpected"]), "report_failure")
blueprint.add_app_template_filter(lambda name: FORMATS[name][0], "report_format")
blueprint.add_app_template_filter(lambda name: FORMATS[name][1], "report_format_use")
blueprint.add_app_template_filter(lambda slug: SECTION_HINTS[slug], "section_hint")

ROOM = "/t/<slug:tenant>/laporan"
PERIOD = f"{ROOM}/periode/<uuid:period_id>"
REPORT = f"{ROOM}/<uuid:report_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REPORTS)
def index() -> str:
    return render_template("reports/index.html", **queries.report_list())


@blueprint.get(PERIOD)
@tenant(Action.VIEW_REPORTS)
def show_period(period_id: UUID) -> str:
    return render_template("reports/period.html", **queries.desk_page(period_id))


@blueprint.get(f"{PERIOD}/periksa")
@tenant(Action.VIEW_REPORTS)
def check(period_id: UUID) -> str:
    """What the proof-reader finds in the report as it stands now."""
    return render_template("reports/proof.html", **queries.proof_page(period_id))


@blueprint.post(f"{PERIOD}/minta")
@tenant(Action.REQUEST_REPORTS)
def ask(period_id: UUID) -> Response | tuple[str, int]:
    """Ask for the report, a draft unless the final one is wanted; while one is on its way, show that one."""
    queries.period_or_404(period_id)
    form = FinalForm()
    try:
        report = request_report(
            session=db.session(), tenant_id=current_tenant().id, period_id=period_id, requested_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC), stage=form.stage_wanted,
            advice_seen=form.advice_seen.data,
        )  # fmt: skip
    except UnableToRequestReport as refusal:
        return show_again("reports/proof.html", **queries.proof_page(period_id), **refusal_words(refusal.reason, refusal.findings))
    return redirect(url_for("reports.show", report_id=report.id))


@blueprint.get(REPORT)
@tenant(Action.VIEW_DOCUMENTS)
def show(report_id: UUID) -> str | Response:
    page = queries.report_page(report_id)
    if page["report"].document == REPORT_BUNDLE:
        return redirect(url_for("report_bundles.show", report_id=report_id))
    return render_template("reports/show.html", **page)


@blueprint.post(f"{REPORT}/coba-lagi")
@tenant(Action.KEEP_DOCUMENTS)
def retry(report_id: UUID) -> Response:
    queries.report_or_404(report_id)
    return redirect(url_for("reports.show", report_id=tried_again(report_id)))


@blueprint.get(f"{REPORT}/unduh/<string:name>")
@tenant(Action.VIEW_DOCUMENTS)
def download(report_id: UUID, name: str) -> Response:
    """One finished format, as a download."""
    return download_of(queries.files_of_document(queries.report_or_404(report_id)), name)
