"""The public pages of a tenant that is suspended or has left: they say so, instead of saying that it never was."""

from __future__ import annotations

from typing import NoReturn

from flask import abort, make_response, render_template

from puas.db.queries.publication import find_closed_tenant
from puas_web.database import db
from puas_web.errors import wants_json

# Suspended is for now, left is for good; caches and search engines know the difference by the status.
STATUS = {"suspended": 503, "left": 410}


def refuse_public_page(slug: str) -> NoReturn:
    """Answer for an address below which nothing is shown: the page that explains, or 404 for one that never was."""
    closed = find_closed_tenant(db.session(), slug=slug)
    if closed is None:
        abort(404)
    status = STATUS[closed.state]
    if wants_json():
        abort(status)
    abort(make_response(render_template("closed_tenant.html", closed=closed), status))
