"""API tokens: make one, see it once, revoke it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases.create_api_token import create_api_token
from puas.usecases.revoke_api_token import UnableToRevokeApiToken, revoke_api_token
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.api_tokens.forms import SCOPE_WORDS, TokenForm
from puas_web.api_tokens.queries import find_token, list_tokens
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again

blueprint = Blueprint("api_tokens", __name__, template_folder="templates")


@blueprint.get("/t/<slug:tenant>/pengaturan/token-api")
@tenant(Action.MANAGE_API_TOKENS)
def index() -> str:
    """Every token of the tenant, without its secret."""
    return render_template("api_tokens/index.html", tokens=list_tokens(db.session(), tenant_id=current_tenant().id), words=SCOPE_WORDS)


@blueprint.route("/t/<slug:tenant>/pengaturan/token-api/baru", methods=["GET", "POST"])
@tenant(Action.MANAGE_API_TOKENS)
def new() -> Answer:
    """Make a token. The answer to this one request is the only page that ever shows it, so it is no redirect."""
    form = TokenForm()
    if not form.is_submitted():
        return render_template("api_tokens/new.html", form=form)
    if not form.validate():
        return show_again("api_tokens/new.html", form=form)
    made = create_api_token(
        session=db.session(),
        tenant_id=current_tenant().id,
        name=form.name.data or "",
        scopes=form.scopes.data or [],
        created_by=current_account_id(),
        now=clock.now(),
    )
    return render_template("api_tokens/created.html", token=made.token, name=form.name.data)


@blueprint.route("/t/<slug:tenant>/pengaturan/token-api/<uuid:token_id>/cabut", methods=["GET", "POST"])
@tenant(Action.MANAGE_API_TOKENS)
def revoke(token_id: UUID) -> Answer:
    """Ask, then revoke."""
    here, form = current_tenant(), ConfirmForm()
    row = find_token(db.session(), tenant_id=here.id, token_id=token_id)
    if row is None:
        abort(404)
    if not form.validate_on_submit():
        return render_template("api_tokens/revoke.html", form=form, row=row)
    try:
        revoke_api_token(session=db.session(), tenant_id=here.id, token_id=token_id, revoked_by=current_account_id(), now=clock.now())
    except UnableToRevokeApiToken:
        abort(404)
    flash(_("Token “%(name)s” dicabut.", name=row.name), "good")
    return redirect(url_for(".index"))
