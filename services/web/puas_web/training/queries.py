"""What the pages of a training session show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import abort, request, url_for
from flask_babel import gettext as _

from puas.db.queries.regions import list_provinces, list_regencies
from puas.db.queries.training_participants import Person, find_person, list_people
from puas.db.queries.training_sessions import (
    PAST,
    RUNNING,
    UPCOMING,
    DayRow,
    SessionRow,
    count_sessions,
    find_session,
    list_curricula,
    list_days,
    list_sessions,
)
from puas.db.tables.training import TrainingSession
from puas.domain.curricula import AgendaItem, from_plain
from puas.domain.training_plan import CLOSED
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.training.forms import SessionForm
from puas_web.training_words import agenda_by_day

MOST_SHOWN = 50


@dataclass(frozen=True)
class Lists:
    """The sessions of a tenant."""

    running: Sequence[SessionRow]
    upcoming: Sequence[SessionRow]
    past: Page[SessionRow]

    @property
    def is_empty(self) -> bool:
        return not (self.running or self.upcoming or self.past.total)


def read_lists() -> Lists:
    here, number = current_tenant(), requested_page()
    past = list_sessions(db.session(), tenant_id=here.id, states=PAST, limit=PAGE_SIZE, offset=offset(number))
    total = count_sessions(db.session(), tenant_id=here.id, states=PAST)
    return Lists(
        running=list_sessions(db.session(), tenant_id=here.id, states=RUNNING, limit=MOST_SHOWN),
        upcoming=list_sessions(db.session(), tenant_id=here.id, states=UPCOMING, limit=MOST_SHOWN),
        past=Page(past, number, total),
    )


@dataclass(frozen=True)
class SessionPage:
    """One session with its days and people."""

    row: TrainingSession
    days: Sequence[DayRow]
    people: Sequence[Person]
    today: date

    @property
    def agenda(self) -> list[tuple[int, list[AgendaItem]]]:
        return agenda_by_day(from_plain(self.row.agenda))

    @property
    def free(self) -> int:
        return max(self.row.seats - len(self.people), 0)

    @property
    def is_closed(self) -> bool:
        return self.row.state == CLOSED


def session_or_404(session_id: UUID) -> TrainingSession:
    return find_session(db.session(), tenant_id=current_tenant().id, session_id=session_id) or abort(404)


def page_or_404(session_id: UUID) -> SessionPage:
    here, row = current_tenant(), session_or_404(session_id)
    days = list_days(db.session(), tenant_id=here.id, session_id=session_id)
    people = list_people(db.session(), tenant_id=here.id, session_id=session_id)
    return SessionPage(row, days, people, today_here())


def person_or_404(session_id: UUID, participant_id: UUID) -> Person:
    found = find_person(db.session(), tenant_id=current_tenant().id, session_id=session_id, participant_id=participant_id)
    return found or abort(404)


def session_to_copy() -> TrainingSession | None:
    """The session whose copy was asked for; an address that names none of ours is no address."""
    if not (wanted := request.args.get("dari", "")):
        return None
    try:
        return session_or_404(UUID(wanted))
    except ValueError:
        abort(404)


def regions_offered() -> list[tuple[str, str]]:
    """Whom a session can be for: the province's regencies; the operator's training house trains provinces."""
    code = current_tenant().province_code
    if code is None:
        return [(each.code, each.name) for each in list_provinces(db.session())]
    return [(each.code, each.name) for each in list_regencies(db.session(), province_code=code)]


def regencies_offered() -> list[tuple[str, str]]:
    """Where a participant can come from."""
    code = current_tenant().province_code
    rows = list_regencies(db.session(), province_code=code)
    return [(each.code, each.name if code else each.full_name) for each in rows]


def offered(form: SessionForm, *, may_keep: bool) -> SessionForm:
    """The form with what may be chosen here."""
    here = current_tenant()
    everybody = _("Seluruh provinsi") if here.province_code else _("Semua daerah")
    return form.offer(regions_offered(), list_curricula(db.session(), tenant_id=here.id), everybody=everybody, may_keep=may_keep)


def day_shown(page: SessionPage) -> DayRow | None:
    """The day whose list is shown: that of the address, else today's, else the last that has begun."""
    wanted = request.args.get("hari", "")
    chosen = next((day for day in page.days if day.held_on.isoformat() == wanted), None)
    if wanted and chosen is None:
        abort(404)
    begun = [day for day in page.days if day.held_on <= page.today]
    if chosen or not page.days:
        return chosen
    return begun[-1] if begun else page.days[0]


def day_tabs(page: SessionPage, shown: DayRow | None) -> list[tuple[str, str, bool]]:
    """A tab for each day of the session."""
    return [
        (
            _("Hari ke-%(number)s", number=number),
            url_for("training_people.attendance", session_id=page.row.id, hari=day.held_on.isoformat()),
            day == shown,
        )
        for number, day in enumerate(page.days, start=1)
    ]
