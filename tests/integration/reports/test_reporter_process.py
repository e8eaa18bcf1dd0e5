"""The reporter as a real process: killed in the middle of a document it leaves nothing half-done."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from redis import Redis
from sqlalchemy import select, update

from puas.db.session import unit_of_work
from puas.db.tables.reports import Report, ReportFile
from puas.domain.report_patience import CLAIM_LOST_AFTER
from puas.jobs import enqueue
from puas.runtime import clock
from puas.runtime.file_store import DiskStore
from puas.usecases.request_report import request_report
from puas.usecases.sweep_reports import sweep_reports
from tests.conftest import Committing
from tests.factories.closed import ClosedPeriod, closed_period

Start = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def start(committing: Committing, redis_url: str, tmp_path: Path) -> Iterator[Start]:
    environment = {
        **os.environ,
        "PUAS_MODE": "production",
        "PUAS_DATABASE_URL": committing.app_url,
        "PUAS_REDIS_URL": redis_url,
        "PUAS_BASE_URL": "http://localhost",
        "PUAS_FILES_URL": (tmp_path / "files").as_uri(),
    }
    running: list[subprocess.Popen[bytes]] = []

    def start_reporter() -> subprocess.Popen[bytes]:
        with (tmp_path / "log").open("ab") as log:
            running.append(subprocess.Popen([sys.executable, "-m", "puas_reporter"], env=environment, stderr=log))
        return running[-1]

    yield start_reporter
    for process in running:
        if process.poll() is None:
            kill_with_children(process)


@pytest.fixture
def queue(redis_url: str) -> Iterator[Redis]:
    connection = enqueue.connect(redis_url)
    yield connection
    connection.close()
    enqueue._connection = None


@pytest.fixture
def closed(committing: Committing, queue: Redis) -> ClosedPeriod:
    with committing.session_factory() as session:
        made = closed_period(session)
        session.commit()
        return made


def ask(committing: Committing, closed: ClosedPeriod) -> UUID:
    with unit_of_work(committing.session_factory, tenant_id=closed.tenant_id) as session:
        return request_report(
            session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, requested_by=None, base_url="http://localhost",
            now=clock.now(),
        ).id  # fmt: skip


def state_of(committing: Committing, closed: ClosedPeriod, report_id: UUID) -> tuple[str, int, int]:
    with unit_of_work(committing.session_factory, tenant_id=closed.tenant_id) as session:
        row = session.execute(
            select(Report.state, Report.steps_done, Report.attempt).where(Report.tenant_id == closed.tenant_id, Report.id == report_id)
        ).one()
        return row[0], row[1], row[2]


def wait_for(condition: Callable[[], Any], seconds: float = 60) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
    return found


def kill_with_children(process: subprocess.Popen[bytes]) -> None:
    """As a power cut would: the worker, and the child that renders."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    pids = [int(each) for each in children.read_text().split()] if children.exists() else []
    for pid in (process.pid, *pids):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds the rendering child through /proc")
def test_killed_in_the_middle_it_is_rendered_by_the_next_one(
    committing: Committing, closed: ClosedPeriod, start: Start, tmp_path: Path
) -> None:
    report_id = ask(committing, closed)
    first = start()
    wait_for(lambda: state_of(committing, closed, report_id)[0] == "running")
    kill_with_children(first)
    state, steps, attempt = state_of(committing, closed, report_id)
    assert (state, attempt) == ("running", 1) and steps < 3
    with unit_of_work(committing.session_factory, tenant_id=closed.tenant_id) as session:
        assert sweep_reports(session=session, tenant_id=closed.tenant_id, now=clock.now() + CLAIM_LOST_AFTER) == 1
    start()
    wait_for(lambda: state_of(committing, closed, report_id)[0] == "ready")
    assert state_of(committing, closed, report_id) == ("ready", 3, 2)
    store = DiskStore(tmp_path / "files")
    with unit_of_work(committing.session_factory, tenant_id=closed.tenant_id) as session:
        kept = session.scalars(select(ReportFile).where(ReportFile.tenant_id == closed.tenant_id)).all()
        assert {each.format for each in kept} == {"pdf", "docx", "xlsx"}
        assert all(hashlib.sha256(store.read(each.file_key)).hexdigest() == each.sha256 for each in kept)


@pytest.mark.slow
def test_told_to_stop_it_finishes_the_document_at_hand(committing: Committing, closed: ClosedPeriod, start: Start) -> None:
    report_id = ask(committing, closed)
    reporter = start()
    wait_for(lambda: state_of(committing, closed, report_id)[0] == "running")
    reporter.send_signal(signal.SIGTERM)
    assert reporter.wait(40) == 0
    assert state_of(committing, closed, report_id)[0] == "ready"


@pytest.mark.slow
def test_a_lost_message_is_no_lost_report(committing: Committing, closed: ClosedPeriod, queue: Redis, start: Start) -> None:
    """The queue server forgot everything; the row did not."""
    report_id = ask(committing, closed)
    queue.flushall()
    with unit_of_work(committing.session_factory, tenant_id=closed.tenant_id) as session:
        session.execute(update(Report).where(Report.tenant_id == closed.tenant_id).values(requested_at=clock.now() - CLAIM_LOST_AFTER))
        assert sweep_reports(session=session, tenant_id=closed.tenant_id, now=clock.now()) == 1
    start()
    wait_for(lambda: state_of(committing, closed, report_id)[0] == "ready")
