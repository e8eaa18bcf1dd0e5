"""The page of a regency's head: the index and its cause, what to mend, and who is late, on one screen of a phone."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from puas.db.queries.improvement_lists import count_late_improvements
from puas.db.queries.period_lists import PeriodList, list_periods
from puas.db.queries.regency_board import regency_board
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope, reporting_scope

WORST = 3


def leader_page(session: Session, *, tenant_id: int, today: date) -> dict[str, Any]:
    """What the page shows; no board where there is no period yet."""
    periods = list_periods(session, tenant_id=tenant_id)
    scope = _year_to_show(periods)
    if scope is None:
        return {"board": None}
    board = regency_board(session, tenant_id=tenant_id, periods=periods, scope=scope, today=today)
    return {
        "board": board,
        "rule": edition(board.edition_id),
        "to_fix": board.to_fix(),
        "late": board.late[:WORST],
        "late_improvements": count_late_improvements(session, tenant_id=tenant_id, agency_ids=None, today=today),
        "unreported": board.unreported[:WORST],
        "scope_arguments": {"tahun": scope.year, "bagian": scope.part},
    }


def _year_to_show(periods: PeriodList) -> ReportingScope | None:
    """The newest year with something final in it: on New Year's day a head of a region still asks about the year that was."""
    closed = [year for year in periods.years if any(each.is_closed and each.ends_on.year == year for each in periods.periods)]
    years = closed or list(periods.years)
    return reporting_scope(years[0], WHOLE_YEAR) if years else None
