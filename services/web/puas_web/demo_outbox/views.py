"""The letters the demo would have sent, with working links. Outside of the demo these pages do not exist."""

from __future__ import annotations

from flask import Blueprint, render_template

from puas_web.access import public
from puas_web.database import db
from puas_web.demo_mode import only_in_demo
from puas_web.demo_outbox.queries import count_kept, list_kept
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page

blueprint = Blueprint("demo_outbox", __name__, template_folder="templates")
blueprint.before_request(only_in_demo)


@blueprint.get("/demo/kotak-keluar")
@public
def index() -> str:
    """Newest first."""
    number = requested_page()
    mails = list_kept(db.session(), limit=PAGE_SIZE, offset=offset(number))
    return render_template("demo_outbox/index.html", page=Page(items=mails, number=number, total=count_kept(db.session())))
