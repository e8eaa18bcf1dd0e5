"""Style sheets and scripts, joined in memory into one file per bundle and addressed by their content.

No build step: the parts are ordinary files under `static/`, read when the service starts.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

from puas_web.access import public

STATIC = Path(__file__).parent / "static"

BUNDLES: dict[str, tuple[str, ...]] = {
    # Everything behind a log-in and the pages around it.
    "puas.css": (
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/forms.css",
        "css/components.css",
        "css/figures.css",
        "css/print.css",
    ),
    # The menus of pages behind a log-in.
    "workspace.css": ("css/workspace.css",),
    # Pages about stickers and questions only.
    "surveys.css": ("css/surveys.css",),
    # The sheet with the code of form F-03.
    "performance-users.css": ("css/performance-users.css",),
    # Galleries only.
    "photographs.css": ("css/photographs.css",),
    "performance.css": ("css/performance.css",),
    # Only the pages of figures.
    "results.css": ("css/results.css",),
    # The way of reports to the province.
    "submissions.css": ("css/submissions.css",),
    # Only the boards of many units: heat maps, tiles, intervals.
    "boards.css": ("css/boards.css",),
    # A regency's targets, its board, and the page of its head.
    "regency.css": ("css/regency.css",),
    # The page about how far regencies have come.
    "readiness.css": ("css/readiness.css",),
    # Pages about whether a document is genuine.
    "authenticity.css": ("css/authenticity.css",),
    # Pages of one requested document, or of many in one request.
    "documents.css": ("css/documents.css",),
    # Lists of which one is chosen.
    "choosing.css": ("css/choosing.css",),
    # What is due when, and what somebody was told.
    "calendar.css": ("css/calendar.css",),
    # Training sessions: the code in the room, the agenda, the participant's way through it.
    "training.css": ("css/training.css",),
    # Public pages of published results.
    "portal.css": ("css/portal.css",),
    # Exercises of a training.
    "exercises.css": ("css/exercises.css",),
    # The trainer's console and the screens of a room.
    "room.css": ("css/room.css",),
    # The checklist for the visit of the Ombudsman.
    "compliance.css": ("css/compliance.css",),
    "registers.css": ("css/registers.css",),
    # Report cards and the province's yardsticks.
    "cards.css": ("css/cards.css",),
    "room.js": ("js/room.js",),
    "puas.js": ("js/enhance.js",),
}

MIME_TYPES = {".css": "text/css", ".js": "text/javascript"}
FOREVER = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Bundle:
    """A joined file, ready to be sent plain or compressed."""

    plain: bytes
    packed: bytes
    digest: str
    mimetype: str


_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Before `:` and around `+` a space may mean something; here it never does.
_CSS_SPACE = re.compile(r"\s*([{};,>])\s*|(:) ")


@cache
def join_bundle(name: str, parts: tuple[str, ...]) -> Bundle:
    """The parts one after another, without comments and indentation."""
    text = "\n".join((STATIC / part).read_text(encoding="utf-8") for part in parts)
    if name.endswith(".css"):
        text = _CSS_SPACE.sub(r"\1\2", _CSS_COMMENT.sub("", text)).replace(";}", "}").strip() + "\n"
    plain = text.encode()
    return Bundle(
        plain=plain,
        packed=gzip.compress(plain, mtime=0),
        digest=hashlib.sha256(plain).hexdigest()[:12],
        mimetype=MIME_TYPES[Path(name).suffix],
    )


def asset_url(name: str) -> str:
    """Address of a bundle; it changes with the content, so browsers may keep it for a year."""
    return url_for("assets.bundle", name=name, v=_bundles()[name].digest)


@blueprint.get("/aset/<string:name>")
@public
def bundle(name: str) -> Response:
    found = _bundles().get(name)
    if found is None:
        abort(404)
    packed = request.accept_encodings["gzip"] > 0
    response = Response(found.packed if packed else found.plain, mimetype=found.mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOREVER if request.args.get("v") == found.digest else "no-cache"
    response.set_etag(found.digest + ("-gz" if packed else ""))
    response.make_conditional(request)
    return response


def _bundles() -> dict[str, Bundle]:
    joined: dict[str, Bundle] = current_app.extensions["puas_assets"]
    return joined


def init_app(app: Flask) -> None:
    app.extensions["puas_assets"] = {name: join_bundle(name, parts) for name, parts in BUNDLES.items()}
    app.add_template_global(asset_url)
