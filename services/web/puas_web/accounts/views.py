"""Pages about the person: log-in and log-out, forgotten password, invitation, profile."""


from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puas.db.queries.invitations import find_open_invitation
from puas.domain.password_rules import UnableToAcceptPassword
from puas.runtime.clock import now
from puas.usecases import change_password as changing
from puas.usecases import log_in as logging_in
from puas.usecases import reset_password as resetting
from puas.usecases.accept_invitation import UnableToAcceptInvitation
from puas.usecases.request_password_reset import request_password_reset
from puas.usecases.update_profile import update_profile
from puas_web.access import current_account_id, public, signed_in
from puas_web.accounts import forms, refusals
from puas_web.accounts.failed_attempts import attempt_noted, failed_attempts
from puas_web.accounts.joining import join
from puas_web.accounts.sessions import base_url, profile_form
from puas_web.accounts.throttle import attempts_at_one_address, attempts_at_own_password
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.i18n import remember_language
from puas_web.login import forget_session, is_safe_target
from puas_web.rate_limits import MAIL_OUT, SIGN_IN, limiter
from puas_web.signing_in import close_session, is_guest, open_session

blueprint = Blueprint("accounts", __name__, template_folder="templates")


@blueprint.route("/masuk", methods=["GET", "POST"])
@public
@limiter.limit(SIGN_IN, methods=["POST"])
@attempts_at_one_address
def log_in() -> Answer:
    if current_user.is_authenticated:
        return redirect(url_for("home.workspaces"))
    form = forms.LogInForm(lanjut=request.args.get("lanjut", ""))
    if not form.is_submitted():
        return render_template("accounts/log_in.html", form=form)
    if not form.validate():
        return show_again("accounts/log_in.html", form=form)
    try:
        found = logging_in.log_in(session=db.session(), email=form.email.data, password=form.password.data, now=now())
    except logging_in.UnableToLogIn:
        form.form_errors.append(refusals.WRONG_LOG_IN)
        return attempt_noted(show_again("accounts/log_in.html", form=form), form.email.data)
    open_session(found.account_id, found.session_version)
    target = form.lanjut.data
    answer = redirect(target if is_safe_target(target) else url_for("home.workspaces"))
    return remember_language(answer, found.locale)


@blueprint.post("/keluar")
@signed_in
def log_out() -> Response:
    door = "joining.enter_code" if is_guest() else "accounts.log_in"
    close_session()
    flash(_("Anda sudah keluar. Sampai jumpa."), "good")
    return redirect(url_for(door))


@blueprint.route("/lupa-sandi", methods=["GET", "POST"])
@public
@limiter.limit(MAIL_OUT, methods=["POST"])
def forgotten_password() -> Answer:
    """The answer is the same for every address, so that nobody learns who has an account."""
    form = forms.ForgottenPasswordForm()
    if not form.is_submitted():
        return render_template("accounts/forgotten_password.html", form=form)
    if not form.validate():
        return show_again("accounts/forgotten_password.html", form=form)
    request_password_reset(session=db.session(), email=form.email.data, base_url=base_url(), now=now())
    return redirect(url_for("accounts.letter_sent"))


@blueprint.get("/lupa-sandi/terkirim")
@public
def letter_sent() -> str:
    return render_template("accounts/letter_sent.html")


@blueprint.route("/atur-ulang-sandi/<string:key>", methods=["GET", "POST"])
@public
@limiter.limit(SIGN_IN, methods=["POST"])
def reset_password(key: str) -> Answer:
    form = forms.NewPasswordForm()
    if not form.is_submitted():
        return render_template("accounts/reset_password.html", form=form)
    if not form.validate():
        return show_again("accounts/reset_password.html", form=form)
    try:
        resetting.reset_password(session=db.session(), key=key, password=form.password.data, now=now())
    except UnableToAcceptPassword as refusal:
        form.add_error(form.password, refusals.WEAKNESSES[refusal.weakness])
        return show_again("accounts/reset_password.html", form=form)
    except resetting.UnableToResetPassword:
        return render_template("accounts/reset_gone.html"), 410
    forget_session()
    flash(_("Kata sandi baru sudah disimpan. Silakan masuk."), "good")
    return redirect(url_for("accounts.log_in"))


@blueprint.get("/undangan/<string:key>")
@public
def invitation(key: str) -> Answer:
    found = find_open_invitation(db.session(), key=key, now=now())
    if found is None:
        return render_template("accounts/invitation_gone.html"), 410
    return render_template("accounts/invitation.html", invitation=found, key=key, form=forms.JoinForm(), confirm=ConfirmForm())


@blueprint.post("/undangan/<string:key>")
@public
@limiter.limit(SIGN_IN)
def accept_invitation(key: str) -> Answer:
    """With an account: accept. Without one: make it."""
    found = find_open_invitation(db.session(), key=key, now=now())
    if found is None:
        return render_template("accounts/invitation_gone.html"), 410
    page = {"invitation": found, "key": key, "confirm": ConfirmForm()}
    form = forms.JoinForm() if found.account_id is None else ConfirmForm()
    if not form.validate():
        return show_again("accounts/invitation.html", form=form, **page)
    try:
        open_session(*join(key, form))
    except UnableToAcceptPassword as refusal:
        form.add_error(form.password, refusals.WEAKNESSES[refusal.weakness])
        return show_again("accounts/invitation.html", form=form, **page)
    except UnableToAcceptInvitation:
        return redirect(url_for("accounts.invitation", key=key), code=303)
    flash(_("Selamat datang di ruang kerja %(name)s.", name=found.tenant_name), "good")
    return redirect(url_for("home.start_page", tenant=found.tenant_slug))


@blueprint.get("/profil")
@signed_in
def profile() -> str:
    return render_template(
        "accounts/profile.html", form=profile_form(), password_form=forms.ChangePasswordForm(), failed_attempts=failed_attempts()
    )


@blueprint.post("/profil")
@signed_in
def save_profile() -> Answer:
    form = forms.ProfileForm()
    if not form.validate():
        return show_again("accounts/profile.html", form=form, password_form=forms.ChangePasswordForm(formdata=None))
    update_profile(session=db.session(), account_id=current_account_id(), name=form.name.data, locale=form.language.data)
    flash(_("Profil Anda sudah disimpan."), "good")
    return remember_language(redirect(url_for("accounts.profile")), form.language.data)


@blueprint.post("/profil/kata-sandi")
@signed_in
@attempts_at_own_password
def change_password() -> Answer:
    form = forms.ChangePasswordForm()
    if form.validate():
        try:
            version = changing.change_password(
                session=db.session(),
                account_id=current_account_id(),
                old_password=form.old_password.data,
                new_password=form.password.data,
                now=now(),
            )
        except changing.UnableToChangePassword:
            form.add_error(form.old_password, refusals.WRONG_OLD_PASSWORD)
        except UnableToAcceptPassword as refusal:
            form.add_error(form.password, refusals.WEAKNESSES[refusal.weakness])
        else:
            open_session(current_account_id(), version)
            flash(_("Kata sandi sudah diganti. Sesi di perangkat lain sudah diakhiri."), "good")
            return redirect(url_for("accounts.profile"))
    return show_again("accounts/profile.html", form=profile_form(), password_form=form)
