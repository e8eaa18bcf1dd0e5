"""The photographs of a report's documentation, and the pictures themselves."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.runtime.photograph_files import MIME_TYPE, small_key
from puas_web.access import tenant
from puas_web.file_storage import read_or_404
from puas_web.photographs import pages, queries
from puas_web.photographs.pages import Answer
from puas_web.readable_requests import takes_photographs

blueprint = Blueprint("photographs", __name__, template_folder="templates")
blueprint.register_error_handler(413, pages.too_much_at_once)

ROOM = "/t/<slug:tenant>/laporan/periode/<uuid:period_id>/foto"
PICTURE = "/t/<slug:tenant>/foto/<uuid:photograph_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REPORTS)
def gallery(period_id: UUID) -> str:
    return pages.gallery_page(queries.report_place(period_id))


@blueprint.post(ROOM)
@tenant(Action.EDIT_REPORTS)
def save(period_id: UUID) -> Answer:
    return pages.save_page(queries.report_place(period_id))


@blueprint.route(f"{ROOM}/tambah", methods=["GET", "POST"])
@tenant(Action.EDIT_REPORTS)
@takes_photographs
def add(period_id: UUID) -> Answer:
    return pages.add_page(queries.report_place(period_id))


@blueprint.get(PICTURE)
@tenant(Action.VIEW_REPORTS)
def picture(photograph_id: UUID) -> Response:
    """As documents print it."""
    return _sent(queries.photograph_or_404(photograph_id).file_key)


@blueprint.get(f"{PICTURE}/kecil")
@tenant(Action.VIEW_REPORTS)
def small_picture(photograph_id: UUID) -> Response:
    """For lists, a few kilobytes."""
    return _sent(small_key(queries.photograph_or_404(photograph_id).file_key))


def _sent(key: str) -> Response:
    """Made by ourselves of pixels alone; opened by itself it may all the same load and run nothing."""
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "inline"}
    return Response(read_or_404(key), mimetype=MIME_TYPE, headers=headers)
