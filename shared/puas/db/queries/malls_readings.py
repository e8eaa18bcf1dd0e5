"""What the register of malls says: the index of each mall in a year, of closed periods alone."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from puas.db.queries.mall_figures import index_of, mall_periods, period_list
from puas.db.queries.malls import list_malls
from puas.db.queries.tenant_frame import tenant_frame
from puas.domain.mall_index import MallIndex, for_outsiders
from puas.domain.reporting_scope import WHOLE_YEAR, reporting_scope
from puas.domain.yardsticks import MALL, MALLS, Reading


def read_malls(session: Session, *, tenant_id: int, today: date) -> list[Reading]:
    """A reading for each mall and year with answers in closed periods; figures of fewer than ten people are left out of it."""
    malls = {each.id: each for each in list_malls(session, tenant_id=tenant_id)}
    if not malls:
        return []
    policies = tenant_frame(session, tenant_id=tenant_id).policies
    closed = [each for each in mall_periods(session, tenant_id=tenant_id) if each.period.is_closed]
    readings = []
    for mall_id, mall in malls.items():
        mine = [each for each in closed if each.mall_id == mall_id]
        periods = period_list(mine)
        for year in periods.years:
            figures = index_of(mine, periods.inside(reporting_scope(year, WHOLE_YEAR)), policies)
            told = for_outsiders(figures)
            readings.append(
                Reading(
                    MALLS, year, MALL, mall_id, mall.name,
                    value=told.nik if told else None, letter=(told.mutu or "") if told else "", label=(told.predikat or "") if told else "",
                    counts=_counts(figures, mall.counters, is_told=told is not None),
                )
            )  # fmt: skip
    return readings


def _counts(figures: MallIndex, counters: int, *, is_told: bool) -> dict[str, int]:
    counts = {"agencies": figures.with_answers, "counters": counters}
    return {**counts, "respondents": figures.respondents} if is_told else counts
