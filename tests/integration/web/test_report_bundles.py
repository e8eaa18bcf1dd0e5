"""All reports in one request, over the pages: choosing, looking on, stopping, trying again, the archive, and who may do so."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy
from puas.db.tables.reports import Report
from puas.domain.document_source import REPORT_BUNDLE, SKM_REPORT, SkmReportSource
from puas.domain.survey_period import triwulan
from puas_reporter.documents.rendered_file import RenderedFile
from tests.factories.frozen import freeze_period
from tests.factories.regency import make_member
from tests.factories.sent_documents import Work, reporter_at_hand
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.web_pages import Browser, Page

OFFICES = ("Dinas Kependudukan dan Pencatatan Sipil", "Dinas Kesehatan", "Kecamatan Timur")


@pytest.fixture
def failing() -> list[str]:
    """Agencies whose report cannot be made."""
    return []


@pytest.fixture(autouse=True)
def reporter(
    session: Session, session_factory: sessionmaker[Session], tmp_path: Path, failing: list[str], monkeypatch: pytest.MonkeyPatch
) -> Work:
    """Works off what was sent, in order, with reports that take no time to draw."""
    def draw(formats: tuple[str, ...], snapshot: str, store: object) -> Iterator[RenderedFile]:
        agency = SkmReportSource.from_json(snapshot).report.result.agency
        assert agency is not None
        if agency.name in failing:
            raise OSError(5, "Input/output error")
        for each in formats:
            yield RenderedFile(each, f"laporan.{each}", agency.name.encode())

    return reporter_at_hand(session, session_factory, tmp_path, monkeypatch, document=SKM_REPORT, draw=draw)


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    """Three agencies over two quarters; the last period is still open."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=OFFICES)
    for period in made.periods[:5]:
        freeze_period(session, made, period)
    session.commit()
    return made


def enter(session: Session, browser: Browser, surveyed: Surveyed, role: str = "tenant-admin", agencies: tuple[int, ...] = ()) -> str:
    account = make_member(session, surveyed.tenant_id, role, agency_ids=[surveyed.agency_ids[number] for number in agencies])
    session.commit()
    browser.sign_in(account.id)
    return f"/t/{surveyed.slug}/laporan"


def ask(browser: Browser, base: str, scope: str = "2026-triwulan-1") -> Page:
    choose = browser.get(f"{base}/semua")
    return browser.follow(browser.send(choose, {"scope": scope}, action=None))


def bundle_id(session: Session, surveyed: Surveyed) -> UUID:
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    return session.scalars(
        select(Report.id).where(Report.tenant_id == surveyed.tenant_id, Report.document == REPORT_BUNDLE).order_by(Report.id.desc())
    ).first()  # type: ignore[return-value]


def press(browser: Browser, page: Page, label: str) -> Page:
    (form,) = [each for each in page.html.select("main form") if each.get_text(strip=True) == label]
    fields = {str(each["name"]): str(each["value"]) for each in form.select("input")}
    return browser.follow(browser.post(str(form["action"]), fields))


def test_from_the_list_to_the_archive(session: Session, browser: Browser, surveyed: Surveyed, reporter: Work) -> None:
    base = enter(session, browser, surveyed)
    (link,) = [each["href"] for each in browser.get(base).html.select("main a") if each.get_text(strip=True) == "Buat semua laporan"]
    choose = browser.get(str(link))
    for offered in ("Triwulan I 2026 3 laporan", "Triwulan II 2026 2 laporan", "Tahun 2026 5 laporan"):
        assert offered in choose.text
    page = ask(browser, base)
    assert "0 dari 3 laporan selesai" in page.text and "Laporan SKM Dinas Kesehatan Triwulan I 2026" in page.text
    assert page.html.select("[data-refresh-seconds]") and page.html.select("noscript meta[http-equiv=refresh]")
    path = page.response.request.path
    reporter(1)
    looked = browser.get(path)
    assert "1 dari 3 laporan selesai" in looked.text and "Sedang dikerjakan: Laporan SKM Dinas Kesehatan" in looked.text
    reporter(2)
    assert "Mengemas arsip" in browser.get(path).text
    reporter()
    ready = browser.get(path)
    assert "3 dari 3 laporan ada di dalam arsip" in ready.text and not ready.html.select("[data-refresh-seconds]")
    answer = browser.get(f"{path}/arsip").response
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    names = zipfile.ZipFile(BytesIO(answer.data)).namelist()
    assert len(names) == 3 * 3 + 2 and "dinas-kependudukan-dan-pencatatan-sipil/laporan.pdf" in names
    assert answer.headers["Content-Disposition"].endswith("semua-laporan-skm-kabupaten-arjosari-triwulan-i-2026.zip")
    assert "Permintaan sebelumnya" in browser.get(f"{base}/semua").text
    # The page of a single document leads here, and its own download does not hand the archive out.
    number = bundle_id(session, surveyed)
    assert browser.follow(browser.get(f"{base}/{number}")).response.request.path == path
    assert browser.get(f"{base}/{number}/unduh/zip").status == 404


