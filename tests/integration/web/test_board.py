"""The regency's board over HTTP: ranking with uncertainty, movement, reports, promises, letters, and who may see it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest
import time_machine
from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_board import regency_board
from puas.db.queries.regency_figures import regency_figures
from puas.db.tables.agencies import Agency
from puas.db.tables.calendar import Deadline
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import PastResult, Target
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.regency_board import RegencyBoard
from puas.domain.reporting_scope import ReportingScope, reporting_scope
from puas.domain.survey_period import triwulan
from tests.factories import surveyed as surveys
from tests.factories.frozen import freeze_period
from tests.factories.published import publish_period
from tests.factories.statements import counted_statements
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.integration.web.conftest import Enter
from tests.web_pages import Browser, Page

OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan", "Kecamatan Timur")
ROOM = "/t/arjosari/papan"
QUERY = "?tahun=2026&bagian=triwulan-2"
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
MOST_STATEMENTS = 12

SignIn = Callable[..., Browser]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    """Three agencies over two quarters, all closed; one agency more was never surveyed."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    found = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=OFFICES)
    for period in found.periods:
        freeze_period(session, found, period)
    session.add(Agency(tenant_id=found.tenant_id, id=new_id(), name="Satpol PP", kind="lainnya"))
    session.flush()
    follow(session, found)
    session.commit()
    return found


def follow(session: Session, surveyed: Surveyed, state: str = "closed") -> None:
    """The rows of the workflow, as opening makes them."""
    for period in session.query(SurveyPeriod).filter_by(tenant_id=surveyed.tenant_id):
        session.add(
            Submission(
                tenant_id=surveyed.tenant_id, period_id=period.id, agency_id=period.agency_id, agency_name=period.agency_name,
                agency_kind="dinas", label=period.label, kind=period.kind, starts_on=period.starts_on, ends_on=period.ends_on, state=state,
                changed_at=NOW,
            )
        )  # fmt: skip


@pytest.fixture
def sign_in(enter: Enter, surveyed: Surveyed) -> SignIn:
    return partial(enter, surveyed.tenant_id)


def links(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.html.select("main a[href]")]


def row(page: Page, name: str, table: int = 0) -> str:
    rows = page.html.select("main table")[table].select("tbody tr")
    found = next(each for each in rows if each.th and name in each.th.get_text())
    return " ".join(found.get_text(" ").split())


def section(page: Page, name: str) -> str:
    found = page.html.select_one(f"#{name}")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def set_deadline(session: Session, surveyed: Surveyed, due_on: date, part: str = "triwulan-2") -> None:
    session.add(
        Deadline(tenant_id=surveyed.tenant_id, id=new_id(), year=2026, part=part, step="submit", due_on=due_on, set_at=NOW)
    )
    session.commit()


def promise(session: Session, surveyed: Surveyed, number: int, due_on: date, **more: object) -> FollowupItem:
    period = surveyed.periods[number]
    item = FollowupItem(
        tenant_id=surveyed.tenant_id, id=new_id(), period_id=period.id, unsur="waktu", action="Tambah loket", due_on=due_on, **more
    )
    session.add(item)
    session.commit()
    return item


