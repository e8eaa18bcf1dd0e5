"""The regency's recap over HTTP: who sees it, what it shows, asking for its documents, targets and figures of years before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import Report
from puas.db.tables.results import PastResult, Target
from puas.domain.document_source import RECAP_DOCUMENTS
from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.survey_period import triwulan
from puas.jobs import enqueue, run
from puas.presentation.numbers import index_number
from puas.runtime.file_store import DiskStore
from puas_reporter import storage
from puas_reporter.documents.rendered_file import CONTENT_TYPES
from puas_reporter.jobs import render_report
from tests.factories.frozen import freeze_period
from tests.factories.statements import counted_statements
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.integration.web.conftest import Enter
from tests.web_pages import Browser, Page

OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan", "Kecamatan Timur")
QUARTER = {"tahun": "2026", "bagian": "triwulan-2"}
QUERY = "?tahun=2026&bagian=triwulan-2"
MOST_STATEMENTS = 12


@dataclass
class Regency:
    """A surveyed regency and browsers of people who work there."""

    surveyed: Surveyed
    sign_in: Callable[..., Browser]

    @property
    def recap(self) -> str:
        return f"/t/{self.surveyed.slug}/rekap"


@pytest.fixture(autouse=True)
def reporter(session_factory: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job in this process, on the test's transaction and the web's file store."""
    monkeypatch.setattr(run, "_factory", session_factory)
    monkeypatch.setattr(storage, "_store", DiskStore(tmp_path))
    monkeypatch.setattr(enqueue, "send", lambda request: True)


