"""Rekap: the regency over all its agencies, and the documents made of it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from puas.db.queries.period_lists import list_periods
from puas.domain.permissions import Action
from puas.usecases.request_recap import UnableToRequestRecap, request_recap
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.offered_documents import asked_for
from puas_web.recaps import queries
from puas_web.recaps.words import DOCUMENTS, REQUEST_REFUSALS, STATES
from puas_web.result_signing import signing_key
from puas_web.scope_choice import choose_scope

blueprint = Blueprint("recaps", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda state: STATES[state][0], "recap_state")
blueprint.add_app_template_filter(lambda state: STATES[state][1], "recap_state_kind")

ROOM = "/t/<slug:tenant>/rekap"


@blueprint.get(ROOM)
@tenant(Action.VIEW_RECAPS)
def index() -> str:
    """The recap of the scope the address names."""
    here = current_tenant()
    periods = list_periods(db.session(), tenant_id=here.id)
    choice = choose_scope(periods)
    if choice is None:
        return render_template("recaps/nothing_yet.html")
    page = queries.recap_page(db.session(), here, periods=periods, scope=choice.scope, scope_arguments=choice.arguments)
    return render_template("recaps/index.html", page=page, recap=page.recap, choice=choice)


@blueprint.post(f"{ROOM}/minta/<slug:word>")
@tenant(Action.REQUEST_RECAPS)
def ask(word: str) -> Response:
    """Ask for a document; while one is on its way, show that one."""
    document, scope = asked_for(DOCUMENTS, word)
    try:
        report = request_recap(
            session=db.session(), tenant_id=current_tenant().id, document=document, scope=scope, requested_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], signing_key=signing_key(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestRecap as refusal:
        flash(str(REQUEST_REFUSALS[refusal.reason]), "warn")
        return redirect(url_for("recaps.index", tahun=scope.year, bagian=scope.part))
    return redirect(url_for("reports.show", report_id=report.id))


@blueprint.get(f"{ROOM}/target")
@tenant(Action.VIEW_RECAPS)
def targets() -> Response:
    """Where targets stood before they had a page of their own."""
    return redirect(url_for("targets.index"))
