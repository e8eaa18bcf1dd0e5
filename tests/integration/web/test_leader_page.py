"""The page of a regency's head: index and its cause, what to mend, who is late; and what it says where something is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.reports import FollowupItem, Report
from puas.db.tables.results import PastResult, Target
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.document_source import REGENCY_BRIEF
from puas.domain.survey_period import triwulan
from puas.jobs import enqueue
from tests.factories.frozen import freeze_period
from tests.factories.statements import counted_statements
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.integration.web.conftest import Enter
from tests.web_pages import Page

OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan", "Kecamatan Timur", "RSUD Arjosari")
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
START = "/t/arjosari/"
MOST_STATEMENTS = 12


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    """Four agencies over two quarters of 2026, all closed and none submitted."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    found = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=OFFICES)
    for period in found.periods:
        freeze_period(session, found, period)
    for row in session.scalars(select(SurveyPeriod).where(SurveyPeriod.tenant_id == found.tenant_id)):
        session.add(
            Submission(
                tenant_id=found.tenant_id, period_id=row.id, agency_id=row.agency_id, agency_name=row.agency_name, agency_kind="dinas",
                label=row.label, kind=row.kind, starts_on=row.starts_on, ends_on=row.ends_on, state="closed", changed_at=NOW,
            )
        )  # fmt: skip
    session.commit()
    return found


def said(page: Page, name: str) -> str:
    """The card with this heading."""
    found = next(each for each in page.html.select("main .card") if each.select_one(f"#{name}"))
    return " ".join(found.get_text(" ").split())


def items(page: Page, name: str) -> list[str]:
    found = next(each for each in page.html.select("main .card") if each.select_one(f"#{name}"))
    return [" ".join(each.get_text(" ").split()) for each in found.select("li")]


def test_index_change_and_target_stand_together(enter: Enter, session: Session, surveyed: Surveyed) -> None:
    session.add_all(
        [
            PastResult(
                tenant_id=surveyed.tenant_id, id=new_id(), year=2025, label="Tahun 2025", edition="permenpanrb-14-2017", nik=Decimal(60)
            ),
            Target(tenant_id=surveyed.tenant_id, id=new_id(), year=2026, nik=Decimal("99.00"), updated_at=NOW),
        ]
    )
    session.commit()
    page = enter(surveyed.tenant_id, "leader").get(START)
    hero = said(page, "judul-indeks")
    value = page.html.select_one(".leader-hero .value")
    assert value is not None
    nik = Decimal(value.get_text().replace(",", "."))
    assert f"+{nik - 60}".replace(".", ",") + " dari 60,00" in hero
    assert "99,00 belum tercapai, −" in hero and f"{99 - nik}".replace(".", ",") in hero
    assert "1.760 responden, 4 perangkat daerah" in hero and "Selang 95%:" in hero and "Sementara" not in hero


def test_three_agencies_with_their_weakest_unsur_are_named(enter: Enter, session: Session, surveyed: Surveyed) -> None:
    page = enter(surveyed.tenant_id, "leader").get(START)
    found = items(page, "judul-perbaikan")
    assert len(found) == 3
    assert all("mutu" in each and "sampel kurang" in each for each in found), "none of them reached its sample"
    links = {str(each["href"]) for each in page.html.select("ol.leader-list a")}
    assert len(links) == 3 and all("/hasil/perangkat-daerah/" in each for each in links), "three agencies"


