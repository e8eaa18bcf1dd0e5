"""The sweeper erases the files of photographs people took away, and finds nothing the second time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from PIL import Image
from sqlalchemy import func, select

from puas.db.session import unit_of_work
from puas.db.tables.reports import Photograph
from puas.usecases.add_photograph import add_photograph
from puas.usecases.remove_photograph import UnableToRemovePhotograph, remove_photograph
from puas_worker.jobs import sweep
from puas_worker.storage import file_store
from tests.conftest import Committing
from tests.factories.closed import closed_period

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.usefixtures("worker_settings")
def test_sweeping_erases_what_was_taken_away(job_database: Committing) -> None:
    store, target = file_store(), BytesIO()
    Image.new("RGB", (240, 240)).save(target, "JPEG")
    with job_database.session_factory() as session:
        closed = closed_period(session, respondents=1)
        session.commit()
    place: dict[str, Any] = {"tenant_id": closed.tenant_id, "period_id": closed.period_id, "account_id": None, "now": NOW}
    with unit_of_work(job_database.session_factory, tenant_id=closed.tenant_id) as session:
        row = add_photograph(session=session, store=store, item_id=None, content=target.getvalue(), **place)
        key, row_id = row.file_key, row.id
    with unit_of_work(job_database.session_factory, tenant_id=closed.tenant_id) as session:
        remove_photograph(session=session, photograph_id=row_id, **place)
        with pytest.raises(UnableToRemovePhotograph):
            remove_photograph(session=session, photograph_id=row_id, **place)
    for minutes, left in ((59, 1), (61, 0), (62, 0)):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            sweep.run()
        with unit_of_work(job_database.session_factory, tenant_id=closed.tenant_id) as session:
            assert session.scalar(select(func.count()).select_from(Photograph)) == left
        assert len(store.keys(f"tenant-{closed.tenant_id}/photographs")) == 2 * left
    assert not store.exists(key)
