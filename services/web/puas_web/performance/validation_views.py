"""Validation of an assessment: everything side by side, single decisions, the freezing, and opening it again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from puas.domain.permissions import Action
from puas.domain.regulation.performance_edition import UnknownIndicator
from puas.usecases.decide_performance import UnableToDecidePerformance, decide_performance
from puas.usecases.reopen_performance import UnableToReopenPerformance, reopen_performance
from puas.usecases.validate_performance import UnableToValidatePerformance, validate_performance
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.performance import queries
from puas_web.performance.forms import MEAN, DecisionForm, ReasonForm, ValidationForm
from puas_web.performance.queries import AssessmentPage
from puas_web.performance_words import refusal_in_words
from puas_web.result_signing import signing_key

blueprint = Blueprint("performance_validation", __name__, template_folder="templates")

ASSESSMENT = "/t/<slug:tenant>/mutu/kinerja/<uuid:assessment_id>"


@blueprint.route(f"{ASSESSMENT}/validasi", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def compare(assessment_id: UUID) -> Answer:
    """F-01, each F-02, their mean and spread, and F-03; the button freezes them."""
    page = _open_page(assessment_id)
    form = ValidationForm(data={"version": page.row.assessment.version})
    if not form.is_submitted():
        return _comparison(page, form)
    try:
        snapshot = validate_performance(
            session=db.session(), tenant_id=current_tenant().id, assessment_id=assessment_id,
            version=form.version.data if form.validate() else 0, signing_key=signing_key(), account_id=current_account_id(),
            now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToValidatePerformance as refusal:
        return _not_validated(assessment_id, refusal)
    flash(_("Divalidasi. Indeks %(index)s, kategori %(category)s (%(label)s).", index=str(snapshot.index).replace(".", ","),
            category=snapshot.category, label=snapshot.label), "good")  # fmt: skip
    return redirect(url_for("performance.show", assessment_id=assessment_id))


@blueprint.route(f"{ASSESSMENT}/validasi/<indicator:code>", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def decide(assessment_id: UUID, code: str) -> Answer:
    """Decide one indicator in place of the evaluators' mean."""
    page = _open_page(assessment_id)
    row = page.row
    decision = page.state.decisions.get(code) if page.state else None
    stored = {
        "version": row.assessment.version,
        "score": str(decision.score) if decision else MEAN,
        "reason": decision.reason if decision else "",
    }
    form = DecisionForm(data=stored).offer(row.edition.scale_of(code))
    if not form.is_submitted():
        return _decision(page, code, form)
    if not form.validate():
        return _decision(page, code, form, 422)
    try:
        decide_performance(
            session=db.session(), tenant_id=current_tenant().id, assessment_id=assessment_id, indicator=code, score=form.decided,
            reason=form.reason.data or "", version=form.version.data, account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToDecidePerformance as refusal:
        return _not_decided(assessment_id, code, form, refusal)
    flash(_("Keputusan untuk %(code)s disimpan.", code=code), "good")
    return redirect(url_for(".compare", assessment_id=assessment_id) + f"#{code}")


@blueprint.route(f"{ASSESSMENT}/buka-lagi", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def reopen(assessment_id: UUID) -> Answer:
    """Open a validated assessment again, with a reason."""
    row = queries.row_or_404(assessment_id)
    form = ReasonForm(data={"version": row.assessment.version})
    if not form.is_submitted():
        return render_template("performance/reopen.html", form=form, row=row)
    if not form.validate():
        return show_again("performance/reopen.html", form=form, row=row)
    try:
        reopen_performance(
            session=db.session(), tenant_id=current_tenant().id, assessment_id=assessment_id, version=form.version.data,
            reason=form.reason.data or "", account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToReopenPerformance as refusal:
        form.form_errors.append(refusal_in_words(refusal.reason))
        return show_again("performance/reopen.html", form=form, row=row)
    flash(_("Penilaian dibuka lagi. Hasil sebelumnya tetap tersimpan pada riwayat."), "good")
    return redirect(url_for(".compare", assessment_id=assessment_id))


def _open_page(assessment_id: UUID) -> AssessmentPage:
    """An assessment with sheets; what was recorded from outside has nothing to validate."""
    page = queries.page_or_404(assessment_id)
    return page if page.state is not None else abort(404)


def _comparison(page: AssessmentPage, form: ValidationForm, status: int = 200) -> Answer:
    return render_template("performance/validation.html", page=page, form=form, own=queries.own_scores(page)), status


def _not_validated(assessment_id: UUID, refusal: UnableToValidatePerformance) -> Answer:
    """The page as it stands now, with the reason; who came second is shown what the other has done."""
    if refusal.reason == "validated-already":
        flash(refusal_in_words(refusal.reason), "warn")
        return redirect(url_for("performance.show", assessment_id=assessment_id))
    db.session().expire_all()
    page = _open_page(assessment_id)
    form = ValidationForm(formdata=None, data={"version": page.row.assessment.version})
    form.form_errors.append(refusal_in_words(refusal.reason, refusal.names))
    return _comparison(page, form, 422)


def _decision(page: AssessmentPage, code: str, form: DecisionForm, status: int = 200) -> Answer:
    try:
        figure = page.outcome.figure_of(code) if page.outcome else abort(404)
    except UnknownIndicator:
        abort(404)
    return render_template("performance/decision.html", page=page, figure=figure, form=form, own=queries.own_scores(page)), status


def _not_decided(assessment_id: UUID, code: str, form: DecisionForm, refusal: UnableToDecidePerformance) -> Answer:
    """What was typed stays; after another's change the form knows the present version."""
    message = refusal_in_words(refusal.reason)
    if refusal.reason in ("reason-missing", "too-long"):
        form.add_error(form.reason, message)
    else:
        form.form_errors.append(message)
    if refusal.reason == "changed-meanwhile":
        db.session().expire_all()
        form.version.raw_data, form.version.data = None, refusal.version
    return _decision(_open_page(assessment_id), code, form, 422)
