"""The whole life of a province's regencies on one page, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import abort

from puas.db.queries.contacts import ContactRow, contacts_of_regencies
from puas.db.queries.departures import DepartureRow, list_waiting_departures
from puas.db.queries.readiness import read_progress
from puas.db.queries.regions import RegionChoice, list_regencies
from puas.db.queries.tenant_requests import list_claims_for_province
from puas.db.queries.tenants import TenantRow, find_tenant, list_regencies_of
from puas.domain.readiness import STEPS, SetUp, Step
from puas.domain.survey_period import local_day
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.province_database import province_session


@dataclass(frozen=True, slots=True)
class StepMark:
    """One of the five steps on a regency's bar: done, now (stuck here) or later."""

    step: Step
    state: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class RegencyLine:
    """One regency on board."""

    row: TenantRow
    set_up: SetUp
    marks: tuple[StepMark, ...]
    contact: ContactRow | None
    idle_since: date | None
    counted_at: datetime | None

    @property
    def steps_done(self) -> int:
        return sum(mark.state == "done" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Everything the page shows: on board or not, running or not, waiting or not."""

    stuck: Sequence[RegencyLine]
    running: Sequence[RegencyLine]
    suspended: Sequence[RegencyLine]
    absent: Sequence[RegionChoice]
    asking: frozenset[str]
    waiting: int
    departures: Sequence[DepartureRow]

    @property
    def on_board(self) -> int:
        return len(self.stuck) + len(self.running) + len(self.suspended)


def readiness_page() -> Readiness:
    """Six queries whatever the number of regencies."""
    code = province_code()
    today = today_here()
    regencies = list_regencies_of(db.session(), province_code=code)
    progress = read_progress(province_session(), province_code=code)
    contacts = contacts_of_regencies(province_session(), province_code=code)
    claims = list_claims_for_province(db.session(), province_code=code)
    lines = []
    for row in regencies:
        counted = progress.get(row.id)
        joined_on = local_day(row.created_at, row.time_zone)
        set_up = counted.set_up(joined_on) if counted else SetUp(joined_on)
        people = contacts.get(row.id)
        lines.append(
            RegencyLine(
                row, set_up, _marks(set_up), people[0] if people else None, set_up.idle_since(today),
                counted.counted_at if counted else None,
            )
        )  # fmt: skip
    open_ones = [line for line in lines if line.row.state == "active"]
    return Readiness(
        # Those who got least far come first, and of these those who wait longest.
        stuck=sorted(
            (line for line in open_ones if not line.set_up.is_running), key=lambda line: (line.steps_done, line.set_up.stuck_since or today)
        ),
        running=[line for line in open_ones if line.set_up.is_running],
        suspended=[line for line in lines if line.row.state == "suspended"],
        absent=[each for each in list_regencies(db.session(), province_code=code) if not each.is_on_board],
        asking=frozenset(claim.region_code for claim in claims),
        waiting=sum(len(claim.requests) for claim in claims),
        departures=list_waiting_departures(db.session(), province_code=code),
    )


def _marks(set_up: SetUp) -> tuple[StepMark, ...]:
    stuck = set_up.stuck_at
    return tuple(
        StepMark(step, "done" if set_up.is_done(step) else "now" if step == stuck else "later", set_up.done_on(step)) for step in STEPS
    )


def regency_or_404(slug: str) -> TenantRow:
    """A regency of this province; another province's is as unknown as one that never was."""
    row = find_tenant(db.session(), slug=slug)
    if row is None or row.kind != "regency" or row.province_code != province_code() or row.state == "left":
        abort(404)
    return row


def province_code() -> str:
    """The code of the province whose workspace this is."""
    code = current_tenant().province_code
    if code is None:
        raise RuntimeError("A province without its own code")
    return code
