"""Banner and poster from the pages of results: who may ask, what is refused, and what hangs on the wall can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from puas.db.tables.reports import Report
from puas.domain.publication_source import PublicationSource
from puas.domain.survey_period import triwulan
from puas.jobs import enqueue, run
from puas.presentation.numbers import index_number
from puas.runtime.file_store import DiskStore
from puas_reporter import storage
from puas_reporter.jobs import render_report
from tests.factories.frozen import freeze_period
from tests.factories.regency import make_member
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.web_pages import Browser, Page

OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan")
TITLE = "Banner dan poster hasil"


@pytest.fixture(autouse=True)
def reporter(session_factory: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(run, "_factory", session_factory)
    monkeypatch.setattr(storage, "_store", DiskStore(tmp_path))
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    yield


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    """Two agencies over two quarters; the second quarter of the second agency is still open."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=OFFICES)
    for period in made.periods[:3]:
        freeze_period(session, made, period)
    session.commit()
    return made


def enter(session: Session, browser: Browser, surveyed: Surveyed, role: str = "tenant-admin", agencies: tuple[int, ...] = ()) -> str:
    account = make_member(session, surveyed.tenant_id, role, agency_ids=[surveyed.agency_ids[number] for number in agencies])
    session.commit()
    browser.sign_in(account.id)
    return f"/t/{surveyed.slug}/hasil"


def link_to_prints(page: Page) -> str:
    (link,) = [str(each["href"]) for each in page.html.select("main a[href]") if each.get_text(strip=True) == TITLE]
    return link


def ask(browser: Browser, page: Page, document: str = "result_banner") -> Page:
    (form,) = [each for each in page.html.select("main form") if each.select(f'input[value="{document}"]')]
    fields = {str(each["name"]): str(each["value"]) for each in form.select("input")}
    return browser.follow(browser.post(str(form["action"]), fields))


def test_every_page_of_results_leads_to_the_banner_and_the_file(session: Session, browser: Browser, surveyed: Surveyed) -> None:
    base = enter(session, browser, surveyed)
    agency = f"{base}/perangkat-daerah/{surveyed.agency_ids[0]}"
    first = "?tahun=2026&bagian=triwulan-1"
    service, period = f"{agency}/layanan/{surveyed.service_ids[0]}", f"{base}/periode/{surveyed.periods[0].id}"
    pages = (f"{base}{first}", f"{agency}{first}", f"{service}{first}", period)
    scopes = []
    for path in pages:
        offered = browser.get(link_to_prints(browser.get(path)))
        assert offered.status == 200 and offered.title == TITLE and "Triwulan I 2026" in offered.text, path
        asked = ask(browser, offered, "result_poster")
        assert "Menunggu giliran" in asked.text
        report = session.scalars(select(Report).where(Report.tenant_id == surveyed.tenant_id).order_by(Report.id.desc())).first()
        assert report is not None
        scopes.append(PublicationSource.from_json(report.snapshot).scope)
        assert "Poster" in browser.get(link_to_prints(browser.get(path))).html.select_one("ul.plain").get_text()  # type: ignore[union-attr]
    assert scopes == ["regency", "agency", "service", "agency"]


def test_from_asking_to_the_wall_and_back(session: Session, browser: Browser, surveyed: Surveyed) -> None:
    base = enter(session, browser, surveyed)
    asked = ask(browser, browser.get(f"{base}/banner?periode={surveyed.periods[0].id}"))
    report = session.scalars(select(Report).where(Report.tenant_id == surveyed.tenant_id)).one()
    render_report.run(tenant_id=surveyed.tenant_id, report_id=str(report.id))
    session.expire_all()
    ready = browser.get(asked.response.request.path)
    assert all(words in ready.text for words in ("Banner A4 (PDF)", "Banner A3 (gambar PNG)", "Persegi (gambar PNG)"))
    assert ready.html.select("img.preview[alt]")
    for name, kind in (("banner-a4.pdf", "application/pdf"), ("square.png", "image/png")):
        answer = browser.get(f"/t/{surveyed.slug}/laporan/{report.id}/unduh/{name}").response
        assert (answer.status_code, answer.mimetype) == (200, kind)
        assert answer.headers["Content-Disposition"].endswith(f'{name.partition(".")[0]}-dinas-triwulan-i-2026{name[-4:]}')
    checked = browser.get(f"/verifikasi/{report.document_id}")
    assert index_number(PublicationSource.from_json(report.snapshot).index.nik) in checked.text and OFFICES[0] in checked.text


def test_what_still_moves_is_not_offered_and_not_made(session: Session, browser: Browser, surveyed: Surveyed) -> None:
    base = enter(session, browser, surveyed)
    path = f"{base}/banner?tahun=2026&bagian=triwulan-2"
    page = browser.get(path)
    assert "Belum dapat dicetak" in page.text and "Masih ada periode yang belum ditutup" in page.text
    assert not page.html.select('main input[name="document"]')
    token = browser.get(f"{base}/banner?periode={surveyed.periods[0].id}").filled(None)["csrf_token"]
    refused = browser.follow(browser.post(path, {"csrf_token": token, "document": "result_banner"}))
    assert "Belum dapat dicetak" in refused.text
    assert session.scalars(select(Report).where(Report.tenant_id == surveyed.tenant_id)).all() == []
    assert browser.post(path, {"csrf_token": token, "document": "skm_report"}).status == 404


def test_an_officer_prints_for_their_agency_only(session: Session, browser: Browser, surveyed: Surveyed) -> None:
    base = enter(session, browser, surveyed, "agency-officer", (0,))
    assert browser.get(f"{base}/banner?perangkat={surveyed.agency_ids[0]}&tahun=2026&bagian=triwulan-1").status == 200
    for query in (
        "",
        f"?perangkat={surveyed.agency_ids[1]}",
        f"?periode={surveyed.periods[2].id}",
        "?periode=bukan-nomor",
        f"?perangkat={surveyed.agency_ids[0]}&layanan={surveyed.service_ids[-1]}",
        f"?layanan={surveyed.service_ids[0]}",
    ):
        assert browser.get(f"{base}/banner{query}").status == 404, query


def test_a_leader_sees_what_is_made_and_makes_nothing(session: Session, browser: Browser, surveyed: Surveyed) -> None:
    base = enter(session, browser, surveyed, "leader")
    page = browser.get(f"{base}/banner?periode={surveyed.periods[0].id}")
    assert page.status == 200 and not page.html.select('main input[name="document"]')
    assert "Belum ada banner atau poster" in page.text