def test_late_promises_and_missing_reports_are_named_with_since_when(enter: Enter, session: Session, surveyed: Surveyed) -> None:
    for number, month in ((0, 3), (0, 5), (2, 6), (4, 7), (6, 8)):
        session.add(
            FollowupItem(
                tenant_id=surveyed.tenant_id, id=new_id(), period_id=surveyed.periods[number].id, unsur="waktu", action="Tambah loket",
                due_on=date(2026, month, 1),
            )
        )  # fmt: skip
    session.commit()
    page = enter(surveyed.tenant_id, "leader").get(START)
    assert "Janji terlambat 5" in said(page, "judul-terlambat")
    assert items(page, "judul-terlambat") == [
        "Dinas 2, sejak 1 April 2026", "Dinas 1, sejak 1 Juli 2026", "Kecamatan 1, sejak 1 Agustus 2026",
    ]  # fmt: skip
    assert "Belum lapor 8" in said(page, "judul-laporan")
    assert items(page, "judul-laporan")[0] == "Dinas , Triwulan I 2026 Triwulan I 2026, lewat 235 hari"


def test_nothing_is_late(enter: Enter, session: Session, surveyed: Surveyed) -> None:
    for row in session.scalars(select(Submission).where(Submission.tenant_id == surveyed.tenant_id)):
        row.state = "approved"
    session.commit()
    page = enter(surveyed.tenant_id, "leader").get(START)
    assert "Janji terlambat 0 Tidak ada" in said(page, "judul-terlambat") and "Belum lapor 0 Semua" in said(page, "judul-laporan")
    assert "belum ada pembanding" in page.text and "belum ditetapkan" in page.text


def test_board_recap_and_brief_are_one_step_away(
    enter: Enter, session: Session, surveyed: Surveyed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    browser = enter(surveyed.tenant_id, "leader")
    page = browser.get(START)
    links = {str(each["href"]) for each in page.html.select("main a[href]")}
    assert {"/t/arjosari/papan?tahun=2026&bagian=tahun", "/t/arjosari/rekap?tahun=2026&bagian=tahun"} <= links
    assert browser.send(page, action="/t/arjosari/rekap/minta/ringkasan").status == 302
    assert [each.document for each in session.scalars(select(Report))] == [REGENCY_BRIEF]


def test_a_new_year_that_only_begins_does_not_hide_the_one_that_was(
    enter: Enter, session: Session, surveyed: Surveyed, today: time_machine.Traveller
) -> None:
    session.add(
        SurveyPeriod(
            tenant_id=surveyed.tenant_id, id=new_id(), agency_id=surveyed.agency_ids[0], kind="triwulan", label="Triwulan I 2027",
            starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31), edition="permenpanrb-14-2017", agency_name=OFFICES[0], opened_at=NOW,
        )
    )  # fmt: skip
    session.commit()
    today.move_to(datetime(2027, 1, 2, tzinfo=UTC))
    assert "Indeks Kepuasan Masyarakat 2026" in said(enter(surveyed.tenant_id, "leader").get(START), "judul-indeks")


def test_with_no_closed_period_the_running_one_is_shown_as_provisional(enter: Enter, session: Session) -> None:
    running = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(triwulan(2026, 4),), agencies=OFFICES)
    session.commit()
    assert "Sementara." in said(enter(running.tenant_id, "leader").get(START), "judul-indeks")


@pytest.mark.parametrize("agencies", [(), ("Dinas Sunyi",)])
def test_without_agencies_or_answers_it_explains(enter: Enter, session: Session, agencies: tuple[str, ...]) -> None:
    empty = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", agencies=agencies, answered=False)
    session.commit()
    page = enter(empty.tenant_id, "leader").get(START)
    assert page.status == 200 and "Belum ada hasil" in page.text


@pytest.mark.parametrize("agencies", [3, 30])
def test_the_number_of_statements_does_not_grow(session: Session, enter: Enter, connection: Connection, agencies: int) -> None:
    names = tuple(f"Dinas {number:02}" for number in range(agencies))
    windows = (triwulan(2025, 2), triwulan(2026, 2))
    many = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", agencies=names, windows=windows)
    for period in many.periods:
        freeze_period(session, many, period)
    session.commit()
    browser = enter(many.tenant_id, "leader")
    session.expire_all()
    with counted_statements(connection) as sent:
        assert browser.get(START).status == 200
    assert len(sent) <= MOST_STATEMENTS, "\n".join(sent)
