"""Points and their finished pages, kept in the process for a few seconds, so that a form costs no query and no rendering."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from flask import current_app

from puas.db.locators import tidy_code
from puas_web.responding.packed_page import PackedPage
from puas_web.responding.queries import Point, Window, find_point
from puas_web.responding.sessions import request_session

# So long may a closed period or a new name go unseen on the form; what is stored is decided by the database alone.
FRESH_SECONDS = 5.0
MOST_KNOWN = 4000
EXTENSION = "puas_known_points"


@dataclass(slots=True)
class KnownPoint:
    """A point (None: no such code) with the pages made of it; they are thrown away when it changes."""

    point: Point | None
    fresh_until: float
    # So long the form may be handed out without looking again whether answers are taken.
    form_until: float = 0.0
    pages: dict[tuple[str, str], PackedPage] = field(default_factory=dict)


class OpenForm(NamedTuple):
    """A point that takes answers, with the pages made of it."""

    point: Point
    window: Window
    pages: dict[tuple[str, str], PackedPage]


class KnownPoints:
    """Point by code; asks the database again when an entry is no longer fresh."""

    def __init__(self) -> None:
        self._known: dict[str, KnownPoint] = {}

    def find(self, typed: str) -> KnownPoint:
        """What is known about a code, as typed."""
        code = tidy_code(typed)
        known = self._known.get(code)
        if known is not None and known.fresh_until > time.monotonic():
            return known
        point = find_point(request_session(), code=code, now=datetime.now(UTC))
        fresh_until = time.monotonic() + FRESH_SECONDS
        if known is not None and known.point == point:
            known.fresh_until = fresh_until
            return known
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        known = self._known[code] = KnownPoint(point, fresh_until)
        return known

    def open_form(self, code: str) -> OpenForm | None:
        """The point of a code as printed, while it is fresh and takes answers; None where somebody has to look."""
        known = self._known.get(code)
        if known is None or known.form_until <= time.monotonic() or known.point is None or known.point.window is None:
            return None
        return OpenForm(known.point, known.point.window, known.pages)

    def forget(self) -> None:
        """Ask the database for everything again."""
        self._known.clear()


def known_points() -> KnownPoints:
    """The points of this process."""
    known: KnownPoints = current_app.extensions[EXTENSION]
    return known

