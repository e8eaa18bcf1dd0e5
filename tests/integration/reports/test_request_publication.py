"""Asking for banner and poster: of a service, an agency and a regency; only what is final, has an index, and enough people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pymupdf
import pytest
from PIL import Image
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.period_lists import list_periods
from puas.db.queries.publication_sources import Subject
from puas.db.queries.regency_figures import regency_figures
from puas.db.tables.reports import FollowupItem, Report, ReportFile
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.document_source import FORMATS_OF, RESULT_BANNER, RESULT_POSTER
from puas.domain.publication_source import PublicationSource
from puas.domain.reporting_scope import reporting_scope
from puas.domain.survey_period import triwulan
from puas.jobs import enqueue, run
from puas.presentation.numbers import index_number
from puas.runtime.file_store import DiskStore
from puas.usecases.request_publication import UnableToRequestPublication, request_publication
from puas_reporter import storage
from puas_reporter.jobs import render_report
from tests.factories.frozen import freeze_period
from tests.factories.surveyed import Surveyed, survey_tenant

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
BASE = "https://skm.example.go.id"
OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan")
SECOND = reporting_scope(2026, "triwulan-2")


@pytest.fixture(autouse=True)
def quiet_queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    yield


@pytest.fixture
def closed(session: Session) -> Surveyed:
    """Two agencies over two closed quarters."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=OFFICES)
    for period in made.periods:
        freeze_period(session, made, period)
    session.commit()
    return made


def ask(session: Session, surveyed: Surveyed, subject: Subject, document: str = RESULT_BANNER) -> Report:
    return request_publication(
        session=session, tenant_id=surveyed.tenant_id, document=document, subject=subject, requested_by=None, base_url=BASE, now=NOW
    )


def source_of(report: Report) -> PublicationSource:
    return PublicationSource.from_json(report.snapshot)


def test_of_one_period_the_signed_result_is_printed(session: Session, closed: Surveyed) -> None:
    period = closed.periods[1]
    report = ask(session, closed, Subject(period_id=period.id, agency_id=closed.agency_ids[0]))
    frozen = session.scalars(select(Result).where(Result.tenant_id == closed.tenant_id, Result.period_id == period.id)).one()
    source = source_of(report)
    assert (source.scope, source.unit, source.index.nik, source.respondents) == ("agency", OFFICES[0], frozen.nik, frozen.respondents)
    assert source.result_sha256 == frozen.sha256
    assert source.publisher.verification_url == f"{BASE}/verifikasi/{report.document_id}"
    assert (report.formats, report.steps_total, report.agency_id) == (list(FORMATS_OF[RESULT_BANNER]), 6, closed.agency_ids[0])
    assert report.title == "Banner hasil SKM Dinas Kependudukan Triwulan II 2026"
    # The third service had no answers: it is no unit, and said to be left out.
    assert [unit.name for unit in source.units] == ["Kartu Keluarga", "KTP-el"] and source.left_out == 1


def test_of_a_service_its_own_figures(session: Session, closed: Surveyed) -> None:
    report = ask(session, closed, Subject(scope=SECOND, agency_id=closed.agency_ids[0], service_type_id=closed.service_ids[0]))
    source = source_of(report)
    assert (source.scope, source.service, source.unit, source.respondents) == ("service", "Kartu Keluarga", OFFICES[0], 90)
    assert source.genders == ()


def test_of_a_regency_the_figures_of_its_page(session: Session, closed: Surveyed) -> None:
    source = source_of(ask(session, closed, Subject(scope=SECOND), RESULT_POSTER))
    periods = list_periods(session, tenant_id=closed.tenant_id)
    shown = regency_figures(session, tenant_id=closed.tenant_id, periods=periods, scope=SECOND)
    assert (source.scope, source.unit, source.index) == ("regency", "Kabupaten Arjosari", shown.index)
    assert [(unit.name, unit.nik, unit.respondents) for unit in source.units] == sorted(
        (each.name, each.index.nik, each.respondents) for each in shown.standings
    )
    assert source.result_sha256 == "" and source.respondents == shown.respondents


def test_several_periods_are_added_up(session: Session, closed: Surveyed) -> None:
    source = source_of(ask(session, closed, Subject(scope=reporting_scope(2026), agency_id=closed.agency_ids[0])))
    assert (source.respondents, source.period_label) == (440, "Tahun 2026")
    assert (source.starts_on, source.ends_on) == (date(2026, 1, 1), date(2026, 6, 30))


def promise(closed: Surveyed, period: UUID, state: str, action: str) -> FollowupItem:
    return FollowupItem(
        tenant_id=closed.tenant_id, id=new_id(), period_id=period, unsur="waktu", action=action, state=state, description="Loket dibuka."
    )


