"""Where people arrive: the site's front door, the choice of a workspace, the start page of a workspace."""

from flask import Blueprint, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from puas.db.queries.access import list_workspaces
from puas.domain.permissions import Action
from puas_web.access import current_account_id, public, signed_in, tenant
from puas_web.database import db

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@public
def front_door() -> Response:
    """Straight to the work: to the choice of a workspace, or to the log-in."""
    return redirect(url_for("home.workspaces" if current_user.is_authenticated else "accounts.log_in"))


@blueprint.get("/ruang-kerja")
@signed_in
def workspaces() -> str | Response:
    """Every tenant the person belongs to; somebody with one only need not choose."""
    found = list_workspaces(db.session(), account_id=current_account_id())
    if len(found) == 1 and not current_user.is_operator:
        return redirect(url_for("home.start_page", tenant=found[0].slug))
    return render_template("home/workspaces.html", workspaces=found)


@blueprint.get("/t/<slug:tenant>/")
@tenant(Action.VIEW_WORKSPACE)
def start_page() -> str:
    """What do I do next?"""
    return render_template("home/start_page.html")
