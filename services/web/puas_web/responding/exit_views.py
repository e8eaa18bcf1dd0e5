"""`/m/<code>`: at the exit of a mal pelayanan publik the citizen chooses the counter, and goes on to its form."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, request

from puas_web import i18n
from puas_web.access import public
from puas_web.responding import pages
from puas_web.responding.exit_queries import find_exit
from puas_web.responding.sessions import request_session

LONGEST_SEARCH = 80

blueprint = Blueprint("mall_exits", __name__, template_folder="templates")


@blueprint.get("/m/<code:code>")
@public
def choose(code: str) -> Response:
    """The counters, those that match what was typed, or why there are none."""
    asked = request.args.get("bahasa", "")
    language = asked if asked in i18n.LANGUAGES else i18n.visitor_language()
    here = find_exit(request_session(), code=code, now=datetime.now(UTC))
    return pages.counters(here, language, request.args.get("cari", "").strip()[:LONGEST_SEARCH])
