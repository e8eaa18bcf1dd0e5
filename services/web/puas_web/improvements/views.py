"""Tindak lanjut of the other yardsticks: the list, one item, its editor, its progress, and taking it back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from puas.db.queries.improvement_lists import Improvement
from puas.domain.permissions import Action
from puas.usecases.record_improvement import UnableToRecordImprovement, record_improvement
from puas.usecases.remove_improvement import UnableToRemoveImprovement, remove_improvement
from puas.usecases.save_improvement import UnableToSaveImprovement, save_improvement
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.improvements import queries
from puas_web.improvements.forms import ImprovementForm, ImprovementProgressForm, saved_data
from puas_web.improvements.words import PROGRESS_REFUSALS, REMOVE_REFUSALS, SAVE_REFUSALS
from puas_web.local_day import today_here
from puas_web.promise_words import STANDING_SLUGS
from puas_web.register_choice import agencies_to_choose
from puas_web.yardstick_words import YARDSTICK_SLUGS

blueprint = Blueprint("improvements", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/tindak-lanjut/mutu"
ITEM = f"{ROOM}/<uuid:improvement_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    """Every item of the agencies the person may see."""
    listed = queries.improvement_list()
    return render_template("improvements/index.html", **listed, standings=STANDING_SLUGS, sources=YARDSTICK_SLUGS)


@blueprint.route(f"{ROOM}/baru", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def add() -> Answer:
    """A new promise, prefilled by the page the person comes from."""
    form = ImprovementForm(data=queries.prefilled()).offer(agencies_to_choose(), today_here())
    if not form.is_submitted():
        return _editor(form)
    if not form.validate():
        return _editor(form), 422
    return _saved(form)


@blueprint.get(ITEM)
@tenant(Action.VIEW_REGISTERS)
def show(improvement_id: UUID) -> str:
    """One item with what was noted about it."""
    return render_template("improvements/show.html", **queries.improvement_page(improvement_id))


@blueprint.route(f"{ITEM}/sunting", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def edit(improvement_id: UUID) -> Answer:
    """Change a promise; it stays with its agency and with what it came from."""
    found = queries.improvement_or_404(improvement_id)
    form = ImprovementForm(data=saved_data(found)).offer([(found.item.agency_id, found.agency_name)], today_here())
    if not form.is_submitted():
        return _editor(form, found)
    if not form.validate():
        return _editor(form, found), 422
    return _saved(form, found)


@blueprint.route(f"{ITEM}/kemajuan", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def progress(improvement_id: UUID) -> Answer:
    """Note what became of a promise."""
    found = queries.improvement_or_404(improvement_id)
    item = found.item
    form = ImprovementProgressForm(data={"state": item.state, "description": item.description, "seen": item.updated_at.isoformat()})
    if not form.is_submitted():
        return render_template("improvements/progress.html", form=form, found=found)
    if not form.validate():
        return show_again("improvements/progress.html", form=form, found=found)
    try:
        record_improvement(
            session=db.session(), tenant_id=current_tenant().id, item_id=improvement_id, state=form.state.data,
            description=form.description.data or "", seen_at=form.seen_at, account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRecordImprovement as refusal:
        return _progress_refused(improvement_id, form, refusal)
    flash(_("Kemajuan sudah dicatat."), "good")
    return redirect(url_for(".show", improvement_id=improvement_id))


@blueprint.route(f"{ITEM}/hapus", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def remove(improvement_id: UUID) -> Answer:
    """Take back a promise nobody has begun with."""
    found, form = queries.improvement_or_404(improvement_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("confirm.html", **queries.remove_page(found, form))
    try:
        remove_improvement(
            session=db.session(), tenant_id=current_tenant().id, item_id=improvement_id,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRemoveImprovement as refusal:
        flash(str(REMOVE_REFUSALS[refusal.reason]), "warn")
        return redirect(url_for(".index"))
    flash(_("Rencana sudah dihapus."), "good")
    return redirect(url_for(".index"))


def _editor(form: ImprovementForm, found: Improvement | None = None, *, theirs: bool = False) -> str:
    already = [] if found else queries.promised_already(form.source.data or "", form.entry.data, form.part.data)
    return render_template("improvements/edit.html", form=form, found=found, theirs=theirs, already=already)


def _saved(form: ImprovementForm, found: Improvement | None = None) -> Answer:
    """Keep what was typed and go to the item; or everything typed again, with what another person saved above it."""
    item = form.planned(today_here(), found.item.id if found else None)
    seen_at = (form.seen_at or found.item.updated_at) if found else None
    try:
        save_improvement(
            session=db.session(), tenant_id=current_tenant().id, item=item, seen_at=seen_at,
            account_id=current_account_id(), now=datetime.now(UTC), agency_ids=current_tenant().agency_ids,
        )  # fmt: skip
    except UnableToSaveImprovement as refusal:
        form.form_errors.append(str(SAVE_REFUSALS[refusal.reason]))
        if refusal.seen_at is None or found is None:
            return _editor(form, found), 422
        form.seen.raw_data, form.seen.data = None, refusal.seen_at.isoformat()
        return _editor(form, queries.improvement_or_404(found.item.id), theirs=True), 422
    flash(_("Rencana perbaikan sudah disimpan."), "good")
    return redirect(url_for(".show", improvement_id=item.id))


def _progress_refused(improvement_id: UUID, form: ImprovementProgressForm, refusal: UnableToRecordImprovement) -> Answer:
    """What was typed stays in the form, what somebody else noted stands above it."""
    if refusal.reason == "undescribed":
        form.add_error(form.description, str(PROGRESS_REFUSALS[refusal.reason]))
    else:
        form.form_errors.append(str(PROGRESS_REFUSALS[refusal.reason]))
    if refusal.seen_at is not None:
        form.seen.raw_data, form.seen.data = None, refusal.seen_at.isoformat()
    found = queries.improvement_or_404(improvement_id)
    return show_again("improvements/progress.html", form=form, found=found, theirs=refusal.seen_at is not None)
