"""Suggestions of respondents: newest first, narrowed by agency, period, service, a low score, or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, render_template, request

from puas.db.queries.agencies import list_services
from puas.db.queries.newest_suggestions import newest_suggestions
from puas.db.queries.period_lists import PeriodList, list_periods
from puas.db.queries.suggestions import SuggestionFilter, SuggestionLine, list_suggestions
from puas.domain.permissions import Action
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas_web.access import current_tenant, tenant
from puas_web.database import db
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.rule_words import unsur_short
from puas_web.scope_choice import ScopeChoice, choose_scope

LONGEST_SEARCH = 100

blueprint = Blueprint("suggestions", __name__, template_folder="templates")

Option = tuple[str, str, bool]


@dataclass(frozen=True)
class Search:
    """What the address asks for, and the choices the form offers."""

    choice: ScopeChoice
    periods: PeriodList
    agency_id: UUID | None
    wanted: SuggestionFilter
    agencies: Sequence[Option]
    periods_offered: Sequence[Option]
    services: Sequence[Option]
    unsur: Sequence[Option]
    rule: Edition

    @property
    def is_narrowed(self) -> bool:
        return bool(self.wanted.words or self.wanted.low_unsur or self.wanted.service_type_id)


@blueprint.get("/t/<slug:tenant>/hasil/saran")
@tenant(Action.VIEW_SUGGESTIONS)
def index() -> str:
    here = current_tenant()
    everything = list_periods(db.session(), tenant_id=here.id, agency_ids=here.agency_ids, with_other_owners=True)
    search = _read_search(everything)
    if search is None:
        return render_template("results/nothing_yet.html")
    number = requested_page()
    lines, total = _read(here.id, search, offset(number))
    return render_template("results/suggestions.html", search=search, page=Page(lines, number, total))


def _read(tenant_id: int, search: Search, skipped: int) -> tuple[list[SuggestionLine], int]:
    """A page of what is looked for. Most readers look for nothing in particular, and need not wait for a search."""
    here: dict[str, Any] = {"session": db.session(), "tenant_id": tenant_id, "limit": PAGE_SIZE, "offset": skipped}
    if search.is_narrowed:
        return list_suggestions(**here, period_ids=search.periods.ids, wanted=search.wanted)
    return newest_suggestions(**here, periods=search.periods)


def _read_search(everything: PeriodList) -> Search | None:
    choice = choose_scope(everything)
    if choice is None:
        return None
    agency_id, period_id, service_id = _id("perangkat"), _id("periode"), _id("layanan")
    names = {each.agency_id: each.agency_name for each in reversed(everything.periods)}
    if agency_id is not None and agency_id not in names:
        abort(404)
    inside = everything.inside(choice.scope)
    offered = inside if agency_id is None else inside.of_agency(agency_id)
    chosen = offered if period_id is None else PeriodList([each for each in everything.periods if each.id == period_id])
    if period_id is not None and not chosen.periods:
        abort(404)
    rule = edition(chosen.periods[0].edition if chosen.periods else DEFAULT_EDITION_ID)
    low = request.args.get("unsur", "")
    wanted = SuggestionFilter(
        service_type_id=service_id,
        low_unsur=low if low in rule.slugs() else None,
        words=request.args.get("cari", "").strip()[:LONGEST_SEARCH],
    )
    agencies = sorted(names.items(), key=lambda item: item[1].casefold())
    return Search(
        choice=choice,
        periods=chosen,
        agency_id=agency_id,
        wanted=wanted,
        agencies=[(str(key), name, key == agency_id) for key, name in agencies],
        periods_offered=[(str(each.id), each.label, each.id == period_id) for each in offered.periods] if agency_id else [],
        services=_services(agency_id, service_id),
        unsur=[(slug, unsur_short(slug, rule), slug == low) for slug in rule.slugs()],
        rule=rule,
    )


def _services(agency_id: UUID | None, chosen: UUID | None) -> list[Option]:
    if agency_id is None:
        return []
    found = list_services(db.session(), tenant_id=current_tenant().id, agency_id=agency_id)
    return [(str(each.id), each.name, each.id == chosen) for each in found]


def _id(name: str) -> UUID | None:
    text = request.args.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        abort(404)
