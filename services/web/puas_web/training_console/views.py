"""Ruang kendali: live progress of the room, steps, timer, and one screen for everybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from puas.domain.exercises import EXERCISES
from puas.domain.exercises.fault_words import fault_words
from puas.domain.permissions import Action
from puas.domain.training_room import Screen, UnableToSteer, close_step, go_to, open_step, set_timer
from puas.domain.training_room import show as show_to_all
from puas.runtime import clock
from puas.usecases.steer_room import Act, steer_room
from puas_web.access import current_tenant, tenant
from puas_web.conditional import answer_if_changed
from puas_web.database import db
from puas_web.training_console.queries import console_or_404
from puas_web.training_console.words import MARKS, MINUTES, REFUSALS, SCREENS, STUCK_REASONS

blueprint = Blueprint("training_console", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda exercise: EXERCISES[exercise].title, "exercise_title")
blueprint.add_app_template_filter(fault_words, "room_fault")

ROOM = "/t/<slug:tenant>/pelatihan/<uuid:session_id>/ruang"
STEP_ACTS = {"buka": open_step, "tutup": close_step, "mulai": go_to}


@blueprint.get(ROOM)
@tenant(Action.LEAD_TRAINING)
def show(session_id: UUID) -> str:
    """The whole console."""
    page = _page(session_id)
    current = page["console"].current
    minutes = sorted({*MINUTES, current.minutes} if current else MINUTES)
    return render_template("training_console/show.html", **page, minutes=minutes, screens=SCREENS)


@blueprint.get(f"{ROOM}/keadaan")
@tenant(Action.LEAD_TRAINING)
def progress(session_id: UUID) -> Response:
    """The part of the console that changes by itself, asked for every few seconds and rarely sent."""
    return answer_if_changed(render_template("training_console/_progress.html", **_page(session_id)))


@blueprint.get(f"{ROOM}/layar")
@tenant(Action.LEAD_TRAINING)
def wall(session_id: UUID) -> str:
    """For the projector: what everybody sees, as large as the wall."""
    console = console_or_404(session_id)
    return render_template("training_console/wall.html", console=console, summaries=console.summaries)


@blueprint.post(f"{ROOM}/langkah")
@tenant(Action.LEAD_TRAINING)
def steer(session_id: UUID) -> Response:
    """Open, close, or begin a step."""
    act, step = STEP_ACTS.get(request.form.get("tindakan", "")), request.form.get("langkah", "")
    _steer(session_id, lambda state: act(state, step) if act else state)
    return _back(session_id, "langkah")


@blueprint.post(f"{ROOM}/waktu")
@tenant(Action.LEAD_TRAINING)
def time(session_id: UUID) -> Response:
    """Start the timer anew or take it away."""
    typed = request.form.get("menit", "")
    minutes = int(typed) if typed.isdecimal() and len(typed) <= 4 else -1
    _steer(session_id, lambda state: set_timer(state, minutes, clock.now()))
    return _back(session_id, "sekarang")


@blueprint.post(f"{ROOM}/tampilkan")
@tenant(Action.LEAD_TRAINING)
def screen(session_id: UUID) -> Response:
    """Show one thing to everybody; with nothing chosen each works alone again."""
    kind = request.form.get("layar", "")
    shown = Screen(kind, *(request.form.get(name, "").strip() for name in ("langkah", "soal", "pesan"))) if kind else None
    _steer(session_id, lambda state: show_to_all(state, shown, exercises=tuple(EXERCISES)))
    return _back(session_id, "layar")


def _page(session_id: UUID) -> dict[str, Any]:
    return {"console": console_or_404(session_id), "mark_words": MARKS, "reasons": STUCK_REASONS}


def _steer(session_id: UUID, act: Act) -> None:
    console_or_404(session_id)
    try:
        steer_room(session=db.session(), tenant_id=current_tenant().id, session_id=session_id, act=act)
    except UnableToSteer as refusal:
        flash(str(REFUSALS[refusal.reason]), "warn")


def _back(session_id: UUID, part: str) -> Response:
    return redirect(url_for(".show", session_id=session_id, _anchor=part))
