"""Everything public about one unit in one scope, read once: page, JSON, CSV and badge are made of the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.shared_figures import REGENCY_ID, FigureLine, history_of, scopes_of_unit
from puas.domain.followup_plan import CARRIED, DONE, IN_PROGRESS, OVERDUE, PLANNED, Counts, count
from puas.domain.reporting_scope import ReportingScope
from puas.domain.shared_disclosure import AGENCY, REGENCY, SERVICE
from puas_web.portal.choice import Asked, scope_query
from puas_web.portal.history import Promise, PublishedPeriod, list_promises, list_published
from puas_web.portal.places import Place, Stamped
from puas_web.portal.queries import (
    Member,
    Unit,
    find_agency,
    find_service,
    list_agencies,
    list_services,
)

_SHOWN_IN_TURN = (DONE, OVERDUE, IN_PROGRESS, PLANNED, CARRIED)


class NoSuchUnit(LookupError):
    """The tenant never had an agency or service of this address."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A regency, an agency or a service as the public sees it."""

    place: Place
    agency: Unit | None
    service: Unit | None
    scope: ReportingScope | None
    scopes: tuple[ReportingScope, ...]
    figure: FigureLine | None
    trend: tuple[FigureLine, ...] = ()
    members: tuple[Member, ...] = ()
    periods: tuple[PublishedPeriod, ...] = ()
    promises: tuple[Promise, ...] = ()
    today: date = date.min

    @property
    def level(self) -> str:
        """One of the levels of figures."""
        return SERVICE if self.service else AGENCY if self.agency else REGENCY

    @property
    def name(self) -> str:
        """Of the unit itself, as it is called today."""
        unit = self.service or self.agency
        return unit.name if unit else self.place.name

    @property
    def path(self) -> str:
        """Its address without ending and query."""
        parts = [self.place.slug, *(unit.slug for unit in (self.agency, self.service) if unit)]
        return "/publik/" + "/".join(parts)

    @property
    def lasting_path(self) -> str:
        """An address that shows the same scope for good."""
        return self.path + scope_query(self.scope)

    @property
    def published(self) -> tuple[Member, ...]:
        """Members with something public in the scope."""
        return tuple(each for each in self.members if each.figure is not None)

    @property
    def unpublished(self) -> tuple[Member, ...]:
        """Members at work of which nothing is public in the scope."""
        return tuple(each for each in self.members if each.figure is None)

    @property
    def promise_counts(self) -> Counts:
        """Promises by standing."""
        return count(each.standing for each in self.promises)

    def promises_shown(self, most: int) -> tuple[Promise, ...]:
        """So many of them at most: what was done last, what is late and what is being done by turns, so that none hides another."""
        queues = [[each for each in self.promises if each.standing == standing] for standing in _SHOWN_IN_TURN]
        queues[0].sort(key=lambda each: each.updated_at, reverse=True)
        chosen = [each for turn in zip_longest(*queues) for each in turn if each is not None][:most]
        return tuple(sorted(chosen, key=lambda each: _SHOWN_IN_TURN.index(each.standing)))


def portrait_of(session: Session, here: Stamped, asked: Asked, *, agency_slug: str = "", service_slug: str = "") -> Portrait:
    """Read it. Raises NoSuchUnit or UnknownScope where there is nothing to show."""
    place = here.place
    if place is None:
        raise NoSuchUnit
    tenancy.enter(session, tenant_id=place.id)
    agency, service = _units(session, place, agency_slug, service_slug)
    level, unit_id = SERVICE if service else AGENCY if agency else REGENCY, (service or agency or _REGENCY).id
    scopes = tuple(scopes_of_unit(session, tenant_id=place.id, level=level, unit_id=unit_id))
    scope = asked.choose(scopes)
    trend = history_of(session, tenant_id=place.id, level=level, unit_id=unit_id, part=scope.part) if scope else []
    figure = next((each for each in trend if scope and each.year == scope.year), None)
    until_now = tuple(each for each in trend if scope and each.year <= scope.year)
    found = Portrait(place, agency, service, scope, scopes, figure, until_now, today=here.today)
    return found if service else _with_members(session, found)


_REGENCY = Unit(REGENCY_ID, "", "", is_active=True)


def _units(session: Session, place: Place, agency_slug: str, service_slug: str) -> tuple[Unit | None, Unit | None]:
    if not agency_slug:
        return None, None
    agency = find_agency(session, tenant_id=place.id, slug=agency_slug)
    if agency is None:
        raise NoSuchUnit(agency_slug)
    if not service_slug:
        return agency, None
    service = find_service(session, tenant_id=place.id, agency_id=agency.id, slug=service_slug)
    if service is None:
        raise NoSuchUnit(service_slug)
    return agency, service


def _with_members(session: Session, found: Portrait) -> Portrait:
    tenant_id, scope = found.place.id, found.scope
    if found.agency:
        members = list_services(session, tenant_id=tenant_id, agency_id=found.agency.id, scope=scope)
    else:
        members = list_agencies(session, tenant_id=tenant_id, scope=scope)
    if scope is None:
        return replace(found, members=members)
    agency_id = found.agency.id if found.agency else None
    periods = list_published(session, tenant_id=tenant_id, scope=scope, agency_id=agency_id)
    promises = list_promises(session, tenant_id=tenant_id, scope=scope, today=found.today, agency_id=agency_id)
    return replace(found, members=members, periods=periods, promises=promises)
