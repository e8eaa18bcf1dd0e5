"""Bahan of a training session: one page with all materials, making them, trying again, and their files."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.usecases.request_training_material import UnableToRequestTrainingMaterial, request_training_material
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import show_again
from puas_web.produced_documents import Answer, download_of, tried_again
from puas_web.training_materials import queries
from puas_web.training_materials.forms import SeatForm
from puas_web.training_materials.words import FORMATS, REFUSALS

blueprint = Blueprint("training_materials", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda name: FORMATS[name], "material_format")

ROOM = "/t/<slug:tenant>/pelatihan/<uuid:session_id>/bahan"


@blueprint.get(ROOM)
@tenant(Action.VIEW_TRAINING)
def index(session_id: UUID) -> str:
    """Every material: what it is for, how far it is, its files."""
    return render_template("training_materials/index.html", page=queries.materials_page(session_id), form=SeatForm())


@blueprint.post(f"{ROOM}/buat/<slug:word>")
@tenant(Action.LEAD_TRAINING)
def make(session_id: UUID, word: str) -> Answer:
    """Make one of them from the session as it is now; while that one is on its way, the same."""
    page, form = queries.materials_page(session_id), SeatForm()
    offered = page.of(word)
    if not form.validate():
        return show_again("training_materials/index.html", page=page, form=form)
    try:
        request_training_material(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, document=offered.words.document,
            requested_by=current_account_id(), base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC), seat=form.seat.data,
        )  # fmt: skip
    except UnableToRequestTrainingMaterial as refusal:
        flash(str(REFUSALS.get(refusal.reason, REFUSALS["unknown-seat"])), "warn")
    return redirect(url_for(".index", session_id=session_id, _anchor=word))


@blueprint.post(f"{ROOM}/<uuid:report_id>/coba-lagi")
@tenant(Action.LEAD_TRAINING)
def retry(session_id: UUID, report_id: UUID) -> Response:
    queries.material_or_404(session_id, report_id)
    tried_again(report_id)
    return redirect(url_for(".index", session_id=session_id))


@blueprint.get(f"{ROOM}/<uuid:report_id>/unduh/<string:name>")
@tenant(Action.VIEW_TRAINING)
def download(session_id: UUID, report_id: UUID, name: str) -> Response:
    """One finished format, as a download."""
    return download_of(queries.files_of_material(queries.material_or_404(session_id, report_id)), name)
