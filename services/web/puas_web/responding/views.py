"""`/s/<code>`: the form behind a sticker, and what happens when it is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, abort, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import RequestEntityTooLarge

from puas.domain.permissions import Action
from puas.presentation.accent import is_colour
from puas_web import i18n
from puas_web.access import public, tenant
from puas_web.agency_access import agency_or_404
from puas_web.answering_style import style_sheet
from puas_web.csrf_protection import without_csrf
from puas_web.database import db
from puas_web.responding import known_points, pages
from puas_web.responding.network_keys import network_key
from puas_web.responding.queries import find_preview
from puas_web.responding.sent_form import as_filled_form, read_form
from puas_web.responding.sessions import answer_session, request_session
from puas_web.responding.storing import NothingAsked, store

# The longest honest form is a suggestion of 2,000 characters, each of which may need twelve when sent.
MOST_BYTES = 64 * 1024
FOREVER = "public, max-age=31536000, immutable"

blueprint = Blueprint("responding", __name__, template_folder="templates")


@blueprint.record
def _prepare(state: BlueprintSetupState) -> None:
    state.app.extensions[known_points.EXTENSION] = known_points.KnownPoints()


@blueprint.get("/s/<code:code>")
@public
def form_page(code: str) -> Response:
    """The form, or why there is none."""
    known = known_points.known_points().find(code)
    language = _language(request.args.get("bahasa", ""))
    kind = pages.obstacle(known.point)
    if kind is not None or known.point is None or known.point.window is None:
        return pages.notice(known, kind or "unknown", language)
    return pages.form(known, known.point, known.point.window, language)


@blueprint.post("/s/<code:code>")
@without_csrf("the public form has no session to abuse; whoever sends it may send it from anywhere")
@public
def submit(code: str) -> Response:
    """Take the answer in; the page that follows comes after the commit or not at all."""
    request.max_content_length = MOST_BYTES
    known = known_points.known_points().find(code)
    point = known.point
    language = _language(request.form.get("bahasa", ""))
    if point is None or point.window is None or not point.is_in_use or not point.services:
        return pages.notice(known, pages.obstacle(point) or "not-stored", language)
    if pages.obstacle(point) is None:
        pages.make_ready(known, point, point.window, language)
    sent = read_form(point, point.window, request.form)
    if sent.faults:
        return pages.form_again(point, point.window, language, sent)
    now = datetime.now(UTC)
    key = network_key(request_session, address=request.remote_addr, now=now)
    try:
        receipt = store(answer_session(), point, as_filled_form(sent, point, language=language, network_key=key, now=now), now)
    except NothingAsked:
        return pages.notice(known, "not-stored", language)
    return pages.thanks(known, point, language, late=receipt.outcome == "late")


@blueprint.get("/t/<slug:tenant>/survei/formulir/<uuid:agency_id>")
@tenant(Action.VIEW_SURVEYS)
def preview(agency_id: UUID) -> Response:
    """The form a period opened now would show, before any is open."""
    return _preview(agency_id, None)


@blueprint.get("/t/<slug:tenant>/survei/formulir/<uuid:agency_id>/<uuid:period_id>")
@tenant(Action.VIEW_SURVEYS)
def preview_of_period(agency_id: UUID, period_id: UUID) -> Response:
    """The form of a period, as frozen when it was opened."""
    return _preview(agency_id, period_id)


def _preview(agency_id: UUID, period_id: UUID | None) -> Response:
    agency = agency_or_404(agency_id)
    # A page of the administration, on its session.
    point = find_preview(db.session(), tenant_id=agency.tenant_id, agency=agency, period_id=period_id)
    if point is None or point.window is None:
        abort(404)
    return pages.preview(point, point.window, _language(request.args.get("bahasa", "")))


@blueprint.get("/s-gaya/<string(length=6):accent>.css")
@public
def style(accent: str) -> Response:
    """The form's style sheet in one accent."""
    if not is_colour(f"#{accent}"):
        abort(404)
    sheet = style_sheet(f"#{accent}")
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(sheet.packed if packed else sheet.plain, mimetype="text/css")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOREVER if request.args.get("v") == sheet.digest else "no-cache"
    return response


@blueprint.errorhandler(RequestEntityTooLarge)
def _too_large(_error: RequestEntityTooLarge) -> Response:
    return pages.notice(None, "too-large", _language(request.args.get("bahasa", "")))


def _language(asked: str) -> str:
    return asked if asked in i18n.LANGUAGES else i18n.visitor_language()
