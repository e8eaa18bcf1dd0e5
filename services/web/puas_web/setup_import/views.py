"""Susunan dari latihan: the code a participant brought home, what it would make here, one confirmation, and what was done."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from puas.db import locators
from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases.unpack_practice_setup import UnableToUnpackPracticeSetup, unpack_practice_setup
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.rate_limits import SETUP_GUESSES, limiter, was_refused
from puas_web.setup_import import queries
from puas_web.setup_import.forms import SetupCodeForm, TakeOverForm
from puas_web.setup_import.queries import SetupPage, UnableToShow
from puas_web.setup_import.words import NOTE_REASONS, OUTCOME_TAGS, REFUSALS

blueprint = Blueprint("setup_import", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/pengaturan/susunan-latihan"

_guesses = limiter.shared_limit(
    SETUP_GUESSES, scope="practice-setups", key_func=lambda: str(current_account_id()), deduct_when=was_refused
)


@blueprint.route(ROOM, methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
@_guesses
def enter_code() -> Answer:
    """Type the code; the answer is the list of what it would make."""
    queries.regency_or_404()
    form = SetupCodeForm()
    if not form.is_submitted():
        return render_template("setup_import/enter_code.html", form=form)
    if not form.validate():
        return show_again("setup_import/enter_code.html", form=form)
    try:
        return _preview(queries.preview(locators.tidy_code(form.code.data)))
    except UnableToShow as refusal:
        return _refused(form, refusal.reason)


@blueprint.post(f"{ROOM}/simpan")
@tenant(Action.MANAGE_TENANT)
@_guesses
def take_over() -> Answer:
    """Make all of it, if it is still what was shown."""
    queries.regency_or_404()
    form = TakeOverForm()
    if not form.validate():
        return redirect(url_for(".enter_code"))
    code = locators.tidy_code(form.code.data)
    try:
        unpack_practice_setup(
            session=db.session(), tenant_id=current_tenant().id, code=code, seen=form.seen.data, account_id=current_account_id(),
            now=clock.now(),
        )  # fmt: skip
    except UnableToUnpackPracticeSetup as refusal:
        return _not_taken(code, refusal.reason)
    flash(_("Susunan dari latihan sudah tersimpan."), "good")
    return redirect(url_for(".taken", code=code))


@blueprint.get(f"{ROOM}/<code:code>")
@tenant(Action.MANAGE_TENANT)
@_guesses
def taken(code: str) -> str:
    """What was taken over, and the promises that are only listed."""
    queries.regency_or_404()
    return render_template("setup_import/taken.html", page=queries.taken_or_404(code), tags=OUTCOME_TAGS, reasons=NOTE_REASONS)


def _preview(page: SetupPage, warning: str = "") -> str:
    form = TakeOverForm(formdata=None, code=page.code, seen=page.takeover.fingerprint())
    return render_template(
        "setup_import/preview.html", page=page, form=form, warning=warning, tags=OUTCOME_TAGS, reasons=NOTE_REASONS
    )


def _not_taken(code: str, reason: str) -> Answer:
    """What changed meanwhile is shown anew; whoever comes second finds what the first one made."""
    if reason == "taken":
        flash(str(REFUSALS[reason]), "warn")
        return redirect(url_for(".taken", code=code))
    if reason == "changed-meanwhile":
        return _preview(queries.preview(code), str(REFUSALS[reason])), 422
    return _refused(SetupCodeForm(formdata=None, code=code), reason)


def _refused(form: SetupCodeForm, reason: str) -> tuple[str, int]:
    form.add_error(form.code, str(REFUSALS[reason]))
    return show_again("setup_import/enter_code.html", form=form, is_taken=reason == "taken")
