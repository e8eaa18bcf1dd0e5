"""Sertifikat Anda: a participant's certificate, or what is still missing for it, while the practice tenant lives."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas_web.access import tenant
from puas_web.certificates import queries
from puas_web.produced_documents import download_of

blueprint = Blueprint("own_certificate", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/latihan/sertifikat"


@blueprint.get(ROOM)
@tenant(Action.TAKE_PART_IN_TRAINING)
def show() -> str:
    return render_template("certificates/own.html", page=queries.own_page())


@blueprint.get(f"{ROOM}/unduh/<string:name>")
@tenant(Action.TAKE_PART_IN_TRAINING)
def download(name: str) -> Response:
    """The file of one's own certificate that counts."""
    return download_of(queries.own_page().files, name)
