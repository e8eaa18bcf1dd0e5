"""What the pages of complaints show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import abort
from flask_babel import gettext as _

from puas.db.queries.complaint_counts import Quarter, Scope, by_agency, by_channel, by_quarter, counts_of, seen_of
from puas.db.queries.evidence import evidence_counts
from puas.db.queries.register_history import history_of
from puas.db.queries.told_agencies import ToldAgency, count_told_agencies, list_told_agencies
from puas.db.tables.agencies import Agency
from puas.domain.complaint_counts import (
    CHANNELS,
    FIRST_YEAR,
    QUARTERS,
    TIME_LIMITS,
    ChannelCount,
    quarter_fault,
    quarter_of,
    total,
)
from puas.domain.evidence import COMPLAINTS
from puas.domain.register_merger import is_quarter_of
from puas.domain.survey_period import local_day
from puas.domain.yardsticks import share
from puas.presentation.charts import TrendPoint, trend_line
from puas.presentation.numbers import roman
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.english_registers import register_word
from puas_web.layout import page_language
from puas_web.local_day import today_here
from puas_web.pagination import Page, offset, requested_page
from puas_web.register_choice import agencies_to_choose, wanted_agency, wanted_year, years_to_choose

TREND_YEARS = 3
# Each has four quarters, which a phone shows one below the other.
AGENCIES_A_PAGE = 10
# What can be read on a phone; the table has them all.
MOST_POINTS = 6


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One quarter of the trend, with the shares that are told."""

    year: int
    quarter: int
    counts: ChannelCount | None

    @property
    def settled(self) -> Any:
        """Percent of those received; None without any."""
        return share(self.counts.settled, self.counts.received) if self.counts else None

    @property
    def in_time(self) -> Any:
        """Percent of those settled; None without any."""
        return share(self.counts.in_time, self.counts.settled) if self.counts else None


def overview() -> dict[str, Any]:
    """The year at a glance, its trend, and which agency has not told which quarter."""
    here, year, agency_id = current_tenant(), wanted_year(), wanted_agency()
    scope = Scope(here.id, here.agency_ids, agency_id)
    sums = by_quarter(db.session(), scope, since=year - TREND_YEARS + 1, until=year)
    rows = _trend(sums, year)
    listed = _agencies(agency_id, year)
    ids = [each.id for each in listed.items]
    return {
        "year": year,
        "years": years_to_choose(),
        "agency_id": agency_id,
        "agencies": agencies_to_choose(),
        "whole": QuarterRow(year, 0, total(each.counts for each in rows if each.year == year and each.counts)),
        "trend": rows,
        "drawing": _chart(rows),
        "channels": _channels(scope, year),
        "quarters": [each for each in QUARTERS if not _not_yet(year, each)],
        "listed": listed,
        "counts": by_agency(db.session(), tenant_id=here.id, year=year, agency_ids=ids),
        "evidence": evidence_counts(db.session(), here.id, COMPLAINTS, ids),
        "limits": TIME_LIMITS,
        "is_quarter_of": is_quarter_of,
    }


def _channels(scope: Scope, year: int) -> dict[str, ChannelCount]:
    """Those that were used, by name, in the order of the form."""
    found = by_channel(db.session(), scope, year=year)
    return {register_word(name): found[slug] for slug, name in CHANNELS.items() if slug in found}


def quarter_page(agency: Agency, year: int, quarter: int) -> dict[str, Any]:
    """The counts of one agency and quarter, with their history; 404 for a quarter there is none of."""
    merged_on = local_day(agency.merged_at, current_tenant().time_zone) if agency.merged_at else None
    if year < FIRST_YEAR or quarter not in QUARTERS or _not_yet(year, quarter) or not is_quarter_of(merged_on, year, quarter):
        abort(404)
    rows = counts_of(db.session(), tenant_id=agency.tenant_id, agency_id=agency.id, year=year, quarter=quarter)
    subjects = [f"complaint_count:{agency.id}"]
    return {
        "agency": agency,
        "year": year,
        "quarter": quarter,
        "known": rows,
        "seen": seen_of(rows),
        "channels": {slug: register_word(name) for slug, name in CHANNELS.items()},
        "limits": TIME_LIMITS,
        "events": history_of(db.session(), agency.tenant_id, subjects, 10),
    }


def _not_yet(year: int, quarter: int) -> bool:
    today = today_here()
    return quarter_fault(year, quarter, today.year, quarter_of(today.month)) != ""


def _agencies(agency_id: UUID | None, year: int) -> Page[ToldAgency]:
    """Those at work, and those that merged once a quarter of the year was over."""
    here, number = current_tenant(), requested_page()
    whose: dict[str, Any] = {
        "tenant_id": here.id, "time_zone": here.time_zone, "agency_ids": here.agency_ids if agency_id is None else frozenset({agency_id}),
        "since": date(year, 4, 1),
    }  # fmt: skip
    rows = list_told_agencies(db.session(), **whose, limit=AGENCIES_A_PAGE, offset=offset(number, AGENCIES_A_PAGE))
    return Page(rows, number, count_told_agencies(db.session(), **whose), AGENCIES_A_PAGE)


def _trend(sums: Mapping[Quarter, ChannelCount], year: int) -> list[QuarterRow]:
    """From the first quarter with counts to the last that has begun."""
    every = [(each, quarter) for each in range(year - TREND_YEARS + 1, year + 1) for quarter in QUARTERS if not _not_yet(each, quarter)]
    first = min(sums, default=None)
    return [QuarterRow(*each, sums.get(each)) for each in every if first is not None and each >= first]


def _chart(rows: Sequence[QuarterRow]) -> str:
    if sum(each.settled is not None for each in rows[-MOST_POINTS:]) < 2:
        return ""
    points = [
        TrendPoint(
            f"{roman(each.quarter)} {each.year}", each.settled, None, "", each.counts.received if each.counts else None, unit="%"
        )
        for each in rows[-MOST_POINTS:]
    ]
    return trend_line(
        points, title=_("Pengaduan yang diselesaikan, persen dari yang diterima"), chart_id="complaints", width=310,
        language=page_language(),
    )  # fmt: skip
