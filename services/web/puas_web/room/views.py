"""Denyut and layar: the pulse every page of a participant listens to, and the screen the trainer shows."""

from __future__ import annotations

import json

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from puas.db.queries.training_rooms import screen_of
from puas.domain.curricula import from_plain
from puas.domain.permissions import Action
from puas.domain.room_progress import summarise
from puas.domain.training_room import BOARD
from puas.runtime import clock
from puas.usecases.note_presence import note_presence
from puas_web.access import tenant
from puas_web.conditional import answer_if_changed
from puas_web.notes_afterwards import noted_afterwards
from puas_web.room.queries import read_board
from puas_web.training_seat import current_room, current_seat

blueprint = Blueprint("room", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/latihan"


@blueprint.get(f"{ROOM}/denyut.json")
@tenant(Action.TAKE_PART_IN_TRAINING)
def pulse() -> Response:
    """Some hundred bytes, and none where nothing changed; also how the trainer knows that a device is awake."""
    seat, room = current_seat(), current_room()
    ends_at = room.timer_ends_at
    told = {
        "version": room.version,
        "state": room.state,
        "ends_at": ends_at.isoformat() if ends_at else None,
        "shows": bool(room.shown),
    }
    return noted_afterwards(
        answer_if_changed(json.dumps(told, separators=(",", ":")), mimetype="application/json"),
        lambda session: note_presence(session=session, owner_id=seat.owner_id, participant_id=seat.participant_id, now=clock.now()),
    )


@blueprint.get(f"{ROOM}/layar")
@tenant(Action.TAKE_PART_IN_TRAINING)
def screen() -> str:
    """What the trainer shows to everybody now; nothing is no error, the trainer may just have taken it away."""
    seat, room = current_seat(), current_room()
    shown = screen_of(room.shown)
    board = None
    if shown is not None and shown.kind == BOARD:
        people, marks = read_board(owner_id=seat.owner_id, session_id=seat.session_id)
        board = summarise(shown.exercise, people, marks)
    agenda = {item.key: item for item in from_plain(room.agenda)}
    return render_template("room/screen.html", room=room, seat=seat, screen=shown, board=board, agenda=agenda)