def test_asking_again_leads_to_what_is_on_its_way(session: Session, browser: Browser, surveyed: Surveyed) -> None:
    base = enter(session, browser, surveyed)
    first = ask(browser, base)
    assert ask(browser, base).response.request.path == first.response.request.path
    other = ask(browser, base, "2026-tahun")
    assert other.response.request.path == first.response.request.path and "Permintaan lain masih dikerjakan" in str(other.html)
    assert "Ada yang sedang dikerjakan" in browser.get(f"{base}/semua").text


def test_stopping_and_trying_again(session: Session, browser: Browser, surveyed: Surveyed, reporter: Work, failing: list[str]) -> None:
    base = enter(session, browser, surveyed)
    page = ask(browser, base, "2026-tahun")
    path = page.response.request.path
    failing.append(OFFICES[0])
    reporter(1)
    stopped = press(browser, browser.get(path), "Hentikan")
    assert "3 laporan dibatalkan" in str(stopped.html)
    failing.clear()
    reporter()
    ended = browser.get(path)
    assert "1 dari 5 laporan ada di dalam arsip" in ended.text and "1 laporan gagal dibuat" in ended.text
    assert ended.text.count("Dibatalkan sebelum sempat dibuat.") == 3 and "Berkas tidak dapat disimpan" in ended.text
    press(browser, ended, "Coba lagi yang gagal")
    reporter()
    again = browser.get(path)
    assert "2 dari 5 laporan ada di dalam arsip" in again.text and "Coba lagi yang gagal" not in again.text


def test_a_choice_is_needed_and_an_unknown_one_refused(session: Session, browser: Browser, surveyed: Surveyed) -> None:
    base = enter(session, browser, surveyed)
    choose = browser.get(f"{base}/semua")
    for scope in ({}, {"scope": "2020-tahun"}, {"scope": "bukan"}):
        page = browser.send(choose, scope, action=None)
        assert page.status == 422 and "Pilih salah satu" in page.text
    assert bundle_id(session, surveyed) is None


def test_without_closed_periods_the_page_says_what_comes_first(session: Session, browser: Browser) -> None:
    surveyed = survey_tenant(session, slug="terbuka", name="Kabupaten Terbuka")
    session.commit()
    base = enter(session, browser, surveyed)
    assert "Belum ada periode yang ditutup" in browser.get(f"{base}/semua").text


def test_an_officer_bound_to_an_agency_has_no_part_in_it(
    session: Session, browser: Browser, surveyed: Surveyed, reporter: Work
) -> None:
    base = enter(session, browser, surveyed)
    path = ask(browser, base).response.request.path
    reporter()
    enter(session, browser, surveyed, "agency-officer", (0,))
    assert "Buat semua laporan" not in browser.get(base).text
    number = bundle_id(session, surveyed)
    for asked in (f"{base}/semua", path, f"{path}/arsip", f"{base}/{number}"):
        assert browser.get(asked).status == 404, asked
    token = browser.get(f"{base}/periode/{surveyed.periods[0].id}").filled(None)["csrf_token"]
    for asked in (f"{base}/semua", f"{path}/hentikan", f"{path}/ulangi"):
        assert browser.post(asked, {"csrf_token": token, "scope": "2026-tahun"}).status == 404, asked


def test_a_leader_looks_on_and_takes_no_answers_along(session: Session, browser: Browser, surveyed: Surveyed, reporter: Work) -> None:
    base = enter(session, browser, surveyed)
    path = ask(browser, base).response.request.path
    reporter()
    enter(session, browser, surveyed, "leader")
    page = browser.get(path)
    assert page.status == 200 and "Siap diunduh" in page.text and not page.html.select("a[download]")
    assert browser.get(f"{path}/arsip").status == 404 and browser.get(f"{base}/semua").status == 404


def test_another_tenants_bundle_is_nowhere(session: Session, browser: Browser, surveyed: Surveyed, reporter: Work) -> None:
    base = enter(session, browser, surveyed)
    number = ask(browser, base).response.request.path.rpartition("/")[2]
    reporter()
    stranger = survey_tenant(session, slug="lembayung", name="Kabupaten Lembayung")
    other = enter(session, browser, stranger)
    assert browser.get(f"{other}/semua/{number}").status == 404
    assert browser.get(f"{other}/semua/{number}/arsip").status == 404
