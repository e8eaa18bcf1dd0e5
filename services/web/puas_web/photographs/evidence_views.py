"""The photographs that prove what became of a promise."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint

from puas.domain.permissions import Action
from puas_web.access import tenant
from puas_web.photographs import pages, queries
from puas_web.photographs.pages import Answer
from puas_web.readable_requests import takes_photographs

blueprint = Blueprint("evidence", __name__, template_folder="templates")
blueprint.register_error_handler(413, pages.too_much_at_once)

ROOM = "/t/<slug:tenant>/tindak-lanjut/<uuid:item_id>/foto"


@blueprint.get(ROOM)
@tenant(Action.VIEW_FOLLOWUPS)
def gallery(item_id: UUID) -> str:
    return pages.gallery_page(queries.promise_place(item_id))


@blueprint.post(ROOM)
@tenant(Action.EDIT_FOLLOWUPS)
def save(item_id: UUID) -> Answer:
    return pages.save_page(queries.promise_place(item_id))


@blueprint.route(f"{ROOM}/tambah", methods=["GET", "POST"])
@tenant(Action.EDIT_FOLLOWUPS)
@takes_photographs
def add(item_id: UUID) -> Answer:
    return pages.add_page(queries.promise_place(item_id))
