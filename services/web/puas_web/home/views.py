"""Where people arrive: the site's front door, the choice of a workspace, the start page of a workspace."""

from flask import Blueprint, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from puas.db.queries.access import list_suspended_names, list_workspaces
from puas.db.queries.departures import list_left_workspaces
from puas.domain.permissions import Action
from puas.runtime.demo_logins import demo_logins
from puas_web.access import current_account_id, current_tenant, public, signed_in, tenant
from puas_web.database import db
from puas_web.demo_mode import is_demo
from puas_web.file_storage import file_store
from puas_web.home import start_pages
from puas_web.home.demo_people import open_demo_training, people_by_place
from puas_web.local_network import is_own_machine

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@public
def front_door() -> str | Response:
    """What Puas is, for visitors; who is signed in goes straight to the work."""
    if current_user.is_authenticated:
        return redirect(url_for("home.workspaces"))
    # In a room of phones the log-ins are for whoever sits at the laptop.
    places = people_by_place(demo_logins(file_store())) if is_demo() and is_own_machine() else {}
    return render_template("home/front_door.html", places=places, training=open_demo_training() if is_demo() else None)


@blueprint.get("/ruang-kerja")
@signed_in
def workspaces() -> str | Response:
    """Every tenant the person belongs to; somebody with one only, or an operator with none, need not choose."""
    found = list_workspaces(db.session(), account_id=current_account_id())
    left = list_left_workspaces(db.session(), account_id=current_account_id())
    suspended = list_suspended_names(db.session(), account_id=current_account_id())
    if not found and not left and not suspended and current_user.is_operator:
        return redirect(url_for("operator.index"))
    if len(found) == 1 and not left and not suspended and not current_user.is_operator:
        return redirect(url_for("home.start_page", tenant=found[0].slug))
    return render_template("home/workspaces.html", workspaces=found, left=left, suspended=suspended)


@blueprint.get("/t/<slug:tenant>/")
@tenant(Action.VIEW_WORKSPACE)
def start_page() -> str:
    """What do I do next?"""
    here = current_tenant()
    return render_template(start_pages.template_of(here), **start_pages.start_page(here))
