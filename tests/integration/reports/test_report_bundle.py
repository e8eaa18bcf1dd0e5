"""All reports of a regency in one request: one at a time in the queue, fair between tenants, and whatever fails is listed."""

from __future__ import annotations

import csv
import errno
import hashlib
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy
from puas.db.queries.report_bundles import frozen_periods, members_of, scopes_of
from puas.db.queries.report_lists import reportable_periods
from puas.db.tables.reports import Report, ReportFile, ReportText
from puas.domain.document_source import REPORT_BUNDLE, SKM_REPORT, SkmReportSource
from puas.domain.report_bundle import CANCELLED, BundleSource
from puas.domain.report_patience import CLAIM_LOST_AFTER, MOST_ATTEMPTS, SIGNAL_LOST_AFTER
from puas.domain.reporting_scope import ReportingScope, reporting_scope
from puas.domain.survey_period import triwulan
from puas.jobs import enqueue, run
from puas.runtime.file_store import DiskStore
from puas.usecases.cancel_report_bundle import UnableToCancelReportBundle, cancel_report_bundle
from puas.usecases.claim_report import claim_report
from puas.usecases.expire_reports import expire_reports
from puas.usecases.request_report import request_report
from puas.usecases.request_report_bundle import UnableToRequestReportBundle, request_report_bundle
from puas.usecases.retry_report import retry_report
from puas.usecases.sweep_reports import sweep_reports
from puas_reporter import storage
from puas_reporter.documents import catalogue
from puas_reporter.documents.rendered_file import RenderedFile
from puas_reporter.jobs import render_report
from tests.factories.frozen import freeze_period
from tests.factories.surveyed import Surveyed, survey_tenant

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
BASE = "https://skm.example.go.id"
SECOND = reporting_scope(2026, "triwulan-2")


class Queue:
    """The queue as a list: what was sent, and a reporter that works it off in order."""

    def __init__(self) -> None:
        self.waiting: list[dict[str, Any]] = []
        self.worked: list[UUID] = []
        self.longest_of_one_bundle = 0

    def send(self, request: enqueue.Request) -> bool:
        self.waiting.append(request.arguments)
        return True

    def work(self, session: Session, most: int = 1000) -> None:
        """Take jobs as a reporter does; a job that raises is a failed job and no more."""
        while self.waiting and most:
            self.look(session)
            # The test's own savepoint must not lie around those of the job.
            session.commit()
            job = self.waiting.pop(0)
            self.worked.append(UUID(job["report_id"]))
            try:
                render_report.run(**job)
            except OSError:
                pass
            session.expire_all()
            most -= 1

    def look(self, session: Session) -> None:
        """How many jobs of one bundle wait at this moment."""
        for bundle in self.waiting_by_bundle(session).values():
            self.longest_of_one_bundle = max(self.longest_of_one_bundle, bundle)

    def waiting_by_bundle(self, session: Session) -> dict[UUID, int]:
        found: dict[UUID, int] = {}
        for job in self.waiting:
            tenancy.enter(session, tenant_id=job["tenant_id"])
            row = session.execute(select(Report.bundle_id).where(Report.id == UUID(job["report_id"]))).one()
            if row.bundle_id is not None:
                found[row.bundle_id] = found.get(row.bundle_id, 0) + 1
        return found


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    made = Queue()
    monkeypatch.setattr(enqueue, "send", made.send)
    return made


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DiskStore:
    made = DiskStore(tmp_path)
    monkeypatch.setattr(storage, "_store", made)
    return made


