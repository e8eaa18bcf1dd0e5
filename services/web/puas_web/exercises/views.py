"""Soal latihan: the task of a participant, its check, hints and solution; and every exercise as its trainer sees it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from puas.domain.exercises import EXERCISES
from puas.domain.permissions import Action
from puas.usecases.begin_exercise import begin_exercise
from puas.usecases.check_exercise import check_exercise
from puas.usecases.show_solution import show_solution
from puas.usecases.take_hint import take_hint
from puas_web.access import tenant
from puas_web.database import db
from puas_web.exercises import queries
from puas_web.exercises.refusals import refusal_of
from puas_web.exercises.words import CLOSED_WORDS, REFUSALS, STATE_TAGS
from puas_web.forms import Answer, show_again
from puas_web.training_seat import current_seat

blueprint = Blueprint("exercises", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda state: STATE_TAGS[state], "exercise_state")
blueprint.add_app_template_filter(lambda reason: REFUSALS[reason], "exercise_refusal")
blueprint.add_app_template_filter(lambda reason: CLOSED_WORDS[reason], "exercise_closed")
blueprint.add_app_template_filter(queries.page_url, "exercise_page_url")
blueprint.add_app_template_filter(queries.page_name, "exercise_page_name")
blueprint.add_app_template_global(queries.practice_url, "practice_url")
blueprint.add_app_template_global(queries.training_trail, "training_trail")

ROOM = "/t/<slug:tenant>/latihan/soal/<string:exercise>"
AGAIN = f"{ROOM}/lagi/<int:number>"
ACTS = frozenset({"mulai", "periksa", "petunjuk", "pembahasan"})
OF_TRAINER = "/t/<slug:tenant>/pelatihan/soal/<string:exercise>"


@blueprint.get(ROOM)
@tenant(Action.TAKE_PART_IN_TRAINING)
def show(exercise: str) -> str:
    """The exercise with the participant's own numbers, as far as it was begun."""
    return render_template("exercises/show.html", page=queries.exercise_page(exercise))


@blueprint.post(f"{ROOM}/mulai")
@tenant(Action.TAKE_PART_IN_TRAINING)
def begin(exercise: str) -> Answer:
    """Begin; from here on the trainer sees that somebody is at it."""
    queries.exercise_or_404(exercise)
    refusal = refusal_of(lambda: begin_exercise(session=db.session(), seat=current_seat(), exercise=exercise, now=datetime.now(UTC)))
    if refusal:
        return show_again("exercises/show.html", page=queries.exercise_page(exercise, refusal=refusal))
    return redirect(url_for(".show", exercise=exercise))


@blueprint.post(f"{ROOM}/periksa")
@tenant(Action.TAKE_PART_IN_TRAINING)
def check(exercise: str) -> Answer:
    """Hand in what was typed."""
    queries.exercise_or_404(exercise)
    seen = request.form.get("attempts", type=int)
    refusal = refusal_of(
        lambda: check_exercise(
            session=db.session(), seat=current_seat(), exercise=exercise, given=queries.sent(), attempts_seen=seen, now=datetime.now(UTC)
        )
    )
    return _with_what_was_typed(exercise, refusal) if refusal else redirect(url_for(".show", exercise=exercise, _anchor="hasil"))


@blueprint.post(f"{ROOM}/petunjuk")
@tenant(Action.TAKE_PART_IN_TRAINING)
def hint(exercise: str) -> Answer:
    """Uncover the next hint; what was typed meanwhile stays in the form."""
    queries.exercise_or_404(exercise)
    seen = request.form.get("hints", 0, type=int)
    refusal = refusal_of(
        lambda: take_hint(session=db.session(), seat=current_seat(), exercise=exercise, seen=seen, now=datetime.now(UTC))
    )
    return _with_what_was_typed(exercise, refusal)


@blueprint.get(f"{ROOM}/<string:act>")
@tenant(Action.TAKE_PART_IN_TRAINING)
def come_again(exercise: str, act: str) -> Response:
    """A phone that was asleep asks for the address it last stood at, without what was sent there: to the exercise."""
    queries.exercise_or_404(exercise)
    if act not in ACTS:
        abort(404)
    return redirect(url_for(".show", exercise=exercise, _anchor=act))


@blueprint.post(f"{ROOM}/pembahasan")
@tenant(Action.TAKE_PART_IN_TRAINING)
def solution(exercise: str) -> Answer:
    """Open the worked solution; what was typed meanwhile stays in the form."""
    queries.exercise_or_404(exercise)
    refusal = refusal_of(lambda: show_solution(session=db.session(), seat=current_seat(), exercise=exercise, now=datetime.now(UTC)))
    return _with_what_was_typed(exercise, refusal)


@blueprint.route(AGAIN, methods=["GET", "POST"])
@tenant(Action.TAKE_PART_IN_TRAINING)
def again(exercise: str, number: int) -> str:
    """The same exercise with other numbers; nothing is counted and nothing kept."""
    given = queries.sent() if request.method == "POST" else None
    found, sheet = queries.round_sheet(exercise, number, given=given)
    shows_solution = request.form.get("act") == "solution"
    return render_template("exercises/again.html", exercise=found, sheet=sheet, number=number, shows_solution=shows_solution)


@blueprint.get(OF_TRAINER)
@tenant(Action.LEAD_TRAINING)
def example(exercise: str) -> str:
    """An exercise with example numbers, its hints and its solution; nothing can be handed in."""
    found, sheet = queries.example_sheet(exercise)
    return render_template("exercises/example.html", exercise=found, sheet=sheet, exercises=EXERCISES)


def _with_what_was_typed(exercise: str, refusal: str) -> Answer:
    page = queries.exercise_page(exercise, given=queries.sent(), refusal=refusal)
    return show_again("exercises/show.html", page=page) if refusal else render_template("exercises/show.html", page=page)
