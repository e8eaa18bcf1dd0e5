"""What the pages about follow-up plans show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import abort, request

from puas.db.queries.followup_lists import (
    Promise,
    Wanted,
    agencies_with_promises,
    count_promises,
    find_promise,
    latest_closed_period,
    list_promises,
    promises_of,
    still_open_before,
)
from puas.db.queries.frozen_period import FrozenPeriod, frozen_period
from puas.db.queries.improvement_lists import WantedImprovements, count_improvements
from puas.db.queries.photographs import photographs_of, photographs_of_items
from puas.db.tables.reports import Photograph
from puas.db.tables.surveys import SurveyPeriod
from puas.domain import followup_plan
from puas.domain.follow_up_ideas import follow_up_ideas
from puas.domain.followup_plan import Counts
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.promise_words import STANDING_SLUGS


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Promises of one plan, as far as they are on this page of the list."""

    period: SurveyPeriod
    promises: list[Promise]

    @property
    def rule(self) -> Edition:
        """The rule the plan's unsur are named by."""
        return edition(self.period.edition)


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one closed period: its promises, and what earlier plans left open."""

    frozen: FrozenPeriod
    promises: list[Promise]
    left_open: list[Promise]
    photographs: dict[UUID, list[Photograph]]
    # Its report was submitted: promises are kept and noted, not rewritten.
    is_sent: bool

    @property
    def rule(self) -> Edition:
        """The rule the period was surveyed by."""
        return edition(self.frozen.period.edition)

    @property
    def counts(self) -> Counts:
        """Promises by standing."""
        return followup_plan.count(each.standing for each in self.promises)

    def rule_of(self, promise: Promise) -> Edition:
        """An earlier plan may have been made under another rule."""
        return edition(promise.period.edition)


@dataclass(frozen=True, slots=True)
class PromisePage:
    """One promise, its evidence, and the promise after it in the plan."""

    promise: Promise
    photographs: list[Photograph]
    next_id: UUID | None

    @property
    def rule(self) -> Edition:
        """The rule its unsur is named by."""
        return edition(self.promise.period.edition)


def promise_list() -> dict[str, Any]:
    """The list as the address narrows it, with what there is to choose from."""
    here, number, wanted = current_tenant(), requested_page(), _wanted()
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    counts = count_promises(db.session(), **scope, today=today_here(), wanted=wanted)
    rows = list_promises(db.session(), **scope, today=today_here(), wanted=wanted, limit=PAGE_SIZE, offset=offset(number))
    total = getattr(counts, wanted.standing) if wanted.standing else counts.total + counts.carried
    narrowed = wanted != Wanted()
    return {
        "page": Page(rows, number, total),
        "groups": [PlanGroup(found[0].period, found) for found in _by_plan(rows)],
        "counts": counts,
        "wanted": wanted,
        "is_narrowed": narrowed,
        "agencies": agencies_with_promises(db.session(), **scope),
        "rule": edition(),
        "latest": None if rows or narrowed else latest_closed_period(db.session(), **scope),
        "improvements": count_improvements(db.session(), **scope, today=today_here(), wanted=WantedImprovements(wanted.agency_id)),
    }


def period_or_404(period_id: UUID) -> FrozenPeriod:
    """A closed period of an agency the person may see."""
    here = current_tenant()
    frozen = frozen_period(db.session(), tenant_id=here.id, period_id=period_id)
    if frozen is None or not here.covers_agency(frozen.period.agency_id):
        abort(404)
    return frozen


def plan_or_404(period_id: UUID) -> Plan:
    frozen = period_or_404(period_id)
    session, tenant_id, period = db.session(), current_tenant().id, frozen.period
    promises = promises_of(session, tenant_id=tenant_id, period_id=period.id, today=today_here())
    left_open = still_open_before(
        session, tenant_id=tenant_id, agency_id=period.agency_id, before=period.starts_on, today=today_here()
    )  # fmt: skip
    photographs = photographs_of_items(session, tenant_id=tenant_id, item_ids=[each.item.id for each in promises])
    return Plan(frozen, promises, left_open, photographs, frozen.is_with_regency)


def proposals_of(frozen: FrozenPeriod) -> dict[str, str]:
    """What could be promised on the weakest unsur, by unsur."""
    names = {each.slug: each.name for each in edition(frozen.period.edition).unsur}
    return {idea.unsur: idea.plan for idea in follow_up_ideas(frozen.result, names)}


def promise_or_404(item_id: UUID) -> PromisePage:
    """A promise of an agency the person may see."""
    here = current_tenant()
    found = find_promise(db.session(), tenant_id=here.id, item_id=item_id, agency_ids=here.agency_ids, today=today_here())
    if found is None:
        abort(404)
    period_id = found.period.id
    pictures = photographs_of(db.session(), tenant_id=here.id, period_id=period_id, item_id=item_id)
    plan = [each.item.id for each in promises_of(db.session(), tenant_id=here.id, period_id=period_id, today=today_here())]
    after = plan[plan.index(item_id) + 1 :]
    return PromisePage(found, pictures, after[0] if after else None)


def _by_plan(rows: Sequence[Promise]) -> list[list[Promise]]:
    return [list(found) for _key, found in groupby(rows, key=lambda each: each.period.id)]


def _wanted() -> Wanted:
    """What the address asks for; what it gets wrong narrows nothing."""
    try:
        agency_id: UUID | None = UUID(request.args.get("perangkat", ""))
    except ValueError:
        agency_id = None
    unsur = request.args.get("unsur", "")
    return Wanted(
        agency_id=agency_id,
        unsur=unsur if unsur in edition().slugs() else "",
        standing=STANDING_SLUGS.get(request.args.get("keadaan", ""), ""),
    )
