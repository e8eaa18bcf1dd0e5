"""Bawa pulang: what a participant packs from the practice tenant, and the code that opens it at home."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases.pack_practice_setup import UnableToPackPracticeSetup, pack_practice_setup
from puas_web.access import current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.take_home import queries
from puas_web.take_home.forms import PackForm
from puas_web.take_home.words import PACK_REFUSALS, in_threes
from puas_web.training_seat import current_seat

blueprint = Blueprint("take_home", __name__, template_folder="templates")
blueprint.add_app_template_filter(in_threes, "setup_code")


@blueprint.route("/t/<slug:tenant>/latihan/bawa-pulang", methods=["GET", "POST"])
@tenant(Action.TAKE_PART_IN_TRAINING)
def pack() -> Answer:
    """What would come along, to choose from; below it the code of what was packed."""
    form = PackForm()
    page = queries.read_page(form)
    if not form.is_submitted():
        return render_template("take_home/pack.html", form=form, page=page)
    if not form.validate():
        return show_again("take_home/pack.html", form=form, page=page)
    seat = current_seat()
    try:
        pack_practice_setup(
            session=db.session(), tenant_id=current_tenant().id, owner_id=seat.owner_id, participant_id=seat.participant_id,
            chosen=form.chosen(), now=clock.now(),
        )  # fmt: skip
    except UnableToPackPracticeSetup as refusal:
        form.form_errors.append(str(PACK_REFUSALS[refusal.reason]))
        return show_again("take_home/pack.html", form=form, page=page)
    flash(_("Sudah dikemas. Catat kode bawa pulang di bawah ini."), "good")
    return redirect(url_for(".pack"))
