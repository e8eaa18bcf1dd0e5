"""The desk's forms: texts, suggestions for print, and what stands at the signature."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.domain.report_details import CHOSEN_SUGGESTIONS
from puas.usecases.save_report_text import UnableToSaveReportText, save_report_text
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.reports import queries
from puas_web.reports.forms import DetailsForm, SuggestionsForm, TextForm
from puas_web.reports.views import PERIOD
from puas_web.reports.words import TEXT_REFUSALS

blueprint = Blueprint("report_texts", __name__, template_folder="templates")

# Addresses of earlier times that only lead on.
_ELSEWHERE = {"report_texts.edit_plan", "report_texts.edit_progress"}


def _save(period_id: UUID, section: str, body: str, version: int | None = None) -> None:
    save_report_text(
        session=db.session(), tenant_id=current_tenant().id, period_id=period_id, section=section, body=body, version=version,
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip


@blueprint.before_request
def _keep_what_was_sent() -> Response | None:
    """What was submitted is read, not edited; nobody types into a form that cannot be saved."""
    period_id: UUID = (request.view_args or {})["period_id"]
    if request.method != "GET" or request.endpoint in _ELSEWHERE or not queries.is_sent(period_id):
        return None
    queries.period_or_404(period_id)
    flash(str(TEXT_REFUSALS["with-regency"]), "warn")
    return _back(period_id)


@blueprint.errorhandler(UnableToSaveReportText)
def _sent_meanwhile(refusal: UnableToSaveReportText) -> Response:
    """Somebody submitted the report while the form was open."""
    flash(str(TEXT_REFUSALS[refusal.reason]), "warn")
    return _back((request.view_args or {})["period_id"])


def _back(period_id: UUID) -> Response:
    return redirect(url_for("reports.show_period", period_id=period_id))


@blueprint.route(f"{PERIOD}/teks/<string:section>", methods=["GET", "POST"])
@tenant(Action.EDIT_REPORTS)
def edit_text(period_id: UUID, section: str) -> Answer:
    desk = queries.desk(period_id)
    chosen = queries.section_or_404(desk, section)
    form = TextForm(body=chosen.shown, version=chosen.version)
    page = {"form": form, "desk": desk, "section": chosen}
    if not form.validate_on_submit():
        return render_template("reports/edit_text.html", **page)
    try:
        body = form.body.data or ""
        _save(period_id, section, "" if body == chosen.draft.strip() else body, form.version.data)
    except UnableToSaveReportText as refusal:
        form.form_errors.append(str(TEXT_REFUSALS[refusal.reason]))
        form.version.raw_data, form.version.data = None, refusal.version
        return show_again("reports/edit_text.html", **page, theirs=refusal.body)
    flash(_("%(title)s sudah disimpan.", title=chosen.title), "good")
    return _back(period_id)


@blueprint.post(f"{PERIOD}/teks/<string:section>/draf")
@tenant(Action.EDIT_REPORTS)
def use_draft(period_id: UUID, section: str) -> Response:
    """Throw away what was written and use the draft made from the figures."""
    chosen = queries.section_or_404(queries.desk(period_id), section)
    try:
        _save(period_id, section, "", request.form.get("version", type=int))
    except UnableToSaveReportText:
        # What would be thrown away is not what the person saw.
        flash(str(TEXT_REFUSALS["draft-refused"]), "warn")
        return redirect(url_for("report_texts.edit_text", period_id=period_id, section=section))
    flash(_("%(title)s kembali memakai draf.", title=chosen.title), "good")
    return _back(period_id)


@blueprint.get(f"{PERIOD}/rencana-tindak-lanjut")
@tenant(Action.EDIT_FOLLOWUPS)
def edit_plan(period_id: UUID) -> Response:
    """Where the plan was edited once; links of that time go on working."""
    return redirect(url_for("followups.edit", period_id=queries.period_or_404(period_id).period.id))


@blueprint.get(f"{PERIOD}/tindak-lanjut-sebelumnya")
@tenant(Action.EDIT_FOLLOWUPS)
def edit_progress(period_id: UUID) -> Response:
    """Where progress was noted once: now with the plan of the period before, or this one's where there was none."""
    earlier = queries.period_or_404(period_id).earlier
    return redirect(url_for("followups.show", period_id=earlier.period_id if earlier else period_id))


@blueprint.route(f"{PERIOD}/saran-dicetak", methods=["GET", "POST"])
@tenant(Action.EDIT_REPORTS)
def choose_suggestions(period_id: UUID) -> Answer:
    frozen = queries.period_or_404(period_id)
    lines, total, chosen = queries.suggestions_page(frozen)
    form = SuggestionsForm()
    if not form.validate_on_submit():
        return render_template("reports/suggestions.html", form=form, frozen=frozen, lines=lines, total=total, chosen=chosen)
    _save(period_id, CHOSEN_SUGGESTIONS, "\n".join(str(each) for each in form.ids()))
    flash(_("Saran untuk laporan sudah dipilih."), "good")
    return _back(period_id)


@blueprint.route(f"{PERIOD}/pengesahan", methods=["GET", "POST"])
@tenant(Action.EDIT_REPORTS)
def edit_details(period_id: UUID) -> Answer:
    frozen = queries.period_or_404(period_id)
    known = queries.details_of(frozen)
    signed_on = date.fromisoformat(known["signed_on"]) if known["signed_on"] else None
    form = DetailsForm(place=known["place"], rank=known["rank"], signed_on=signed_on)
    if not form.is_submitted():
        return render_template("reports/edit_details.html", form=form, frozen=frozen)
    if not form.validate():
        return show_again("reports/edit_details.html", form=form, frozen=frozen)
    for section, body in form.details().items():
        _save(period_id, section, body)
    flash(_("Data pengesahan sudah disimpan."), "good")
    return _back(period_id)


