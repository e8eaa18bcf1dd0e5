"""Pelaporan: the list of reports on their way, the way of one, its review, publishing and handing over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.domain.report_review import chapter_name
from puas.domain.submission_standing import UnableToTakeStep
from puas.domain.submission_workflow import APPROVED, CORRECT, PUBLISHED, REQUEST_CHANGE, may_take
from puas.usecases.answer_remark import UnableToAnswerRemark
from puas.usecases.approve_report import approve_report
from puas.usecases.begin_correction import begin_correction
from puas.usecases.hand_over_results import hand_over_results
from puas.usecases.publish_results import publish_results
from puas.usecases.request_report_change import request_report_change
from puas.usecases.submit_report import submit_report
from puas.usecases.take_back_report import take_back_report
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.result_signing import signing_key
from puas_web.submissions import answering, choosing, queries
from puas_web.submissions.forms import CorrectionForm, StepForm, answers_form, review_form
from puas_web.submissions.words import PATH_NAMES, REFUSALS, SHORT_STATES, STATE_SLUGS, STATES, STEPS, deadline_in_words, refusal_in_words

blueprint = Blueprint("submissions", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda state: STATES[state][0], "way_state")
blueprint.add_app_template_filter(lambda state: STATES[state][1], "way_state_kind")
blueprint.add_app_template_filter(lambda state: SHORT_STATES[state], "way_state_short")
blueprint.add_app_template_filter(lambda state: PATH_NAMES[state], "way_place")
blueprint.add_app_template_filter(lambda step: STEPS[step], "way_step")
blueprint.add_app_template_filter(chapter_name, "review_chapter")
blueprint.add_app_template_filter(deadline_in_words, "way_owed")

ROOM = "/t/<slug:tenant>/pelaporan"
PERIOD = f"{ROOM}/<uuid:period_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_SUBMISSIONS)
def index() -> str:
    """Every report of the agencies the person may see, what waits for them first."""
    page = queries.report_list()
    if page is None:
        return render_template("submissions/nothing_yet.html")
    return render_template("submissions/index.html", **page, slugs=STATE_SLUGS)


@blueprint.get(PERIOD)
@tenant(Action.VIEW_SUBMISSIONS)
def show(period_id: UUID) -> str:
    """The way of one report."""
    return render_template("submissions/show.html", way=queries.way_or_404(period_id), form=StepForm())


@blueprint.post(f"{PERIOD}/kirim")
@tenant(Action.SUBMIT_REPORTS)
def submit(period_id: UUID) -> Response:
    return _taken(submit_report, period_id, _("Laporan sudah dikirim. Anda diberi tahu begitu laporan disetujui atau perlu diperbaiki."))


@blueprint.post(f"{PERIOD}/tarik-kembali")
@tenant(Action.SUBMIT_REPORTS)
def take_back(period_id: UUID) -> Response:
    return _taken(take_back_report, period_id, _("Laporan ditarik kembali. Isi laporan dapat diubah lagi."))


@blueprint.route(f"{PERIOD}/periksa", methods=["GET", "POST"])
@tenant(Action.REVIEW_REPORTS)
def review(period_id: UUID) -> Answer:
    """Read the report, write remarks chapter by chapter, and send it back."""
    way = queries.way_or_404(period_id)
    if not may_take(REQUEST_CHANGE, way.line.state):
        flash(_("Laporan ini sedang tidak menunggu pemeriksaan."), "warn")
        return _back(period_id)
    page = queries.review_page(way)
    form = review_form(page["chapters"], way.line.version)
    if not form.is_submitted():
        return render_template("submissions/review.html", form=form, **page)
    if not form.validate():
        return show_again("submissions/review.html", form=form, **page)
    try:
        request_report_change(**_step(period_id), remarks=form.remarks(), version=form.version.data)
    except UnableToTakeStep as refused:
        form.form_errors.append(refusal_in_words(refused))
        return show_again("submissions/review.html", form=form, **page)
    flash(_("Catatan sudah dikirim ke perangkat daerah."), "good")
    return _back(period_id)


@blueprint.post(f"{PERIOD}/setujui")
@tenant(Action.REVIEW_REPORTS)
def approve(period_id: UUID) -> Response:
    return _taken(approve_report, period_id, _("Laporan disetujui. Hasilnya dapat diumumkan."))


@blueprint.route(f"{PERIOD}/catatan", methods=["GET", "POST"])
@tenant(Action.SUBMIT_REPORTS)
def answer(period_id: UUID) -> Answer:
    """The agency's answers to the remarks."""
    way = queries.way_or_404(period_id)
    if not way.remarks:
        abort(404)
    form = answers_form(way.remarks)
    if not form.is_submitted():
        return render_template("submissions/answer.html", form=form, way=way)
    if not form.validate():
        return show_again("submissions/answer.html", form=form, way=way)
    try:
        left = answering.save_answers(way, form.answers(), **_step(period_id))
    except UnableToAnswerRemark as refused:
        form.form_errors.append(str(REFUSALS[refused.reason]))
        return show_again("submissions/answer.html", form=form, way=way)
    flash(answering.outcome(left), "good")
    return _back(period_id)


