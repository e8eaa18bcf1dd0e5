"""Publishes the results of approved reports, one or many at once: from then on the public and the province read their figures."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.submitted_reports import result_in_force, submitted_report
from puas.domain.notices import REPORT_PUBLISHED
from puas.domain.submission_standing import Standing, StepsTaken, UnableToTakeStep
from puas.domain.submission_workflow import PUBLISH
from puas.usecases._submission_notices import tell_agency
from puas.usecases._submissions import refusal, take_each
from puas.usecases.record_audit import record_audit
from puas.usecases.share_figures import share_figures


class UnableToPublishResults(UnableToTakeStep):
    """`reason` as in any step, none-chosen, or report-withdrawn; raised where not one of the periods could be published."""


def publish_results(*, session: Session, tenant_id: int, period_ids: Collection[UUID], account_id: UUID, now: datetime) -> StepsTaken:
    """Publish the result in force of each period, and say which could not be: somebody may have been faster with some of them."""

    def values(standing: Standing) -> dict[str, object]:
        report_id = standing.report_id
        if report_id is not None and submitted_report(session, tenant_id=tenant_id, report_id=report_id).is_withdrawn:
            raise refusal(session, tenant_id, standing, "report-withdrawn")
        in_force = result_in_force(session, tenant_id=tenant_id, period_id=standing.period_id)
        return {"published_at": now, "published_result_id": in_force}

    with UnableToPublishResults.instead():
        outcome = take_each(
            session, tenant_id=tenant_id, period_ids=period_ids, step=PUBLISH, account_id=account_id, now=now, values=values
        )
    share_figures(session=session, tenant_id=tenant_id, period_ids=[each.period_id for each in outcome.taken], now=now)
    for standing in outcome.taken:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="publish_results",
            subject=f"survey_period:{standing.period_id}", now=now, detail={"agency": standing.agency_name, "label": standing.label},
        )  # fmt: skip
        tell_agency(session, tenant_id=tenant_id, standing=standing, kind=REPORT_PUBLISHED, account_id=account_id, now=now)
    return outcome