@pytest.fixture(autouse=True)
def job_sessions(session_factory: sessionmaker[Session], store: DiskStore, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_factory", session_factory)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Reports without the second that drawing takes; `quick(period)` lets the report of one agency fail for want of room."""
    failing: list[str] = []

    def draw(formats: tuple[str, ...], snapshot: str, store: object) -> Iterator[RenderedFile]:
        report = SkmReportSource.from_json(snapshot).report
        agency = report.result.agency
        assert agency is not None
        if agency.name in failing:
            raise OSError(errno.ENOSPC, "No space left on device")
        for each in formats:
            name = catalogue.file_name("laporan skm", agency.short_name, report.result.period.label, suffix=each)
            yield RenderedFile(each, name, f"{each} {agency.name} {report.texts['kesimpulan']}".encode())

    monkeypatch.setitem(catalogue._MAKERS, SKM_REPORT, draw)
    return failing.append


def regency(session: Session, slug: str = "arjosari", agencies: int = 3, quarters: int = 1) -> Surveyed:
    names = tuple(f"Dinas {chr(65 + number // 26)}{chr(65 + number % 26)} Contoh" for number in range(agencies))
    windows = tuple(triwulan(2026, 2 + number) for number in range(quarters))
    made = survey_tenant(session, slug=slug, name=f"Kabupaten {slug.title()}", windows=windows, agencies=names)
    for period in made.periods:
        freeze_period(session, made, period)
    session.commit()
    return made


def ask(session: Session, surveyed: Surveyed, scope: ReportingScope = SECOND) -> Report:
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    made = request_report_bundle(
        session=session, tenant_id=surveyed.tenant_id, scope=scope, requested_by=None, base_url=BASE, now=NOW
    )
    session.commit()
    return made


def members(session: Session, bundle: Report) -> list[Report]:
    tenancy.enter(session, tenant_id=bundle.tenant_id)
    session.expire_all()
    return list(members_of(session, tenant_id=bundle.tenant_id, bundle_id=bundle.id))


def states(session: Session, bundle: Report) -> list[str]:
    return [each.state for each in members(session, bundle)]


def archive(session: Session, bundle: Report, store: DiskStore) -> zipfile.ZipFile:
    tenancy.enter(session, tenant_id=bundle.tenant_id)
    row = session.scalars(select(ReportFile).where(ReportFile.tenant_id == bundle.tenant_id, ReportFile.report_id == bundle.id)).one()
    content = store.read(row.file_key)
    assert row.size_bytes == len(content) and row.file_name.endswith(".zip")
    opened = zipfile.ZipFile(BytesIO(content))
    assert opened.testzip() is None and len(set(opened.namelist())) == len(opened.namelist())
    return opened


def listed(opened: zipfile.ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(opened.read("daftar-laporan.csv").decode("utf-8-sig")), delimiter=";"))


def test_scopes_are_offered_with_the_number_of_their_reports(session: Session) -> None:
    surveyed = regency(session, agencies=2, quarters=2)
    found = {(scope.year, scope.part): number for scope, number in scopes_of(frozen_periods(session, tenant_id=surveyed.tenant_id))}
    assert found == {(2026, "tahun"): 4, (2026, "semester-1"): 2, (2026, "semester-2"): 2, (2026, "triwulan-2"): 2, (2026, "triwulan-3"): 2}


def test_one_report_is_asked_for_and_the_others_wait(session: Session, queue: Queue) -> None:
    bundle = ask(session, regency(session))
    assert (bundle.state, bundle.document, bundle.steps_done, bundle.steps_total) == ("waiting", REPORT_BUNDLE, 0, 3)
    assert states(session, bundle) == ["pending", "waiting", "waiting"]
    first = members(session, bundle)[0]
    assert [job["report_id"] for job in queue.waiting] == [str(first.id)]
    # Nothing is copied before its turn.
    assert session.scalars(select(Report.snapshot).where(Report.bundle_id == bundle.id)).all() == ["", "", ""]


def test_all_of_it_ends_in_one_archive(session: Session, queue: Queue, store: DiskStore, quick: object) -> None:
    bundle = ask(session, regency(session))
    done = []
    while queue.waiting:
        queue.work(session, most=1)
        session.refresh(bundle)
        done.append((bundle.state, bundle.steps_done))
    assert done == [("waiting", 1), ("waiting", 2), ("pending", 3), ("ready", 3)]
    opened = archive(session, bundle, store)
    assert opened.namelist()[:2] == ["baca-dahulu.txt", "daftar-laporan.csv"]
    assert opened.namelist()[2:] == [
        f"dinas-a{letter}-contoh/laporan-skm-dinas-triwulan-ii-2026.{kind}" for letter in "abc" for kind in ("docx", "pdf", "xlsx")
    ]
    rows = listed(opened)
    assert [(row["no"], row["keadaan"]) for row in rows] == [(str(number), "siap") for number in (1, 1, 1, 2, 2, 2, 3, 3, 3)]
    for row in rows:
        assert hashlib.sha256(opened.read(row["berkas"])).hexdigest() == row["sha256"]
    first = opened.read("baca-dahulu.txt").decode()
    assert "Diminta 5 Oktober 2026" in first and "3 dari 3 laporan ada di arsip ini." in first and "Tidak ada di arsip ini" not in first


def test_a_report_is_frozen_when_its_turn_comes(session: Session, queue: Queue, store: DiskStore, quick: object) -> None:
    surveyed = regency(session, agencies=2)
    bundle = ask(session, surveyed)
    second = members(session, bundle)[1]
    assert second.period_id is not None
    session.add(ReportText(tenant_id=surveyed.tenant_id, period_id=second.period_id, section="kesimpulan", body="Membaik.", updated_at=NOW))
    session.commit()
    queue.work(session)
    opened = archive(session, bundle, store)
    assert b"Membaik." in opened.read("dinas-ab-contoh/laporan-skm-dinas-triwulan-ii-2026.pdf")
    source = SkmReportSource.from_json(session.scalars(select(Report.snapshot).where(Report.id == second.id)).one())
    assert source.report.verification_url == f"{BASE}/verifikasi/{second.document_id}"


