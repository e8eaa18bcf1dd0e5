"""Finds work whose signal was lost: answers to count, mail to send, documents to render. The rows are the truth.

It also throws away what has had its time: files of documents, photographs and evidence people took away, requests nobody proved,
envelopes of old mail.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from puas.db.queries.due_periods import has_waiting_answers
from puas.jobs.catalogue import TALLY_RESPONSES
from puas.jobs.enqueue import enqueue
from puas.jobs.run import active_tenant_ids, job_context, transaction
from puas.runtime import clock
from puas.usecases.erase_removed_evidence import erase_removed_evidence
from puas.usecases.erase_removed_photographs import erase_removed_photographs
from puas.usecases.expire_reports import expire_reports
from puas.usecases.forget_old_correspondence import forget_old_correspondence
from puas.usecases.sweep_departures import sweep_departures
from puas.usecases.sweep_mail import sweep_mail
from puas.usecases.sweep_reports import sweep_reports
from puas_worker.storage import file_store

log = logging.getLogger(__name__)

# Younger answers are still waiting for their ordinary signal.
SIGNAL_LOST_AFTER = timedelta(seconds=6)


def run(*, context: dict[str, str] | None = None, **_: Any) -> None:
    """Look everywhere; trouble in one place does not keep the others waiting."""
    failures: list[Exception] = []
    with job_context(context=context):
        _look(failures, None, lambda session, now: sweep_mail(session=session, now=now))
        _look(failures, None, lambda session, now: forget_old_correspondence(session=session, now=now))
        _look(failures, None, lambda session, now: sweep_departures(session=session, store=file_store(), now=now))
    for tenant_id in active_tenant_ids():
        with job_context(tenant_id=tenant_id, context=context):
            _look(failures, tenant_id, _sweep_tenant(tenant_id))
    if failures:
        raise ExceptionGroup("some places could not be swept", failures)


def _sweep_tenant(tenant_id: int) -> Callable[[Session, datetime], object]:
    def sweep(session: Session, now: datetime) -> None:
        if has_waiting_answers(session, tenant_id=tenant_id, now=now, patience=SIGNAL_LOST_AFTER):
            turn = f"{tenant_id}-swept-{int(now.timestamp())}"
            enqueue(session, TALLY_RESPONSES, coalesce=turn, tenant_id=tenant_id)
        sweep_reports(session=session, tenant_id=tenant_id, now=now)
        expire_reports(session=session, tenant_id=tenant_id, store=file_store(), now=now)
        erase_removed_photographs(session=session, tenant_id=tenant_id, store=file_store(), now=now)
        erase_removed_evidence(session=session, tenant_id=tenant_id, store=file_store(), now=now)

    return sweep


def _look(failures: list[Exception], tenant_id: int | None, sweep: Callable[[Session, datetime], object]) -> None:
    try:
        with transaction(tenant_id=tenant_id) as session:
            sweep(session, clock.now())
    except Exception as error:
        log.exception("sweep failed")
        failures.append(error)
