"""The people of the demo as its front door shows them: place by place, those of an agency with its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from puas.runtime.demo_logins import DemoLogin


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
