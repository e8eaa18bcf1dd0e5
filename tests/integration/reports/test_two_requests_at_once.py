"""Two people press the button in the same second: one report."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, select

from puas.db.session import unit_of_work
from puas.db.tables.reports import Report
from puas.usecases.request_report import request_report
from tests.conftest import Committing
from tests.factories.closed import closed_period

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
TOGETHER = 4


def test_requests_at_the_same_moment_give_one_report(committing: Committing) -> None:
    with committing.session_factory() as session:
        closed = closed_period(session)
        session.commit()
    start, given = threading.Barrier(TOGETHER), []

    def ask() -> None:
        with unit_of_work(committing.session_factory, tenant_id=closed.tenant_id) as session:
            start.wait(20)
            report = request_report(
                session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, requested_by=None, base_url="https://skm.go.id",
                now=NOW,
            )  # fmt: skip
            found: UUID = report.id
        given.append(found)

    people = [threading.Thread(target=ask) for _ in range(TOGETHER)]
    for each in people:
        each.start()
    for each in people:
        each.join(60)
    assert len(given) == TOGETHER and len(set(given)) == 1
    with unit_of_work(committing.session_factory, tenant_id=closed.tenant_id) as session:
        assert session.scalar(select(func.count()).select_from(Report).where(Report.tenant_id == closed.tenant_id)) == 1
