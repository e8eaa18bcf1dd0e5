"""Bundles with real commits: several people ask at once, several workers lead on at once, and a reporter is killed in the middle."""

from __future__ import annotations

import threading
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from redis import Redis
from sqlalchemy import func, select, update

from puas.db.session import unit_of_work
from puas.db.tables.reports import Report, ReportFile
from puas.domain.document_source import REPORT_BUNDLE
from puas.domain.report_patience import CLAIM_LOST_AFTER
from puas.domain.reporting_scope import reporting_scope
from puas.runtime import clock
from puas.runtime.file_store import DiskStore
from puas.usecases.request_report_bundle import request_report_bundle
from puas.usecases.sweep_reports import sweep_reports
from tests.conftest import Committing
from tests.factories.frozen import freeze_period
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.integration.reports.test_reporter_process import Start, kill_with_children, queue, start, wait_for

__all__ = ["queue", "start"]

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
TOGETHER = 4
SCOPE = reporting_scope(2026, "triwulan-2")


@pytest.fixture
def surveyed(committing: Committing) -> Surveyed:
    """Two agencies with a closed quarter."""
    with committing.session_factory() as session:
        made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", agencies=("Dinas A", "Dinas B"))
        for period in made.periods:
            freeze_period(session, made, period)
        session.commit()
        return made


def ask(committing: Committing, surveyed: Surveyed) -> UUID:
    with unit_of_work(committing.session_factory, tenant_id=surveyed.tenant_id) as session:
        return request_report_bundle(
            session=session, tenant_id=surveyed.tenant_id, scope=SCOPE, requested_by=None, base_url="http://localhost", now=clock.now()
        ).id


def at_once(work: Callable[[], object]) -> None:
    """Run it in several threads that begin together."""
    barrier = threading.Barrier(TOGETHER)

    def run() -> None:
        barrier.wait(20)
        work()

    threads = [threading.Thread(target=run) for _ in range(TOGETHER)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)


def states(committing: Committing, surveyed: Surveyed, bundle: UUID) -> list[str]:
    """Of the bundle, and of its reports in order."""
    with unit_of_work(committing.session_factory, tenant_id=surveyed.tenant_id) as session:
        rows = select(Report.state).where(Report.tenant_id == surveyed.tenant_id, (Report.bundle_id == bundle) | (Report.id == bundle))
        return list(session.scalars(rows.order_by(Report.document != REPORT_BUNDLE, Report.bundle_position)))


def states_after_a_while(committing: Committing, surveyed: Surveyed, bundle: UUID) -> list[str]:
    """The same, asked so seldom that the reporter is left in peace."""
    time.sleep(0.3)
    return states(committing, surveyed, bundle)


def test_who_asks_at_the_same_moment_gets_the_same_bundle(committing: Committing, surveyed: Surveyed) -> None:
    given: list[UUID] = []
    at_once(lambda: given.append(ask(committing, surveyed)))
    assert len(given) == TOGETHER and len(set(given)) == 1
    with unit_of_work(committing.session_factory, tenant_id=surveyed.tenant_id) as session:
        assert session.scalar(select(func.count()).select_from(Report).where(Report.tenant_id == surveyed.tenant_id)) == 3
    assert states(committing, surveyed, given[0]) == ["waiting", "pending", "waiting"]


def test_several_who_lead_on_at_the_same_moment_send_one(committing: Committing, surveyed: Surveyed) -> None:
    bundle = ask(committing, surveyed)
    with unit_of_work(committing.session_factory, tenant_id=surveyed.tenant_id) as session:
        session.execute(
            update(Report).where(Report.tenant_id == surveyed.tenant_id, Report.bundle_id == bundle, Report.state == "pending")
            .values(state="failed", failure="gave-up")
        )  # fmt: skip

    def sweep() -> None:
        with unit_of_work(committing.session_factory, tenant_id=surveyed.tenant_id) as session:
            sweep_reports(session=session, tenant_id=surveyed.tenant_id, now=clock.now())

    at_once(sweep)
    assert states(committing, surveyed, bundle) == ["waiting", "failed", "pending"]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds the rendering child through /proc")
def test_a_reporter_killed_in_the_middle_leaves_a_bundle_that_another_ends(
    committing: Committing, surveyed: Surveyed, start: Start, queue: Redis, tmp_path: Path
) -> None:
    bundle = ask(committing, surveyed)
    victim = start()
    wait_for(lambda: states(committing, surveyed, bundle)[1] == "running")
    kill_with_children(victim)
    assert states(committing, surveyed, bundle)[0] == "waiting"
    queue.flushall()
    with unit_of_work(committing.session_factory, tenant_id=surveyed.tenant_id) as session:
        assert sweep_reports(session=session, tenant_id=surveyed.tenant_id, now=clock.now() + CLAIM_LOST_AFTER) == 1
    start()
    wait_for(lambda: states_after_a_while(committing, surveyed, bundle) == ["ready"] * 3, seconds=180)
    with unit_of_work(committing.session_factory, tenant_id=surveyed.tenant_id) as session:
        key = session.scalars(select(ReportFile.file_key).where(ReportFile.report_id == bundle)).one()
    names = zipfile.ZipFile(BytesIO(DiskStore(tmp_path / "files").read(key))).namelist()
    assert len(names) == 2 + 2 * 3
