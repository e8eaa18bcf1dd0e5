"""The province's overview of its regencies' yardsticks: over HTTP, through the province's own log-in, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, delete, event, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.document_source import PROVINCE_READINGS
from puas.domain.reading_source import ReadingsSource
from puas.domain.reading_table import COLUMNS
from puas.domain.yardsticks import (
    AGENCY,
    COMPLAINTS,
    COMPLIANCE,
    INNOVATIONS,
    MALL,
    MALLS,
    PERFORMANCE,
    PROCEDURES,
    STANDARDS,
    YARDSTICKS,
)
from tests.conftest import Committing
from tests.factories.province import NOW, YEAR, Province, add_figure, add_province, add_regency
from tests.factories.readings import add_reading
from tests.web_pages import Browser, Page

RULE = "permenpanrb-29-2022:A"
MOST_STATEMENTS = 12


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def session(committing: Committing) -> Iterator[Session]:
    """A session whose commits the pages see."""
    with committing.session_factory() as session:
        yield session


@pytest.fixture
def province(session: Session) -> Province:
    return add_province(session)


def _open(browser: Browser, session: Session, province: Province, path: str = "ringkasan") -> Page:
    session.commit()
    browser.sign_in(province.account_id)
    return browser.get(f"{province.path}/mutu/{path}")


def office(session: Session, tenant: Tenant, yardstick: str, name: str = "Dinas Kependudukan", **facts: object) -> UUID:
    """A reading of an agency; gives the agency's id."""
    unit_id = facts.pop("unit_id", None) or uuid4()
    more = {"kind": "dinas", **facts}
    add_reading(session, tenant_id=tenant.id, yardstick=yardstick, unit_id=unit_id, level=AGENCY, name=name, **more)  # type: ignore[arg-type]
    return unit_id  # type: ignore[return-value]


def row(page: Page, name: str) -> str:
    found = next(each for each in page.html.select("main tbody tr") if name in each.get_text())
    return " ".join(found.get_text(" ").split()).replace(" ,", ",")


def test_before_anybody_told_anything_the_page_says_so(session: Session, province: Province, committed_browser: Browser) -> None:
    assert "Belum ada angka" in _open(committed_browser, session, province).text


def test_regencies_stand_side_by_side_and_the_silent_apart(session: Session, province: Province, committed_browser: Browser) -> None:
    one, two = (add_regency(session, f"Kabupaten {name}", code=f"51.0{number}") for number, name in ((1, "Aman"), (2, "Damai")))
    add_regency(session, "Kabupaten Sepi", code="51.03")
    add_reading(session, tenant_id=one.id, yardstick=COMPLIANCE, value="90.02", letter="A", label="hijau, Kualitas Tertinggi")
    add_reading(session, tenant_id=two.id, yardstick=STANDARDS, services=4, complete=1)
    office(session, one, PERFORMANCE, value="4.53", letter="A", variant=RULE)
    office(session, one, PERFORMANCE, value="4.00", letter="B", variant="permenpanrb-17-2017")
    office(session, two, COMPLAINTS, received=3, settled=3, in_time=3)
    office(session, two, COMPLAINTS, received=7, settled=1, in_time=1)
    add_figure(session, two, YEAR, "88.50")
    page = _open(committed_browser, session, province)
    assert "● 90,02 A, baik" in row(page, "Aman") and "○ 2 unit dinilai" in row(page, "Aman")
    second = row(page, "Damai")
    assert "◆ 1 dari 4" in second and "4 dari 10" in second and "88,50 A" in second
    assert "Sepi" in page.html.select_one("section.card ul.silent").get_text()  # type: ignore[union-attr]


