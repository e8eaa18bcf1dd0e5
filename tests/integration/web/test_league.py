"""The league of a province: ranks with their uncertainty, unsur, years, and offices of one kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from puas.db.tables.places import Tenant
from puas.domain.reporting_scope import reporting_scope
from tests.conftest import Committing
from tests.factories.province import (
    QUARTERS,
    YEAR,
    Province,
    add_agency,
    add_figure,
    add_promise,
    add_province,
    add_regency,
    add_submission,
)
from tests.web_pages import Browser, Page

FIRST, SECOND = QUARTERS[0], QUARTERS[1]
DUKCAPIL = "Dinas Kependudukan dan Pencatatan Sipil"


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
    page = browser.get(province.path + path)
    assert page.status == 200
    return page


def _rows(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.html.select("tbody tr")]


def _regency(session: Session, number: int, nik: str | None, *, previous: str | None = None, **more: Any) -> Tenant:
    """A regency with one period in the first quarter, and its figures of the year; `more` are columns of the submission or figure."""
    tenant = add_regency(session, f"Kabupaten {number}", code=f"51.0{number}")
    counts = {key: more.pop(key) for key in ("respondents", "promises", "promises_done", "promises_late") if key in more}
    add_submission(session, tenant, add_agency(session, tenant, "Dinas A"), FIRST, **counts)
    if nik is not None:
        add_figure(session, tenant, YEAR, nik, **more)
    if previous is not None:
        add_figure(session, tenant, reporting_scope(2025), previous)
    return tenant


def test_ranks_say_how_sure_they_are(session: Session, province: Province, committed_browser: Browser) -> None:
    _regency(session, 1, "90.00")
    _regency(session, 2, "89.50")
    _regency(session, 3, "70.00")
    rows = _rows(_open(committed_browser, session, province, "/liga"))
    assert rows[0].startswith("1 dapat tertukar, kisaran 1–2 Kabupaten 1 90,00 A")
    assert rows[1].startswith("2 dapat tertukar, kisaran 1–2 Kabupaten 2")
    assert rows[2].startswith("3 peringkat pasti Kabupaten 3 70,00 C")
    assert "± 1,20" in rows[0] and "mutu tetap" in rows[0]


def test_equal_indexes_share_a_rank_and_small_samples_stand_apart(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    _regency(session, 1, "85.00")
    _regency(session, 2, "85.00")
    _regency(session, 3, "99.00", answered=99)
    _regency(session, 4, "70.00", is_letter_stable=False)
    _regency(session, 5, None)
    rows = _rows(_open(committed_browser, session, province, "/liga"))
    assert [row.split()[0] for row in rows[:3]] == ["1", "1", "3"]
    assert "mutu dapat berubah" in rows[2]
    assert rows[3].startswith("sampel belum tercapai Kabupaten 3 99,00")
    assert rows[4].startswith("belum ada indeks terbit Kabupaten 5")


def test_a_suppressed_regency_is_listed_without_a_figure(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant = _regency(session, 1, None)
    add_figure(session, tenant, YEAR, None)
    (row,) = _rows(_open(committed_browser, session, province, "/liga"))
    assert "kurang dari 10 responden" in row and "Kabupaten 1 – – – –" in row


def test_movement_is_against_the_scope_before(session: Session, province: Province, committed_browser: Browser) -> None:
    _regency(session, 1, "90.00", previous="80.00")
    _regency(session, 2, "85.00", previous="86.00")
    _regency(session, 3, "80.00")
    rows = _rows(_open(committed_browser, session, province, "/liga"))
    assert "▲ naik 1" in rows[0] and "▼ turun 1" in rows[1] and "▲" not in rows[2] and "–" in rows[2]


def test_improvement_tells_chance_from_change(session: Session, province: Province, committed_browser: Browser) -> None:
    _regency(session, 1, "82.00", previous="81.50")
    _regency(session, 2, "86.00", previous="80.00")
    _regency(session, 3, "99.00")
    other = _regency(session, 4, "90.00")
    add_figure(session, other, reporting_scope(2025), "70.00", edition="kepmenpan-25-2004")
    rows = _rows(_open(committed_browser, session, province, "/liga?urut=kenaikan"))
    assert rows[0].startswith("1 Kabupaten 2 +6,00 ya")
    assert rows[1].startswith("2 Kabupaten 1 +0,50 dapat karena kebetulan")
    assert rows[2].startswith("belum ada pembanding Kabupaten 3")
    assert rows[3].startswith("aturannya berganti Kabupaten 4 – –")


def test_participation_counts_what_is_not_published_too(session: Session, province: Province, committed_browser: Browser) -> None:
    _regency(session, 1, "82.00", respondents=50)
    tenant = add_regency(session, "Kabupaten 2", code="51.02")
    add_submission(session, tenant, add_agency(session, tenant, "Dinas A"), FIRST, state="collecting", respondents=90)
    empty = add_regency(session, "Kabupaten 3", code="51.03")
    add_submission(session, empty, add_agency(session, empty, "Dinas A"), FIRST, sample_target=0)
    rows = _rows(_open(committed_browser, session, province, "/liga?urut=partisipasi"))
    assert rows[0].startswith("1 Kabupaten 2 90,0% 90 / 100")
    assert rows[1].startswith("2 Kabupaten 1 50,0%")
    assert rows[2].startswith("sampel belum dihitung Kabupaten 3")


def test_kept_promises(session: Session, province: Province, committed_browser: Browser) -> None:
    _regency(session, 1, "82.00", promises=4, promises_done=1, promises_late=2)
    _regency(session, 2, "82.00", promises=2, promises_done=2)
    _regency(session, 3, "82.00")
    rows = _rows(_open(committed_browser, session, province, "/liga?urut=janji"))
    assert rows[0].startswith("1 Kabupaten 2 2 / 2 (100%) 0")
    assert rows[1].startswith("2 Kabupaten 1 1 / 4 (25%) 2")
    assert rows[2].startswith("belum ada rencana Kabupaten 3")


def test_the_heat_map_marks_the_weakest_unsur(session: Session, province: Province, committed_browser: Browser) -> None:
    _regency(session, 1, "88.31", unsur={"waktu": "61.00"})
    _regency(session, 2, None)
    page = _open(committed_browser, session, province, "/liga/unsur")
    first, second = _rows(page)
    assert "▼ 61,00 D terendah di baris ini" in first and first.count("88,31") == 9
    assert second == "2 belum ada yang terbit"
    file = committed_browser.get(province.path + "/liga/unsur.csv").response.text.splitlines()
    assert file[1].startswith("51.01,Kabupaten 1,PermenPANRB 14/2017,88.31,A,88.31,A,")
    assert len(file) == 2


def test_the_trend_shows_the_province_and_chosen_regencies(session: Session, province: Province, committed_browser: Browser) -> None:
    _regency(session, 1, "90.00", previous="80.00")
    _regency(session, 2, "80.00", previous="70.00")
    page = _open(committed_browser, session, province, "/liga/tren?daerah=kabupaten-2&daerah=tidak-ada")
    years = next(table for table in page.html.select("table") if "Rata-rata sederhana" in table.get_text())
    assert [" ".join(row.get_text(" ").split()).split()[:2] for row in years.select("tbody tr")] == [["2025", "75,00"], ["2026", "85,00"]]
    assert [figure.find("h2").get_text() for figure in page.html.select("figure")][1:] == ["Kabupaten 2"]  # type: ignore[union-attr]
    assert _rows(page)[-2:] == ["1 80,00 B 90,00 A", "2 70,00 C 80,00 B"]


def test_a_change_of_rule_is_said(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant = _regency(session, 1, "90.00")
    add_figure(session, tenant, reporting_scope(2013), "80.00", edition="kepmenpan-25-2004")
    page = _open(committed_browser, session, province, "/liga/tren")
    assert "Aturan berubah di antara titik-titik ini" in page.text


def _office(
    session: Session, number: int, name: str, nik: str | None, *, kind: str = "dinas", **more: Any
) -> tuple[Tenant, UUID, UUID]:
    """An office of a regency with its figure of the year, and the period of the first quarter."""
    tenant = session.query(Tenant).filter(Tenant.slug == f"kabupaten-{number}").one_or_none()
    tenant = tenant or add_regency(session, f"Kabupaten {number}", code=f"51.0{number}")
    agency = add_agency(session, tenant, name, kind)
    period = add_submission(session, tenant, agency, FIRST)
    if nik is not None:
        add_figure(session, tenant, YEAR, nik, level="agency", unit_id=agency, name=name, kind=kind, **more)
    return tenant, agency, period


def test_offices_of_one_family_are_compared_whatever_they_are_called(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    _office(session, 1, DUKCAPIL, "80.00")
    _office(session, 2, "Disdukcapil", "90.00")
    _office(session, 3, "Dispendukcapil", "99.00", answered=50)
    _office(session, 1, "Dinas Kesehatan", "95.00")
    page = _open(committed_browser, session, province, "/liga/dukcapil")
    assert page.title == "Dukcapil"
    assert [row.split(" ")[0] for row in _rows(page)] == ["1", "2", "sampel"]
    assert "peringkat pasti 2 Disdukcapil 90,00 A" in _rows(page)[0]
    assert "Dinas Kesehatan" not in page.text
    league = committed_browser.get(province.path + "/liga")
    links = {" ".join(each.get_text(" ").split()) for each in league.html.select(".kind-links a")}
    assert links == {"Semua dinas 4", "Dukcapil 3"}
    assert len(_rows(committed_browser.get(province.path + "/liga/dinas"))) == 4


def test_a_subdistrict_and_a_village_of_one_name_are_two(session: Session, province: Province, committed_browser: Browser) -> None:
    _office(session, 1, "Sukosewu", "80.00", kind="kecamatan")
    _office(session, 2, "Sukosewu", "90.00", kind="kelurahan")
    rows = _rows(_open(committed_browser, session, province, "/liga/kecamatan"))
    assert len(rows) == 1 and "1 Sukosewu 80,00" in rows[0]


def test_long_comparisons_come_in_pages_with_ranks_of_the_whole(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    for number in range(30):
        _office(session, 1, f"Puskesmas {number:02d}", f"{90 - number}.00", kind="puskesmas", margin=Decimal("0.60"))
    second = _open(committed_browser, session, province, "/liga/puskesmas?halaman=2")
    rows = _rows(second)
    assert len(rows) == 5 and rows[0].startswith("26 peringkat pasti 1 Puskesmas 25")
    assert "26–30 dari 30" in second.text


def test_the_best_of_each_unsur_is_one_that_asked_enough(session: Session, province: Province, committed_browser: Browser) -> None:
    _office(session, 1, DUKCAPIL, "80.00", unsur={"waktu": "95.00"})
    _office(session, 2, DUKCAPIL, "85.00")
    _office(session, 3, DUKCAPIL, "99.00", answered=50)
    _office(session, 4, DUKCAPIL, None)
    page = _open(committed_browser, session, province, "/liga/dukcapil/unsur")
    best = {row.find("th").get_text(): row.get_text(" ") for row in page.html.select("table")[0].select("tbody tr")}  # type: ignore[union-attr]
    assert len(best) == 9
    assert "95,00" in best["Waktu Penyelesaian"] and ", 1" in best["Waktu Penyelesaian"]
    assert "85,00" in best["Persyaratan"] and ", 2" in best["Persyaratan"]
    assert len(page.html.select("table.heat tbody tr")) == 3


def test_plans_are_judged_by_what_came_after_and_said_so(session: Session, province: Province, committed_browser: Browser) -> None:
    for number, after in ((1, "84.25"), (2, "76.00"), (3, None)):
        tenant, agency, period = _office(session, number, DUKCAPIL, "80.00")
        add_promise(session, tenant, period, action=f"Antrean daring {number}", description="Sejak Maret")
        figure: dict[str, Any] = {"level": "agency", "unit_id": agency, "name": DUKCAPIL, "kind": "dinas"}
        add_figure(session, tenant, FIRST, "80.00", unsur={"waktu": "78.00"}, **figure)
        if after is not None:
            add_figure(session, tenant, SECOND, "81.00", unsur={"waktu": after}, **figure)
    tenant, _, period = _office(session, 4, DUKCAPIL, "80.00")
    add_promise(session, tenant, period, action="RahasiaBelumTerbit", is_shown=False)
    add_promise(session, tenant, period, action="Belum selesai", state="planned")
    page = _open(committed_browser, session, province, "/liga/dukcapil/rencana")
    rows = _rows(page)
    assert len(rows) == 2
    assert "Antrean daring 1 Sejak Maret" in rows[0] and "+6,25" in rows[0] and "78,00 B n = 120" in rows[0]
    assert "84,25 B Triwulan II 2026, n = 120" in rows[0]
    assert "−2,00" in rows[1]
    assert "3 rencana selesai" in page.text and "2 di antaranya" in page.text and "belum tentu karena" in page.text
    for absent in ("RahasiaBelumTerbit", "RahasiaPenanggungJawab", "Belum selesai"):
        assert absent not in page.text
    none = committed_browser.get(province.path + "/liga/dukcapil/rencana?unsur=biaya")
    assert "Belum ada rencana yang selesai" in none.text


def test_a_promise_whose_next_period_is_not_published_waits(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    tenant, _, period = _office(session, 1, DUKCAPIL, "80.00")
    add_promise(session, tenant, period)
    assert "Belum ada hasil sesudahnya" in _open(committed_browser, session, province, "/liga/dukcapil/rencana").text


def test_unknown_kinds_are_404_and_known_ones_without_offices_explain(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    _regency(session, 1, "90.00")
    page = _open(committed_browser, session, province, "/liga/rsud")
    assert "Belum ada yang terbit" in page.text
    for path in ("/liga/tidak-ada", "/liga/tidak-ada/unsur", "/liga/tidak-ada/rencana"):
        assert committed_browser.get(province.path + path).status == 404
    odd = committed_browser.get(province.path + "/liga?urut=apa-saja&tahun=99999999999999999999")
    assert odd.status == 200 and "Kabupaten 1" in odd.text


def test_before_anything_is_there_the_league_says_what_to_do(session: Session, province: Province, committed_browser: Browser) -> None:
    for path in ("/liga", "/liga/unsur", "/liga/tren", "/liga/dukcapil", "/liga/dukcapil/unsur"):
        assert "Belum ada yang dapat dibandingkan" in _open(committed_browser, session, province, path).text, path
    assert committed_browser.get(province.path + "/liga.csv").status == 404


def test_the_ranking_is_handed_out_as_a_file(session: Session, province: Province, committed_browser: Browser) -> None:
    _regency(session, 1, "90.00", promises=4, promises_done=1)
    _regency(session, 2, None)
    session.commit()
    committed_browser.sign_in(province.account_id)
    file = committed_browser.get(province.path + "/liga.csv?tahun=2026").response.text.splitlines()
    assert file[1] == "1,51.01,Kabupaten 1,90.00,A,1.20,ya,1,1,,,120,100,4,1,"
    assert file[2].startswith(",51.02,Kabupaten 2,,") and file[2].endswith("without_index")


def test_names_that_look_like_markup_or_formulas_stay_text(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    tenant, agency, period = _office(session, 1, "<script>alert(1)</script> Dukcapil", "80.00")
    add_promise(session, tenant, period, action="<img src=x onerror=alert(2)>", due_on=date(2026, 1, 1))
    add_figure(session, tenant, YEAR, "80.00")
    for path in ("/liga/dukcapil", "/liga/dukcapil/unsur", "/kabupaten/kabupaten-1", f"/kabupaten/kabupaten-1/{agency}"):
        text = _open(committed_browser, session, province, path).response.text
        assert "<script>alert" not in text and "<img src=x" not in text, path