def test_what_the_proof_reader_marks_stays_a_draft_and_the_list_says_why(
    session: Session, queue: Queue, store: DiskStore, quick: object
) -> None:
    bundle = ask(session, regency(session, agencies=2))
    queue.work(session)
    first = members(session, bundle)[0]
    assert first.stage == "draft" and {each["code"] for each in first.findings} >= {"signatory_name_missing", "plan_missing"}
    opened = archive(session, bundle, store)
    row = listed(opened)[0]
    assert row["tahap"] == "draf" and row["keterangan"].startswith("perlu diperbaiki: ")
    assert "rencana tindak lanjut (" in row["keterangan"] and "penanda tangan (" in row["keterangan"]
    text = opened.read("baca-dahulu.txt").decode()
    assert "Masih draf, belum dapat ditandatangani:" in text and f"- {row['perangkat_daerah']}, Triwulan II 2026" in text


def test_one_that_fails_does_not_stop_the_rest_and_is_listed(
    session: Session, queue: Queue, store: DiskStore, quick: Callable[[str], None]
) -> None:
    quick("Dinas AB Contoh")
    bundle = ask(session, regency(session))
    queue.work(session)
    assert states(session, bundle) == ["ready", "failed", "ready"]
    assert bundle.state == "ready"
    opened = archive(session, bundle, store)
    (missing,) = [row for row in listed(opened) if row["keadaan"] == "gagal"]
    assert (missing["perangkat_daerah"], missing["berkas"]) == ("Dinas AB Contoh", "") and "penuh" in missing["keterangan"]
    text = opened.read("baca-dahulu.txt").decode()
    assert "2 dari 3 laporan" in text and "- Dinas AB Contoh, Triwulan II 2026 (gagal). Tempat penyimpanan penuh." in text
    assert not [name for name in opened.namelist() if name.startswith("dinas-ab-")]


