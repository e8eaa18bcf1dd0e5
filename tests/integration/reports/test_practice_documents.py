"""Whatever a practice tenant prints says that it is made up, and its report passes the proof-reader as it stands."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pymupdf
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy
from puas.db.queries.publication_sources import Subject
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import Report, ReportFile
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.domain.document_source import (
    EVALUATION_SLIDES,
    FORMATS_OF,
    POSTER,
    REGENCY_BRIEF,
    REGENCY_RECAP,
    RESULT_BANNER,
    RESULT_POSTER,
    STICKER_SHEET,
)
from puas.domain.practice_stories import KABUPATEN, PUSKESMAS, REPORTED, STORIES
from puas.domain.report_snapshot import FINAL
from puas.domain.reporting_scope import ReportingScope
from puas.jobs import enqueue, run
from puas.runtime.file_store import DiskStore, tenant_key
from puas.usecases.request_point_prints import request_point_prints
from puas.usecases.request_publication import request_publication
from puas.usecases.request_recap import request_recap
from puas.usecases.request_report import request_report
from puas.usecases.reset_practice import reset_practice
from puas_reporter import storage
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.rendered_file import RenderedFile
from puas_reporter.jobs import render_report
from tests.factories.practice import KEY, NOW, add_training, build_story, take
from tests.factories.tenants import add_tenant

MARK = re.compile(r"DATA\s+CONTOH", re.IGNORECASE)
BASE = "http://localhost"


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path)


def _practice(session: Session, store: DiskStore, story: str) -> int:
    """A practice tenant with everything written; the session is in it."""
    build_story(session, store, story)
    owner = add_tenant(session, slug="nusa-contoh", name="Provinsi Nusa Contoh", kind="province", region_code=None).id
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner, story=story))
    reset_practice(session=session, tenant_id=number, checkpoint=REPORTED, signing_key=KEY, account_id=None, now=NOW)
    tenancy.enter(session, tenant_id=number)
    return number


def _present_periods(session: Session, tenant_id: int) -> list[UUID]:
    here = (SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.ends_on >= NOW.date(), SurveyPeriod.state == "closed")
    return list(session.scalars(select(SurveyPeriod.id).where(*here).order_by(SurveyPeriod.id)))


def _text(content: bytes, suffix: str) -> str:
    """What a reader of the file can read."""
    if suffix == "pdf":
        with pymupdf.open(stream=content, filetype="pdf") as document:
            return " ".join(page.get_text() for page in document)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".txt"))]
    return " ".join(re.sub(r"<[^>]+>", " ", part) for part in parts)


def _expect_marks(report: Report, store: DiskStore) -> None:
    # A picture of a banner is drawn from the same page as the PDF beside it.
    formats = [each for each in FORMATS_OF[report.document] if not each.endswith("png")]
    rendered = list(render(report.document, formats, report.snapshot, store))
    assert len(rendered) == len(formats)
    for name, each in zip(formats, rendered, strict=True):
        found = _text(b"".join(each.chunks()), name.rpartition(".")[2])
        assert MARK.search(found), f"{report.document} as {name} does not say that it is made up"


@pytest.mark.parametrize("story", STORIES)
def test_reports_pass_the_proof_reader_and_say_what_they_are(session: Session, store: DiskStore, story: str) -> None:
    number = _practice(session, store, story)
    periods = _present_periods(session, number)
    assert len(periods) == sum(1 for each in STORIES[story].agencies if not each.is_late)
    for period_id in periods:
        report = request_report(
            session=session, tenant_id=number, period_id=period_id, requested_by=None, base_url=BASE, now=NOW, stage=FINAL,
            advice_seen=True,
        )  # fmt: skip
    _expect_marks(report, store)


@pytest.mark.parametrize("document", [REGENCY_RECAP, REGENCY_BRIEF, EVALUATION_SLIDES])
def test_recaps_say_what_they_are(session: Session, store: DiskStore, document: str) -> None:
    number = _practice(session, store, KABUPATEN)
    report = request_recap(
        session=session, tenant_id=number, document=document, scope=ReportingScope(NOW.year, "tahun"), requested_by=None, base_url=BASE,
        signing_key=KEY, now=NOW,
    )  # fmt: skip
    _expect_marks(report, store)


@pytest.mark.parametrize("document", [RESULT_BANNER, RESULT_POSTER])
def test_banners_say_what_they_are(session: Session, store: DiskStore, document: str) -> None:
    number = _practice(session, store, KABUPATEN)
    subject = Subject(period_id=_present_periods(session, number)[0])
    report = request_publication(
        session=session, tenant_id=number, document=document, subject=subject, requested_by=None, base_url=BASE, now=NOW
    )
    _expect_marks(report, store)


@pytest.mark.parametrize("document", [STICKER_SHEET, POSTER])
def test_stickers_say_what_they_are(session: Session, store: DiskStore, document: str) -> None:
    number = _practice(session, store, KABUPATEN)
    agency_id = session.scalars(select(Agency.id).where(Agency.tenant_id == number).order_by(Agency.id)).first()
    points = session.scalars(select(CollectionPoint.id).where(CollectionPoint.tenant_id == number, CollectionPoint.agency_id == agency_id))
    report = request_point_prints(
        session=session, tenant_id=number, agency_id=agency_id, document=document, point_ids=list(points), requested_by=None,  # type: ignore[arg-type]
        base_url=BASE, now=NOW,
    )  # fmt: skip
    _expect_marks(report, store)


def test_a_document_on_its_way_when_its_room_begins_anew_is_dropped(
    session: Session, session_factory: sessionmaker[Session], store: DiskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reporter finds nothing to note it at, and stops without a fault; what it stored goes with the room."""
    number = _practice(session, store, PUSKESMAS)
    report = request_report(
        session=session, tenant_id=number, period_id=_present_periods(session, number)[0], requested_by=None, base_url=BASE, now=NOW
    )
    report_id = report.id
    session.commit()

    def interrupted(*_: object) -> Iterator[RenderedFile]:
        with session_factory() as other:
            reset_practice(session=other, tenant_id=number, checkpoint=REPORTED, signing_key=KEY, account_id=None, now=NOW)
            other.commit()
        yield RenderedFile("pdf", "laporan.pdf", b"%PDF-")

    monkeypatch.setattr(run, "_factory", session_factory)
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    monkeypatch.setattr(storage, "_store", store)
    monkeypatch.setattr(render_report, "render", interrupted)
    render_report.run(tenant_id=number, report_id=str(report_id))
    session.expire_all()
    with tenancy.inside(session, tenant_id=number):
        assert session.scalar(select(func.count()).select_from(Report).where(Report.tenant_id == number, Report.state != "ready")) == 0
        assert session.scalar(select(func.count()).select_from(ReportFile).where(ReportFile.report_id == report_id)) == 0
    assert list(store.keys(tenant_key(number, "reports", str(report_id)))) != []
