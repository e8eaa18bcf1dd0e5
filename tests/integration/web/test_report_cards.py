"""Report cards over HTTP: the table of all agencies, one card, blanks that say so, who sees which, and how many statements it takes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.report_cards import CardAgency, list_card_agencies
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import Report
from puas.db.tables.results import PastResult, Target
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.card_source import CardSource
from puas.domain.document_source import REPORT_CARD
from puas.domain.survey_period import triwulan
from puas.domain.yardsticks import COMPLAINTS, COMPLIANCE, MALL, MALLS, PERFORMANCE, PROCEDURES, STANDARDS
from puas.presentation import card_texts
from puas_web import card_words
from tests.factories.published import publish_and_share
from tests.factories.readings import add_reading
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.integration.web.conftest import CountQueries, Enter
from tests.web_pages import Browser, Page

OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan", "Kecamatan Timur")
ROOM = "/t/arjosari/mutu/rapor"
MOST_STATEMENTS = 12
NOW = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)

SignIn = Callable[..., Browser]


def row(page: Page, name: str) -> str:
    """The words of the table's row that is called so."""
    found = next(each for each in page.html.select("table.rapor tr") if name in each.get_text())
    return " ".join(found.get_text(" ").split()).replace(" ,", ",")


@pytest.fixture(autouse=True)
def october() -> object:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    found = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(triwulan(2026, 1),), agencies=OFFICES)
    session.commit()
    return found


@pytest.fixture
def sign_in(enter: Enter, surveyed: Surveyed) -> SignIn:
    return partial(enter, surveyed.tenant_id)


def tell(session: Session, surveyed: Surveyed, yardstick: str, unit: int | None = 0, **facts: Any) -> None:
    """A reading of an agency by its place in the list, or of the regency."""
    named: dict[str, Any] = {} if unit is None else {"unit_id": surveyed.agency_ids[unit], "name": OFFICES[unit]}
    add_reading(session, tenant_id=surveyed.tenant_id, yardstick=yardstick, **named, **facts)
    session.commit()


def test_nothing_told_yet_explains_and_leads_to_the_registers(sign_in: SignIn) -> None:
    page = sign_in().get(ROOM)
    assert "Rapor belum terisi" in page.text and page.html.select('a[href="/t/arjosari/mutu"]')


def test_the_table_shows_figures_letters_and_blanks_by_word_and_shape(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, PERFORMANCE, value="4.53", letter="A", variant="permenpanrb-29-2022:A")
    tell(session, surveyed, COMPLIANCE, 1, value="60.35", letter="C", label="kuning")
    tell(session, surveyed, STANDARDS, 1, services=4, complete=1)
    page = sign_in().get(ROOM)
    first, second = row(page, "Dinas Kependudukan"), row(page, "Dinas Kesehatan")
    assert "● 4,53 A, baik" in first and first.count("belum ada") == 8
    assert "▲ 60,35 C, cukup" in second and "◆ 1 dari 4, perlu dibenahi" in second


def test_a_figure_of_last_year_is_named_and_not_counted(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, COMPLIANCE, year=2025, value="90.02", letter="A", label="hijau")
    tell(session, surveyed, STANDARDS, services=2, complete=2)
    assert "terakhir 2025" in row(sign_in().get(ROOM), "Dinas Kependudukan")