def test_ranks_intervals_and_letters_stand_beside_every_agency(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    page = sign_in().get(ROOM + QUERY)
    assert (page.status, page.title) == (200, "Papan kinerja")
    board = the_board(session, surveyed, reporting_scope(2026, "triwulan-2"))
    assert len(board.surveyed) == 3
    for each in board.surveyed:
        assert each.measured is not None and each.measured.margin is not None
        said = row(page, each.name)
        low, high = each.measured.ends or (Decimal(0), Decimal(0))
        for number in (each.index.nik, low, high, each.measured.margin):
            assert f"{number:.2f}".replace(".", ",") in said, (each.name, number)
        assert "sampel kurang" in said, "too few for a rank"
    assert "Tanpa survei dalam Triwulan II 2026" in page.text and "Satpol PP" in page.text
    assert len(page.html.select("table.heat tbody tr")) == 3
    assert page.html.select_one("figure svg[role=img]") is not None


def the_board(session: Session, surveyed: Surveyed, scope: ReportingScope) -> RegencyBoard:
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    periods = list_periods(session, tenant_id=surveyed.tenant_id)
    return regency_board(session, tenant_id=surveyed.tenant_id, periods=periods, scope=scope, today=NOW.date())


@pytest.mark.parametrize("part", ["tahun", "triwulan-2"])
def test_its_figures_are_those_of_the_page_of_results(surveyed: Surveyed, session: Session, part: str) -> None:
    scope = reporting_scope(2026, part)
    board = the_board(session, surveyed, scope)
    periods = list_periods(session, tenant_id=surveyed.tenant_id)
    figures = regency_figures(session, tenant_id=surveyed.tenant_id, periods=periods, scope=scope)
    assert (board.index, board.unsur, board.respondents) == (figures.index, figures.unsur, figures.respondents)
    assert [(each.id, each.index, each.rank) for each in board.surveyed] == [
        (str(each.agency_id), each.index, each.place.rank) for each in figures.standings
    ]


def test_ranked_agencies_show_their_movement(enter: Enter, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    # So few users that the answers reach the sample.
    monkeypatch.setattr(surveys, "SERVICES", (("Kartu Keluarga", 120, 90), ("KTP-el", 200, 130)))
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    found = survey_tenant(session, slug="berperingkat", name="Kabupaten Berperingkat", windows=windows, agencies=OFFICES)
    for period in found.periods:
        publish_period(session, found, period)
    session.commit()
    now, before = (the_board(session, found, reporting_scope(2026, f"triwulan-{number}")) for number in (2, 1))
    ranks = {each.id: each.rank for each in before.ranked}
    assert [each.rank for each in now.ranked] == [1, 2, 3]
    assert {each.id: each.rank_before for each in now.ranked} == ranks
    assert any(each.climbed for each in now.ranked), "the sample data move"
    page = enter(found.tenant_id, "leader").get(f"/t/berperingkat/papan{QUERY}")
    for each in now.ranked:
        assert each.climbed is not None and each.change is not None
        words = "tetap" if each.climbed == 0 else f"naik {each.climbed}" if each.climbed > 0 else f"turun {-each.climbed}"
        assert words in row(page, each.name)
        assert f"{abs(each.change.amount):.2f}".replace(".", ",") in row(page, each.name)
    cards = {each.h3.get_text(): each.get_text(" ") for each in page.html.select("section.card") if each.h3}
    assert all(each.name in cards["Terbaik"] for each in now.ranked if each.index.mutu in ("A", "B"))


def test_without_a_scope_before_nothing_is_compared(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    page = sign_in().get(f"{ROOM}?tahun=2026&bagian=triwulan-1")
    assert page.status == 200 and "belum ada pembanding" in page.text and "▲" not in page.text and "▼ turun" not in page.text


def test_a_scope_before_that_is_still_open_is_no_measure(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    session.execute(update(SurveyPeriod).where(SurveyPeriod.id == surveyed.periods[0].id).values(state="open", closed_at=None))
    session.commit()
    board = the_board(session, surveyed, reporting_scope(2026, "triwulan-2"))
    assert board.before is None and all(each.rank_before is None for each in board.agencies)
    assert [each.before is None for each in board.surveyed if each.id == str(surveyed.agency_ids[0])] == [True]


def test_an_index_entered_for_the_year_before_stands_in(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    for agency_id, nik in ((None, "80.00"), (surveyed.agency_ids[0], "79.00")):
        session.add(
            PastResult(
                tenant_id=surveyed.tenant_id, id=new_id(), agency_id=agency_id, year=2025, label="Tahun 2025",
                edition="permenpanrb-14-2017", nik=Decimal(nik),
            )
        )  # fmt: skip
    session.commit()
    page = sign_in().get(f"{ROOM}?tahun=2026")
    assert "dari Tahun 2025: 80,00" in page.text
    board = the_board(session, surveyed, reporting_scope(2026))
    (first,) = [each for each in board.agencies if each.id == str(surveyed.agency_ids[0])]
    assert first.before is not None and (first.before.nik, first.before.margin) == (Decimal("79.00"), None)


def test_nobody_has_closed_a_period_yet(enter: Enter, session: Session) -> None:
    running = survey_tenant(session, slug="berjalan", name="Kabupaten Berjalan", windows=(triwulan(2026, 4),), agencies=OFFICES)
    session.commit()
    page = enter(running.tenant_id, "leader").get("/t/berjalan/papan")
    assert page.status == 200 and "Angka sementara" in page.text and "mengumpulkan jawaban" in page.text
    assert "Ditentukan setelah Tahun 2026 berakhir" in page.text


def test_a_regency_without_agencies_or_answers_is_told_what_to_do(enter: Enter, session: Session) -> None:
    empty = survey_tenant(session, slug="kosong", name="Kabupaten Kosong", agencies=())
    silent = survey_tenant(session, slug="sunyi", name="Kabupaten Sunyi", answered=False)
    session.commit()
    browser = enter(empty.tenant_id)
    assert "Belum ada yang dapat dibandingkan" in browser.get("/t/kosong/papan").text
    assert browser.get("/t/kosong/papan/unduh.csv").status == 404
    tenancy.enter(session, tenant_id=silent.tenant_id)
    page = enter(silent.tenant_id).get("/t/sunyi/papan")
    assert page.status == 200 and "belum ada indeks" in page.text and not page.html.select("svg[role=img]")


def test_who_has_not_reported_and_since_when(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    set_deadline(session, surveyed, date(2026, 7, 15))
    done = surveyed.periods[1].id
    session.execute(update(Submission).where(Submission.period_id == done).values(state="submitted"))
    session.commit()
    page = sign_in().get(ROOM + QUERY)
    text = section(page, "belum-lapor")
    assert "Dinas Kependudukan" not in text, "submitted"
    assert "Dinas Kesehatan , Triwulan II 2026 Belum lapor: batas waktu 15 Juli 2026, lewat 129 hari" in text
    assert "menunggu ditinjau" in row(page, "Dinas Kependudukan", 2)
    assert "Satpol PP belum lapor batas waktu 15 Juli 2026" in page.text
    letters = section(page, "judul-surat")
    assert letters.startswith("Calon surat")
    cards = {each.h3.get_text(): each.get_text(" ") for each in page.html.select("section.card") if each.h3}
    assert all(name in cards["Belum lapor"] for name in ("Dinas Kesehatan", "Kecamatan Timur", "Satpol PP"))
    assert "Dinas Kependudukan" not in cards["Belum lapor"] and "batas waktu 15 Juli 2026" in cards["Belum lapor"]


def test_before_the_deadline_nobody_is_late(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    set_deadline(session, surveyed, date(2026, 11, 21))
    page = sign_in().get(ROOM + QUERY)
    assert "Semua laporan yang jatuh tempo sudah diajukan" in section(page, "belum-lapor")


def test_late_promises_say_since_when_and_what_was_taken_up_is_not_late(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    promise(session, surveyed, 0, date(2026, 4, 1), due_precision="quarter")
    promise(session, surveyed, 0, date(2026, 8, 1))
    promise(session, surveyed, 0, date(2026, 8, 1), state="done")
    promise(session, surveyed, 0, date(2026, 11, 1))
    taken = promise(session, surveyed, 2, date(2026, 4, 1))
    promise(session, surveyed, 3, date(2026, 12, 1), carried_from=taken.id)
    page = sign_in("leader").get(ROOM + QUERY)
    text = section(page, "terlambat")
    assert "Dinas Kependudukan 2 janji, yang tertua terlambat sejak 1 Juli 2026" in text
    assert "Dinas Kesehatan" not in text


def test_a_renamed_agency_keeps_its_old_name_with_the_new_beside_it(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    first, second, third = surveyed.agency_ids
    session.execute(update(Agency).where(Agency.id == first).values(name="Dinas Dukcapil dan Statistik"))
    session.execute(update(Agency).where(Agency.id == second).values(state="archived", merged_into_id=third))
    session.commit()
    page = sign_in().get(ROOM + QUERY)
    assert "Dinas Kependudukan sekarang Dinas Dukcapil dan Statistik" in row(page, "Dinas Kependudukan")
    assert "Dinas Kesehatan digabung ke Kecamatan Timur" in row(page, "Dinas Kesehatan")
    set_deadline(session, surveyed, date(2026, 7, 15))
    letters = [each.name for each in the_board(session, surveyed, reporting_scope(2026, "triwulan-2")).occasions()]
    assert "Dinas Kesehatan" not in letters and "Kecamatan Timur" in letters


def test_targets_stand_beside_the_indexes(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    for agency_id, nik in ((None, "30.00"), (surveyed.agency_ids[0], "99.99")):
        session.add(Target(tenant_id=surveyed.tenant_id, id=new_id(), agency_id=agency_id, year=2026, nik=Decimal(nik), updated_at=NOW))
    session.commit()
    page = sign_in().get(ROOM + QUERY)
    assert "99,99 −" in row(page, "Dinas Kependudukan") and "tercapai, +" in page.text


def test_it_is_a_table_for_spreadsheets_too(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    session.execute(update(Agency).where(Agency.id == surveyed.agency_ids[0]).values(name="=HYPERLINK(1)"))
    session.commit()
    browser = sign_in()
    answer = browser.get(f"{ROOM}/unduh.csv{QUERY}").response
    assert answer.headers["Content-Disposition"] == "attachment; filename=papan-arjosari-triwulan-ii-2026.csv"
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {each["perangkat_daerah"] for each in rows} == {*OFFICES, "Satpol PP"}
    first = next(each for each in rows if each["perangkat_daerah"] == OFFICES[0])
    assert first["nama_sekarang"] == "'=HYPERLINK(1)"
    assert Decimal(first["batas_bawah"]) == Decimal(first["indeks"]) - Decimal(first["margin_95"]) and first["waktu"]
    assert f"/t/arjosari/papan/unduh.csv{QUERY}" in links(browser.get(ROOM + QUERY))


def test_leaders_see_it_officers_and_strangers_do_not(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    other = survey_tenant(session, slug="lain", name="Kabupaten Lain", agencies=("Dinas Asing",))
    session.commit()
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    leader, officer = sign_in("leader"), sign_in("agency-officer", surveyed.agency_ids[0])
    for path in (ROOM, f"{ROOM}/unduh.csv"):
        assert leader.get(path).status == 200, path
        assert officer.get(path).status == 404, path
        assert leader.get(path.replace("arjosari", other.slug)).status == 404, path
    assert "Dinas Asing" not in leader.get(ROOM).text


def test_what_was_drawn_for_one_reader_is_not_shown_to_another(surveyed: Surveyed, session: Session, sign_in: SignIn) -> None:
    """The same board, by somebody who may write letters, by somebody who may not, and in another language."""
    set_deadline(session, surveyed, date(2026, 7, 10))
    admin, leader = sign_in("tenant-admin"), sign_in("leader")
    writes = [any("/surat/" in link for link in links(browser.get(ROOM + QUERY))) for browser in (admin, leader, admin)]
    assert writes == [True, False, True]
    assert "Peringkat perangkat daerah" in leader.get(ROOM + QUERY).text
    leader.client.set_cookie("bahasa", "en")
    assert "Peringkat perangkat daerah" not in leader.get(ROOM + QUERY).text


@pytest.mark.parametrize("agencies", [3, 30])
def test_the_number_of_statements_does_not_grow(session: Session, enter: Enter, connection: Connection, agencies: int) -> None:
    names = tuple(f"Dinas {number:02}" for number in range(agencies))
    windows = (triwulan(2025, 2), triwulan(2026, 2))
    many = survey_tenant(session, slug="banyak", name="Kabupaten Banyak", agencies=names, windows=windows)
    follow(session, many)
    for number in range(agencies):
        promise(session, many, number, date(2026, 1, 1))
    session.commit()
    browser = enter(many.tenant_id, "leader")
    # What one page remembers the next need not read: each is opened first, and again.
    everybody = ("papan?tahun=2026", "papan/unduh.csv?tahun=2026", "rekap?tahun=2026", "hasil/saran?tahun=2026")
    for path in (*everybody, "", *reversed(everybody)):
        session.expire_all()
        with counted_statements(connection) as sent:
            answer = browser.get(f"/t/banyak/{path}")
        assert answer.status == 200 and (not path or all(name in answer.response.text for name in names))
        assert len(sent) <= MOST_STATEMENTS, "\n".join(sent)
