"""Targets over HTTP: the table of a year, proposals, progress, who sees which, and two people editing one year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.results import Target
from puas.domain.survey_period import triwulan
from tests.factories.frozen import freeze_period
from tests.factories.statements import counted_statements
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.integration.web.conftest import Enter
from tests.web_pages import Browser, Page

pytestmark = pytest.mark.usefixtures("in_november")

OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan", "Kecamatan Timur")
ROOM = "/t/arjosari/target"
TABLE = f"{ROOM}/sunting?tahun=2026"
MOST_STATEMENTS = 12

SignIn = Callable[..., Browser]


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    """Three agencies over two quarters; all but the last period are closed."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    found = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=OFFICES)
    for period in found.periods[:5]:
        freeze_period(session, found, period)
    session.commit()
    return found


@pytest.fixture
def sign_in(enter: Enter, surveyed: Surveyed) -> SignIn:
    return partial(enter, surveyed.tenant_id)


def keep(session: Session, surveyed: Surveyed, agency_id: UUID | None, nik: str, year: int = 2026, source: str = "Renstra") -> None:
    session.add(
        Target(
            tenant_id=surveyed.tenant_id, id=new_id(), agency_id=agency_id, year=year, nik=Decimal(nik), source=source,
            updated_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )  # fmt: skip
    session.commit()


def stored(session: Session, year: int = 2026) -> dict[UUID | None, tuple[str, str]]:
    session.expire_all()
    return {row.agency_id: (str(row.nik), row.source) for row in session.scalars(select(Target).where(Target.year == year))}


def row_of(page: Page, name: str) -> str:
    row = next(each for each in page.html.select("tbody tr") if each.th and name in each.th.get_text())
    return " ".join(row.get_text(" ").split())


def test_a_year_is_laid_down_in_one_table(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    browser, first, second = sign_in(), *surveyed.agency_ids[:2]
    page = browser.get(TABLE)
    assert all(office in page.text for office in (*OFFICES, "Kabupaten Arjosari"))
    typed = {"nik-daerah": "81,75", "sumber-daerah": "RPJMD  2025–2029 ", f"nik-{first}": "90", f"nik-{second}": "85.5"}
    answer = browser.send(page, {**typed, f"sumber-{second}": "Renstra Dinkes", "sumber-bersama": "Renstra 2025–2029"})
    assert answer.location.endswith("/target?tahun=2026")
    expected = {None: ("81.75", "RPJMD 2025–2029"), first: ("90.00", "Renstra 2025–2029"), second: ("85.50", "Renstra Dinkes")}
    assert stored(session) == expected
    shown = browser.follow(answer)
    assert "3 target tahun 2026 disimpan" in shown.all_text
    # Emptied is taken back; what was not touched stays.
    browser.send(browser.get(TABLE), {f"nik-{first}": ""})
    assert stored(session) == {each: expected[each] for each in (None, second)}
    log = browser.get("/t/arjosari/pengaturan/catatan-kegiatan").text
    assert all(change in log for change in ("– → 81,75", "– → 90,00", "90,00 → –", "Dinas Kependudukan"))
    assert "Tidak ada yang berubah" in browser.follow(browser.send(browser.get(TABLE))).all_text


FAULTS = (
    ("3,27", "", "di luar skala"), ("100,01", "", "di luar skala"), ("banyak", "", "Tulis angka"), ("NaN", "", "Tulis angka"),
    ("8e1", "", "Tulis angka"), ("8_0", "", "Tulis angka"), ("81,755", "", "dua angka"), ("81,75", "x" * 130, "120 karakter"),
    ("", "Renstra", "targetnya belum"),
)  # fmt: skip


@pytest.mark.parametrize(("nik", "source", "sentence"), FAULTS)
def test_a_faulty_line_saves_nothing_and_loses_nothing(
    surveyed: Surveyed, session: Session, sign_in: SignIn, nik: str, source: str, sentence: str
) -> None:
    browser, first, second = sign_in(), *surveyed.agency_ids[:2]
    typed = {f"nik-{first}": nik, f"sumber-{first}": source, f"nik-{second}": "88,31", "sumber-bersama": "S"}
    page = browser.send(browser.get(TABLE), typed)
    assert page.status == 422 and len(page.errors()) == 1
    assert OFFICES[0] in page.errors()[0] and sentence in page.errors()[0]
    link = page.html.select_one(".error-summary a")
    assert link is not None and page.html.select_one(str(link["href"])) is not None
    sent = page.filled()
    assert (sent[f"nik-{first}"], sent[f"nik-{second}"], sent["sumber-bersama"]) == (nik, "88,31", "S")
    assert page.html.select_one(f"#nik-{first}-error") is not None and page.html.select_one("[aria-invalid=true]") is not None
    assert stored(session) == {}


def test_of_two_people_at_one_table_neither_loses_work(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    first, second, third = surveyed.agency_ids
    for each in (first, second):
        keep(session, surveyed, each, "80.00")
    mine, theirs = sign_in(), sign_in()
    open_table = mine.get(TABLE)
    theirs.send(theirs.get(TABLE), {f"nik-{first}": "82", f"nik-{second}": "83"})
    page = mine.send(open_table, {f"nik-{second}": "84", f"nik-{third}": "85"})
    assert page.status == 422 and len(page.errors()) == 1
    assert "Dinas Kesehatan" in page.errors()[0] and "Orang lain baru saja menyimpan 83,00 (Renstra)" in page.errors()[0]
    assert stored(session) == {first: ("82.00", "Renstra"), second: ("83.00", "Renstra")}
    # What is sent again is meant; the line the other one changed alone is left as they saved it.
    assert mine.send(page).status == 302
    assert stored(session) == {first: ("82.00", "Renstra"), second: ("84.00", "Renstra"), third: ("85.00", "")}


def test_a_target_taken_back_by_somebody_else_is_asked_about(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    first = surveyed.agency_ids[0]
    keep(session, surveyed, first, "80.00")
    mine, theirs = sign_in(), sign_in()
    open_table = mine.get(TABLE)
    theirs.send(theirs.get(TABLE), {f"nik-{first}": ""})
    page = mine.send(open_table, {f"nik-{first}": "84"})
    assert page.status == 422 and "baru saja menghapus" in page.errors()[0]
    assert mine.send(page).status == 302 and stored(session) == {first: ("84.00", "Renstra")}


def test_last_years_targets_are_a_proposal_until_they_are_saved(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    first, second, _third = surveyed.agency_ids
    for agency_id, nik in ((None, "81.00"), (first, "82.00"), (second, "83.00")):
        keep(session, surveyed, agency_id, nik, year=2025)
    keep(session, surveyed, second, "88.00", source="Renstra perubahan")
    browser = sign_in()
    link = next(str(each["href"]) for each in browser.get(TABLE).html.select("main a") if "tahun-lalu" in str(each["href"]))
    page = browser.get(link)
    values = page.filled()
    assert (values["nik-daerah"], values[f"nik-{first}"], values[f"nik-{second}"]) == ("81,00", "82,00", "88,00")
    assert "2 baris yang masih kosong" in page.text and stored(session) == {second: ("88.00", "Renstra perubahan")}
    assert browser.send(page, {f"nik-{first}": "82,5"}).status == 302
    assert stored(session) == {None: ("81.00", "Renstra"), first: ("82.50", "Renstra"), second: ("88.00", "Renstra perubahan")}


def test_targets_noted_with_agencies_are_taken_over(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    first, second, third = surveyed.agency_ids
    for agency_id, text in ((first, "81.75"), (second, "3.27"), (third, "")):
        session.execute(update(Agency).where(Agency.id == agency_id).values(target_nik=text))
    session.commit()
    browser = sign_in()
    start = browser.get(f"{ROOM}?tahun=2026")
    link = next(str(each["href"]) for each in start.html.select("main a") if "catatan-lama" in str(each["href"]))
    page = browser.get(link)
    values = page.filled()
    assert (values[f"nik-{first}"], values[f"nik-{second}"], values[f"nik-{third}"]) == ("81,75", "", "")
    assert "Tidak terbaca sebagai target" in page.text and "Dinas Kesehatan: “3.27”" in page.text
    assert browser.send(page, {"sumber-bersama": "Renstra 2021–2026"}).status == 302
    assert stored(session) == {first: ("81.75", "Renstra 2021–2026")}


def test_progress_says_reached_or_by_how_much_and_which_letter(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    first, second, _third = surveyed.agency_ids
    browser = sign_in("leader")
    plain = browser.get(f"{ROOM}?tahun=2026")
    nik = Decimal(row_of(plain, "Dinas Kependudukan").split("belum")[0].split("–")[1].split()[0].replace(",", "."))
    keep(session, surveyed, first, str(nik))
    keep(session, surveyed, second, "99.99")
    keep(session, surveyed, None, "30.00", source="RPJMD")
    page = browser.get(f"{ROOM}?tahun=2026")
    assert "0,00 tercapai" in row_of(page, "Dinas Kependudukan")
    assert "99,99" in row_of(page, "Dinas Kesehatan") and "kurang, mutu B dari A" in row_of(page, "Dinas Kesehatan")
    assert "belum ditetapkan" in row_of(page, "Kecamatan Timur") and "sementara" in row_of(page, "Kecamatan Timur")
    assert "1 dari 2 yang sudah memiliki indeks" in page.text
    assert "Tidak Baik" in page.text and "RPJMD" in page.text, "the regency's target of 30 is mutu D"
    assert not page.html.select("a[href*=sunting]"), "a leader lays down no targets"


def test_an_officer_sees_own_agencies_only(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    first, second, _third = surveyed.agency_ids
    keep(session, surveyed, first, "81.11")
    keep(session, surveyed, second, "82.22")
    keep(session, surveyed, None, "83.33")
    officer = sign_in("agency-officer", first)
    page = officer.get(f"{ROOM}?tahun=2026")
    assert "81,11" in page.text and "Dinas Kependudukan" in page.text
    assert not any(hidden in page.text for hidden in ("82,22", "83,33", "Dinas Kesehatan"))
    for path in (TABLE, f"{TABLE}&usulan=tahun-lalu"):
        assert officer.get(path).status == 404
    token = page.html.select_one("input[name=csrf_token]")
    assert officer.post(TABLE, {"csrf_token": token["value"] if token else "", f"nik-{first}": "90"}).status == 404
    assert officer.get("/t/kabupaten-lain/target").status == 404


def test_a_line_of_a_foreign_agency_is_not_found(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    other = survey_tenant(session, slug="lain", name="Kabupaten Lain", agencies=("Dinas Asing",))
    keep(session, other, other.agency_ids[0], "77.77")
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    browser = sign_in()
    page = browser.get(TABLE)
    assert "Dinas Asing" not in page.text
    assert browser.send(page, {f"nik-{other.agency_ids[0]}": "90"}).status == 404
    assert browser.get("/t/lain/target").status == 404
    assert stored(session) == {}


@pytest.mark.parametrize("year", ["2016", "2037", "99999999999999999999", "-1"])
def test_a_year_without_plans_has_no_table(sign_in: SignIn, year: str) -> None:
    answer = sign_in().get(f"{ROOM}/sunting?tahun={year}")
    # What is no year at all is the present one, as everywhere.
    assert answer.status == (404 if year in ("2016", "2037") else 200)


def test_an_archived_agency_keeps_its_target_of_the_year(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    first, second, _third = surveyed.agency_ids
    keep(session, surveyed, first, "81.11")
    session.execute(update(Agency).where(Agency.id.in_([first, second])).values(state="archived"))
    session.commit()
    browser = sign_in()
    page = browser.get(TABLE)
    assert OFFICES[0] in page.text and OFFICES[1] not in page.text
    assert OFFICES[1] in browser.get(f"{ROOM}?tahun=2026").text, "it was surveyed in that year"
    assert browser.send(page, {f"nik-{first}": "82,22"}).status == 302 and stored(session)[first] == ("82.22", "Renstra")


def test_a_regency_without_agencies_is_told_what_to_do(session: Session, enter: Enter) -> None:
    empty = survey_tenant(session, slug="kosong", name="Kabupaten Kosong", agencies=())
    browser = enter(empty.tenant_id)
    page = browser.get("/t/kosong/target")
    assert page.status == 200 and "Belum ada perangkat daerah" in page.text
    assert browser.send(browser.get("/t/kosong/target/sunting?tahun=2027"), {"nik-daerah": "85"}).status == 302
    assert stored(session, 2027) == {None: ("85.00", "")}


def test_it_is_reached_from_results_recap_and_settings(sign_in: SignIn) -> None:
    browser = sign_in()
    for path in ("/t/arjosari/rekap", "/t/arjosari/pengaturan"):
        assert any(str(link["href"]).startswith(ROOM) for link in browser.get(path).html.select("main a[href]")), path


@pytest.mark.parametrize("agencies", [3, 30])
def test_the_number_of_statements_does_not_grow(session: Session, enter: Enter, connection: Connection, agencies: int) -> None:
    names = tuple(f"Dinas {number:02}" for number in range(agencies))
    many = survey_tenant(session, slug="banyak", name="Kabupaten Banyak", agencies=names)
    for agency_id in many.agency_ids:
        keep(session, many, agency_id, "80.00")
    browser = enter(many.tenant_id)
    for path in ("/t/banyak/target?tahun=2026", "/t/banyak/target/sunting?tahun=2026"):
        session.expire_all()
        with counted_statements(connection) as sent:
            page = browser.get(path)
        assert page.status == 200 and len(page.html.select("tbody tr")) >= agencies
        assert len(sent) <= MOST_STATEMENTS, "\n".join(sent)
