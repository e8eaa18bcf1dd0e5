"""Brings counts of complaints in from a sheet: all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.domain.complaint_counts import ChannelCount
from puas.domain.yardsticks import COMPLAINTS
from puas.usecases.record_audit import record_audit
from puas.usecases.save_complaint_counts import UnableToSaveComplaintCounts, save_complaint_counts
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToImportComplaintCounts(Exception):
    """A row is no longer acceptable: somebody else changed something since it was looked at."""


def import_complaint_counts(
    *, session: Session, tenant_id: int, counts: Mapping[tuple[UUID, int, int, str], ChannelCount], account_id: UUID | None, now: datetime
) -> int:
    """Save counts by agency, year, quarter and channel; returns how many there were."""
    quarters: defaultdict[tuple[UUID, int, int], dict[str, ChannelCount]] = defaultdict(dict)
    for (agency_id, year, quarter, channel), count in sorted(counts.items(), key=lambda each: each[0]):
        quarters[agency_id, year, quarter][channel] = count
    for (agency_id, year, quarter), channels in quarters.items():
        try:
            save_complaint_counts(
                session=session, tenant_id=tenant_id, agency_id=agency_id, year=year, quarter=quarter, counts=channels,
                account_id=account_id, now=now, share=False,
            )  # fmt: skip
        except UnableToSaveComplaintCounts as error:
            raise UnableToImportComplaintCounts(str(error)) from error
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="import_complaint_counts", subject=f"tenant:{tenant_id}",
        now=now, detail={"rows": len(counts)},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(COMPLAINTS,))
    return len(counts)
