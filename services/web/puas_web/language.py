"""The switch between Bahasa Indonesia and English, for people with and without an account."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from puas_web.access import public
from puas_web.csrf_protection import without_csrf
from puas_web.i18n import remember_language
from puas_web.login import is_safe_target

blueprint = Blueprint("language", __name__)


@blueprint.post("/bahasa")
@without_csrf("changes a cookie of the visitor and nothing else; public pages have no session to hold a token")
@public
def choose() -> Response:
    """Remember the choice in a cookie and go back to where the visitor was."""
    target = request.form.get("lanjut")
    response = redirect(target if target and is_safe_target(target) else "/")
    return remember_language(response, request.form.get("bahasa", ""))
