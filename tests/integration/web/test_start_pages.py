"""Start pages: each role is told what to do next, and the first run leads to the first answer."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from flask import g
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.deadlines import Owed
from puas.db.queries.participation import PeriodProgress
from puas.db.tables.calendar import Deadline
from puas.db.tables.reports import FollowupItem
from puas.db.tables.scores import UNSUR_COLUMNS
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.deadlines import obligation
from puas.domain.survey_period import triwulan
from puas.usecases.create_collection_points import NewPoint, create_collection_points
from puas.usecases.open_survey_period import open_survey_period
from puas_web.access import CurrentTenant
from puas_web.home.next_steps import is_behind, most_behind, owed_steps
from tests.contracts.web_application import application
from tests.factories.regency import NOW, Regency, make_agency, make_member, make_regency
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def _open(session: Session, tenant_id: int, agency_id: UUID) -> SurveyPeriod:
    return open_survey_period(session=session, tenant_id=tenant_id, agency_id=agency_id, period=triwulan(2026, 4), account_id=None, now=NOW)


def _answers(session: Session, tenant_id: int, period: SurveyPeriod, service_id: UUID, count: int) -> None:
    scores = {f"{slug}_4": count for slug in UNSUR_COLUMNS}
    session.execute(
        insert(tally).values(
            tenant_id=tenant_id, period_id=period.id, dimension="service", category=str(service_id), respondents=count, **scores
        )
    )


def _as(role: str, session: Session, browser: Browser, tenant: Regency, *agency_ids: UUID) -> Page:
    account = make_member(session, tenant.id, role, agency_ids=agency_ids)
    session.commit()
    browser.sign_in(account.id)
    return browser.get(f"/t/{tenant.slug}/")


def _current_step(page: Page) -> tuple[str, str]:
    step = page.html.select_one(".checklist [aria-current=step]")
    assert step is not None
    name, link = step.select_one(".step-name"), step.select_one("a")
    assert name is not None
    return name.get_text(), "" if link is None else str(link["href"]).rpartition("/")[2]


def test_the_first_run_leads_from_nothing_to_the_first_answer(session: Session, browser: Browser) -> None:
    tenant = make_regency(session)
    page = _as("tenant-admin", session, browser, tenant)
    assert _current_step(page) == ("Masukkan perangkat daerah dan layanannya", "impor")
    agency, (service,) = make_agency(session, tenant.id, "Dinas A", services=[("KTP", 88)])
    session.commit()
    page = browser.get(f"/t/{tenant.slug}/")
    assert _current_step(page) == ("Buka periode survei", "buka")
    period = _open(session, tenant.id, agency.id)
    session.commit()
    assert _current_step(browser.get(f"/t/{tenant.slug}/")) == ("Cetak stiker dan pasang", "stiker")
    create_collection_points(session=session, tenant_id=tenant.id, agency_id=agency.id, points=[NewPoint()], account_id=None, now=NOW)
    session.execute(update(CollectionPoint).where(CollectionPoint.tenant_id == tenant.id).values(printed_at=NOW))
    session.commit()
    assert _current_step(browser.get(f"/t/{tenant.slug}/")) == ("Jawaban pertama", "")
    _answers(session, tenant.id, period, service.id, 1)
    session.commit()
    page = browser.get(f"/t/{tenant.slug}/")
    assert (page.title, page.html.select(".checklist")) == ("Siapa yang terlambat?", [])


def test_six_screens_from_the_first_log_in_to_the_sheets_of_stickers(session: Session, browser: Browser) -> None:
    """Only what a page links to or offers to send is used."""
    tenant = make_regency(session)
    start = _as("tenant-admin", session, browser, tenant)  # screen 1
    link = start.html.select_one(".checklist a")
    assert link is not None
    upload = browser.get(str(link["href"]))  # 2
    rows = "Nama OPD;Jenis Layanan;Populasi\nDinas A;KTP;88\n;KK;400\nDinas B;Izin;12\n"
    sheet = {"sheet": (io.BytesIO(rows.encode()), "isi.csv")}
    preview = browser.send(upload, sheet, content_type="multipart/form-data")  # 3
    opening = browser.follow(browser.send(preview))  # 4
    assert opening.title == "Buka periode survei"
    opened = browser.send(opening)  # 5
    assert "Dibuka untuk 2 dari 2" in opened.text
    prints = browser.follow(browser.send(opened))  # 6
    assert prints.title == "Hasil cetak"
    assert [row.th.get_text() for row in prints.html.select("tbody tr") if row.th] == ["Dinas A", "Dinas B"]


def test_an_admin_sees_who_is_late(session: Session, browser: Browser) -> None:
    tenant = make_regency(session)
    behind, (first,) = make_agency(session, tenant.id, "Dinas Tertinggal", services=[("KTP", 88)])
    fine, (second,) = make_agency(session, tenant.id, "Dinas Lancar", services=[("KTP", 88)])
    make_agency(session, tenant.id, "Dinas Diam", services=[("KTP", 88)])
    late_period = _open(session, tenant.id, behind.id)
    _answers(session, tenant.id, late_period, first.id, 5)
    _answers(session, tenant.id, _open(session, tenant.id, fine.id), second.id, 70)
    closed = SurveyPeriod(
        tenant_id=tenant.id, id=new_id(), agency_id=fine.id, kind="triwulan", label="Triwulan III 2026",
        starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30), edition=late_period.edition, agency_name="Dinas Lancar",
        state="closed", opened_at=NOW,
    )  # fmt: skip
    session.add(closed)
    session.flush()
    session.add(_submission(closed))
    session.add(
        FollowupItem(tenant_id=tenant.id, id=new_id(), period_id=closed.id, unsur="waktu", action="Tambah loket", due_on=date(2026, 10, 1))
    )
    page = _as("tenant-admin", session, browser, tenant)
    cards = {card.h2.get_text(): " ".join(card.get_text(" ").split()) for card in page.html.select(".grid.wide .card") if card.h2}
    assert "Dinas Tertinggal kurang 67 lagi sebelum 31 Desember 2026" in cards["Jawaban tertinggal"]
    assert "Dinas Lancar" not in cards["Jawaban tertinggal"]
    assert "Dinas Diam" in cards["Tanpa periode terbuka"]
    assert "Dinas Lancar , Triwulan III 2026 Belum lapor: periode sudah berakhir 52 hari yang lalu" in cards["Belum lapor"]
    assert "Dinas Lancar 1 rencana" in cards["Tindak lanjut lewat waktu"]


def test_an_officer_is_told_what_is_missing(session: Session, browser: Browser) -> None:
    tenant = make_regency(session)
    own, (service,) = make_agency(session, tenant.id, "Dinas Sendiri", services=[("KTP", 88)])
    other, _ = make_agency(session, tenant.id, "Dinas Lain", services=[("KTP", 88)])
    period = _open(session, tenant.id, own.id)
    _open(session, tenant.id, other.id)
    _answers(session, tenant.id, period, service.id, 35)
    page = _as("agency-officer", session, browser, tenant, own.id)
    step = page.html.select_one(".next-step h2")
    assert step is not None
    assert step.get_text() == "37 jawaban lagi sebelum 31 Desember"
    assert "41 hari lagi" not in page.text
    assert "40 hari lagi" in page.text
    assert "Belum ada stiker yang dapat dipindai" in page.text
    assert "Dinas Lain" not in page.text


def test_an_officer_is_reminded_of_a_report(session: Session, browser: Browser) -> None:
    tenant = make_regency(session)
    own, _ = make_agency(session, tenant.id, "Dinas Sendiri", services=[("KTP", 88)])
    session.add(
        SurveyPeriod(
            tenant_id=tenant.id, id=new_id(), agency_id=own.id, kind="triwulan", label="Triwulan II 2026",
            starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30), edition="permenpanrb-14-2017", agency_name="Dinas Sendiri",
            state="closed", opened_at=NOW,
        )
    )  # fmt: skip
    page = _as("agency-officer", session, browser, tenant, own.id)
    assert "Laporan Triwulan II 2026 belum dibuat" in page.text
    assert "Belum ada periode survei yang terbuka" in page.text


def test_an_officer_sees_by_when_a_report_is_due(session: Session, browser: Browser) -> None:
    tenant = make_regency(session)
    own, _ = make_agency(session, tenant.id, "Dinas Sendiri", services=[("KTP", 88)])
    for window, state in ((triwulan(2026, 2), "closed"), (triwulan(2026, 3), "analysed")):
        period = SurveyPeriod(
            tenant_id=tenant.id, id=new_id(), agency_id=own.id, kind="triwulan", label=window.label, starts_on=window.starts_on,
            ends_on=window.ends_on, edition="permenpanrb-14-2017", agency_name="Dinas Sendiri", state="closed", opened_at=NOW,
        )  # fmt: skip
        session.add(period)
        session.flush()
        session.add(_submission(period, state))
    session.add(
        Deadline(
            tenant_id=tenant.id, id=new_id(), year=2026, part="tahun", step="submit", due_on=date(2026, 11, 18), set_at=NOW
        )
    )  # fmt: skip
    page = _as("agency-officer", session, browser, tenant, own.id)
    step = page.html.select_one(".next-step")
    assert step is not None
    assert "Belum lapor: batas waktu 18 November 2026, lewat 3 hari" in step.get_text()
    assert "Laporan Triwulan III 2026 belum dibuat" in page.text


def test_an_officer_is_told_to_send_the_report_that_is_made() -> None:
    owed = Owed(
        new_id(), new_id(), "A", "Triwulan III 2026", date(2026, 7, 1), date(2026, 9, 30), "analysed",
        obligation("submit", is_done=False, ends_on=date(2026, 9, 30), due=None, today=date(2026, 9, 1)),
    )  # fmt: skip
    app = application()
    with app.test_request_context("/t/x/"):
        g.tenant = CurrentTenant(id=1, slug="x", name="X", kind="regency", time_zone="Asia/Jakarta")
        titles = [
            [step.title for step in owed_steps([], [replace(owed, state=state)])]
            for state in ("collecting", "analysed", "change_requested")
        ]
    assert titles == [[], ["Laporan Triwulan III 2026 belum dikirim"], ["Laporan Triwulan III 2026 perlu diperbaiki"]]


def test_an_officer_whose_work_is_done(session: Session, browser: Browser) -> None:
    tenant = make_regency(session)
    own, (service,) = make_agency(session, tenant.id, "Dinas Sendiri", services=[("KTP", 88)])
    _answers(session, tenant.id, _open(session, tenant.id, own.id), service.id, 72)
    create_collection_points(session=session, tenant_id=tenant.id, agency_id=own.id, points=[NewPoint()], account_id=None, now=NOW)
    assert "Semua beres" in _as("agency-officer", session, browser, tenant, own.id).text


def test_an_officer_without_an_agency(session: Session, browser: Browser) -> None:
    page = _as("agency-officer", session, browser, make_regency(session))
    assert "Anda belum ditugaskan" in page.text


def test_a_period_that_is_over_is_closed_first(session: Session, browser: Browser, today: time_machine.Traveller) -> None:
    tenant = make_regency(session)
    own, _ = make_agency(session, tenant.id, "Dinas Sendiri", services=[("KTP", 88)])
    _open(session, tenant.id, own.id)
    session.commit()
    today.move_to(datetime(2027, 1, 3, tzinfo=UTC))
    assert "menunggu ditutup oleh admin" in _as("agency-officer", session, browser, tenant, own.id).text


def test_a_province_without_requests(session: Session, browser: Browser) -> None:
    page = _as("province-admin", session, browser, make_regency(session, name="Provinsi Contoh", kind="province"))
    assert "Tidak ada permohonan yang menunggu" in page.text


@pytest.mark.parametrize("role", ["tenant-admin", "agency-officer", "leader"])
def test_start_pages_take_a_dozen_queries_at_most(role: str, session: Session, browser: Browser, count_queries: CountQueries) -> None:
    tenant = make_regency(session)
    ids = []
    for number in range(12):
        agency, (service, _) = make_agency(session, tenant.id, f"Dinas {number}", services=[("KTP", 88), ("KK", 3)])
        _answers(session, tenant.id, _open(session, tenant.id, agency.id), service.id, number)
        ids.append(agency.id)
    _as(role, session, browser, tenant, *ids)
    with count_queries() as statements:
        page = browser.get(f"/t/{tenant.slug}/")
    assert page.status == 200
    assert len(statements) <= 12, "\n\n".join(statements)


def _submission(period: SurveyPeriod, state: str = "closed") -> Submission:
    return Submission(
        tenant_id=period.tenant_id, period_id=period.id, agency_id=period.agency_id, agency_name=period.agency_name, agency_kind="dinas",
        label=period.label, kind=period.kind, starts_on=period.starts_on, ends_on=period.ends_on, state=state, changed_at=NOW,
    )  # fmt: skip


def _progress(**more: object) -> PeriodProgress:
    period = PeriodProgress(
        id=new_id(), agency_id=new_id(), agency_name="A", label="Triwulan IV 2026", kind="triwulan",
        starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 10), state="open", target_nik="", sample_policy="formula",
        sample_target=100, opened_at=NOW, closed_at=None, respondents=0,
    )  # fmt: skip
    return replace(period, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("respondents", "day", "behind"),
    [(9, 1, True), (10, 1, False), (49, 5, True), (50, 5, False), (99, 10, True), (100, 10, False), (99, 25, True)],
)
def test_behind_means_fewer_than_the_days_gone_by_need(respondents: int, day: int, behind: bool) -> None:
    assert is_behind(_progress(respondents=respondents), date(2026, 10, day)) is behind


def test_nobody_is_behind_before_the_start_or_without_a_sample() -> None:
    assert not is_behind(_progress(), date(2026, 9, 30))
    assert not is_behind(_progress(sample_target=0), date(2026, 10, 5))


def test_the_greatest_lack_comes_first() -> None:
    half = _progress(agency_name="half", sample_target=300, respondents=150)
    most = _progress(agency_name="most", sample_target=10, respondents=1)
    fine = _progress(agency_name="fine", respondents=100)
    assert [each.agency_name for each in most_behind([half, fine, most], date(2026, 10, 10))] == ["most", "half"]
