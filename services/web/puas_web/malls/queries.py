"""What the pages about malls of services show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import abort

from puas.db.queries.evidence import evidence_counts
from puas.db.queries.malls import CounterRow, MemberRow, counters_of, find_mall, list_malls, members_of
from puas.db.queries.register_history import history_of
from puas.db.tables.malls import ServiceMall
from puas_web.access import current_tenant
from puas_web.database import db


@dataclass(frozen=True)
class AgencyCounters:
    """An agency with its counters in the mall."""

    agency_id: UUID
    name: str
    counters: tuple[CounterRow, ...]


def mall_or_404(mall_id: UUID) -> ServiceMall:
    mall = find_mall(db.session(), tenant_id=current_tenant().id, mall_id=mall_id)
    return mall if mall is not None else abort(404)


def member_or_404(mall: ServiceMall, agency_id: UUID) -> MemberRow:
    """An agency that serves there now; an officer sees the own ones."""
    here = current_tenant()
    if here.agency_ids is not None and agency_id not in here.agency_ids:
        abort(404)
    members = members_of(db.session(), tenant_id=here.id, mall_id=mall.id)
    return next((each for each in members if each.agency_id == agency_id), None) or abort(404)


def index_page() -> dict[str, Any]:
    malls = list_malls(db.session(), tenant_id=current_tenant().id)
    return {"malls": malls}


def mall_page(mall: ServiceMall) -> dict[str, Any]:
    """Members, former ones too, counters by agency, evidence and history; five statements."""
    here, session = current_tenant(), db.session()
    members = members_of(session, tenant_id=here.id, mall_id=mall.id, with_former=True)
    rows = counters_of(session, tenant_id=here.id, mall_id=mall.id, agency_ids=here.agency_ids)
    return {
        "mall": mall,
        "members": [each for each in members if each.left_on is None],
        "former": [each for each in members if each.left_on is not None],
        "counters": by_agency(rows),
        "counters_total": len(rows),
        "evidence": evidence_counts(session, here.id, "mall", [mall.id]).get((mall.id, ""), 0),
        # It names the codes of every agency's counters, so an officer of one has none.
        "history": history_of(session, here.id, f"service_mall:{mall.id}") if here.agency_ids is None else None,
        "own": here.agency_ids,
    }


def by_agency(rows: Sequence[CounterRow]) -> list[AgencyCounters]:
    """Counters of one agency together, in the order of the list."""
    groups = groupby(rows, key=lambda row: (row.agency_id, row.agency_name))
    return [AgencyCounters(agency_id, name, tuple(mine)) for (agency_id, name), mine in groups]
