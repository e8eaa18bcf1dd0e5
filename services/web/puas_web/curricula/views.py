"""Susunan acara: what Puas proposes, and what the tenant made of it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.training_sessions import find_curriculum, list_curricula
from puas.db.tables.training import Curriculum
from puas.domain.curricula import PROPOSALS, AgendaItem, find_proposal, from_plain
from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases.remove_curriculum import UnableToRemoveCurriculum, remove_curriculum
from puas.usecases.save_curriculum import UnableToSaveCurriculum, save_curriculum
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.curricula.forms import CurriculumForm, curriculum_form, rearranged, rows_of
from puas_web.curricula.words import REFUSALS
from puas_web.database import db
from puas_web.forms import Answer
from puas_web.row_order import Row
from puas_web.training_words import PROPOSAL_MARK

blueprint = Blueprint("curricula", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/pelatihan/kurikulum"
OWN = f"{ROOM}/<uuid:curriculum_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_TRAINING)
def index() -> str:
    """The proposals, and the tenant's own."""
    own = [(row, from_plain(row.agenda)) for row in list_curricula(db.session(), tenant_id=current_tenant().id)]
    return render_template("curricula/index.html", proposals=PROPOSALS, own=own, mark=PROPOSAL_MARK)


@blueprint.get(f"{ROOM}/usulan/<slug:proposal>")
@tenant(Action.VIEW_TRAINING)
def proposal(proposal: str) -> str:
    """One of the proposals, step by step."""
    found = find_proposal(proposal) or abort(404)
    return render_template("curricula/show.html", title=found.title, items=found.items, mark=PROPOSAL_MARK, key=found.key, row=None)


@blueprint.get(OWN)
@tenant(Action.VIEW_TRAINING)
def show(curriculum_id: UUID) -> str:
    """One of the tenant's own."""
    row = _own_or_404(curriculum_id)
    return render_template("curricula/show.html", title=row.title, items=from_plain(row.agenda), mark="", key="", row=row)


@blueprint.route(f"{ROOM}/baru", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def create() -> Answer:
    """A copy of a proposal (`dari`) to make one's own, or an empty one."""
    start = find_proposal(request.args.get("dari", ""))
    if request.method == "GET":
        title = _("%(title)s (susunan kami)", title=start.title) if start else ""
        return _editor(None, curriculum_form(rows_of(start.items) if start else [{"day": "1"}], title, start.key if start else "", ""))
    return _edit(None)


@blueprint.route(f"{OWN}/sunting", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def edit(curriculum_id: UUID) -> Answer:
    """Change one of the tenant's own."""
    row = _own_or_404(curriculum_id)
    if request.method == "GET":
        return _editor(row, curriculum_form(rows_of(from_plain(row.agenda)), row.title, row.based_on, row.updated_at.isoformat()))
    return _edit(row)


@blueprint.post(f"{OWN}/hapus")
@tenant(Action.LEAD_TRAINING)
def remove(curriculum_id: UUID) -> Response:
    """Remove one; sessions made from it keep their copy."""
    try:
        remove_curriculum(
            session=db.session(), tenant_id=current_tenant().id, curriculum_id=curriculum_id, account_id=current_account_id(),
            now=clock.now(),
        )  # fmt: skip
    except UnableToRemoveCurriculum:
        abort(404)
    flash(_("Susunan acara sudah dihapus. Pelatihan yang memakainya tidak berubah."), "good")
    return redirect(url_for(".index"))


def _own_or_404(curriculum_id: UUID) -> Curriculum:
    return find_curriculum(db.session(), tenant_id=current_tenant().id, curriculum_id=curriculum_id) or abort(404)


def _edit(row: Curriculum | None) -> Answer:
    """Buttons beside the rows change the form, only saving changes the curriculum."""
    form = CurriculumForm().offer()
    if (moved := rearranged(form.written(), request.form.get("act", ""))) is not None:
        return _editor(row, _shown_again(form, moved[0]), look_at=moved[1])
    items = form.items() if form.validate() else None
    if items is None:
        return _editor(row, form), 422
    try:
        curriculum_id = _save(row, form, items)
    except UnableToSaveCurriculum as refusal:
        form.form_errors.append(str(REFUSALS[refusal.reason]))
        if refusal.reason == "changed-meanwhile" and row is not None:
            form.seen_at.raw_data, form.seen_at.data = None, row.updated_at.isoformat()
        return _editor(row, form), 422
    flash(_("Susunan acara sudah disimpan."), "good")
    return redirect(url_for(".show", curriculum_id=curriculum_id))


def _save(row: Curriculum | None, form: CurriculumForm, items: tuple[AgendaItem, ...]) -> UUID:
    return save_curriculum(
        session=db.session(), tenant_id=current_tenant().id, curriculum_id=row.id if row else None, title=form.title.data, items=items,
        based_on=form.based_on.data or "", seen_at=form.seen, account_id=current_account_id(), now=clock.now(),
    )  # fmt: skip


def _shown_again(form: CurriculumForm, rows: list[Row]) -> CurriculumForm:
    return curriculum_form(rows, form.title.data or "", form.based_on.data or "", form.seen_at.data or "")


def _editor(row: Curriculum | None, form: CurriculumForm, *, look_at: int | None = None) -> str:
    totals: dict[str, int] = {}
    for each in form.written():
        totals[each["day"]] = totals.get(each["day"], 0) + (each["minutes"] or 0)
    return render_template("curricula/edit.html", row=row, form=form, look_at=look_at, totals=totals)
