"""Tes dan evaluasi: a participant takes the test before and after a training, and says what they thought of it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases._room_tests import UnableToTakeTest
from puas.usecases.begin_test import begin_test
from puas.usecases.save_test import save_test
from puas.usecases.send_evaluation import UnableToSendEvaluation, send_evaluation
from puas.usecases.send_test import send_test
from puas_web.access import tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.room_tests import queries
from puas_web.room_tests.forms import EvaluationForm
from puas_web.room_tests.words import CLOSED_WORDS, EVALUATION_REFUSALS, PURPOSES, REFUSALS
from puas_web.training_seat import current_seat
from puas_web.training_words import EXAM_WORDS

blueprint = Blueprint("room_tests", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda kind: EXAM_WORDS[kind], "exam_name")
blueprint.add_app_template_filter(lambda kind: PURPOSES[kind], "exam_purpose")
blueprint.add_app_template_filter(lambda reason: CLOSED_WORDS[reason], "exam_closed")
blueprint.add_app_template_filter(lambda reason: REFUSALS[reason], "exam_refusal")

ROOM = "/t/<slug:tenant>/latihan"
EXAM = f"{ROOM}/tes/<string:kind>"
ACTS = frozenset({"mulai", "simpan", "kirim", "kirim-saja"})


@blueprint.get(EXAM)
@tenant(Action.TAKE_PART_IN_TRAINING)
def show(kind: str) -> str:
    """The test as far as it was answered; once it was sent, its score."""
    return render_template("room_tests/exam.html", page=queries.exam_page(queries.kind_or_404(kind)))


@blueprint.post(f"{EXAM}/mulai")
@tenant(Action.TAKE_PART_IN_TRAINING)
def begin(kind: str) -> Answer:
    """Draw the questions."""
    queries.kind_or_404(kind)
    try:
        begin_test(session=db.session(), seat=current_seat(), kind=kind, now=clock.now())
    except UnableToTakeTest as refusal:
        return _refused(kind, refusal)
    return redirect(url_for(".show", kind=kind))


@blueprint.post(f"{EXAM}/simpan")
@tenant(Action.TAKE_PART_IN_TRAINING)
def save(kind: str) -> Answer:
    """Keep what was chosen for later."""
    queries.kind_or_404(kind)
    try:
        save_test(session=db.session(), seat=current_seat(), kind=kind, places=queries.sent_places())
    except UnableToTakeTest as refusal:
        return _refused(kind, refusal)
    flash(_("Jawaban Anda disimpan. Jangan lupa mengirimnya sebelum waktu habis."), "good")
    return redirect(url_for(".show", kind=kind))


@blueprint.post(f"{EXAM}/kirim")
@tenant(Action.TAKE_PART_IN_TRAINING)
def send(kind: str) -> Answer:
    """Send it for good, unless questions are still open: then it is kept, and they are named."""
    return _sent(queries.kind_or_404(kind), may_be_incomplete=False)


@blueprint.post(f"{EXAM}/kirim-saja")
@tenant(Action.TAKE_PART_IN_TRAINING)
def send_anyway(kind: str) -> Answer:
    """Send it for good as it is."""
    return _sent(queries.kind_or_404(kind), may_be_incomplete=True)


@blueprint.get(f"{EXAM}/<string:act>")
@tenant(Action.TAKE_PART_IN_TRAINING)
def come_again(kind: str, act: str) -> Response:
    """A phone that was asleep, or its button back, asks for the address of a button without what was sent there: to the test."""
    if act not in ACTS:
        abort(404)
    return redirect(url_for(".show", kind=queries.kind_or_404(kind)))


@blueprint.route(f"{ROOM}/evaluasi", methods=["GET", "POST"])
@tenant(Action.TAKE_PART_IN_TRAINING)
def evaluate() -> Answer:
    """What somebody thought of the training, without their name."""
    room, form = queries.room_or_404(), EvaluationForm()
    page = {"room": room, "form": form, "closed": room.refusal("evaluation")}
    if not form.is_submitted():
        return render_template("room_tests/evaluate.html", **page)
    if not form.validate():
        return show_again("room_tests/evaluate.html", **page)
    try:
        send_evaluation(session=db.session(), seat=current_seat(), evaluation=form.evaluation(), now=clock.now())
    except UnableToSendEvaluation as refusal:
        if refusal.reason == "sent-already":
            return redirect(url_for(".evaluate"))
        form.form_errors.append(str(EVALUATION_REFUSALS[refusal.reason]))
        return show_again("room_tests/evaluate.html", **page)
    flash(_("Terima kasih. Penilaian Anda sudah dikirim tanpa nama."), "good")
    return redirect(url_for(".evaluate"))


def _sent(kind: str, *, may_be_incomplete: bool) -> Answer:
    try:
        still_open = send_test(
            session=db.session(), seat=current_seat(), kind=kind, places=queries.sent_places(), may_be_incomplete=may_be_incomplete,
            now=clock.now(),
        )  # fmt: skip
    except UnableToTakeTest as refusal:
        return _refused(kind, refusal)
    if still_open:
        return render_template("room_tests/exam.html", page=queries.exam_page(kind, still_open=still_open))
    flash(_("Tes Anda sudah dikirim."), "good")
    return redirect(url_for(".show", kind=kind))


def _refused(kind: str, refusal: UnableToTakeTest) -> Answer:
    """Nothing chosen is lost; of a test that was sent its score is shown."""
    if refusal.reason == "sent-already":
        flash(_("Tes ini sudah dikirim dan tidak berubah lagi."), "warn")
        return redirect(url_for(".show", kind=kind))
    if refusal.reason == "not-begun":
        return redirect(url_for(".show", kind=kind))
    sentence = str(REFUSALS[refusal.reason])
    is_at_question = refusal.reason == "unknown-place"
    page = queries.exam_page(
        kind, chosen=queries.sent_places(), refusal="" if is_at_question else refusal.reason, fault=refusal.number, sentence=sentence
    )
    return show_again("room_tests/exam.html", page=page)
