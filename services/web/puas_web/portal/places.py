"""Whose pages these are, and the stamp of everything public about them: one statement each, remembered for a few seconds.

A page is kept, and a visitor's copy still good, for as long as the stamp is the same. So the stamp takes in all that a
public page shows and nothing else, and finding it out costs far less than making a page.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock
from threading import Lock
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.places import Tenant

FRESH_SECONDS = 3.0
"""So long may a correction or a suspension go unseen by a process."""
STALE_SECONDS, PATIENCE_SECONDS = 5.0, 1.0
"""How old it may get at most while another visitor's request asks the database, and how long that may take."""
MOST_KNOWN = 2000
DIRECTORY = ""
"""Stands for the list of all who publish, which belongs to no tenant."""

_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
# What a text says is in it, not only when it was written: names and promises carry no time of their last change.
_STAMP = text("""
    select
        (select max(updated_at) from shared_figure where tenant_id = :tenant),
        (select max(changed_at) from submission where tenant_id = :tenant and published_result_id is not null),
        (select updated_at from tenant_profile where tenant_id = :tenant),
        (select max(changed_at) from service_standard where tenant_id = :tenant and state = 'in_force'),
        (select max(decided_at) from service_pledge where tenant_id = :tenant and replaced_at is null),
        (select count(*) from shared_figure where tenant_id = :tenant),
        (select max(withdrawn_at) from report where tenant_id = :tenant),
        (select md5(string_agg(concat_ws('|', id, name, slug, state, owner, merged_into_id), E'\\n' order by id))
         from agency where tenant_id = :tenant),
        (select md5(string_agg(concat_ws('|', id, name, slug, state), E'\\n' order by id)) from service_type where tenant_id = :tenant),
        (select md5(string_agg(concat_ws('|', f.id, f.state, f.due_on, f.action, f.description), E'\\n' order by f.id))
         from followup_item f
         join submission s on s.tenant_id = f.tenant_id and s.period_id = f.period_id and s.published_result_id is not null
         where f.tenant_id = :tenant),
        (select md5(string_agg(concat_ws('|', id, version), E'\\n' order by id))
         from service_standard where tenant_id = :tenant and state = 'in_force'),
        (select md5(string_agg(id::text, E'\\n' order by id)) from service_pledge where tenant_id = :tenant and replaced_at is null)
""")
_DIRECTORY_STAMP = text("""
    select max(t.published_at), md5(string_agg(concat_ws('|', t.slug, t.name, t.is_sample, t.published_at, r.name), E'\\n' order by t.id))
    from tenant t left join region r on r.code = t.province_code
    where t.state = 'active' and t.kind = 'regency' and t.published_at is not null
""")


@dataclass(frozen=True, slots=True)
class Place:
    """A tenant as its public pages name it."""

    id: int
    slug: str
    name: str
    time_zone: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Stamped:
    """A place (None: the directory) with its stamp, when that last changed, and the day of the office."""

    place: Place | None
    stamp: str
    changed_at: datetime
    today: date


class KnownPlaces:
    """What was found out a moment ago, by slug."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Stamped]] = {}
        self._asked_for: dict[str, float] = {}
        self._lock = Lock()

    def known(self, slug: str) -> Stamped | None:
        """What is known, where it is fresh, or not old and being asked for by another; None where the database has to be asked."""
        found, now = self._known.get(slug), time.monotonic()
        if found is None or found[0] < now - STALE_SECONDS:
            return None
        return found[1] if found[0] > now or self._asked_for.get(slug, 0.0) > now else None

    def find(self, session: Session, slug: str, now: datetime) -> Stamped | None:
        """The place of this slug; None where no regency that is active is called so: what is practised is not published."""
        known = self._known_or_claimed(slug)
        if known is not None:
            return known
        found = _directory(session, now) if slug == DIRECTORY else _stamped(session, slug, now)
        if found is None:
            self._known.pop(slug, None)
            return None
        if len(self._known) >= MOST_KNOWN:
            self.forget()
        self._known[slug] = (time.monotonic() + FRESH_SECONDS, found)
        return found

    def forget(self) -> None:
        """Ask the database again."""
        self._known.clear()
        self._asked_for.clear()

    def _known_or_claimed(self, slug: str) -> Stamped | None:
        """Of many visitors in one moment one asks the database (None); the others get what was known a moment ago."""
        with self._lock:
            known = self.known(slug)
            if known is None and slug in self._known:
                self._asked_for[slug] = time.monotonic() + PATIENCE_SECONDS
        return known


def _stamped(session: Session, slug: str, now: datetime) -> Stamped | None:
    statement = select(Tenant.id, Tenant.slug, Tenant.name, Tenant.time_zone, Tenant.is_sample).where(
        Tenant.slug == slug, Tenant.state == "active", Tenant.kind == "regency"
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    place = Place(*row)
    tenancy.enter(session, tenant_id=place.id)
    office_now = now.astimezone(ZoneInfo(place.time_zone))
    # What is late is late from midnight on, wherever the office is.
    midnight = datetime.combine(office_now.date(), clock(), office_now.tzinfo)
    figures_at, steps_at, look_at, standards_at, pledges_at, *rest = session.execute(_STAMP, {"tenant": place.id}).one()
    changes = (figures_at, steps_at, look_at, standards_at, pledges_at)
    moments = [each for each in (*changes, midnight) if each is not None]
    told = "|".join(map(str, (*row, office_now.date(), *changes, *rest)))
    return Stamped(place, _digest(told), max(moments).astimezone(UTC), office_now.date())


def _directory(session: Session, now: datetime) -> Stamped:
    changed_at, told = session.execute(_DIRECTORY_STAMP).one()
    return Stamped(None, _digest(f"{changed_at}|{told}"), changed_at or _BEFORE, now.date())


def _digest(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()[:24]
