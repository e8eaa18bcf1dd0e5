"""The place of the person asking in a training session; for pages inside a practice tenant."""

from __future__ import annotations

from flask import abort, g

from puas.db.queries.training_seats import Room, Seat, find_seat, read_room
from puas_web.access import current_account_id, current_tenant
from puas_web.database import db

_SEAT = "training_seat"


def current_seat() -> Seat:
    """The participant's seat; 404 for whoever is in this workspace but in no session."""
    seat: Seat | None = g.get(_SEAT)
    if seat is None:
        seat = find_seat(db.session(), practice_tenant_id=current_tenant().id, account_id=current_account_id())
        if seat is None:
            abort(404)
        setattr(g, _SEAT, seat)
    return seat


def current_room() -> Room:
    """What the session of that seat says now."""
    seat = current_seat()
    room = read_room(db.session(), owner_id=seat.owner_id, session_id=seat.session_id)
    if room is None:
        abort(404)
    return room
