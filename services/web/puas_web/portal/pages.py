"""What the templates of the public pages are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from puas.db.queries.public_standards import find_public_pledge, services_with_standard
from puas.domain.disclosure import SMALLEST_FIGURE
from puas.domain.followup_plan import CARRIED, DONE, IN_PROGRESS, OVERDUE, PLANNED, due_of
from puas.domain.ranking import Place as Rank
from puas.domain.ranking import rank
from puas.domain.regulation.registry import edition
from puas.presentation.dates import due_time
from puas_web.layout import page_language
from puas_web.portal.choice import Asked, links, scope_query
from puas_web.portal.history import Correction, Promise, PublishedPeriod
from puas_web.portal.portrait import Portrait
from puas_web.portal.queries import Member, Publisher, agencies_offering

MOST_POINTS = 5
Offers = dict[UUID, tuple[str, ...]]
MOST_PROMISES, MOST_PERIODS = 9, 20
"""On the page of a regency; each agency's page has all of its own."""
# Label and kind of tag: each kind has a mark of its own, so that nothing hangs on colour.
STANDINGS: dict[str, tuple[LazyString, str]] = {
    DONE: (_l("selesai"), "good"),
    IN_PROGRESS: (_l("sedang dikerjakan"), "warn"),
    PLANNED: (_l("belum dimulai"), ""),
    OVERDUE: (_l("terlambat"), "bad"),
    CARRIED: (_l("dilanjutkan dalam rencana berikutnya"), "plain"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An office or service in a list. `rank` is empty where the order is by name, or it cannot be ranked fairly."""

    member: Member
    url: str
    standing: str
    rank: int | None
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Those who publish of one province; without a name those with made-up data."""

    province: str
    lines: tuple[Publisher, ...]


def frame(path: str, asked: Asked) -> dict[str, Any]:
    """The page's own address in its one spelling: never what the visitor happened to write."""
    return {"same_page": f"{path}?{asked.query}" if asked.query else path, "base_url": current_app.config["PUAS_BASE_URL"]}


def context(session: Session, portrait: Portrait, asked: Asked) -> dict[str, Any]:
    """Everything about one unit."""
    rule = edition(portrait.figure.edition) if portrait.figure else edition()
    offers = agencies_offering(session, tenant_id=portrait.place.id, words=asked.words) if asked.words and not portrait.agency else {}
    zone = ZoneInfo(portrait.place.time_zone)

    def office_day(moment: datetime | None) -> date | None:
        return None if moment is None else moment.astimezone(zone).date()

    return {
        "owner": portrait.place,
        "portrait": portrait,
        "figure": portrait.figure,
        "rule": rule,
        "asked": asked,
        "choice": links(portrait.path, portrait.scope, portrait.scopes) if portrait.scope else None,
        "lines": _lines(portrait, asked, offers),
        "unpublished": [each for each in portrait.unpublished if _matches(each, asked, offers)],
        "corrections": _corrections(portrait),
        "standings": STANDINGS,
        "office_day": office_day,
        "due_words": _due_words,
        "smallest_group": SMALLEST_FIGURE,
        "most_promises": MOST_PROMISES,
        "most_periods": MOST_PERIODS,
        "scope_query": scope_query,
        "most_points": MOST_POINTS,
        **_standards(session, portrait),
    }


def _standards(session: Session, portrait: Portrait) -> dict[str, Any]:
    """Which services on the page have a standard in force, and the agency's pledge."""
    if portrait.agency is None:
        return {"with_standard": {}, "pledge": None}
    tenant_id = portrait.place.id
    units = [portrait.service] if portrait.service else [each.unit for each in portrait.members]
    having = services_with_standard(session, tenant_id=tenant_id, service_type_ids=[each.id for each in units])
    office = f"/publik/{portrait.place.slug}/{portrait.agency.slug}"
    return {
        "with_standard": {each.name: f"{office}/{each.slug}/standar" for each in units if each.id in having and each.slug},
        "pledge": None if portrait.service else find_public_pledge(session, tenant_id=tenant_id, agency_id=portrait.agency.id),
    }


def searched(publishers: Sequence[Publisher], words: str) -> list[Publisher]:
    """Those whose name or province holds all the words."""
    wanted = words.casefold().split()
    return [each for each in publishers if all(word in f"{each.name} {each.province}".casefold() for word in wanted)]


def by_province(publishers: Sequence[Publisher]) -> list[Group]:
    """In the order given."""
    named = [replace(each, province="") if each.is_sample else each for each in publishers]
    return [Group(province, tuple(lines)) for province, lines in groupby(named, key=lambda each: each.province)]


def _lines(portrait: Portrait, asked: Asked, offers: Offers) -> tuple[Line, ...]:
    """Members with something public, by name or in the order of a fair ranking; those that match the words where there are any."""
    places = {each.contender.key: each for each in rank(member.contender for member in portrait.published)}
    lines = [_line(portrait, member, places[str(member.unit.id)], offers, asked) for member in portrait.published]
    lines = [each for each in lines if _matches(each.member, asked, offers)]
    if asked.by_index:
        order = {key: number for number, key in enumerate(places)}
        lines.sort(key=lambda each: order[str(each.member.unit.id)])
    return tuple(lines)


def _matches(member: Member, asked: Asked, offers: Offers) -> bool:
    """Whether its name holds all the words, or a service of it does."""
    name = member.unit.name.casefold()
    return member.unit.id in offers or all(word in name for word in asked.words.casefold().split())


def _line(portrait: Portrait, member: Member, place: Rank, offers: Offers, asked: Asked) -> Line:
    slug = member.unit.slug
    url = f"{portrait.path}/{slug}{scope_query(portrait.scope)}" if slug else ""
    return Line(member, url, place.standing, place.rank if asked.by_index else None, offers.get(member.unit.id, ()))


def _corrections(portrait: Portrait) -> list[tuple[PublishedPeriod, Correction]]:
    """The newest first."""
    found = [(period, each) for period in portrait.periods for each in period.corrections]
    return sorted(found, key=lambda pair: pair[1].published_at, reverse=True)


def _due_words(promise: Promise) -> str:
    due = due_of(promise.due_on, promise.due_precision)
    return "" if due is None else due_time(due, page_language())
