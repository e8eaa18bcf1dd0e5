"""The province's map and table of its regencies, and the way down to what is published or submitted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, event, insert, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.calendar import Deadline
from puas.db.tables.places import Tenant
from puas.domain.reporting_scope import ReportingScope, reporting_scope
from puas_web.database import db
from tests.conftest import Committing
from tests.factories.province import (
    NOW,
    QUARTERS,
    YEAR,
    Province,
    add_agency,
    add_contact,
    add_figure,
    add_promise,
    add_province,
    add_regency,
    add_submission,
    settled_regency,
)
from tests.web_pages import Browser, Page

FIRST, SECOND = QUARTERS[0], QUARTERS[1]
LAST_QUARTER = reporting_scope(2025, "triwulan-4")


@pytest.fixture
def session(committing: Committing) -> Iterator[Session]:
    """A session whose commits the pages see."""
    with committing.session_factory() as session:
        yield session


@pytest.fixture
def province(session: Session) -> Province:
    return add_province(session)


def _open(browser: Browser, session: Session, province: Province, path: str) -> Page:
    session.commit()
    browser.sign_in(province.account_id)
    return browser.get(province.path + path)


def _deadline(session: Session, province: Province, scope: ReportingScope, due_on: date) -> None:
    with tenancy.inside(session, tenant_id=province.tenant.id):
        session.execute(
            insert(Deadline).values(
                tenant_id=province.tenant.id, id=new_id(), year=scope.year, part=scope.part, step="hand_over", due_on=due_on, set_at=NOW
            )
        )


def _row(page: Page, name: str) -> str:
    """The line of the list about a regency."""
    for row in page.html.select("tbody tr"):
        heading = row.find("th")
        if heading is not None and heading.get_text().strip().startswith(name):
            return " ".join(row.get_text(" ").split())
    raise AssertionError(f"no row {name!r} on {page.title}")


@pytest.fixture
def statements(committed_app: Flask) -> Iterator[list[str]]:
    """What is sent through the ordinary log-in and the province's own, without settings."""
    with committed_app.app_context():
        engines: list[Engine] = [*db.engines.values(), committed_app.extensions["puas_province_engine"]]
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
            sent.append(statement)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield sent
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def test_every_regency_stands_in_the_list_with_its_figures_and_reports(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    settled_regency(session, "Kabupaten Dua", code="51.02", nik="80.00", state="approved")
    page = _open(committed_browser, session, province, "/kabupaten")
    assert page.status == 200
    first = _row(page, "Kabupaten Satu")
    assert "88,31 A" in first and "± 1,20" in first and "240 / 200" in first and "2 / 2" in first and "sudah lapor semua" in first
    assert "20 November 2026" in first
    second = _row(page, "Kabupaten Dua")
    assert "belum terbit" in second and "0 / 2" in second and "belum lapor" in second and "2 periode" in second
    assert "80,00" not in page.text
    assert "belum bergabung" in _row(page, "Kabupaten Badung")
    assert "2 dari 9" in page.text


def test_the_deadline_decides_who_has_not_reported(session: Session, province: Province, committed_browser: Browser) -> None:
    for name, code, quarter in (("Kabupaten Lewat", "51.01", QUARTERS[0]), ("Kabupaten Nanti", "51.02", QUARTERS[2])):
        settled_regency(session, name, code=code, nik="80.00", scope=quarter, agencies=1, state="published")
    _deadline(session, province, QUARTERS[0], date(2026, 4, 30))
    _deadline(session, province, QUARTERS[2], date(2100, 1, 31))
    page = _open(committed_browser, session, province, "/kabupaten")
    assert "belum lapor" in _row(page, "Kabupaten Lewat") and "30 April 2026" in _row(page, "Kabupaten Lewat")
    assert "1 periode lewat batas" in _row(page, "Kabupaten Lewat") and "lewat batas" not in _row(page, "Kabupaten Nanti")
    assert "belum jatuh tempo" in _row(page, "Kabupaten Nanti") and "31 Januari 2100" in _row(page, "Kabupaten Nanti")


@time_machine.travel(NOW, tick=False)
def test_who_surveyed_nobody_by_a_deadline_has_not_reported(session: Session, province: Province, committed_browser: Browser) -> None:
    """The survey of the half-year covers the quarter; the newcomer joined in the middle of it."""
    half = reporting_scope(2026, "semester-1")
    for name, code, month in (("Kabupaten Diam", "51.01", 1), ("Kabupaten Kemudian", "51.03", 2)):
        tenant = add_regency(session, name, code=code, joined=datetime(2026, month, 1, tzinfo=UTC))
        add_submission(session, tenant, add_agency(session, tenant, "Dinas A"), QUARTERS[3], state="collecting")
    semester = add_regency(session, "Kabupaten Semester", code="51.02", joined=datetime(2026, 1, 1, tzinfo=UTC))
    add_submission(session, semester, add_agency(session, semester, "Dinas A"), half, state="handed_over", handed_over_at=NOW)
    _deadline(session, province, FIRST, date(2026, 4, 30))
    page = _open(committed_browser, session, province, "/kabupaten?tahun=2026")
    silent = _row(page, "Kabupaten Diam")
    assert "belum lapor belum ada survei" in silent and "batas 30 April 2026" in silent and "1 periode" not in silent
    assert "belum lapor" not in _row(page, "Kabupaten Kemudian") and "belum lapor" not in _row(page, "Kabupaten Semester")
    one = committed_browser.get(province.path + "/kabupaten/kabupaten-diam?tahun=2026")
    assert "belum lapor" in one.text and "1 batas waktu lewat tanpa survei." in one.text
    start = committed_browser.get(province.path + "/")
    assert "Kabupaten Diam belum ada survei · lewat" in start.text and "Semua sudah lapor" not in start.text


def test_a_correction_on_its_way_is_no_report_that_is_missing(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant = add_regency(session, "Kabupaten Satu", code="51.01")
    agency = add_agency(session, tenant, "Dinas A")
    add_submission(session, tenant, agency, FIRST, state="closed", round=2, handed_over_at=NOW, published_at=NOW)
    page = _open(committed_browser, session, province, "/kabupaten")
    assert "sudah lapor semua" in _row(page, "Kabupaten Satu")


def test_a_period_that_still_runs_is_owed_by_nobody_yet(session: Session, province: Province, committed_browser: Browser) -> None:
    """Far ahead in time, so that it runs whenever this test does."""
    running = reporting_scope(2100, "triwulan-1")
    tenant, ids = settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31", scope=running, agencies=1)
    other = add_agency(session, tenant, "Dinas Lain")
    add_submission(session, tenant, other, running, state="collecting")
    add_submission(session, tenant, ids[0], reporting_scope(2100, "triwulan-2"), state="collecting")
    only = add_regency(session, "Kabupaten Dua", code="51.02")
    add_submission(session, only, add_agency(session, only, "Dinas A"), running, state="collecting")
    page = _open(committed_browser, session, province, "/kabupaten")
    first, second = _row(page, "Kabupaten Satu"), _row(page, "Kabupaten Dua")
    assert "sudah lapor semua" in first and "1 / 2" in first and "periode" not in first
    assert "belum jatuh tempo" in second and "0 / 1" in second
    by_reports = committed_browser.get(f"{province.path}/kabupaten?peta=laporan")
    tiles = [" ".join(each.get_text(" ").split()) for each in by_reports.html.select(".tile")]
    assert any(each.startswith("Dua") and "belum jatuh tempo" in each and "periode" not in each and "survei" not in each for each in tiles)
    assert "Tidak ada yang lewat batas waktu" in committed_browser.get(province.path + "/").text


def test_the_list_is_narrowed_by_state_and_says_when_nothing_is_left(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    settled_regency(session, "Kabupaten Dua", code="51.02", nik="80.00", state="closed")
    late = _open(committed_browser, session, province, "/kabupaten?keadaan=belum-lapor&peta=laporan")
    assert [each.get_text(" ", strip=True) for each in late.html.select("tbody th a")] == ["Kabupaten Dua"]
    assert [each.get_text() for each in late.html.select(".tile-name")] == ["Dua"]
    none = committed_browser.get(province.path + "/kabupaten?keadaan=dinonaktifkan")
    assert "Tidak ada yang cocok" in none.text
    odd = committed_browser.get(province.path + "/kabupaten?keadaan=apa-saja&peta=x&tahun=x&bagian=y&halaman=-1")
    assert odd.status == 200 and "Kabupaten Satu" in odd.text


def test_tiles_say_letter_or_report_in_words(session: Session, province: Province, committed_browser: Browser) -> None:
    settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    settled_regency(session, "Kota Dua", code="51.71", nik="80.00", state="closed")
    page = _open(committed_browser, session, province, "/kabupaten")
    tiles = {tile.select_one(".tile-name").get_text(): tile for tile in page.html.select(".tile")}  # type: ignore[union-attr]
    assert len(tiles) == 9
    assert "mutu A, indeks 88,31" in tiles["Satu"].get_text()
    assert tiles["Satu"].find("a")["href"].startswith(f"{province.path}/kabupaten/kabupaten-satu")  # type: ignore[index, union-attr]
    assert "belum ada indeks yang terbit" in tiles["Kota Dua"].get_text()
    assert tiles["Badung"].find("a") is None
    reports = committed_browser.get(province.path + "/kabupaten?peta=laporan")
    dua = next(tile for tile in reports.html.select(".tile") if "Kota Dua" in tile.get_text())
    assert "belum lapor, 2 periode" in dua.get_text() and "tile-late" in dua["class"]
    places = [" ".join(tile["class"]) for tile in page.html.select(".tile")]
    assert len({place[place.index("row-"):] for place in places}) == 9


def test_scopes_of_the_year_show_their_own_figures(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant, (agency, _) = settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    add_submission(session, tenant, agency, SECOND, state="collecting")
    page = _open(committed_browser, session, province, "/kabupaten?tahun=2026&bagian=triwulan-2")
    assert "belum terbit" in _row(page, "Kabupaten Satu") and "0 / 1" in _row(page, "Kabupaten Satu")
    page = committed_browser.get(province.path + "/kabupaten?tahun=2026&bagian=triwulan-1")
    assert "88,31" in _row(page, "Kabupaten Satu")


def test_an_empty_province_is_told_what_to_do(session: Session, province: Province, committed_browser: Browser) -> None:
    page = _open(committed_browser, session, province, "/kabupaten")
    assert page.status == 200 and "0 dari 9" in page.text


def test_a_province_without_a_code_sees_an_empty_page(session: Session, committed_browser: Browser) -> None:
    province = add_province(session, code=None)
    for path in ("/", "/kabupaten", "/liga", "/liga/unsur", "/liga/tren", "/liga/dukcapil"):
        assert _open(committed_browser, session, province, path).status == 200, path
    assert committed_browser.get(province.path + "/kabupaten/kabupaten-satu").status == 404


def test_one_regency_opens_down_to_what_is_published(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant, (dukcapil, dinkes) = settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    add_figure(session, tenant, LAST_QUARTER, "85.00")
    silent = add_agency(session, tenant, "Dinas Diam")
    period = add_submission(session, tenant, silent, FIRST, state="analysed")
    add_promise(session, tenant, period, action="RahasiaBelumTerbit", is_shown=False)
    done = add_submission(session, tenant, dukcapil, LAST_QUARTER)
    add_promise(session, tenant, done, action="Menambah loket sore", description="Dua loket dibuka", due_on=date(2026, 1, 1))
    add_promise(session, tenant, done, action="Menata antrean", state="planned", due_on=date(2026, 1, 1))
    add_contact(session, tenant, "Rina Wulandari")
    page = _open(committed_browser, session, province, "/kabupaten/kabupaten-satu?tahun=2026&bagian=triwulan-1")
    assert page.title == "Kabupaten Satu"
    assert "88,31" in page.text and "± 1,20" in page.text and "Mutunya sama di seluruh selang" in page.text
    assert "+3,31" in page.text and "Triwulan IV 2025" in page.text
    assert "laporan disusun" in _row(page, "Dinas Diam") and "belum terbit" in _row(page, "Dinas Diam")
    assert "selesai" in _row(page, "Menambah loket sore") and "Dua loket dibuka" in page.text
    assert "terlambat" in _row(page, "Menata antrean")
    assert "Rina Wulandari" in page.text and "0812 3456 7890" in page.text
    assert "2 perangkat daerah, 2 layanan" in page.text
    assert "RahasiaBelumTerbit" not in page.text and "RahasiaPenanggungJawab" not in page.text
    assert "1 periode lewat batas waktu" in page.text
    link = next(each for each in page.html.select("tbody th a") if each.get_text() == "Dinas Diam")
    opened = committed_browser.get(str(link["href"]))
    assert opened.title == "Dinas Diam" and "Belum ada yang terbit" in opened.text and "120 responden dari sampel 100" in opened.text


def test_an_agency_shows_its_services_and_hides_small_ones(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant, (agency, _) = settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    shown, hidden = new_id(), new_id()
    add_figure(session, tenant, FIRST, "90.00", level="service", unit_id=shown, name="KTP-el", agency_id=agency, unsur={"waktu": "70.00"})
    add_figure(session, tenant, FIRST, None, level="service", unit_id=hidden, name="Akta Kematian", agency_id=agency)
    page = _open(committed_browser, session, province, f"/kabupaten/kabupaten-satu/{agency}?tahun=2026&bagian=triwulan-1")
    assert page.title == "Dinas Kependudukan dan Pencatatan Sipil"
    assert "90,00 A" in _row(page, "KTP-el") and "70,00 C" in _row(page, "KTP-el")
    assert "kurang dari 10 responden" in _row(page, "Akta Kematian")
    assert "diserahkan ke provinsi" in page.text


def test_a_suppressed_regency_shows_no_figure(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant = add_regency(session, "Kabupaten Satu", code="51.01")
    add_submission(session, tenant, add_agency(session, tenant, "Dinas A"), FIRST, respondents=7)
    add_figure(session, tenant, YEAR, None)
    page = _open(committed_browser, session, province, "/kabupaten")
    assert "kurang dari 10 responden" in _row(page, "Kabupaten Satu")
    page = committed_browser.get(province.path + "/kabupaten/kabupaten-satu")
    assert "kurang dari 10 responden" in page.text


def test_a_regency_without_agencies_is_met_kindly(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant = add_regency(session, "Kabupaten Kosong", code="51.01")
    add_contact(session, tenant, "Rina Wulandari")
    page = _open(committed_browser, session, province, "/kabupaten/kabupaten-kosong")
    assert page.status == 200
    assert "Belum ada survei" in page.text and "Rina Wulandari" in page.text and "Kemajuan belum dihitung" in page.text
    assert "belum ada survei" in _row(committed_browser.get(province.path + "/kabupaten"), "Kabupaten Kosong")


def test_what_is_no_regency_of_this_province_is_404(session: Session, province: Province, committed_browser: Browser) -> None:
    mine, (agency, _) = settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    _, (foreign, _) = settled_regency(session, "Kabupaten Tetangga", code="52.01", nik="81.00")
    left = add_regency(session, "Kabupaten Pergi", code="51.02", state="left")
    add_figure(session, left, FIRST, "77.77")
    add_submission(session, left, add_agency(session, left, "Dinas A"), FIRST)
    add_regency(session, "Latihan", code="51.03", kind="demo")
    for slug in ("kabupaten-tetangga", "kabupaten-pergi", "latihan", "provinsi-contoh", "tidak-ada"):
        for path in ("", f"/{agency}", f"/{foreign}"):
            assert _open(committed_browser, session, province, f"/kabupaten/{slug}{path}").status == 404, (slug, path)
    for unknown in (foreign, uuid4()):
        assert committed_browser.get(f"{province.path}/kabupaten/kabupaten-satu/{unknown}").status == 404
    assert committed_browser.get(f"{province.path}/kabupaten/{mine.slug}/{agency}").status == 200
    for path in ("/", "/kabupaten", "/kabupaten.csv", "/liga", "/liga.csv", "/liga/unsur", "/liga/tren", "/liga/dukcapil"):
        text = committed_browser.get(province.path + path).response.text
        for secret in ("Tetangga", "81,00", "Pergi", "77,77", "Latihan"):
            assert secret not in text, (path, secret)


def test_a_suspended_regency_keeps_its_page_and_is_not_asked_for_reports(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    tenant, _ = settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31", state="closed")
    add_figure(session, tenant, YEAR, "88.31")
    session.execute(update(Tenant).where(Tenant.id == tenant.id).values(state="suspended"))
    page = _open(committed_browser, session, province, "/kabupaten")
    assert "dinonaktifkan" in _row(page, "Kabupaten Satu") and "88,31" in _row(page, "Kabupaten Satu")
    assert "sedang tidak dapat memakai Puas" in committed_browser.get(province.path + "/kabupaten/kabupaten-satu").text
    start = committed_browser.get(province.path + "/")
    assert "Tidak ada yang lewat batas waktu" in start.text


def test_a_suspended_regency_is_marked_everywhere_and_late_nowhere(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    tenant, [agency] = settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31", agencies=1)
    add_submission(session, tenant, agency, SECOND, state="closed")
    _deadline(session, province, SECOND, date(2026, 7, 15))
    session.execute(update(Tenant).where(Tenant.id == tenant.id).values(state="suspended"))
    page = _open(committed_browser, session, province, "/kabupaten")
    tile = page.html.select_one(".tile.heat-a")
    assert tile is not None and "mutu A, indeks 88,31, dinonaktifkan" in tile.get_text()
    assert tile.select_one(".tile-text").get_text() == "dinonaktifkan"  # type: ignore[union-attr]
    # What is missing is still counted; but nobody could have handed it over.
    assert "1 periode" in _row(page, "Kabupaten Satu") and "lewat" not in _row(page, "Kabupaten Satu")
    one = committed_browser.get(f"{province.path}/kabupaten/kabupaten-satu")
    assert "lewat" not in one.text and "belum lapor" not in one.text and "1 / 2" in one.text
    assert ",dinonaktifkan,88.31," in committed_browser.get(f"{province.path}/kabupaten.csv").response.text
    for path in ("/liga", "/liga/unsur", "/liga/tren?daerah=kabupaten-satu", "/liga/dukcapil", "/liga/dukcapil/unsur"):
        assert "dinonaktifkan" in committed_browser.get(province.path + path).text, path
    for path in ("/liga.csv", "/liga/unsur.csv"):
        assert "dinonaktifkan" in committed_browser.get(province.path + path).response.text, path


def test_the_table_is_handed_out_as_a_file(session: Session, province: Province, committed_browser: Browser) -> None:
    settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    page = _open(committed_browser, session, province, "/kabupaten.csv?tahun=2026&bagian=triwulan-1")
    assert page.response.headers["Content-Disposition"] == "attachment; filename=kabupaten-kota-2026-triwulan-1.csv"
    lines = page.response.text.splitlines()
    assert len(lines) == 10
    assert lines[1].startswith("51.01,Kabupaten Satu,2026-03-02,sudah lapor semua,88.31,A,1.20,120,100,2,2,2,0,0,")


@pytest.mark.parametrize("role", ["province-admin", "province-viewer"])
def test_who_sees_the_province(role: str, session: Session, committed_browser: Browser) -> None:
    province = add_province(session, role=role)
    settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    assert _open(committed_browser, session, province, "/kabupaten").status == 200
    assert committed_browser.get("/t/kabupaten-satu/kabupaten").status == 404


def test_the_start_page_says_who_has_not_reported(session: Session, province: Province, committed_browser: Browser) -> None:
    for number, (name, nik) in enumerate((("Kabupaten Satu", "88.31"), ("Kabupaten Dua", "80.00")), 1):
        tenant, _ = settled_regency(session, name, code=f"51.0{number}", nik=nik, scope=QUARTERS[1])
        add_figure(session, tenant, reporting_scope(2025), "80.00")
    settled_regency(session, "Kabupaten Telat", code="51.04", nik="70.00", agencies=3, state="submitted")
    _deadline(session, province, FIRST, date(2026, 4, 30))
    page = _open(committed_browser, session, province, "/")
    assert page.title == "Siapa yang belum lapor?"
    assert "1 kabupaten/kota belum lapor" in page.text
    assert "Kabupaten Telat 3 periode" in page.text and "batas 30 April 2026" in page.text
    # (88,31 + 80,00) / 2, both by the same number of people.
    assert "84,16" in page.text and "Rata-rata sederhana dari 2 kabupaten/kota" in page.text and "n = 240" in page.text
    assert "+4,16" in page.text and "Tahun 2025" in page.text
    assert "3 / 9" in page.text
    assert page.html.select_one(f"main a[href='{province.path}/surat']") is not None, "whom to write to is one step away"


def test_in_january_the_start_page_tells_of_the_year_that_was(session: Session, province: Province, committed_browser: Browser) -> None:
    with time_machine.travel(datetime(2027, 1, 1, 5, 0, tzinfo=UTC), tick=False):
        tenant, (agency, _) = settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31", scope=QUARTERS[2])
        add_submission(session, tenant, agency, reporting_scope(2027, "triwulan-1"), state="collecting")
        page = _open(committed_browser, session, province, "/")
    assert "Tahun 2026 88,31" in page.text


def test_behind_the_links_of_the_start_page_stand_as_many_as_it_counts(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    """Who owes last year's last report is late on the start page; the list of this year alone would not name them."""
    numbers = range(1, 9)
    with time_machine.travel(datetime(2027, 1, 20, 5, 0, tzinfo=UTC), tick=False):
        for number in numbers:
            quarter, code = QUARTERS[3 if number < 8 else 2], f"51.0{number}"
            tenant, _ = settled_regency(session, f"Kabupaten {number}", code=code, nik="70.00", scope=quarter, state="submitted")
            agency = add_agency(session, tenant, "Dinas Baru")
            add_submission(session, tenant, agency, reporting_scope(2027, "triwulan-1"), state="collecting")
        add_submission(session, tenant, agency, QUARTERS[3], handed_over_at=NOW)
        _deadline(session, province, QUARTERS[3], date(2027, 1, 15))
        _deadline(session, province, QUARTERS[2], date(2027, 1, 25))
        start = _open(committed_browser, session, province, "/")
        card = next(each for each in start.html.select(".card") if "Belum lapor" in each.get_text() and each.select_one(".number"))
        assert card.select_one(".number").get_text() == "7"  # type: ignore[union-attr]
        for link in (card.select_one("p.small a"), start.html.select_one(".next-step a")):
            behind = committed_browser.get(str(link["href"]))  # type: ignore[index]
            assert [each.get_text(" ", strip=True) for each in behind.html.select("tbody th a")] == [f"Kabupaten {n}" for n in range(1, 8)]
        assert "seperti di Beranda" in behind.text
        soon = committed_browser.get(f"{province.path}/kabupaten?keadaan=segera&tahun=semua")
        assert [each.get_text(" ", strip=True) for each in soon.html.select("tbody th a")] == ["Kabupaten 8"]
        this_year = committed_browser.get(f"{province.path}/kabupaten?keadaan=belum-lapor&tahun=2027")
        assert "Tidak ada yang cocok" in this_year.text
        assert committed_browser.get(f"{province.path}/kabupaten.csv?tahun=semua").response.text.count("belum lapor") == 7


def test_the_start_page_weighs_by_respondents_where_the_province_says_so(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    from puas.db.tables.places import TenantProfile

    tenant = add_regency(session, "Kabupaten Besar", code="51.01")
    add_figure(session, tenant, YEAR, "90.00", answered=300)
    add_submission(session, tenant, add_agency(session, tenant, "Dinas A"), FIRST)
    small = add_regency(session, "Kabupaten Kecil", code="51.02")
    add_figure(session, small, YEAR, "80.00", answered=100)
    with tenancy.inside(session, tenant_id=province.tenant.id):
        session.execute(update(TenantProfile).where(TenantProfile.tenant_id == province.tenant.id).values(aggregation_policy="pooled"))
    page = _open(committed_browser, session, province, "/")
    assert "87,50" in page.text and "Tertimbang responden, dari 2" in page.text and "Rata-rata sederhana: 85,00" in page.text


def test_nothing_late_and_nothing_near(session: Session, province: Province, committed_browser: Browser) -> None:
    settled_regency(session, "Kabupaten Satu", code="51.01", nik="88.31")
    page = _open(committed_browser, session, province, "/")
    assert "Ajak 8 kabupaten/kota yang belum bergabung" in page.text
    assert "Tidak ada yang lewat batas waktu" in page.text


PAGES = (
    "/", "/kabupaten", "/kabupaten?peta=laporan", "/kabupaten/kabupaten-0", "/liga", "/liga?urut=kenaikan",
    "/liga?urut=partisipasi", "/liga?urut=janji", "/liga/unsur",
    "/liga/tren", "/liga/dukcapil", "/liga/dukcapil/unsur", "/liga/dukcapil/rencana", "/liga/dinas", "/kabupaten.csv",
    "/liga.csv", "/liga/unsur.csv", "/kabupaten?tahun=semua",
)  # fmt: skip


def _regencies(session: Session, numbers: range) -> None:
    for number in numbers:
        tenant, (agency, _) = settled_regency(session, f"Kabupaten {number}", code=f"35.{number + 1:02d}", nik=f"{80 + number / 2:.2f}")
        office = "Dinas Kependudukan dan Pencatatan Sipil"
        add_figure(session, tenant, SECOND, "85.00", level="agency", unit_id=agency, name=office, kind="dinas")
        done = add_submission(session, tenant, agency, LAST_QUARTER)
        add_promise(session, tenant, done)
        add_contact(session, tenant, "Rina")


def test_every_page_takes_the_same_dozen_statements_for_three_regencies_and_for_twenty(
    session: Session, committed_browser: Browser, statements: list[str]
) -> None:
    province = add_province(session, code="35")
    counts: dict[int, dict[str, int]] = {}
    for size, numbers in ((3, range(3)), (20, range(3, 20))):
        _regencies(session, numbers)
        session.commit()
        committed_browser.sign_in(province.account_id)
        counts[size] = {}
        for path in PAGES:
            statements.clear()
            assert committed_browser.get(province.path + path).status == 200, path
            counts[size][path] = len(statements)
    assert counts[3] == counts[20]
    assert {path: number for path, number in counts[20].items() if number > 12} == {}