def test_a_failed_member_tried_again_comes_into_a_new_archive(
    session: Session, queue: Queue, store: DiskStore, quick: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinary = catalogue._MAKERS[SKM_REPORT]
    quick("Dinas AB Contoh")
    bundle = ask(session, regency(session))
    queue.work(session)
    monkeypatch.setitem(
        catalogue._MAKERS, SKM_REPORT, lambda formats, snapshot, store: (RenderedFile(each, f"kedua.{each}", b"kedua") for each in formats)
    )
    assert ordinary is not catalogue._MAKERS[SKM_REPORT]
    failed = members(session, bundle)[1]
    retry_report(session=session, tenant_id=bundle.tenant_id, report_id=failed.id, now=NOW)
    session.commit()
    assert (bundle.state, states(session, bundle)) == ("waiting", ["ready", "pending", "ready"])
    queue.work(session)
    session.refresh(bundle)
    assert (bundle.state, states(session, bundle)) == ("ready", ["ready"] * 3)
    assert "dinas-ab-contoh/kedua.pdf" in archive(session, bundle, store).namelist()


def test_two_tenants_and_a_single_request_take_turns(session: Session, queue: Queue, quick: object) -> None:
    large, small = regency(session, "arjosari", agencies=8), regency(session, "lembayung", agencies=3)
    first, of_large = ids_of(session, ask(session, large))
    second, of_small = ids_of(session, ask(session, small))
    queue.work(session, most=4)
    tenancy.enter(session, tenant_id=small.tenant_id)
    single = request_report(
        session=session, tenant_id=small.tenant_id, period_id=small.periods[0].id, requested_by=None, base_url=BASE, now=NOW
    ).id
    session.commit()
    queue.work(session)
    assert [each in of_large for each in queue.worked[:4]] == [True, False, True, False]
    # The single one stood behind one job of each bundle, and the small bundle did not wait for the large one.
    assert queue.worked.index(single) == 6
    assert queue.worked.index(second) < queue.worked.index(first) - 3 and queue.worked[-1] == first
    assert queue.longest_of_one_bundle == 1
    assert sorted(queue.worked) == sorted([*of_large, *of_small, first, second, single])


def ids_of(session: Session, bundle: Report) -> tuple[UUID, list[UUID]]:
    """The bundle's id and its members', for when another tenant is entered."""
    return bundle.id, [each.id for each in members(session, bundle)]


@pytest.mark.slow
def test_forty_reports_run_through_and_none_is_made_twice(session: Session, queue: Queue, store: DiskStore, quick: object) -> None:
    bundle = ask(session, regency(session, agencies=40))
    queue.work(session)
    assert states(session, bundle) == ["ready"] * 40
    assert len(queue.worked) == len(set(queue.worked)) == 41 and queue.longest_of_one_bundle == 1
    assert len(archive(session, bundle, store).namelist()) == 40 * 3 + 2


def test_asking_again_gives_the_one_that_is_on_its_way(session: Session, queue: Queue, quick: object) -> None:
    surveyed = regency(session, quarters=2)
    bundle = ask(session, surveyed)
    assert ask(session, surveyed).id == bundle.id
    with pytest.raises(UnableToRequestReportBundle, match="busy") as refused:
        ask(session, surveyed, reporting_scope(2026))
    assert refused.value.report_id == bundle.id
    queue.work(session)
    assert ask(session, surveyed, reporting_scope(2026)).id != bundle.id


def test_nothing_closed_nothing_to_ask_for(session: Session) -> None:
    surveyed = survey_tenant(session, slug="terbuka", name="Kabupaten Terbuka")
    with pytest.raises(UnableToRequestReportBundle, match="nothing-to-report"):
        ask(session, surveyed)


def test_an_officers_own_request_does_not_wait_for_the_bundle(session: Session, queue: Queue, quick: object) -> None:
    surveyed = regency(session)
    bundle = ask(session, surveyed)
    last = members(session, bundle)[-1]
    assert last.period_id is not None
    own = request_report(
        session=session, tenant_id=surveyed.tenant_id, period_id=last.period_id, requested_by=None, base_url=BASE, now=NOW
    )
    session.commit()
    assert own.id != last.id and own.state == "pending"
    queue.work(session, most=2)
    session.refresh(own)
    assert own.state == "ready" and states(session, bundle)[-1] == "waiting"


def test_stopping_drops_what_waits_and_packs_what_there_is(session: Session, queue: Queue, store: DiskStore, quick: object) -> None:
    bundle = ask(session, regency(session, agencies=5))
    queue.work(session, most=1)
    dropped = cancel_report_bundle(session=session, tenant_id=bundle.tenant_id, report_id=bundle.id, account_id=None, now=NOW)
    session.commit()
    assert dropped == 3
    queue.work(session)
    assert states(session, bundle) == ["ready", "ready", "gone", "gone", "gone"]
    dropped_rows = members(session, bundle)[2:]
    assert {each.failure for each in dropped_rows} == {CANCELLED}
    # A period whose report was dropped is one without a report.
    listed_periods = reportable_periods(session, tenant_id=bundle.tenant_id, agency_ids=None, limit=10)
    assert [each.report_state for each in listed_periods].count("ready") == 2 and len(listed_periods) == 5
    assert {each.report_state for each in listed_periods if each.id in {row.period_id for row in dropped_rows}} == {None}
    rows = listed(archive(session, bundle, store))
    assert [row["keadaan"] for row in rows] == ["siap"] * 6 + ["dibatalkan"] * 3
    with pytest.raises(UnableToCancelReportBundle):
        cancel_report_bundle(session=session, tenant_id=bundle.tenant_id, report_id=bundle.id, account_id=None, now=NOW)


def test_a_lost_signal_is_found_by_the_sweeper(session: Session, queue: Queue, quick: object) -> None:
    bundle = ask(session, regency(session))
    queue.waiting.clear()
    sweep(session, bundle, NOW + timedelta(seconds=20))
    assert queue.waiting == []
    sweep(session, bundle, NOW + SIGNAL_LOST_AFTER)
    assert len(queue.waiting) == 1
    queue.work(session)
    session.refresh(bundle)
    assert bundle.state == "ready"


def sweep(session: Session, bundle: Report, now: datetime) -> None:
    tenancy.enter(session, tenant_id=bundle.tenant_id)
    sweep_reports(session=session, tenant_id=bundle.tenant_id, now=now)
    session.commit()
    session.expire_all()


def test_a_reporter_killed_again_and_again_costs_one_report_not_the_bundle(
    session: Session, queue: Queue, store: DiskStore, quick: object
) -> None:
    bundle = ask(session, regency(session))
    victim, now = members(session, bundle)[0], NOW
    for _ in range(MOST_ATTEMPTS):
        assert claim_report(session=session, tenant_id=bundle.tenant_id, report_id=victim.id, now=now) is not None
        queue.waiting.clear()
        now += CLAIM_LOST_AFTER
        sweep(session, bundle, now)
    assert states(session, bundle) == ["failed", "pending", "waiting"]
    queue.work(session)
    assert states(session, bundle) == ["failed", "ready", "ready"]
    assert [row["keadaan"] for row in listed(archive(session, bundle, store))].count("gagal") == 1


def test_who_died_between_the_end_of_one_and_the_next_is_made_up_for(session: Session, queue: Queue, quick: object) -> None:
    """As if the transaction that ended the first had not led to the second."""
    bundle = ask(session, regency(session))
    queue.waiting.clear()
    session.execute(
        update(Report).where(Report.tenant_id == bundle.tenant_id, Report.id == members(session, bundle)[0].id).values(state="failed")
    )
    sweep(session, bundle, NOW)
    assert states(session, bundle) == ["failed", "pending", "waiting"] and len(queue.waiting) == 1


def test_an_archive_without_room_is_tried_again(
    session: Session, queue: Queue, store: DiskStore, quick: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = ask(session, regency(session, agencies=2))
    queue.work(session, most=2)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "archive_chunks", full)
        queue.work(session)
    session.refresh(bundle)
    assert (bundle.state, bundle.failure) == ("failed", "no-room")
    retry_report(session=session, tenant_id=bundle.tenant_id, report_id=bundle.id, now=NOW)
    session.commit()
    queue.work(session)
    session.refresh(bundle)
    assert bundle.state == "ready" and len(archive(session, bundle, store).namelist()) == 2 + 6


def test_running_the_archive_twice_changes_nothing_and_gives_the_same_bytes(
    session: Session, queue: Queue, store: DiskStore, quick: object
) -> None:
    bundle = ask(session, regency(session, agencies=2))
    queue.work(session)
    row = session.scalars(select(ReportFile).where(ReportFile.tenant_id == bundle.tenant_id, ReportFile.report_id == bundle.id)).one()
    before = (row.sha256, row.created_at)
    render_report.run(tenant_id=bundle.tenant_id, report_id=str(bundle.id))
    session.refresh(row)
    assert (row.sha256, row.created_at) == before
    session.execute(update(Report).where(Report.tenant_id == bundle.tenant_id, Report.id == bundle.id).values(state="pending"))
    session.commit()
    render_report.run(tenant_id=bundle.tenant_id, report_id=str(bundle.id))
    session.refresh(row)
    assert row.sha256 == before[0]


def test_files_gone_meanwhile_are_listed_and_not_packed_in_part(
    session: Session, queue: Queue, store: DiskStore, quick: object
) -> None:
    bundle = ask(session, regency(session, agencies=2))
    queue.work(session, most=2)
    session.refresh(bundle)
    lost = BundleSource.from_json(bundle.snapshot).reports[0].files[1]
    store.delete(lost.key)
    queue.work(session)
    opened = archive(session, bundle, store)
    assert not [name for name in opened.namelist() if name.startswith("dinas-aa-")]
    assert listed(opened)[0]["keadaan"] == "sudah dihapus"


def test_another_tenant_neither_sees_nor_stops_it(session: Session, queue: Queue) -> None:
    bundle, stranger = ask(session, regency(session)), regency(session, "lembayung", agencies=1)
    tenancy.enter(session, tenant_id=stranger.tenant_id)
    with pytest.raises(UnableToCancelReportBundle):
        cancel_report_bundle(session=session, tenant_id=stranger.tenant_id, report_id=bundle.id, account_id=None, now=NOW)
    assert members_of(session, tenant_id=stranger.tenant_id, bundle_id=bundle.id) == []


def test_an_archive_has_its_time_and_its_reports_stay(session: Session, queue: Queue, store: DiskStore, quick: object) -> None:
    bundle = ask(session, regency(session, agencies=2))
    queue.work(session)
    session.refresh(bundle)
    assert bundle.expires_at is not None
    expire_reports(session=session, tenant_id=bundle.tenant_id, store=store, now=bundle.expires_at)
    assert bundle.state == "gone" and states(session, bundle) == ["ready", "ready"]


@pytest.mark.slow
def test_real_reports_in_a_real_archive(session: Session, queue: Queue, store: DiskStore) -> None:
    bundle = ask(session, regency(session, agencies=2))
    queue.work(session)
    assert states(session, bundle) == ["ready", "ready"]
    opened = archive(session, bundle, store)
    assert opened.read("dinas-aa-contoh/laporan-skm-dinas-triwulan-ii-2026.pdf").startswith(b"%PDF")
    assert opened.read("dinas-ab-contoh/laporan-skm-dinas-triwulan-ii-2026.docx").startswith(b"PK")