def test_the_newest_earlier_figure_is_said_whatever_it_was(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    """An opinion has no number, and the regency's performance is that of its units: neither may stand as a dash."""
    tell(session, surveyed, COMPLIANCE, None, year=2025, value=None, label="Kualitas Tinggi Tanpa Maladministrasi")
    tell(session, surveyed, PERFORMANCE, 0, year=2025, value="4.53", letter="A", variant="permenpanrb-29-2022:A")
    tell(session, surveyed, STANDARDS, None, services=2, complete=2)
    for page in (sign_in().get("/t/arjosari/mutu"), sign_in().get(f"{ROOM}/kabupaten-kota")):
        assert "2025: Kualitas Tinggi Tanpa Maladministrasi" in page.text, page.text
        assert "2025: 1 unit dinilai" in page.text


def test_an_opinion_of_the_year_is_said_once_and_is_no_missing_assessment(
    session: Session, surveyed: Surveyed, sign_in: SignIn
) -> None:
    """The scale of 2025 is not known: the opinion stands where others have a score, and "tidak dinilai" would deny it."""
    tell(session, surveyed, COMPLIANCE, None, value=None, label="Kualitas Tinggi Tanpa Maladministrasi")
    tell(session, surveyed, STANDARDS, 0, services=2, complete=2)
    assert "○ Kualitas Tinggi Tanpa Maladministrasi, tidak digolongkan" in row(sign_in().get(ROOM), "Kabupaten Arjosari")
    card = sign_in().get(f"{ROOM}/kabupaten-kota").html.select(".card-value")
    assert "Kualitas Tinggi Tanpa Maladministrasi" in [" ".join(each.get_text(" ").split()) for each in card]


def test_years_to_come_are_not_offered(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, None, services=2, complete=2)
    tell(session, surveyed, STANDARDS, None, year=2027, services=2, complete=2)
    tell(session, surveyed, STANDARDS, None, year=2025, services=2, complete=2)
    for path in (ROOM, f"{ROOM}/kabupaten-kota"):
        assert [each.get_text() for each in sign_in().get(path).html.select(".year-switch a")] == ["2026", "2025"]


def test_a_card_leads_nobody_to_a_page_that_is_not_for_them(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    """Evaluators read registers, and neither the survey nor its plans."""
    tell(session, surveyed, STANDARDS, 0, services=4, complete=3)
    for role, may in (("evaluator", False), ("tenant-admin", True)):
        page = sign_in(role).get(f"{ROOM}/{surveyed.agency_ids[0]}")
        links = {str(each["href"]) for each in page.html.select(".card-line a, .advice a")}
        assert ("/t/arjosari/tindak-lanjut" in links, "/t/arjosari/hasil" in links) == (may, may), (role, links)
        assert "/t/arjosari/mutu/standar" in links


def test_only_who_can_begin_is_told_to(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    """An officer fills in complaints, and records no score of the Ombudsman."""
    tell(session, surveyed, STANDARDS, 0, services=4, complete=3)
    own = surveyed.agency_ids[0]
    officer, admin = sign_in("agency-officer", own).get(f"{ROOM}/{own}"), sign_in().get(f"{ROOM}/{own}")
    assert "Mulai isi Pengaduan" in officer.text and "Mulai isi Pengaduan" in admin.text
    for name in ("Ombudsman", "IPP"):
        assert f"Buka {name}" in officer.text and f"Mulai isi {name}" in admin.text
    assert "Mulai isi SKM" not in admin.text


def test_the_regency_stands_on_top_with_the_sums_of_its_agencies(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, COMPLAINTS, 0, received=3, settled=1)
    tell(session, surveyed, COMPLAINTS, 1, received=7, settled=4)
    page = sign_in().get(ROOM)
    assert "5 dari 10" in row(page, "Kabupaten Arjosari")


def test_filter_by_kind_keeps_only_that_kind(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, services=2, complete=2)
    kinds = {agency.kind for agency in agencies_of(session, surveyed)}
    page = sign_in().get(f"{ROOM}?jenis={sorted(kinds)[0]}")
    assert page.status == 200
    assert sign_in().get(f"{ROOM}?jenis=bukan-jenis").status == 200


def agencies_of(session: Session, surveyed: Surveyed) -> list[CardAgency]:
    with tenancy.inside(session, tenant_id=surveyed.tenant_id):
        return list(list_card_agencies(session, tenant_id=surveyed.tenant_id))


def test_a_card_shows_two_rules_side_by_side_with_a_trend(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, PERFORMANCE, year=2025, value="4.06", letter="A-", variant="permenpanrb-17-2017")
    tell(session, surveyed, PERFORMANCE, value="4.40", letter="A-", variant="permenpanrb-29-2022:A", weak=2)
    tell(session, surveyed, PERFORMANCE, value="4.53", letter="A", variant="permenpanrb-17-2017")
    page = sign_in().get(f"{ROOM}/{surveyed.agency_ids[0]}")
    assert "4,40 A-" in page.text and "PermenPANRB 29/2022, formulir A" in page.text and "PermenPANRB 17/2017: 4,53 A" in page.text
    assert "Tidak dibandingkan dengan 2025: aturannya berbeda" in page.text
    assert "2 indikator kinerja bernilai rendah" in page.text
    assert page.html.select_one("#tren-performance-title") is not None


def test_a_card_says_what_is_missing_and_links_to_where_it_begins(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, PROCEDURES, procedures=4, evaluated=4)
    page = sign_in().get(f"{ROOM}/{surveyed.agency_ids[0]}")
    assert "Semua SOP (4) sudah dievaluasi." in page.text
    assert "Belum ada angka untuk 2026" in page.text
    assert "Belum ada indeks kepuasan yang terbit untuk 2026" in page.text


def test_the_survey_is_what_was_published_with_target_and_past(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    publish_and_share(session, surveyed)
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    session.add(
        Target(
            tenant_id=surveyed.tenant_id, id=new_id(), agency_id=surveyed.agency_ids[0], year=2026, nik=Decimal("99.00"), source="",
            updated_at=NOW,
        )
    )  # fmt: skip
    session.add(
        PastResult(
            tenant_id=surveyed.tenant_id, id=new_id(), agency_id=surveyed.agency_ids[0], year=2025, label="2025",
            edition="permenpanrb-14-2017", nik=Decimal("80.00"),
        )
    )  # fmt: skip
    session.commit()
    page = sign_in().get(f"{ROOM}/{surveyed.agency_ids[0]}")
    assert "di bawah target 99,00" in page.text and "Target 99,00 (" in page.text
    assert "dari 2025" in page.text and "80,00 B" in page.text


def test_promises_of_other_yardsticks_count_and_late_ones_are_asked_for(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    for number, (state, month) in enumerate((("done", 3), ("planned", 9), ("planned", 10))):
        session.add(
            ImprovementItem(
                tenant_id=surveyed.tenant_id, id=new_id(), agency_id=surveyed.agency_ids[0], source=STANDARDS, topic="Standar", year=2026,
                action="Perbaiki", due_on=datetime(2026, month, 1, tzinfo=UTC).date(), state=state, position=number, created_at=NOW,
            )
        )  # fmt: skip
    session.commit()
    tell(session, surveyed, STANDARDS, services=2, complete=2)
    page = sign_in().get(f"{ROOM}/{surveyed.agency_ids[0]}")
    assert "1 dari 3" in page.text and "1 rencana tindak lanjut terlambat" in page.text


def test_malls_are_on_the_card_of_the_regency_only(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    mall: dict[str, Any] = {"unit_id": uuid4(), "level": MALL, "name": "MPP Arjosari", "value": "70.00", "letter": "C"}
    add_reading(session, tenant_id=surveyed.tenant_id, yardstick=MALLS, **mall)
    session.commit()
    browser = sign_in()
    assert "MPP Arjosari: indeks 70,00 bermutu C." in browser.get(f"{ROOM}/kabupaten-kota").text
    assert "MPP Arjosari" not in browser.get(f"{ROOM}/{surveyed.agency_ids[0]}").text


def test_an_officer_of_one_agency_comes_to_its_card_and_to_no_other(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, 0, services=2, complete=2)
    tell(session, surveyed, STANDARDS, 1, services=2, complete=1)
    browser = sign_in("agency-officer", surveyed.agency_ids[0])
    assert browser.get(ROOM).location.endswith(f"/mutu/rapor/{surveyed.agency_ids[0]}")
    assert browser.get(f"{ROOM}/{surveyed.agency_ids[1]}").status == 404
    assert browser.get(f"{ROOM}/kabupaten-kota").status == 404


def test_an_officer_of_two_agencies_sees_these_two(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, 0, services=2, complete=2)
    page = sign_in("agency-officer", *surveyed.agency_ids[:2]).get(ROOM)
    assert "Dinas Kesehatan" in page.text and "Kecamatan Timur" not in page.text and not page.html.select("tr.whole")


@pytest.mark.parametrize("role", ["leader", "evaluator", "tenant-admin"])
def test_who_sees_all_registers_sees_all_cards(session: Session, surveyed: Surveyed, sign_in: SignIn, role: str) -> None:
    tell(session, surveyed, STANDARDS, services=2, complete=2)
    browser = sign_in(role)
    for path in (ROOM, f"{ROOM}/kabupaten-kota", f"{ROOM}/{surveyed.agency_ids[0]}"):
        assert browser.get(path).status == 200


def test_a_long_table_has_pages_and_the_file_has_all_of_it(
    session: Session, surveyed: Surveyed, sign_in: SignIn, count_queries: CountQueries
) -> None:
    numbers = []
    for more in (0, 60):
        with tenancy.inside(session, tenant_id=surveyed.tenant_id):
            for number in range(more):
                session.add(Agency(tenant_id=surveyed.tenant_id, id=new_id(), name=f"Unit {number:02}", kind="dinas", created_at=NOW))
            session.commit()
        agencies = agencies_of(session, surveyed)
        for each in agencies:
            if each.name.startswith("Unit") or (each.name == OFFICES[0] and not more):
                add_reading(session, tenant_id=surveyed.tenant_id, yardstick=STANDARDS, unit_id=each.id, services=4, complete=3)
        session.commit()
        browser = sign_in()
        page = browser.get(ROOM)
        with count_queries() as statements:
            page = browser.get(ROOM)
        numbers.append(len(statements))
    assert numbers[0] == numbers[1] <= MOST_STATEMENTS
    seen: list[str] = []
    pages = 0
    while True:
        pages += 1
        rows = page.html.select("table.rapor tbody tr")
        # The regency with the sums of all of them stands on top of each page.
        assert "183 dari 244" in rows[0].get_text(" ")
        seen += [each.get_text(" ", strip=True) for row in rows[1:] for each in row.select("th")]
        following = page.html.select_one("a[rel=next]")
        if following is None:
            break
        page = browser.get(str(following["href"]))
    assert pages == 3
    assert seen == [each.name for each in agencies] and len(seen) == 63
    (link,) = (each for each in page.html.select("a") if each.get_text(strip=True) == "Unduh CSV")
    lines = list(csv.reader(StringIO(browser.get(str(link["href"])).response.text.lstrip("\ufeff"))))
    assert [line[0] for line in lines[1:]] == ["Kabupaten Arjosari", *seen]
    standards = lines[0].index("Standar pelayanan lengkap")
    assert lines[-1][standards : standards + 3] == ["3 dari 4", "", "cukup"]
    assert lines[1][standards] == "183 dari 244"


def test_the_file_holds_what_its_reader_may_see(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    assert sign_in().get(f"{ROOM}.csv").status == 404
    tell(session, surveyed, STANDARDS, services=2, complete=2)
    agencies = agencies_of(session, surveyed)
    lines = sign_in("agency-officer", agencies[0].id).get(f"{ROOM}.csv").response.text.strip().splitlines()
    assert len(lines) == 2 and lines[1].startswith(agencies[0].name)


def test_statements_stay_few(session: Session, surveyed: Surveyed, sign_in: SignIn, count_queries: CountQueries) -> None:
    for year in (2024, 2025, 2026):
        for unit in range(3):
            for yardstick in (STANDARDS, PROCEDURES, COMPLAINTS):
                tell(session, surveyed, yardstick, unit, year=year)
    browser = sign_in()
    for path in (ROOM, f"{ROOM}/kabupaten-kota", f"{ROOM}/{surveyed.agency_ids[0]}"):
        browser.get(path)
        with count_queries() as statements:
            browser.get(path)
        assert len(statements) <= MOST_STATEMENTS, (path, len(statements))


def test_sentences_on_screen_are_those_of_the_document(app: Flask) -> None:
    with app.test_request_context():
        for mine, theirs in (
            (card_words.SENTENCES, card_texts.SENTENCES), (card_words.LINE_NAMES, card_texts.LINE_NAMES),
            (card_words.RULE_WORDS, card_texts.RULE_WORDS), (card_words.LEVEL_WORDS, card_texts.LEVEL_WORDS),
        ):  # fmt: skip
            assert {key: str(words) for key, words in mine.items()} == dict(theirs)
        assert str(card_words.POLICY_WORDS) == card_texts.POLICY_WORDS


def test_the_room_of_registers_says_how_they_stand_and_what_comes_first(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, None, services=4, complete=1)
    tell(session, surveyed, COMPLAINTS, 0, received=10, settled=10, in_time=10)
    page = sign_in().get("/t/arjosari/mutu")
    assert "3 layanan belum memiliki standar pelayanan yang lengkap." in page.text
    assert "Rapor pelayanan" in page.text


def test_the_room_of_an_officer_speaks_of_their_agency(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, 0, services=4, complete=3)
    tell(session, surveyed, STANDARDS, 1, services=9, complete=1)
    page = sign_in("agency-officer", surveyed.agency_ids[0]).get("/t/arjosari/mutu")
    assert "1 layanan belum memiliki standar" in page.text and "8 layanan" not in page.text


def test_an_officer_without_agencies_sees_a_room_without_figures(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, 0, services=4, complete=3)
    page = sign_in("agency-officer").get("/t/arjosari/mutu")
    assert page.status == 200 and "Langkah berikutnya" not in page.text
    assert sign_in("agency-officer").get(ROOM).status == 200


def test_the_head_sees_one_line_for_each_yardstick_that_is_off(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, COMPLIANCE, None, value="60.35", letter="C", label="kuning")
    tell(session, surveyed, STANDARDS, None, services=4, complete=1, overdue=2)
    page = sign_in("leader").get("/t/arjosari/")
    assert "Nilai kepatuhan Ombudsman 60,35, kuning: kerjakan daftar periksa kesiapan." in page.text
    assert "3 layanan belum memiliki standar" in page.text and "lewat waktu peninjauannya" not in page.text


def test_the_results_of_an_agency_lead_to_its_card_and_back(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    browser, agency_id = sign_in(), surveyed.agency_ids[0]
    results = browser.get(f"/t/arjosari/hasil/perangkat-daerah/{agency_id}")
    assert results.html.select(f'a[href^="{ROOM}/{agency_id}"]')
    card = browser.get(f"{ROOM}/{agency_id}")
    assert card.html.select(f'a[href="{results.response.request.path}"]')


def test_the_document_of_a_card_is_frozen_and_asked_for_once(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, 0, services=4, complete=4)
    browser, path = sign_in(), f"{ROOM}/{surveyed.agency_ids[0]}"
    first = browser.send(browser.get(path), {"tahun": "2026"}, action=f"{path}/dokumen")
    again = browser.send(browser.get(path), {"tahun": "2026"}, action=f"{path}/dokumen")
    assert first.location == again.location
    page = browser.get(first.location.removeprefix("http://localhost"))
    assert "Rapor pelayanan Dinas Kependudukan 2026" in page.text
    frozen = session.scalars(select(Report).where(Report.document == REPORT_CARD)).one()
    assert CardSource.from_json(frozen.snapshot).strengths == ("Standar pelayanan lengkap untuk semua layanan (4).",)


def test_a_year_without_figures_has_no_document(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, 0, services=4, complete=4)
    browser, path = sign_in(), f"{ROOM}/{surveyed.agency_ids[0]}"
    answer = browser.send(browser.get(path), {"tahun": "1999"}, action=f"{path}/dokumen")
    assert "Belum ada angka untuk tahun ini" in browser.follow(answer).text
    assert browser.send(browser.get(path), {"tahun": "besok"}, action=f"{path}/dokumen").status == 404


def test_an_officer_asks_for_their_own_card_and_no_other(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    tell(session, surveyed, STANDARDS, 0, services=4, complete=4)
    browser, path = sign_in("agency-officer", surveyed.agency_ids[0]), f"{ROOM}/{surveyed.agency_ids[0]}"
    page = browser.get(path)
    assert browser.send(page, {"tahun": "2026"}, action=f"{path}/dokumen").status == 302
    token = page.filled(f"{path}/dokumen")
    assert browser.post(f"{ROOM}/{surveyed.agency_ids[1]}/dokumen", token).status == 404
    assert browser.post(f"{ROOM}/kabupaten-kota/dokumen", token).status == 404
