"""Shows the province the promises of published plans, also those added to a plan after it was published."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.places import Tenant
from puas.db.tables.reports import FollowupItem
from puas.db.tables.submissions import Submission


def show_published_promises(session: Session, *, tenant_id: int, period_ids: Collection[UUID] | None = None) -> None:
    """Give the items of published periods (these, or all) the province's code; of a tenant without a province nobody reads them."""
    province_code = select(Tenant.province_code).where(Tenant.id == tenant_id).scalar_subquery()
    published = select(Submission.period_id).where(Submission.tenant_id == tenant_id, Submission.published_result_id.is_not(None))
    if period_ids is not None:
        published = published.where(Submission.period_id.in_(period_ids))
    session.execute(
        update(FollowupItem)
        .where(
            FollowupItem.tenant_id == tenant_id,
            FollowupItem.period_id.in_(published),
            FollowupItem.province_code.is_distinct_from(province_code),
        )
        .values(province_code=province_code)
        .execution_options(synchronize_session=False)
    )
