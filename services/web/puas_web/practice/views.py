"""Latihan: the participant's own page in their practice tenant, attendance, beginning again, leaving."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases.mark_attendance import UnableToMarkAttendance, mark_attendance
from puas.usecases.reset_practice import UnableToResetPractice, reset_practice
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.practice import queries
from puas_web.practice.forms import DayCodeForm, ResetForm
from puas_web.practice.words import DAY_REFUSALS, RESET_REFUSALS
from puas_web.rate_limits import DAY_GUESSES, limiter, was_refused
from puas_web.result_signing import signing_key
from puas_web.signing_in import close_session
from puas_web.training_seat import current_room, current_seat

blueprint = Blueprint("practice", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/latihan"


@blueprint.get(ROOM)
@tenant(Action.TAKE_PART_IN_TRAINING)
def index() -> str:
    """Where the room is, and what to do now."""
    return render_template("practice/index.html", page=queries.read_home())


@blueprint.route(f"{ROOM}/hadir", methods=["GET", "POST"])
@tenant(Action.TAKE_PART_IN_TRAINING)
@limiter.limit(DAY_GUESSES, methods=["POST"], key_func=lambda: str(current_account_id()), deduct_when=was_refused)
def attend() -> Answer:
    """The code of the day."""
    form = DayCodeForm()
    page = {"form": form, "page": queries.read_home()}
    if not form.is_submitted():
        return render_template("practice/attend.html", **page)
    if not form.validate():
        return show_again("practice/attend.html", **page)
    seat = current_seat()
    try:
        mark_attendance(
            session=db.session(), owner_id=seat.owner_id, session_id=seat.session_id, participant_id=seat.participant_id,
            code=form.code.data, now=clock.now(),
        )  # fmt: skip
    except UnableToMarkAttendance as refusal:
        form.add_error(form.code, str(DAY_REFUSALS[refusal.reason]))
        return show_again("practice/attend.html", **page)
    flash(_("Kehadiran Anda hari ini sudah tercatat."), "good")
    return redirect(url_for(".index"))


@blueprint.route(f"{ROOM}/ulang", methods=["GET", "POST"])
@tenant(Action.TAKE_PART_IN_TRAINING)
def reset() -> Answer:
    """Put the practice tenant back to a place in its story."""
    form = ResetForm()
    page = {"form": form, "page": queries.read_home()}
    if not form.is_submitted():
        return render_template("practice/reset.html", **page)
    if not form.validate():
        return show_again("practice/reset.html", **page)
    try:
        reset_practice(
            session=db.session(), tenant_id=current_tenant().id, checkpoint=form.checkpoint.data, signing_key=signing_key(),
            account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToResetPractice as refusal:
        form.form_errors.append(str(RESET_REFUSALS[refusal.reason]))
        return show_again("practice/reset.html", **page)
    flash(_("Ruang latihan sudah dimulai ulang. Hasil soal latihan Anda tetap tersimpan."), "good")
    return redirect(url_for(".index"))


@blueprint.post(f"{ROOM}/keluar")
@tenant(Action.TAKE_PART_IN_TRAINING)
def leave() -> Response:
    """Sign out of this device; the personal code brings the person back."""
    code = current_room().code
    close_session()
    flash(_("Anda sudah keluar dari perangkat ini. Pekerjaan Anda tersimpan; masuk lagi dengan kode pribadi."), "good")
    return redirect(url_for("joining.come_back", code=code))
