"""The sweeper erases the files of evidence people took away, and finds nothing the second time; the daily share runs twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from puas.db.session import unit_of_work
from puas.db.tables.yardsticks import EvidenceFile
from puas.usecases.add_evidence import add_evidence
from puas.usecases.remove_evidence import UnableToRemoveEvidence, remove_evidence
from puas_worker.jobs import share_yardsticks, sweep
from puas_worker.storage import file_store
from tests.conftest import Committing
from tests.factories.closed import closed_period
from tests.factories.evidence import pdf

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.usefixtures("worker_settings")
def test_sweeping_erases_what_was_taken_away(job_database: Committing) -> None:
    store = file_store()
    with job_database.session_factory() as session:
        closed = closed_period(session, respondents=1)
        session.commit()
    mine: dict[str, Any] = {"tenant_id": closed.tenant_id, "account_id": None, "now": NOW}
    place: dict[str, Any] = {**mine, "subject": "complaints", "subject_id": closed.survey.agency_id, "part": "2026-3", "title": ""}
    with unit_of_work(job_database.session_factory, tenant_id=closed.tenant_id) as session:
        row = add_evidence(session=session, store=store, content=pdf(), file_name="a.pdf", **place)
        kept = add_evidence(session=session, store=store, url="https://contoh.go.id", **place)
        key, row_id, kept_id = row.file_key, row.id, kept.id
    with unit_of_work(job_database.session_factory, tenant_id=closed.tenant_id) as session:
        remove_evidence(session=session, evidence_id=row_id, **mine)
        with pytest.raises(UnableToRemoveEvidence):
            remove_evidence(session=session, evidence_id=row_id, **mine)
    for minutes, left in ((59, 2), (61, 1), (62, 1)):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            sweep.run()
        with unit_of_work(job_database.session_factory, tenant_id=closed.tenant_id) as session:
            assert session.scalar(select(func.count()).select_from(EvidenceFile)) == left
            assert session.scalar(select(EvidenceFile.removed_at).where(EvidenceFile.id == kept_id)) is None
        assert len(store.keys(f"tenant-{closed.tenant_id}/evidence")) == left - 1
    assert key and not store.exists(key)


@pytest.mark.usefixtures("worker_settings")
def test_the_share_of_every_tenant_runs_twice(job_database: Committing) -> None:
    with job_database.session_factory() as session:
        closed_period(session, respondents=1)
        session.commit()
    share_yardsticks.run()
    share_yardsticks.run(unknown=1)
