"""Pages about the person: log-in and log-out, forgotten password, profile, invitations."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puas.usecases.log_in import UnableToLogIn
from puas.usecases.log_in import log_in as check_password
from puas_web.access import public, signed_in
from puas_web.accounts.forms import LogInForm
from puas_web.accounts.sessions import open_session
from puas_web.database import db
from puas_web.forms import show_again
from puas_web.login import end_session, is_safe_target
from puas_web.rate_limits import SIGN_IN, limiter

blueprint = Blueprint("accounts", __name__, template_folder="templates")


@blueprint.route("/masuk", methods=["GET", "POST"])
@public
@limiter.limit(SIGN_IN, methods=["POST"])
def log_in() -> Response | str | tuple[str, int]:
    if current_user.is_authenticated:
        return redirect(url_for("home.workspaces"))
    form = LogInForm(lanjut=request.args.get("lanjut", ""))
    if not form.is_submitted():
        return render_template("accounts/log_in.html", form=form)
    if not form.validate():
        return show_again("accounts/log_in.html", form=form)
    try:
        found = check_password(session=db.session(), email=form.email.data, password=form.password.data, now=datetime.now(UTC))
    except UnableToLogIn:
        form.form_errors.append(_("Alamat surel atau kata sandi belum cocok. Periksa keduanya, lalu coba lagi."))
        return show_again("accounts/log_in.html", form=form)
    open_session(found.account_id, found.session_version)
    target = form.lanjut.data
    return redirect(target if is_safe_target(target) else url_for("home.workspaces"))


@blueprint.post("/keluar")
@signed_in
def log_out() -> Response:
    end_session()
    flash(_("Anda sudah keluar. Sampai jumpa."), "good")
    return redirect(url_for("accounts.log_in"))