@blueprint.route(f"{PERIOD}/koreksi", methods=["GET", "POST"])
@tenant(Action.REVIEW_REPORTS)
def correct(period_id: UUID) -> Answer:
    """Begin a correction of what was approved already."""
    way = queries.way_or_404(period_id)
    if not may_take(CORRECT, way.line.state):
        flash(_("Laporan ini belum disetujui, jadi belum perlu dikoreksi. Minta perbaikan saja."), "warn")
        return _back(period_id)
    form = CorrectionForm(data={"version": way.line.version})
    if not form.is_submitted():
        return render_template("submissions/correct.html", form=form, way=way, late=queries.late_answers(period_id))
    if form.validate():
        try:
            begin_correction(**_correction(period_id, form))
            flash(_("Koreksi dimulai. Yang sudah diumumkan tetap terbaca sampai laporan yang baru diumumkan."), "good")
            return _back(period_id)
        except UnableToTakeStep as refused:
            form.form_errors.append(refusal_in_words(refused))
    return show_again("submissions/correct.html", form=form, way=way, late=queries.late_answers(period_id))


@blueprint.route(f"{ROOM}/umumkan", methods=["GET", "POST"])
@tenant(Action.PUBLISH_RESULTS)
def publish() -> Answer:
    """Show what would be made public, then publish what stays ticked."""
    return choosing.choose_many("submissions/publish.html", queries.choice_of_many(APPROVED), publish_results, choosing.published)


@blueprint.route(f"{ROOM}/serahkan", methods=["GET", "POST"])
@tenant(Action.HAND_OVER_RESULTS)
def hand_over() -> Answer:
    """Show what the province would receive, then hand over what stays ticked."""
    return choosing.choose_many("submissions/hand_over.html", queries.choice_of_many(PUBLISHED), hand_over_results, choosing.handed_over)


def _taken(act: Callable[..., object], period_id: UUID, said: str) -> Response:
    """A step that needs no more than the version that was seen."""
    queries.way_or_404(period_id)
    try:
        act(**_step(period_id), version=StepForm().version.data)
        flash(said, "good")
    except UnableToTakeStep as refused:
        flash(refusal_in_words(refused), "warn")
    return _back(period_id)


def _step(period_id: UUID) -> dict[str, Any]:
    return {
        "session": db.session(), "tenant_id": current_tenant().id, "period_id": period_id, "account_id": current_account_id(),
        "now": datetime.now(UTC),
    }  # fmt: skip


def _correction(period_id: UUID, form: CorrectionForm) -> dict[str, Any]:
    return {
        **_step(period_id), "reason": form.reason.data or "", "signing_key": signing_key(), "version": form.version.data,
        "count_late": form.count_late.data,
    }  # fmt: skip


def _back(period_id: UUID) -> Response:
    return redirect(url_for(".show", period_id=period_id))
