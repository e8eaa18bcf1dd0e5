"""Counts of complaints by agency, quarter and channel, and what they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import counts_here, own
from puas.db.queries.register_offices import regency_offices
from puas.db.tables.agencies import Agency
from puas.db.tables.standards import ComplaintCount
from puas.domain.complaint_counts import CHANNELS, ChannelCount
from puas.domain.yardsticks import COMPLAINTS, NO_UNIT, Reading, share

Quarter = tuple[int, int]
_SUMS = (func.sum(ComplaintCount.received), func.sum(ComplaintCount.settled), func.sum(ComplaintCount.in_time))


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose counts are added up: of agencies an officer may see (None: all), or of one of them."""

    tenant_id: int
    agency_ids: Collection[UUID] | None = None
    agency_id: UUID | None = None

    def conditions(self) -> list[Any]:
        """The regency's sum is of its own agencies; one agency may be any."""
        agency, found = ComplaintCount.agency_id, [ComplaintCount.tenant_id == self.tenant_id]
        if self.agency_id is not None:
            return [*found, own(agency, self.agency_ids), agency == self.agency_id]
        return [*found, counts_here(agency, tenant_id=self.tenant_id, agency_ids=self.agency_ids)]


def by_quarter(session: Session, scope: Scope, *, since: int, until: int) -> Mapping[Quarter, ChannelCount]:
    """Sums of the quarters that have counts, of the years from `since` to `until`."""
    statement = (
        select(ComplaintCount.year, ComplaintCount.quarter, *_SUMS)
        .where(*scope.conditions(), ComplaintCount.year.between(since, until))
        .group_by(ComplaintCount.year, ComplaintCount.quarter)
    )
    return {(year, quarter): ChannelCount(*sums) for year, quarter, *sums in session.execute(statement)}


def by_channel(session: Session, scope: Scope, *, year: int) -> Mapping[str, ChannelCount]:
    """Sums of the year by channel."""
    statement = (
        select(ComplaintCount.channel, *_SUMS).where(*scope.conditions(), ComplaintCount.year == year).group_by(ComplaintCount.channel)
    )
    return {channel: ChannelCount(*sums) for channel, *sums in session.execute(statement)}


def by_agency(
    session: Session, *, tenant_id: int, year: int, agency_ids: Collection[UUID]
) -> Mapping[UUID, Mapping[int, ChannelCount]]:
    """Sums by agency and quarter of the year, for the agencies of one page."""
    statement = (
        select(ComplaintCount.agency_id, ComplaintCount.quarter, *_SUMS)
        .where(ComplaintCount.tenant_id == tenant_id, ComplaintCount.year == year, ComplaintCount.agency_id.in_(agency_ids))
        .group_by(ComplaintCount.agency_id, ComplaintCount.quarter)
    )
    found: defaultdict[UUID, dict[int, ChannelCount]] = defaultdict(dict)
    for agency_id, quarter, *sums in session.execute(statement) if agency_ids else ():
        found[agency_id][quarter] = ChannelCount(*sums)
    return found


def year_in_full(session: Session, scope: Scope, *, year: int) -> list[tuple[str, int, str, ChannelCount]]:
    """Every count of the year with its agency's name, quarter and channel; by name, quarter and in the order of channels."""
    statement = (
        select(Agency.name, ComplaintCount)
        .join(Agency, (Agency.tenant_id == ComplaintCount.tenant_id) & (Agency.id == ComplaintCount.agency_id))
        .where(*scope.conditions(), ComplaintCount.year == year)
        .order_by(func.lower(Agency.name), Agency.id, ComplaintCount.quarter)
    )
    places = {slug: place for place, slug in enumerate(CHANNELS)}
    rows = [
        (name, row.quarter, row.channel, ChannelCount(row.received, row.settled, row.in_time)) for name, row in session.execute(statement)
    ]
    return sorted(rows, key=lambda row: (row[0].lower(), row[1], places.get(row[2], len(places))))


def counts_of(session: Session, *, tenant_id: int, agency_id: UUID, year: int, quarter: int) -> dict[str, ComplaintCount]:
    """The rows of one agency and quarter by channel."""
    mine = (
        ComplaintCount.tenant_id == tenant_id, ComplaintCount.agency_id == agency_id, ComplaintCount.year == year,
        ComplaintCount.quarter == quarter,
    )  # fmt: skip
    return {row.channel: row for row in session.scalars(select(ComplaintCount).where(*mine))}


def known_complaint_counts(session: Session, *, tenant_id: int) -> Mapping[tuple[UUID, int, int, str], ChannelCount]:
    """All counts by agency, year, quarter and channel, as an import compares them."""
    rows = session.scalars(select(ComplaintCount).where(ComplaintCount.tenant_id == tenant_id))
    return {
        (row.agency_id, row.year, row.quarter, row.channel): ChannelCount(row.received, row.settled, row.in_time) for row in rows
    }


def seen_of(rows: Mapping[str, ComplaintCount]) -> str:
    """What somebody looked at, as a text that changes with every change."""
    return ",".join(f"{channel}.{row.version}" for channel, row in sorted(rows.items()))


def read_complaints(session: Session, *, tenant_id: int, today: date) -> Sequence[Reading]:
    """Of every year with counts, each agency and the regency's own together; the figure is the share settled."""
    offices = regency_offices(session, tenant_id=tenant_id, ended_too=True)
    statement = (
        select(ComplaintCount.year, ComplaintCount.agency_id, *_SUMS)
        .where(ComplaintCount.tenant_id == tenant_id)
        .group_by(ComplaintCount.year, ComplaintCount.agency_id)
    )
    sums: defaultdict[tuple[int, UUID], list[int]] = defaultdict(lambda: [0, 0, 0])
    for year, agency_id, *found in session.execute(statement):
        if agency_id in offices:
            for unit in (agency_id, NO_UNIT):
                for place, number in enumerate(found):
                    sums[year, unit][place] += int(number)
    return [
        Reading(
            COMPLAINTS, year, offices[unit].level, unit, offices[unit].name, offices[unit].kind, share(settled, received),
            label=f"{settled} dari {received} selesai", counts={"received": received, "settled": settled, "in_time": in_time},
        )
        for (year, unit), (received, settled, in_time) in sums.items()
    ]  # fmt: skip