def test_what_was_promised_last_time_and_what_is_promised_now(session: Session, closed: Surveyed) -> None:
    first, second = closed.periods[:2]
    session.add_all(
        [
            promise(closed, first.id, "done", "Menambah loket"),
            promise(closed, first.id, "planned", "Menata antrean"),
            promise(closed, second.id, "planned", "Membuka hari Sabtu"),
            promise(closed, closed.periods[2].id, "done", "Lain"),
        ]
    )
    session.flush()
    agency = source_of(ask(session, closed, Subject(period_id=second.id, agency_id=closed.agency_ids[0])))
    assert {(each.plan, each.state, each.description) for each in agency.kept} == {
        ("Menambah loket", "done", "Loket dibuka."), ("Menata antrean", "planned", "Loket dibuka."),
    }  # fmt: skip
    assert [(each.unsur, each.plan) for each in agency.promised] == [("Waktu Penyelesaian", "Membuka hari Sabtu")]
    regency = source_of(ask(session, closed, Subject(scope=SECOND)))
    assert regency.kept == () and (regency.actions.done, regency.actions.planned, regency.actions.promised) == (2, 1, 1)


def test_asking_twice_gives_one_and_the_poster_is_another(session: Session, closed: Surveyed) -> None:
    subject = Subject(scope=SECOND, agency_id=closed.agency_ids[0])
    first = ask(session, closed, subject)
    assert ask(session, closed, subject).id == first.id
    assert ask(session, closed, subject, RESULT_POSTER).id != first.id
    assert ask(session, closed, Subject(scope=SECOND, agency_id=closed.agency_ids[1])).id != first.id
    assert session.scalar(select(func.count()).select_from(Report).where(Report.tenant_id == closed.tenant_id)) == 3


def test_what_still_moves_is_not_printed(session: Session, closed: Surveyed) -> None:
    session.execute(
        update(SurveyPeriod)
        .where(SurveyPeriod.tenant_id == closed.tenant_id, SurveyPeriod.id == closed.periods[3].id)
        .values(state="open", closed_at=None)
    )
    with pytest.raises(UnableToRequestPublication, match="not-final"):
        ask(session, closed, Subject(scope=SECOND))
    with pytest.raises(UnableToRequestPublication, match="not-final"):
        ask(session, closed, Subject(scope=SECOND, agency_id=closed.agency_ids[1]))
    ask(session, closed, Subject(scope=SECOND, agency_id=closed.agency_ids[0]))


def test_without_answers_there_is_nothing_to_print(session: Session) -> None:
    empty = survey_tenant(session, slug="sunyi", name="Kabupaten Sunyi", answered=False)
    freeze_period(session, empty, empty.periods[0])
    with pytest.raises(UnableToRequestPublication, match="too-few"):
        ask(session, empty, Subject(scope=SECOND))
    with pytest.raises(UnableToRequestPublication, match="no-index"):
        ask(session, empty, Subject(scope=SECOND, agency_id=empty.agency_ids[0], service_type_id=empty.service_ids[0]))
    with pytest.raises(UnableToRequestPublication, match="nothing-surveyed"):
        ask(session, empty, Subject(scope=reporting_scope(2020)))
    with pytest.raises(UnableToRequestPublication, match="unknown-document"):
        ask(session, empty, Subject(scope=SECOND), "skm_report")


def test_another_tenants_period_and_agency_are_unknown(session: Session, closed: Surveyed) -> None:
    stranger = survey_tenant(session, slug="lembayung", name="Kabupaten Lembayung", agencies=("Dinas Lain",))
    freeze_period(session, stranger, stranger.periods[0])
    tenancy.enter(session, tenant_id=stranger.tenant_id)
    for subject in (Subject(period_id=closed.periods[0].id), Subject(scope=SECOND, agency_id=closed.agency_ids[0])):
        with pytest.raises(UnableToRequestPublication, match="nothing-surveyed"):
            ask(session, stranger, subject)


def test_the_job_stores_every_size_as_page_and_picture(
    session: Session, closed: Surveyed, tmp_path: Path, session_factory: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DiskStore(tmp_path)
    monkeypatch.setattr(run, "_factory", session_factory)
    monkeypatch.setattr(storage, "_store", store)
    for document in (RESULT_BANNER, RESULT_POSTER):
        report = ask(session, closed, Subject(scope=SECOND), document)
        report.snapshot = replace(source_of(report), sample_data=True).to_json()
        session.commit()
        render_report.run(tenant_id=closed.tenant_id, report_id=str(report.id))
        session.expire_all()
        files = session.scalars(select(ReportFile).where(ReportFile.tenant_id == closed.tenant_id, ReportFile.report_id == report.id)).all()
        assert report.state == "ready" and {each.format for each in files} == set(FORMATS_OF[document])
        assert len({each.file_key for each in files}) == len(files)
        for each in files:
            content = store.read(each.file_key)
            if each.format.endswith(".png"):
                assert max(Image.open(BytesIO(content)).size) in (1080, 1600, 2000)
                continue
            with pymupdf.open(stream=content, filetype="pdf") as opened:
                text = opened[0].get_text()
            assert index_number(source_of(report).index.nik) in text and "DATA CONTOH" in text and report.document_id in text
