"""Public pages about documents: whether one is genuine, and the keys results are signed with."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, render_template, request

from puas.db.queries.known_keys import list_known_keys
from puas.db.queries.publication import (
    CheckedDocument,
    find_document,
)
from puas.runtime.signing_key import public_keys_json
from puas_web.access import public
from puas_web.csrf_protection import without_csrf
from puas_web.database import db
from puas_web.publication.document_records import document_json
from puas_web.publication.documents import certificate_of_document, figures_of_document, state_of_document
from puas_web.publication.file_comparison import Comparison, compare
from puas_web.publication.forms import CompareForm
from puas_web.publication.words import COMPARISONS, DOCUMENT_STATES
from puas_web.rate_limits import FILE_CHECKS, limiter
from puas_web.readable_requests import takes_large_files
from puas_web.result_signing import signing_key

CACHE = "public, max-age=300"
DOCUMENT_NUMBER = "nomor"

blueprint = Blueprint("publication", __name__, template_folder="templates")


@blueprint.get("/verifikasi")
@public
def ask_for_number() -> str | Response:
    """The number typed by hand, where the camera fails."""
    number = request.args.get(DOCUMENT_NUMBER, "").strip()
    return check(number) if number else render_template("publication/ask_for_number.html")


@blueprint.get("/verifikasi/<code:document_id>")
@public
def document(document_id: str) -> Response:
    return check(document_id)


@blueprint.get("/verifikasi/<code:document_id>.json")
@public
def document_as_json(document_id: str) -> Response:
    """The same for programs."""
    found = _known(document_id)
    figures = figures_of_document(found)
    content = document_json(found, state_of_document(found, figures), figures, certificate_of_document(found))
    return Response(content, mimetype="application/json")


@blueprint.post("/verifikasi/<code:document_id>/bandingkan")
@public
@without_csrf("computes the fingerprint of a file and forgets it; there is no session and nothing is changed")
@takes_large_files
@limiter.limit(FILE_CHECKS)
def compare_file(document_id: str) -> Response:
    """Whether a file is the one that was published."""
    form, found = CompareForm(), find_document(db.session(), document_id=document_id, now=datetime.now(UTC))
    if found is None or not form.validate():
        return check(document_id, form=form, status=422)
    upload = form.file.data
    return check(document_id, comparison=compare(upload.stream, file_name=upload.filename or "", document=found))


@blueprint.get("/.well-known/puas-keys.json")
@public
def keys() -> Response:
    """The public half of the key that results are signed with, and those of installations tenants came from with their results."""
    own = signing_key().public
    others = [key for key in list_known_keys(db.session()) if key != own]
    return _kept(Response(public_keys_json([own, *others]), mimetype="application/json"))


def check(number: str, *, form: CompareForm | None = None, comparison: Comparison | None = None, status: int = 200) -> Response:
    """What is known of the document with this number; 404 where there is none."""
    found = find_document(db.session(), document_id=number, now=datetime.now(UTC))
    if found is None:
        return Response(render_template("publication/unknown_document.html", number=number[:64]), status=404)
    figures = figures_of_document(found)
    state = state_of_document(found, figures)
    page = render_template(
        "publication/document.html", owner=found.tenant, document=found, figures=figures, state=state, look=DOCUMENT_STATES[state],
        form=form or CompareForm(formdata=None), comparison=comparison, words=COMPARISONS.get(comparison.outcome) if comparison else None,
        certificate=certificate_of_document(found),
    )  # fmt: skip
    return Response(page, status=status)


def _known(number: str) -> CheckedDocument:
    found = find_document(db.session(), document_id=number, now=datetime.now(UTC))
    if found is None:
        abort(404)
    return found


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = CACHE
    response.add_etag()
    response.make_conditional(request)
    return response
