"""Pages about survey periods: the list, opening, the state of one, closing."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from puas.domain.permissions import Action
from puas.usecases.close_survey_period import UnableToCloseSurveyPeriod, close_survey_period
from puas.usecases.open_survey_periods import UnableToOpenSurveyPeriods, open_survey_periods
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.result_signing import signing_key
from puas_web.surveys import queries
from puas_web.surveys.forms import ClosePeriodForm, OpenPeriodForm
from puas_web.surveys.words import outcome_sentence, phase_words, refusal_sentence

blueprint = Blueprint("surveys", __name__, template_folder="templates")
blueprint.add_app_template_filter(outcome_sentence, "outcome_sentence")
blueprint.add_app_template_filter(phase_words, "phase_words")

ROOM = "/t/<slug:tenant>/survei"
PERIOD = f"{ROOM}/<uuid:period_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_SURVEYS)
def index() -> str:
    return render_template("surveys/index.html", **queries.period_list())


@blueprint.get(PERIOD)
@tenant(Action.VIEW_SURVEYS)
def show(period_id: UUID) -> str:
    period = queries.period_or_404(period_id)
    return render_template("surveys/show.html", **queries.period_state(period))


@blueprint.route(f"{ROOM}/buka", methods=["GET", "POST"])
@tenant(Action.MANAGE_PERIODS)
def open_period() -> Answer:
    form = OpenPeriodForm()
    page = queries.opening_page(form)
    if not form.is_submitted():
        return render_template("surveys/open.html", **page)
    period = form.period(page["windows"]) if form.validate() else None
    if period is None:
        return show_again("surveys/open.html", **page)
    try:
        outcomes = open_survey_periods(
            session=db.session(), tenant_id=current_tenant().id, agency_ids=queries.allowed(form.agencies.data or []),
            period=period, account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToOpenSurveyPeriods as refusal:
        form.form_errors.append(refusal_sentence(refusal.reason))
        return show_again("surveys/open.html", **page)
    opened = [each.period for each in outcomes if each.period is not None]
    if len(outcomes) == 1 and opened and queries.has_stickers(page["ready"], opened[0].agency_id):
        flash(_("Periode %(label)s sudah dibuka.", label=period.label), "good")
        return redirect(url_for("surveys.show", period_id=opened[0].id))
    return render_template("surveys/opened.html", outcomes=outcomes, opened=opened, period=period)


@blueprint.route(f"{PERIOD}/tutup", methods=["GET", "POST"])
@tenant(Action.CLOSE_PERIODS)
def close_period(period_id: UUID) -> Answer:
    """Confirm by typing the period's name, then close it and freeze its result."""
    period, form = queries.period_or_404(period_id), ClosePeriodForm()
    page = queries.closing_page(period, form)
    if not form.is_submitted():
        return render_template("confirm.html", **page)
    if not (form.validate() and form.is_confirmed(period.label)):
        return show_again("confirm.html", **page)
    try:
        close_survey_period(
            session=db.session(), tenant_id=current_tenant().id, period_id=period_id, account_id=current_account_id(),
            signing_key=signing_key(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToCloseSurveyPeriod:
        flash(_("Periode ini sudah ditutup."), "info")
        return redirect(url_for("surveys.show", period_id=period_id))
    flash(_("%(label)s sudah ditutup dan hasilnya ditetapkan.", label=period.label), "good")
    return redirect(url_for("surveys.show", period_id=period_id))


@blueprint.get(f"{ROOM}/pertanyaan")
@tenant(Action.VIEW_SURVEYS)
def preview() -> str:
    """The questions a new period would ask."""
    return render_template("surveys/preview.html", **queries.preview())


@blueprint.get(f"{PERIOD}/pertanyaan")
@tenant(Action.VIEW_SURVEYS)
def preview_of_period(period_id: UUID) -> str:
    """The questions of a period, in the wording frozen when it was opened."""
    return render_template("surveys/preview.html", **queries.preview(queries.period_or_404(period_id)))
