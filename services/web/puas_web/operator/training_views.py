"""The operator's training house: opening it, and inviting trainers into it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Role
from puas.runtime import clock
from puas.usecases.invite_member import invite_member
from puas.usecases.open_training_house import UnableToOpenTrainingHouse, open_training_house
from puas.usecases.remove_member import UnableToRemoveMember, remove_member
from puas_web.access import current_account_id, operator_only
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.operator import training_house
from puas_web.operator.forms import TrainerForm
from puas_web.rate_limits import INVITATIONS, limiter

blueprint = Blueprint("operator_training", __name__, template_folder="templates")

ROOM = "/operator/pelatihan"


@blueprint.get(ROOM)
@operator_only
def index() -> str:
    """Who trains in the name of those who run the installation."""
    return render_template("operator/training.html", page=training_house.read_house(), form=TrainerForm(), confirm=ConfirmForm())


@blueprint.post(f"{ROOM}/buka")
@operator_only
def open_house() -> Response:
    """Go there; it is made when missing, and the operator becomes one of its trainers."""
    try:
        house = open_training_house(session=db.session(), account_id=current_account_id(), now=clock.now())
    except UnableToOpenTrainingHouse:
        flash(_("Alamat rumah pelatihan sudah dipakai ruang kerja lain."), "warn")
        return redirect(url_for(".index"))
    return redirect(url_for("training.index", tenant=house.slug))


@blueprint.post(f"{ROOM}/undang")
@operator_only
@limiter.limit(INVITATIONS)
def invite() -> Answer:
    """Invite a trainer."""
    house, form = training_house.enter_house(), TrainerForm()
    if house is None:
        abort(404)
    if not form.validate():
        return show_again("operator/training.html", page=training_house.read_house(), form=form, confirm=ConfirmForm())
    invite_member(
        session=db.session(), tenant_id=house, email=form.email.data, role=Role.TRAINER, invited_by=current_account_id(),
        base_url=str(current_app.config["PUAS_BASE_URL"]), now=clock.now(),
    )  # fmt: skip
    flash(_("Undangan sudah dikirim ke %(email)s.", email=form.email.data), "good")
    return redirect(url_for(".index"))


@blueprint.post(f"{ROOM}/<uuid:account_id>/keluarkan")
@operator_only
def remove(account_id: UUID) -> Response:
    """Take a trainer out. Their sessions stay."""
    house = training_house.enter_house()
    if house is None:
        abort(404)
    try:
        remove_member(session=db.session(), tenant_id=house, account_id=account_id, removed_by=current_account_id(), now=clock.now())
    except UnableToRemoveMember:
        abort(404)
    flash(_("Pelatih sudah dikeluarkan. Pelatihannya tetap ada."), "good")
    return redirect(url_for(".index"))
