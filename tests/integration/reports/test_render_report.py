"""The reporter's job: claimed once, rendered, stored with hashes; every fault is noted, told and can be tried again."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import docx
import openpyxl
import pymupdf
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy
from puas.db.tables.reports import Report, ReportFile
from puas.domain.document_source import SkmReportSource
from puas.domain.report_patience import CLAIM_LOST_AFTER, FAILED_KEPT_FOR, MOST_ATTEMPTS, SIGNAL_LOST_AFTER
from puas.jobs import enqueue, run
from puas.presentation.numbers import index_number
from puas.runtime.document_files import AS_IT_LEFT_US, open_document
from puas.runtime.file_store import DiskStore, FileStore, UnableToFindFile
from puas.usecases.claim_report import claim_report
from puas.usecases.expire_reports import expire_reports
from puas.usecases.finish_report import finish_report
from puas.usecases.request_point_prints import request_point_prints
from puas.usecases.request_report import request_report
from puas.usecases.retry_report import UnableToRetryReport, retry_report
from puas.usecases.sweep_reports import sweep_reports
from puas_reporter import storage
from puas_reporter.documents import catalogue
from puas_reporter.documents.rendered_file import RenderedFile
from puas_reporter.jobs import render_report
from tests.factories.closed import ClosedPeriod, closed_period

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
Job = Callable[[], None]


class FullDisk(DiskStore):
    """Has room for one file."""

    written = 0

    def write(self, key: str, content: object, *, content_type: str) -> None:
        if self.written:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.written += 1
        super().write(key, content, content_type=content_type)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DiskStore:
    made = DiskStore(tmp_path)
    monkeypatch.setattr(storage, "_store", made)
    return made


@pytest.fixture(autouse=True)
def job_sessions(session_factory: sessionmaker[Session], store: DiskStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The job's transactions are savepoints of the test's."""
    monkeypatch.setattr(run, "_factory", session_factory)
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    yield


@pytest.fixture
def closed(session: Session) -> ClosedPeriod:
    made = closed_period(session)
    session.commit()
    return made


@pytest.fixture
def report(session: Session, closed: ClosedPeriod) -> Report:
    made = request_report(
        session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, requested_by=None, base_url="https://skm.go.id", now=NOW
    )
    session.commit()
    return made


@pytest.fixture
def sheet(session: Session, closed: ClosedPeriod) -> Report:
    """A document that takes no time to render."""
    made = request_point_prints(
        session=session, tenant_id=closed.tenant_id, agency_id=closed.survey.agency_id, document="sticker_sheet",
        point_ids=[closed.survey.agency_point_id], requested_by=None, base_url="https://skm.go.id", now=NOW,
    )  # fmt: skip
    session.commit()
    return made


def render(report: Report) -> None:
    render_report.run(tenant_id=report.tenant_id, report_id=str(report.id), context={"request_id": "r"}, something_new=1)


def files(session: Session, report: Report) -> dict[str, ReportFile]:
    session.expire_all()
    rows = session.scalars(select(ReportFile).where(ReportFile.tenant_id == report.tenant_id, ReportFile.report_id == report.id))
    return {row.format: row for row in rows}


