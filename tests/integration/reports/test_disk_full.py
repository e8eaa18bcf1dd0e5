"""No room for files while a document is made: it fails whole, says why, leaves nothing behind, and can be made later."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from puas.db.session import unit_of_work
from puas.db.tables.reports import Report, ReportFile
from puas.runtime import clock
from puas.usecases.retry_report import retry_report
from tests.conftest import Committing
from tests.factories.closed import ClosedPeriod
from tests.integration.reports.test_reporter_process import Start, ask, closed, kill_with_children, queue, start, state_of, wait_for

__all__ = ["closed", "queue", "start"]

# The process may write files of this size and none larger: the smallest document has more.
ROOM = 8_000


@pytest.mark.slow
def test_without_room_a_document_fails_whole_and_is_made_when_there_is_room(
    committing: Committing, closed: ClosedPeriod, start: Start, redis_url: str, tmp_path: Path
) -> None:
    report_id = ask(committing, closed)
    cramped = _start_without_room(committing, redis_url, tmp_path)
    try:
        wait_for(lambda: state_of(committing, closed, report_id)[0] == "failed")
    finally:
        kill_with_children(cramped)
    with unit_of_work(committing.session_factory, tenant_id=closed.tenant_id) as session:
        assert session.scalars(select(Report.failure).where(Report.tenant_id == closed.tenant_id)).one() == "no-room"
        assert session.scalar(select(func.count()).select_from(ReportFile)) == 0
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []

    with unit_of_work(committing.session_factory, tenant_id=closed.tenant_id) as session:
        retry_report(session=session, tenant_id=closed.tenant_id, report_id=report_id, now=clock.now())
    start()
    wait_for(lambda: state_of(committing, closed, report_id)[0] == "ready")
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 3


def _start_without_room(committing: Committing, redis_url: str, tmp_path: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "PUAS_MODE": "production",
        "PUAS_DATABASE_URL": committing.app_url,
        "PUAS_REDIS_URL": redis_url,
        "PUAS_BASE_URL": "http://localhost",
        "PUAS_FILES_URL": (tmp_path / "files").as_uri(),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "puas_reporter"],
        env=environment,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM)),
    )
