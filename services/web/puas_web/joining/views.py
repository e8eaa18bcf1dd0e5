"""Joining a training: by its code, with a name and no e-mail, on a phone; and coming back on another device."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from puas.db.queries.training_sessions import OpenDoor
from puas.domain.training_people import Seated
from puas.runtime import clock
from puas.usecases.join_training import UnableToJoinTraining, join_training
from puas.usecases.return_to_training import UnableToReturnToTraining, return_to_training
from puas_web.access import public
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.joining import queries
from puas_web.joining.forms import CodeForm, JoinForm, ReturnForm
from puas_web.joining.throttle import guesses_of_codes, guesses_of_personal_codes
from puas_web.joining.words import CANNOT_JOIN_YET, JOIN_REFUSALS, RETURN_REFUSALS, UNKNOWN_CODE
from puas_web.signing_in import open_session

blueprint = Blueprint("joining", __name__, template_folder="templates")


@blueprint.route("/ikut", methods=["GET", "POST"])
@public
@guesses_of_codes
def enter_code() -> Answer:
    """Type the code."""
    form = CodeForm()
    if not form.is_submitted():
        return render_template("joining/enter_code.html", form=form)
    if not form.validate():
        return show_again("joining/enter_code.html", form=form)
    if (door := queries.door_of(form.code.data)) is None:
        return _unknown(form.code.data, status=422)
    return redirect(url_for(".join", code=door.code))


@blueprint.route("/ikut/<code:code>", methods=["GET", "POST"])
@public
@guesses_of_codes
def join(code: str) -> Answer:
    """Who are you? Then straight into the practice tenant."""
    if (door := queries.door_of(code)) is None:
        return _unknown(code, status=404)
    asks = queries.is_somebody_else_signed_in()
    form = JoinForm(region_code=door.region_code or "").offer(queries.regencies_of(door), asks_replacement=asks)
    page = {"form": form, "door": door}
    if not form.is_submitted():
        return render_template("joining/join.html", **page, own_seat=queries.own_seat_in(door))
    if not form.validate():
        return show_again("joining/join.html", **page)
    try:
        return _sign_in(_join(door, form))
    except UnableToJoinTraining as refusal:
        return _refused(form, refusal.reason, page)


@blueprint.route("/ikut/<code:code>/kembali", methods=["GET", "POST"])
@public
@guesses_of_codes
@guesses_of_personal_codes
def come_back(code: str) -> Answer:
    """By the personal code, on the same device or another."""
    if (door := queries.door_of(code)) is None:
        return _unknown(code, status=404)
    form = ReturnForm()
    form.asks_replacement = queries.is_somebody_else_signed_in()
    if not form.is_submitted():
        return render_template("joining/come_back.html", form=form, door=door)
    if not form.validate():
        return show_again("joining/come_back.html", form=form, door=door)
    try:
        seated = return_to_training(session=db.session(), code=door.code, personal_code=form.code.data, now=clock.now())
    except UnableToReturnToTraining as refusal:
        form.add_error(form.code, str(RETURN_REFUSALS[refusal.reason]))
        return show_again("joining/come_back.html", form=form, door=door)
    return _sign_in(seated)


def _join(door: OpenDoor, form: JoinForm) -> Seated:
    return join_training(
        session=db.session(), code=door.code, details=form.details(), participant_id=form.participant_id(),
        is_another=form.is_another.data, now=clock.now(),
    )  # fmt: skip


def _sign_in(seated: Seated) -> Response:
    slug = queries.slug_of(seated.practice_tenant_id)
    open_session(seated.account_id, seated.session_version)
    return redirect(url_for("practice.index", tenant=slug))


def _refused(form: JoinForm, reason: str, page: Mapping[str, object]) -> Answer:
    if reason == "unknown-code":
        return _unknown("", status=404)
    field, sentence = JOIN_REFUSALS[reason]
    if field:
        form.add_error(form[field], str(sentence))
    else:
        form.form_errors.append(str(sentence))
        form.refusal_title = str(CANNOT_JOIN_YET)
    return show_again("joining/join.html", **page, is_same_name=reason == "same-name")


def _unknown(typed: str, *, status: int) -> Answer:
    form = CodeForm(formdata=None, code=typed)
    form.add_error(form.code, str(UNKNOWN_CODE))
    return render_template("joining/enter_code.html", form=form), status
