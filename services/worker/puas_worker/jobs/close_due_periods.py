"""Closes the periods that have ended, the morning after, each in a transaction of its own.

Not in practice tenants: there people close by themselves, and a template stays as it was made.
"""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from puas.db.queries.due_periods import list_due_periods
from puas.jobs.run import active_tenant_ids, job_context, transaction
from puas.runtime import clock
from puas.usecases.close_survey_period import UnableToCloseSurveyPeriod, close_survey_period
from puas.usecases.tally_responses import BATCH_SIZE, tally_responses
from puas_worker.signing import signing_key

log = logging.getLogger(__name__)


def run(*, context: dict[str, str] | None = None, **_: Any) -> int:
    """Close what is due in every tenant; one that cannot be closed does not hold up the others."""
    failures: list[Exception] = []
    closed = 0
    for tenant_id in active_tenant_ids(with_practice=False):
        with job_context(tenant_id=tenant_id, context=context):
            with transaction(tenant_id=tenant_id) as session:
                due = list_due_periods(session, tenant_id=tenant_id, now=clock.now())
            for period_id in due:
                try:
                    closed += _close(tenant_id, period_id)
                except Exception as error:
                    log.exception("period could not be closed", extra={"period_id": str(period_id)})
                    failures.append(error)
    if failures:
        raise ExceptionGroup("some periods could not be closed", failures)
    return closed


def _close(tenant_id: int, period_id: UUID) -> bool:
    # Most is counted before, so that answers of other periods do not wait long for the lock.
    while True:
        with transaction(tenant_id=tenant_id) as session:
            if tally_responses(session=session, tenant_id=tenant_id) < BATCH_SIZE:
                break
    try:
        with transaction(tenant_id=tenant_id) as session:
            close_survey_period(
                session=session, tenant_id=tenant_id, period_id=period_id, account_id=None, signing_key=signing_key(), now=clock.now()
            )
    except UnableToCloseSurveyPeriod:
        # Somebody was quicker; the result is there.
        return False
    return True
