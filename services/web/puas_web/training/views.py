"""Pelatihan: the list of sessions, planning one, its page, opening and closing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.curricula import AgendaItem, from_plain
from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases.change_training_session import UnableToChangeTrainingSession, change_training_session
from puas.usecases.close_training_session import UnableToCloseTrainingSession, close_training_session
from puas.usecases.open_training_session import UnableToOpenTrainingSession, open_training_session
from puas.usecases.plan_training_session import UnableToPlanTrainingSession, plan_training_session
from puas_web import training_words
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.short_links import join_drawing, shown_join_page
from puas_web.training import queries
from puas_web.training.forms import SessionForm, data_of
from puas_web.training.words import OPEN_REFUSALS, PLAN_REFUSALS

blueprint = Blueprint("training", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/pelatihan"
SESSION = f"{ROOM}/<uuid:session_id>"


@blueprint.record_once
def _words(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]
    app.add_template_filter(training_words.kind_in_words, "agenda_kind")
    app.add_template_global(training_words.topic_in_words, "agenda_topic")
    app.add_template_filter(training_words.minutes_in_words, "minutes")
    app.add_template_filter(training_words.step_in_words, "step_words")
    app.add_template_filter(training_words.agenda_by_day, "agenda_by_day")
    app.add_template_filter(join_drawing, "join_drawing")
    app.jinja_env.globals["TRAINING_STATES"] = training_words.STATE_TAGS
    app.add_template_global(shown_join_page, "shown_join_page")


@blueprint.get(ROOM)
@tenant(Action.VIEW_TRAINING)
def index() -> str:
    """Running, upcoming, past."""
    return render_template("training/index.html", lists=queries.read_lists())


@blueprint.route(f"{ROOM}/baru", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def plan() -> Answer:
    """Plan a session; `dari` names one to copy."""
    source = queries.session_to_copy()
    data = data_of(source, current_tenant().time_zone, copy=True) if source else {}
    form = queries.offered(SessionForm(data=data), may_keep=source is not None)
    page = {"form": form, "source": source, "row": None}
    if not form.is_submitted():
        return render_template("training/plan.html", **page)
    if not form.validate():
        return show_again("training/plan.html", **page)
    try:
        session_id = _plan(form, from_plain(source.agenda) if source else ())
    except UnableToPlanTrainingSession as refusal:
        return _refused(form, refusal.reason, page)
    flash(_("Pelatihan sudah direncanakan. Buka pelatihannya saat peserta boleh bergabung."), "good")
    return redirect(url_for(".show", session_id=session_id))


@blueprint.get(SESSION)
@tenant(Action.VIEW_TRAINING)
def show(session_id: UUID) -> str:
    """The session: code, days, people, agenda, and what to do next."""
    page = queries.page_or_404(session_id)
    return render_template("training/show.html", page=page, form=ConfirmForm(), now=clock.now())


@blueprint.get(f"{SESSION}/kode")
@tenant(Action.VIEW_TRAINING)
def code(session_id: UUID) -> str:
    """The code so large that the last row reads it."""
    return render_template("training/code.html", row=queries.session_or_404(session_id))


@blueprint.route(f"{SESSION}/ubah", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def change(session_id: UUID) -> Answer:
    """What was planned, as a form."""
    row = queries.session_or_404(session_id)
    form = queries.offered(SessionForm(data=data_of(row, current_tenant().time_zone)), may_keep=True)
    page = {"form": form, "source": None, "row": row}
    if not form.is_submitted():
        return render_template("training/plan.html", **page)
    if not form.validate():
        return show_again("training/plan.html", **page)
    try:
        change_training_session(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, plan=form.plan(from_plain(row.agenda)),
            account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToChangeTrainingSession as refusal:
        return _refused(form, refusal.reason, page)
    flash(_("Perubahan sudah disimpan."), "good")
    return redirect(url_for(".show", session_id=session_id))


@blueprint.post(f"{SESSION}/buka")
@tenant(Action.LEAD_TRAINING)
def open_session(session_id: UUID) -> Response:
    """Let participants in."""
    queries.session_or_404(session_id)
    try:
        open_training_session(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, account_id=current_account_id(), now=clock.now()
        )
        flash(_("Pelatihan dibuka. Peserta dapat bergabung dengan kode di halaman ini."), "good")
    except UnableToOpenTrainingSession as refusal:
        flash(str(OPEN_REFUSALS[refusal.reason]), "warn")
    return redirect(url_for(".show", session_id=session_id))


@blueprint.post(f"{SESSION}/tutup")
@tenant(Action.LEAD_TRAINING)
def close_session(session_id: UUID) -> Response:
    """Let nobody in any more."""
    queries.session_or_404(session_id)
    try:
        close_training_session(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, account_id=current_account_id(), now=clock.now()
        )
        flash(_("Pelatihan ditutup. Hasil latihan dan daftar hadir tetap tersimpan."), "good")
    except UnableToCloseTrainingSession:
        flash(_("Pelatihan ini tidak sedang dibuka."), "warn")
    return redirect(url_for(".show", session_id=session_id))


def _plan(form: SessionForm, copied: tuple[AgendaItem, ...]) -> UUID:
    planned = form.plan(copied)
    if planned.agenda is None and copied:
        planned = replace(planned, agenda=copied)
    return plan_training_session(
        session=db.session(), tenant_id=current_tenant().id, plan=planned, account_id=current_account_id(), now=clock.now()
    )


def _refused(form: SessionForm, reason: str, page: Mapping[str, object]) -> Answer:
    field, sentence = PLAN_REFUSALS[reason]
    form.add_error(form[field], str(sentence))
    return show_again("training/plan.html", **page)