def test_a_document_is_made_of_files_of_its_own_tenant_alone(
    session: Session, sheet: Report, store: DiskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a frozen source names: it may have come by an archive somebody forged."""
    key, asked = f"tenant-{sheet.tenant_id}1/reports/laporan.pdf", []
    store.write(key, b"rahasia", content_type="application/pdf")

    def curious(_document: str, _formats: tuple[str, ...], _snapshot: str, files: FileStore) -> Iterator[RenderedFile]:
        asked.append(files.exists(key))
        for read in (files.read, lambda each: next(files.chunks(each)), files.keys):
            with pytest.raises(UnableToFindFile):
                read(key)
        yield RenderedFile("pdf", "stiker.pdf", b"milik sendiri")

    monkeypatch.setattr(render_report, "render", curious)
    render(sheet)
    assert asked == [False] and store.read(files(session, sheet)["pdf"].file_key) == b"milik sendiri"


def test_three_formats_are_stored_with_their_hashes(session: Session, report: Report, store: DiskStore) -> None:
    render(report)
    found = files(session, report)
    assert (report.state, report.steps_done, report.attempt, report.failure) == ("ready", 3, 1, "")
    assert set(found) == {"pdf", "docx", "xlsx"}
    for each in found.values():
        content = store.read(each.file_key)
        assert (each.sha256, each.size_bytes) == (hashlib.sha256(content).hexdigest(), len(content))
        assert each.file_key.startswith(f"tenant-{report.tenant_id}/reports/{report.id}/")
        carried = open_document(content)
        assert (carried.record.document_id, carried.body) == (report.document_id, AS_IT_LEFT_US)
        assert carried.record.report_sha256 == SkmReportSource.from_json(report.snapshot).report.sha256()
    assert found["pdf"].file_name.endswith("-periode-2026.pdf") and found["pdf"].file_name.startswith("laporan-skm-dinas")


def test_all_formats_carry_the_frozen_figures(session: Session, report: Report, store: DiskStore) -> None:
    result = SkmReportSource.from_json(report.snapshot).report.result
    render(report)
    found = files(session, report)
    wanted = [index_number(each) for each in (result.index.nik, *(unsur.nik for unsur in result.unsur))]
    with pymupdf.open(stream=store.read(found["pdf"].file_key), filetype="pdf") as opened:
        text = " ".join(page.get_text() for page in opened)
        assert all(f"{page.get_text()}".count("DATA CONTOH") for page in opened)
    word = docx.Document(BytesIO(store.read(found["docx"].file_key)))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    sheet = openpyxl.load_workbook(BytesIO(store.read(found["xlsx"].file_key)), data_only=True)["Rekap"]
    numbers = {f"{cell.value:.2f}".replace(".", ",") for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)}
    for each in wanted:
        assert each in text
        assert each in cells
        assert each in numbers


def test_the_copy_of_the_answers_goes_when_the_files_are_there(session: Session, report: Report) -> None:
    assert SkmReportSource.from_json(report.snapshot).answers
    render(report)
    session.expire_all()
    kept = SkmReportSource.from_json(report.snapshot)
    assert kept.answers == () and kept.report.result_sha256


def test_runs_twice_and_changes_nothing(session: Session, sheet: Report, store: DiskStore) -> None:
    render(sheet)
    before = {name: (row.sha256, row.created_at) for name, row in files(session, sheet).items()}
    finished = sheet.finished_at
    render(sheet)
    assert {name: (row.sha256, row.created_at) for name, row in files(session, sheet).items()} == before
    assert (sheet.attempt, sheet.finished_at) == (1, finished)


def test_of_two_reporters_one_gets_it(session: Session, sheet: Report) -> None:
    assert claim_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=NOW) is not None
    assert claim_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=NOW) is None


def test_another_tenants_job_cannot_claim_it(session: Session, sheet: Report) -> None:
    tenancy.enter(session, tenant_id=sheet.tenant_id + 1)
    assert claim_report(session=session, tenant_id=sheet.tenant_id + 1, report_id=sheet.id, now=NOW) is None


def test_a_full_disk_is_noted_told_and_can_be_tried_again(
    session: Session, report: Report, tmp_path: Path, store: DiskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_store", FullDisk(tmp_path))
    with pytest.raises(OSError, match="No space left"):
        render(report)
    assert set(files(session, report)) == {"pdf"}
    assert (report.state, report.failure, report.steps_done) == ("failed", "no-room", 1)
    monkeypatch.setattr(storage, "_store", store)
    retry_report(session=session, tenant_id=report.tenant_id, report_id=report.id, now=NOW)
    session.commit()
    assert (report.state, report.attempt, report.failure) == ("pending", 1, "")
    render(report)
    assert set(files(session, report)) == {"pdf", "docx", "xlsx"}
    assert report.state == "ready"


def test_a_fault_in_rendering_is_raised_and_noted(session: Session, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(catalogue, "word_bytes", broken)
    with pytest.raises(ValueError, match="a fault of ours"):
        render(report)
    session.expire_all()
    assert (report.state, report.failure) == ("failed", "unexpected")


def test_a_source_that_cannot_be_read_is_named_so(session: Session, sheet: Report) -> None:
    session.execute(update(Report).where(Report.tenant_id == sheet.tenant_id).values(snapshot='{"format":"other"}'))
    session.commit()
    with pytest.raises(ValueError):
        render(sheet)
    session.expire_all()
    assert sheet.failure == "unreadable-source"


def test_who_lost_the_claim_writes_nothing_more(session: Session, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it renders, the sweeper takes it for dead and another reporter takes over."""
    ordinary = catalogue.word_bytes

    def slow(*arguments: object) -> bytes:
        session.execute(update(Report).where(Report.tenant_id == report.tenant_id).values(attempt=2))
        session.commit()
        return ordinary(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(catalogue, "word_bytes", slow)
    render(report)
    assert set(files(session, report)) == {"pdf"}
    assert (report.state, report.attempt) == ("running", 2)


def test_the_sweeper_gives_back_what_a_dead_reporter_claimed(session: Session, sheet: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[enqueue.Request] = []
    monkeypatch.setattr(enqueue, "send", sent.append)
    claim_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=NOW)
    just_before = NOW + CLAIM_LOST_AFTER - timedelta(seconds=1)
    assert sweep_reports(session=session, tenant_id=sheet.tenant_id, now=just_before) == 0
    assert sweep_reports(session=session, tenant_id=sheet.tenant_id, now=NOW + CLAIM_LOST_AFTER) == 1
    session.commit()
    assert [each.arguments["report_id"] for each in sent] == [str(sheet.id)]
    render(sheet)
    session.expire_all()
    assert (sheet.state, sheet.attempt) == ("ready", 2)


def test_a_reporter_taken_for_dead_does_not_win_the_claim_of_a_second_try(
    session: Session, sheet: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its document failed meanwhile, a person asked again, and another reporter works on it."""
    stale = claim_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=NOW)
    assert stale is not None
    session.execute(update(Report).where(Report.tenant_id == sheet.tenant_id).values(state="failed", failure="gave-up"))
    retry_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=NOW)
    fresh = claim_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=NOW)
    assert fresh is not None and fresh.attempt != stale.attempt
    assert not finish_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, attempt=stale.attempt, now=NOW)
    assert finish_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, attempt=fresh.attempt, now=NOW)


def test_a_second_try_has_the_patience_of_the_first(session: Session, sheet: Report) -> None:
    now = NOW
    for _ in range(2):
        for attempt in range(MOST_ATTEMPTS):
            assert sheet.state == "pending", attempt
            claim_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=now)
            now += CLAIM_LOST_AFTER
            sweep_reports(session=session, tenant_id=sheet.tenant_id, now=now)
            session.refresh(sheet)
        assert (sheet.state, sheet.failure) == ("failed", "gave-up")
        retry_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=NOW)


def test_the_sweeper_gives_up_after_a_few_attempts(session: Session, sheet: Report) -> None:
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        assert claim_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=now) is not None
        now += CLAIM_LOST_AFTER
        sweep_reports(session=session, tenant_id=sheet.tenant_id, now=now)
    session.refresh(sheet)
    assert (sheet.state, sheet.failure) == ("failed", "gave-up")


def test_a_request_whose_signal_was_lost_is_found(session: Session, sheet: Report) -> None:
    assert sweep_reports(session=session, tenant_id=sheet.tenant_id, now=NOW + timedelta(seconds=5)) == 0
    assert sweep_reports(session=session, tenant_id=sheet.tenant_id, now=NOW + SIGNAL_LOST_AFTER) == 1


def test_only_a_failed_document_is_tried_again(session: Session, sheet: Report) -> None:
    with pytest.raises(UnableToRetryReport):
        retry_report(session=session, tenant_id=sheet.tenant_id, report_id=sheet.id, now=NOW)


def test_a_retry_beside_a_running_twin_gives_the_twin(session: Session, closed: ClosedPeriod, report: Report) -> None:
    report.state = "failed"
    session.flush()
    twin = request_report(
        session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, requested_by=None, base_url="https://skm.go.id", now=NOW
    )
    assert twin.id != report.id
    assert retry_report(session=session, tenant_id=report.tenant_id, report_id=report.id, now=NOW).id == twin.id


def test_expired_files_are_thrown_away_and_the_row_says_so(session: Session, sheet: Report, store: DiskStore) -> None:
    render(sheet)
    keys = [row.file_key for row in files(session, sheet).values()]
    assert sheet.expires_at is not None
    assert expire_reports(session=session, tenant_id=sheet.tenant_id, store=store, now=sheet.expires_at - timedelta(days=1)) == 0
    assert expire_reports(session=session, tenant_id=sheet.tenant_id, store=store, now=sheet.expires_at) == 1
    assert sheet.state == "gone" and not any(store.exists(key) for key in keys)
    # Their fingerprints stay, so that a copy somebody kept is still recognised.
    assert [row.file_key for row in files(session, sheet).values()] == keys


def test_what_nobody_tried_again_is_given_up_with_its_answers(session: Session, report: Report, store: DiskStore) -> None:
    session.execute(update(Report).where(Report.tenant_id == report.tenant_id).values(state="failed", finished_at=NOW))
    session.commit()
    soon, late = NOW + FAILED_KEPT_FOR - timedelta(seconds=1), NOW + FAILED_KEPT_FOR
    assert expire_reports(session=session, tenant_id=report.tenant_id, store=store, now=soon) == 0
    assert expire_reports(session=session, tenant_id=report.tenant_id, store=store, now=late) == 1
    session.expire_all()
    kept = SkmReportSource.from_json(report.snapshot)
    assert (report.state, kept.answers, kept.report.document_id) == ("gone", (), report.document_id)
    assert files(session, report) == {}


@pytest.mark.parametrize("document", ["sticker_sheet", "poster"])
def test_stickers_and_posters_come_the_same_way(session: Session, closed: ClosedPeriod, store: DiskStore, document: str) -> None:
    points: list[UUID] = [closed.survey.agency_point_id, closed.survey.service_point_id]
    made = request_point_prints(
        session=session, tenant_id=closed.tenant_id, agency_id=closed.survey.agency_id, document=document, point_ids=points,
        requested_by=None, base_url="https://skm.go.id", now=NOW,
    )  # fmt: skip
    session.commit()
    render(made)
    found = files(session, made)
    assert set(found) == {"pdf"} and made.state == "ready"
    with pymupdf.open(stream=store.read(found["pdf"].file_key), filetype="pdf") as opened:
        text = " ".join(page.get_text() for page in opened)
    assert f"/s/{closed.survey.agency_code}" in text and f"/s/{closed.survey.service_code}" in text