def test_a_yardstick_has_a_table_over_the_years_with_each_years_rule(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    tenant = add_regency(session, "Kabupaten Aman", code="51.01")
    for year, value, letter, label in ((2024, "60.35", "C", "kuning"), (2025, "90.02", "A", "hijau"), (2026, "91.02", "A", "hijau")):
        add_reading(session, tenant_id=tenant.id, yardstick=COMPLIANCE, year=year, value=value, letter=letter, label=label)
    office(session, tenant, COMPLIANCE, value="70.00", letter="C", label="kuning")
    page = _open(committed_browser, session, province, "ukuran/ombudsman")
    words = row(page, "Aman")
    assert "91,02 A" in words and "60,35 C" in words and "C: 1" in words
    # The scale of 2025 and 2026 is not known, so nothing says whether it went up.
    assert words.endswith("–")
    assert page.html.select_one("#tren-title") is not None
    assert _open(committed_browser, session, province, "ukuran/lainnya").status == 404


def test_offices_of_one_kind_are_compared_and_the_best_named(session: Session, province: Province, committed_browser: Browser) -> None:
    one, two = (add_regency(session, f"Kabupaten {name}", code=f"51.0{number}") for number, name in ((1, "Aman"), (2, "Damai")))
    best = office(session, one, PERFORMANCE, value="4.53", letter="A", variant=RULE)
    office(session, two, PERFORMANCE, "Disdukcapil", value="4.06", letter="A-", variant=RULE)
    office(session, two, PERFORMANCE, "Dinas Kesehatan", value="5.00", letter="A", variant=RULE)
    # An older rule is not compared with the newer one.
    office(session, two, PERFORMANCE, "Dinas Dukcapil Lama", value="4.90", letter="A", variant="permenpanrb-17-2017")
    page = _open(committed_browser, session, province, "sejenis/dukcapil?ukuran=kinerja")
    assert "Dinas Kesehatan" not in page.text
    assert "Dinas Kependudukan, Aman" in row(page, "Kinerja unit pelayanan")
    rows = [each.th.get_text(" ") for each in page.html.select("table.rapor tbody tr") if each.th]
    assert [name.split()[0] for name in rows] == ["Dinas", "Dinas", "Disdukcapil"]
    assert page.html.select(f'a[href*="/mutu/kabupaten/kabupaten-aman/{best}"]')
    assert _open(committed_browser, session, province, "sejenis/tidak-ada").status == 404


def test_what_is_told_anew_or_no_longer_is_seen_at_once(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant = add_regency(session, "Kabupaten Aman", code="51.01")
    pages = ("ringkasan", "ukuran/standar", "sejenis/dukcapil")

    def tell(complete: int) -> None:
        """As a regency shares: what it told is removed and told again, here in the same moment and with as many rows."""
        tenancy.enter(session, tenant_id=tenant.id)
        session.execute(delete(YardstickFigure).where(YardstickFigure.tenant_id == tenant.id))
        for number in (1, 2):
            office(session, tenant, STANDARDS, f"Dukcapil {number}", services=9, complete=complete, unit_id=UUID(int=number))

    for complete in (4, 5):
        tell(complete)
        seen = [_open(committed_browser, session, province, path).text for path in pages]
        assert f"{2 * complete} dari 18" in seen[0] and f"{2 * complete} dari 18" in seen[1] and f"{complete} dari 9" in seen[2]
    tenancy.enter(session, tenant_id=tenant.id)
    session.execute(delete(YardstickFigure).where(YardstickFigure.tenant_id == tenant.id, YardstickFigure.unit_id == UUID(int=2)))
    assert "5 dari 9" in _open(committed_browser, session, province).text
    assert "Dukcapil 2" not in _open(committed_browser, session, province, "sejenis/dukcapil").text


def test_offices_of_a_kind_have_pages_and_none_is_lost(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant = add_regency(session, "Kabupaten Aman", code="51.01")
    for number in range(30):
        office(session, tenant, STANDARDS, f"Dukcapil {number:02}", services=100, complete=71 + number, unit_id=UUID(int=number + 1))
    # An older figure is named where this year has none, whichever page the office is on.
    office(session, tenant, PROCEDURES, "Dukcapil 00", year=2025, procedures=4, evaluated=1, unit_id=UUID(int=1))
    page = _open(committed_browser, session, province, "sejenis/dukcapil?ukuran=standar")
    assert "Dukcapil 29, Aman" in row(page, "Standar pelayanan lengkap")
    names = [each.th.get_text(" ").split()[1] for each in page.html.select("table.rapor tbody tr") if each.th]
    following = page.html.select_one("a[rel=next]")
    assert following is not None
    page = committed_browser.get(str(following["href"]))
    names += [each.th.get_text(" ").split()[1] for each in page.html.select("table.rapor tbody tr") if each.th]
    assert names == [f"{number:02}" for number in reversed(range(30))]
    assert page.html.select_one("a[rel=next]") is None
    assert "terakhir 2025" in row(page, "Dukcapil 00")
    assert "terakhir 2025" not in row(page, "Dukcapil 01")


def test_counts_of_agencies_are_added_up_only_where_the_regency_told_no_whole(
    session: Session, province: Province, committed_browser: Browser
) -> None:
    one, two = (add_regency(session, f"Kabupaten {name}", code=f"51.0{number}") for number, name in ((1, "Aman"), (2, "Damai")))
    for tenant in (one, two):
        for name in ("Dinas Kependudukan", "Dinas Kesehatan"):
            office(session, tenant, PROCEDURES, name, procedures=10, evaluated=4)
            office(session, tenant, INNOVATIONS, name, innovations=2, eligible=1, furthest=3)
    add_reading(session, tenant_id=one.id, yardstick=PROCEDURES, procedures=7, evaluated=7)
    # A whole of another year stands for that year alone.
    add_reading(session, tenant_id=two.id, yardstick=PROCEDURES, year=2025, procedures=9, evaluated=9)
    page = _open(committed_browser, session, province)
    assert "7 dari 7" in row(page, "Aman") and "20" not in row(page, "Aman")
    assert "8 dari 20" in row(page, "Damai")
    assert "● 4" in row(page, "Aman") and "● 4" in row(page, "Damai")
    # The page of one yardstick reads that one alone and tells the same.
    office(session, two, PERFORMANCE, value="4.53", letter="A", variant=RULE)
    add_figure(session, two, YEAR, "88.50")
    for slug, words in (("sop", "8 dari 20"), ("inovasi", "4"), ("kinerja", "1 unit dinilai"), ("skm", "88,50")):
        assert words in row(_open(committed_browser, session, province, f"ukuran/{slug}"), "Damai"), slug


def test_the_card_of_a_regency_and_of_its_agency(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant = add_regency(session, "Kabupaten Aman", code="51.01")
    add_reading(session, tenant_id=tenant.id, yardstick=PROCEDURES, procedures=4, evaluated=1)
    mall = {"unit_id": uuid4(), "level": MALL, "name": "MPP Aman", "value": "70.00", "letter": "C"}
    add_reading(session, tenant_id=tenant.id, yardstick=MALLS, **mall)  # type: ignore[arg-type]
    agency_id = office(session, tenant, STANDARDS, services=4, complete=4)
    page = _open(committed_browser, session, province, "kabupaten/kabupaten-aman")
    assert "3 SOP belum dievaluasi" in page.text and "MPP Aman" in page.text
    assert not page.html.select('main a[href*="/mutu/sop"]')
    card = _open(committed_browser, session, province, f"kabupaten/kabupaten-aman/{agency_id}")
    assert "Standar pelayanan lengkap untuk semua layanan (4)." in card.text and "MPP Aman" not in card.text
    assert _open(committed_browser, session, province, f"kabupaten/kabupaten-aman/{uuid4()}").status == 404


def test_nothing_of_another_province_or_a_demo(session: Session, province: Province, committed_browser: Browser) -> None:
    add_reading(session, tenant_id=add_regency(session, "Kabupaten Aman", code="51.01").id, yardstick=STANDARDS, services=2, complete=2)
    foreign = add_regency(session, "Kabupaten Rahasia", code="52.01")
    demo = add_regency(session, "Rahasia Latihan", code="51.09", kind="demo")
    ids = []
    for tenant in (foreign, demo):
        for yardstick in YARDSTICKS:
            ids.append(office(session, tenant, yardstick, "Dinas Rahasia Kependudukan", label="RAHASIA"))
    slugs = ("skm", "kinerja", "ombudsman", "standar", "sop", "spm", "pengaduan", "inovasi", "mpp")
    for path in ("ringkasan", *(f"ukuran/{slug}" for slug in slugs), "sejenis/dukcapil", "sejenis/dinas", "angka.csv"):
        page = _open(committed_browser, session, province, path)
        assert page.status == 200
        assert "Rahasia" not in page.response.text and "RAHASIA" not in page.response.text, path
    for slug in (foreign.slug, demo.slug):
        assert _open(committed_browser, session, province, f"kabupaten/{slug}").status == 404
        assert _open(committed_browser, session, province, f"kabupaten/{slug}/{ids[0]}").status == 404
    # An agency of another regency is not found below a regency of one's own.
    assert _open(committed_browser, session, province, f"kabupaten/kabupaten-aman/{ids[0]}").status == 404


def test_the_file_has_every_reading_with_its_counts(session: Session, province: Province, committed_browser: Browser) -> None:
    tenant = add_regency(session, "Kabupaten Aman", code="51.01")
    add_reading(session, tenant_id=tenant.id, yardstick=STANDARDS, services=2, complete=1, value="50.00")
    office(session, tenant, COMPLIANCE, year=2025, value="90.02", letter="A", label="=1+1")
    text = _open(committed_browser, session, province, "angka.csv").response.text
    assert "51.01,Kabupaten Aman,standards,2026,regency" in text and ",50.00," in text
    assert ",90.02,A,'=1+1," in text
    assert "compliance" not in _open(committed_browser, session, province, "angka.csv?tahun=2026").response.text.split("\n", 1)[1]


def test_the_workbook_is_frozen_with_every_reading_of_ones_own(session: Session, province: Province, committed_browser: Browser) -> None:
    add_reading(session, tenant_id=add_regency(session, "Kabupaten Aman", code="51.01").id, yardstick=STANDARDS, services=2, value="50.00")
    office(session, add_regency(session, "Kabupaten Rahasia", code="52.01"), COMPLIANCE, "Dinas Rahasia")
    page = _open(committed_browser, session, province)
    answer = committed_browser.send(page, {}, action=f"{province.path}/mutu/angka")
    assert "Angka ukuran mutu semua tahun" in committed_browser.follow(answer).text
    with tenancy.inside(session, tenant_id=province.tenant.id):
        frozen = session.scalars(select(Report).where(Report.document == PROVINCE_READINGS)).one()
        source = ReadingsSource.from_json(frozen.snapshot)
    assert len(source.rows()) == 1 and source.rows()[0][:5] == ["51.01", "Kabupaten Aman", "standards", "2026", "regency"]
    assert all(len(cells) == len(COLUMNS) for cells in source.rows())


def test_a_viewer_of_the_province_sees_it_and_a_regency_does_not(session: Session, province: Province, committed_browser: Browser) -> None:
    viewer = add_province(session, code="53", slug="provinsi-lain", role="province-viewer")
    assert _open(committed_browser, session, viewer).status == 200
    assert _open(committed_browser, session, viewer, "angka.csv").status == 200
    committed_browser.sign_in(viewer.account_id)
    assert committed_browser.get(f"{province.path}/mutu/ringkasan").status == 404


def test_statements_stay_few_however_many_regencies(
    session: Session, province: Province, committed_app: Flask, committed_browser: Browser
) -> None:
    for number in range(1, 7):
        tenant = add_regency(session, f"Kabupaten {number}", code=f"51.{number:02d}")
        for yardstick in (STANDARDS, COMPLIANCE, COMPLAINTS):
            add_reading(session, tenant_id=tenant.id, yardstick=yardstick, value="80.00", letter="A")
            office(session, tenant, yardstick)
    for path in ("ringkasan", "ukuran/ombudsman", "sejenis/dukcapil", "kabupaten/kabupaten-1"):
        _open(committed_browser, session, province, path)
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object, found: list[str] = statements) -> None:
            if statement.lstrip().upper().startswith(("SELECT", "WITH")) and "set_config" not in statement:
                found.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        committed_browser.get(f"{province.path}/mutu/{path}")
        event.remove(Engine, "before_cursor_execute", note)
        assert 0 < len(statements) <= MOST_STATEMENTS, (path, len(statements))
