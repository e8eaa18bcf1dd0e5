"""Saves how many complaints an agency received and settled in a quarter, channel by channel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.complaint_counts import counts_of, seen_of
from puas.db.queries.tenant_day import today_of
from puas.db.queries.told_agencies import find_told_agency
from puas.db.tables.standards import ComplaintCount
from puas.domain.complaint_counts import CHANNELS, ChannelCount, count_fault, quarter_fault, quarter_of, total
from puas.domain.register_merger import is_quarter_of
from puas.domain.yardsticks import COMPLAINTS
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToSaveComplaintCounts(Exception):
    """`reason`: unknown-agency, merged-by-then, unknown-channel, changed-meanwhile, one of `quarter_fault`, or one of `count_fault` with
    its channel and field."""

    def __init__(self, reason: str, channel: str = "", field: str = "") -> None:
        super().__init__(f"{channel} {field}: {reason}")
        self.reason = reason
        self.channel = channel
        self.field = field


def save_complaint_counts(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID,
    year: int,
    quarter: int,
    counts: Mapping[str, ChannelCount],
    account_id: UUID | None,
    now: datetime,
    seen: str | None = None,
    share: bool = True,
) -> None:
    """Replace the counts of the channels named and leave the others. A quarter without complaints is told by noughts.

    `seen` is what was looked at (`seen_of`). Who saves many at once passes `share=False` and shares the figures itself.
    """
    _check(session, tenant_id, year, quarter, counts, now)
    # Held, so that two who save the same quarter do so one after the other.
    agency = find_told_agency(session, tenant_id=tenant_id, agency_id=agency_id)
    if agency is None or not is_quarter_of(agency.merged_on, year, quarter):
        raise UnableToSaveComplaintCounts("unknown-agency" if agency is None else "merged-by-then")
    rows = counts_of(session, tenant_id=tenant_id, agency_id=agency_id, year=year, quarter=quarter)
    if seen is not None and seen != seen_of(rows):
        raise UnableToSaveComplaintCounts("changed-meanwhile")
    for channel, count in counts.items():
        row = rows.get(channel)
        if row is None:
            row = ComplaintCount(
                tenant_id=tenant_id, agency_id=agency_id, year=year, quarter=quarter, channel=channel, version=0
            )  # fmt: skip
            session.add(row)
        row.received, row.settled, row.in_time = count.received, count.settled, count.in_time
        row.changed_by, row.changed_at, row.version = account_id, now, row.version + 1
    session.flush()
    whole = total(counts.values())
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_complaint_counts",
        subject=f"complaint_count:{agency_id}", now=now,
        detail={"year": str(year), "quarter": str(quarter), "received": str(whole.received), "settled": str(whole.settled)},
    )  # fmt: skip
    if share:
        share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(COMPLAINTS,))


def _check(session: Session, tenant_id: int, year: int, quarter: int, counts: Mapping[str, ChannelCount], now: datetime) -> None:
    today = today_of(session, tenant_id=tenant_id, now=now)
    if fault := quarter_fault(year, quarter, today.year, quarter_of(today.month)):
        raise UnableToSaveComplaintCounts(fault)
    for channel, count in counts.items():
        if channel not in CHANNELS:
            raise UnableToSaveComplaintCounts("unknown-channel", channel)
        wrong = count_fault(count)
        if wrong is not None:
            raise UnableToSaveComplaintCounts(wrong[1], channel, wrong[0])
