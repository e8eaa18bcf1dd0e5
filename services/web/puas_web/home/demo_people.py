"""The people of the demo as its front door shows them: place by place, those of an agency with its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from puas.db.queries.training_sessions import OpenDoor, find_door
from puas.domain.training_plan import OPEN
from puas.runtime import clock
from puas.runtime.demo_logins import DemoLogin, demo_training
from puas_web.database import db
from puas_web.file_storage import file_store


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as; `unit` is their agency, empty for those who look after the whole place."""

    login: DemoLogin
    unit: str


def people_by_place(logins: Sequence[DemoLogin]) -> dict[str, list[DemoPerson]]:
    """In the order of the story: `Disdukcapil, Kabupaten Segara Asri` belongs to the place behind the comma."""
    places: dict[str, list[DemoPerson]] = {}
    for login in logins:
        unit, comma, place = login.place.rpartition(", ")
        places.setdefault(place, []).append(DemoPerson(login, unit if comma else ""))
    return places


def open_demo_training() -> OpenDoor | None:
    """The demo's training of the day, while its code lets people in."""
    told = demo_training(file_store())
    door = find_door(db.session(), code=told.code, now=clock.now()) if told else None
    return door if door is not None and door.state == OPEN else None