@pytest.fixture
def regency(enter: Enter, session: Session) -> Regency:
    """Three agencies over two quarters, all closed but the last; one agency more was never surveyed."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=OFFICES)
    for period in surveyed.periods[:5]:
        freeze_period(session, surveyed, period)
    session.add(Agency(tenant_id=surveyed.tenant_id, id=new_id(), name="Satpol PP", kind="lainnya"))
    session.commit()
    return Regency(surveyed, partial(enter, surveyed.tenant_id))


def links(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.html.select("main a[href]")]


def ask(browser: Browser, regency: Regency, word: str = "rekap", scope: dict[str, str] | None = None) -> Page:
    page = browser.get(regency.recap + QUERY)
    return browser.post(f"{regency.recap}/minta/{word}", {"csrf_token": token(page), **(QUARTER if scope is None else scope)})


def indexes(page: Page) -> dict[str, str]:
    """What the list of agencies prints beside each name."""
    found = {}
    for row in page.html.select("tbody tr"):
        name, index = row.select_one("th a"), row.select_one(".index-inline span")
        if name is not None and index is not None and name.text.strip() in OFFICES:
            found[name.text.strip()] = index.text
    return found


def token(page: Page) -> str:
    field = page.html.select_one("input[name=csrf_token]")
    return str(field["value"]) if field else ""


def test_the_recap_shows_both_means_every_agency_and_what_is_missing(regency: Regency) -> None:
    page = regency.sign_in().get(regency.recap + QUERY)
    assert (page.status, page.title) == (200, "Rekap")
    for words in (
        *OFFICES, "Satpol PP", "belum disurvei", "survei masih berjalan", "Angka sementara", "Rata-rata sederhana antarperangkat daerah",
        "Tertimbang jumlah responden", "(ditetapkan)", "dari Triwulan I 2026", "sampel kurang", "belum ditetapkan",
    ):  # fmt: skip
        assert words in page.text, words
    assert len(page.html.select("figure svg[role=img]")) == 2


def test_it_is_reached_from_results_and_reports(regency: Regency) -> None:
    browser = regency.sign_in("leader")
    base = f"/t/{regency.surveyed.slug}"
    for path in (f"{base}/hasil", f"{base}/laporan", base):
        assert any(link.startswith(regency.recap) for link in links(browser.follow(browser.get(path)))), path


def test_the_figures_are_those_of_the_page_of_results(regency: Regency) -> None:
    browser = regency.sign_in()
    results = browser.get(f"/t/{regency.surveyed.slug}/hasil{QUERY}")
    recap = browser.get(regency.recap + QUERY)
    for page in (results, recap):
        assert page.html.select_one(".result-hero .value") is not None
    assert recap.html.select_one(".result-hero .value").text == results.html.select_one(".result-hero .value").text  # type: ignore[union-attr]
    assert indexes(recap) == indexes(results) and set(indexes(recap)) == set(OFFICES)


def test_a_leader_asks_for_each_document_and_sees_it_coming(regency: Regency, session: Session) -> None:
    browser = regency.sign_in("leader")
    asked = [ask(browser, regency, word) for word in ("rekap", "ringkasan", "paparan")]
    reports = session.scalars(select(Report).order_by(Report.id)).all()
    assert {each.document for each in reports} == RECAP_DOCUMENTS
    recap = browser.get(regency.recap + QUERY)
    for answer, report in zip(asked, reports, strict=True):
        assert answer.location.endswith(f"/laporan/{report.id}")
        page = browser.follow(answer)
        assert page.status == 200 and "Triwulan II 2026" in page.title
        assert f"{regency.recap}{QUERY}" in links(page)
        assert f"/t/arjosari/laporan/{report.id}" in links(recap)
    assert ask(browser, regency, "paparan").location == asked[2].location, "the one on its way"


def test_an_officer_sees_neither_recap_nor_its_documents(regency: Regency, session: Session) -> None:
    answer = ask(regency.sign_in(), regency)
    officer = regency.sign_in("agency-officer", regency.surveyed.agency_ids[0])
    for path in (regency.recap, answer.location, f"{answer.location}/unduh/pdf", f"{regency.recap}/target"):
        assert officer.get(path).status == 404, path
    results = officer.follow(officer.get(f"/t/{regency.surveyed.slug}/hasil"))
    assert not any(link.startswith(regency.recap) for link in links(results))
    assert officer.post(f"{regency.recap}/minta/rekap", {"csrf_token": token(results), **QUARTER}).status in (400, 404)
    assert session.scalar(select(func.count()).select_from(Report)) == 1


def test_a_document_or_scope_there_is_not_is_not_found(regency: Regency, session: Session) -> None:
    browser = regency.sign_in()
    for word, scope in (
        ("laporan", QUARTER), ("rekap", {"tahun": "2026", "bagian": "triwulan-9"}), ("rekap", {"tahun": "duaribu", "bagian": "tahun"}),
        ("rekap", {}), ("rekap", {"tahun": "99999999", "bagian": "tahun"}),
    ):  # fmt: skip
        assert ask(browser, regency, word, scope).status == 404, (word, scope)
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_a_scope_without_periods_is_explained(regency: Regency, session: Session) -> None:
    browser = regency.sign_in()
    answer = ask(browser, regency, scope={"tahun": "2019", "bagian": "tahun"})
    assert "Belum ada periode survei" in browser.follow(answer).all_text
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_a_regency_without_agencies_or_answers_is_told_what_to_do(enter: Enter, session: Session) -> None:
    empty = survey_tenant(session, slug="kosong", name="Kabupaten Kosong", agencies=())
    silent = survey_tenant(session, slug="sunyi", name="Kabupaten Sunyi", windows=(triwulan(2026, 2),), answered=False)
    session.commit()
    page = enter(empty.tenant_id).get("/t/kosong/rekap")
    assert page.status == 200 and "Belum ada yang dapat direkap" in page.text
    tenancy.enter(session, tenant_id=silent.tenant_id)
    browser = enter(silent.tenant_id)
    page = browser.get("/t/sunyi/rekap")
    assert "Belum ada indeks dalam cakupan ini" in page.text and "Dinas Kependudukan" in page.text
    assert page.html.select("form[action*=minta]") == []
    answer = browser.post("/t/sunyi/rekap/minta/rekap", {"csrf_token": token(page), **QUARTER})
    assert "Belum ada perangkat daerah yang memiliki indeks" in browser.follow(answer).all_text
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_the_recap_leads_to_the_targets_and_shows_that_of_its_year(regency: Regency, session: Session) -> None:
    browser = regency.sign_in("leader")
    assert browser.get(f"{regency.recap}/target").location == f"/t/{regency.surveyed.slug}/target"
    session.add(
        Target(
            tenant_id=regency.surveyed.tenant_id, id=new_id(), year=2026, nik=Decimal("81.75"), source="RPJMD 2025–2029",
            updated_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )  # fmt: skip
    session.commit()
    recap = browser.get(regency.recap + QUERY)
    assert "81,75" in recap.text and "RPJMD 2025–2029" in recap.text and "tercapai" in recap.text
    assert f"/t/{regency.surveyed.slug}/target?tahun=2026" in links(recap)


def test_the_regencys_own_figures_of_years_before_begin_its_trend(regency: Regency, session: Session) -> None:
    browser = regency.sign_in()
    path = f"/t/{regency.surveyed.slug}/hasil/tahun-lalu"
    page = browser.get(path)
    assert page.status == 200 and path in links(browser.get(regency.recap))
    assert browser.send(page, {"year": "2025", "nik": "87,63", "source": "LKjIP 2025"}).status == 302
    row = session.scalars(select(PastResult)).one()
    assert row.agency_id is None
    recap = browser.get(f"{regency.recap}?tahun=2026&bagian=tahun")
    assert "87,63" in recap.text and "dari Tahun 2025" in recap.text
    again = browser.send(browser.get(path), {"year": "2025", "nik": "88"}, action=path)
    assert again.status == 422 and any("Sudah ada angka" in each for each in again.errors())
    assert browser.post(f"{path}/{row.id}/hapus", {"csrf_token": token(page)}).status == 302
    assert session.scalars(select(PastResult)).all() == []


def test_figures_of_an_agency_are_not_removed_as_the_regencys(regency: Regency, session: Session) -> None:
    own = PastResult(
        tenant_id=regency.surveyed.tenant_id, id=new_id(), agency_id=regency.surveyed.agency_ids[0], year=2024, label="2024",
        edition="permenpanrb-14-2017", nik=80,
    )  # fmt: skip
    session.add(own)
    session.commit()
    browser = regency.sign_in()
    path = f"/t/{regency.surveyed.slug}/hasil/tahun-lalu"
    page = browser.get(path)
    assert browser.post(f"{path}/{own.id}/hapus", {"csrf_token": token(page)}).status == 404


def test_the_page_is_within_its_statements(regency: Regency, connection: Connection) -> None:
    browser = regency.sign_in()
    with counted_statements(connection) as sent:
        assert browser.get(regency.recap + QUERY).status == 200
    assert len(sent) <= MOST_STATEMENTS, len(sent)


def test_another_tenants_recap_is_not_found(regency: Regency, enter: Enter, session: Session) -> None:
    other = survey_tenant(session, slug="tirta", name="Kabupaten Tirta")
    session.commit()
    stranger = enter(other.tenant_id)
    assert stranger.get(regency.recap).status == 404


def test_from_the_button_to_the_file_and_to_whoever_checks_it(regency: Regency, session: Session) -> None:
    browser = regency.sign_in("leader")
    for word, formats in (("rekap", ("pdf", "docx", "xlsx")), ("ringkasan", ("pdf", "docx")), ("paparan", ("pptx",))):
        answer = ask(browser, regency, word)
        report = session.scalars(select(Report).order_by(Report.id.desc())).first()
        assert report is not None
        render_report.run(tenant_id=report.tenant_id, report_id=str(report.id))
        session.expire_all()
        page = browser.get(answer.location)
        for name in formats:
            file = browser.get(f"{answer.location}/unduh/{name}")
            assert (file.status, file.response.mimetype) == (200, CONTENT_TYPES[name]), name
            assert f"{answer.location}/unduh/{name}" in links(page)
        checked = browser.get(f"/verifikasi/{report.document_id}")
        recap = RecapSnapshot.from_json(report.snapshot)
        for words in (report.title, index_number(recap.result.index.nik), *OFFICES, recap.result_sha256):
            assert words in checked.text, (word, words)
