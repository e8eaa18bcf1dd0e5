"""All report cards of a year in one archive: who is in it, one at a time, frozen when its turn comes, and who may take it along."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.card_source import CardSource
from puas.domain.document_source import REPORT_BUNDLE, REPORT_CARD
from puas_reporter.documents.rendered_file import RenderedFile
from tests.factories.readings import add_reading
from tests.factories.regency import make_agency, make_member, make_regency
from tests.factories.sent_documents import Work, reporter_at_hand
from tests.web_pages import Browser, Page


@dataclass(frozen=True)
class Room:
    """A regency whose health and social offices have figures of 2025; the third office has none."""

    tenant_id: int
    name: str
    base: str
    health: UUID
    social: UUID


@pytest.fixture
def failing() -> list[str]:
    """Units whose card cannot be made."""
    return []


@pytest.fixture(autouse=True)
def reporter(
    session: Session, session_factory: sessionmaker[Session], tmp_path: Path, failing: list[str], monkeypatch: pytest.MonkeyPatch
) -> Work:
    """Works off what was sent, in order, with cards that take no time to draw."""
    def draw(formats: tuple[str, ...], snapshot: str, store: object) -> Iterator[RenderedFile]:
        card = CardSource.from_json(snapshot)
        if card.unit in failing:
            raise OSError(5, "Input/output error")
        for each in formats:
            yield RenderedFile(each, f"rapor.{each}", f"{card.unit} {card.card.year} {card.card.known}".encode())

    return reporter_at_hand(session, session_factory, tmp_path, monkeypatch, document=REPORT_CARD, draw=draw)


@pytest.fixture
def room(session: Session) -> Room:
    regency = make_regency(session)
    health, _ = make_agency(session, regency.id, "Dinas Kesehatan")
    social, _ = make_agency(session, regency.id, "Dinas Sosial")
    make_agency(session, regency.id, "Dinas Tanpa Angka")
    for agency in (health, social):
        add_reading(session, tenant_id=regency.id, yardstick="standards", year=2025, unit_id=agency.id, value="50", services=2, complete=1)
    session.commit()
    name = session.scalars(select(Tenant.name).where(Tenant.id == regency.id)).one()
    return Room(regency.id, name, f"/t/{regency.slug}", health.id, social.id)


def enter(session: Session, browser: Browser, room: Room, role: str = "tenant-admin", *agencies: UUID) -> None:
    tenancy.enter(session, tenant_id=room.tenant_id)
    account = make_member(session, room.tenant_id, role, agency_ids=list(agencies))
    session.commit()
    browser.sign_in(account.id)


def ask(browser: Browser, room: Room, year: int = 2025) -> Page:
    return browser.send(browser.get(f"{room.base}/mutu/rapor?tahun={year}"), action=f"{room.base}/mutu/rapor/semua")


def members(session: Session, room: Room) -> list[Report]:
    tenancy.enter(session, tenant_id=room.tenant_id)
    statement = select(Report).where(Report.tenant_id == room.tenant_id, Report.document == REPORT_CARD, Report.bundle_id.is_not(None))
    return list(session.scalars(statement.order_by(Report.bundle_position)))


def test_from_the_list_of_cards_to_the_archive(session: Session, browser: Browser, room: Room, reporter: Work) -> None:
    enter(session, browser, room)
    page = browser.follow(ask(browser, room))
    assert "Semua rapor pelayanan" in page.text and "0 dari 3 laporan selesai" in page.text
    titles = [each.title for each in members(session, room)]
    assert titles == [f"Rapor pelayanan {each} 2025" for each in (room.name, "Dinas Kesehatan", "Dinas Sosial")]
    reporter(1)
    # One at a time, and what waits is not frozen yet.
    assert [bool(each.snapshot) for each in members(session, room)] == [True, False, False]
    reporter()
    bundle = session.scalars(select(Report).where(Report.tenant_id == room.tenant_id, Report.document == REPORT_BUNDLE)).one()
    path = f"{room.base}/laporan/semua/{bundle.id}"
    assert "3 dari 3 laporan ada di dalam arsip" in browser.get(path).text
    answer = browser.get(f"{path}/arsip").response
    assert "semua-rapor-pelayanan" in answer.headers["Content-Disposition"]
    archive = zipfile.ZipFile(BytesIO(answer.data))
    assert {"dinas-kesehatan/rapor.pdf", "dinas-kesehatan/rapor.docx", "dinas-sosial/rapor.pdf"} < set(archive.namelist())
    assert archive.read("dinas-kesehatan/rapor.pdf").decode() == "Dinas Kesehatan 2025 1"
    words = archive.read("baca-dahulu.txt").decode()
    assert "Semua rapor pelayanan" in words and "3 dari 3 rapor ada di arsip ini." in words and "SKM" not in words


def test_a_card_that_fails_leaves_the_others_and_is_tried_again(
    session: Session, browser: Browser, room: Room, reporter: Work, failing: list[str]
) -> None:
    enter(session, browser, room)
    failing.append("Dinas Kesehatan")
    page = ask(browser, room)
    reporter()
    ended = browser.get(page.location)
    assert "2 dari 3 laporan ada di dalam arsip" in ended.text
    failing.clear()
    browser.send(ended, action=f"{page.location}/ulangi")
    reporter()
    assert "3 dari 3 laporan ada di dalam arsip" in browser.get(page.location).text


def test_asking_again_leads_to_the_one_on_its_way_and_another_year_waits(session: Session, browser: Browser, room: Room) -> None:
    enter(session, browser, room)
    add_reading(session, tenant_id=room.tenant_id, yardstick="complaints", year=2024, unit_id=room.health, received=2, settled=1, in_time=1)
    session.commit()
    first, again = ask(browser, room), ask(browser, room)
    assert first.location == again.location
    other = ask(browser, room, 2024)
    assert other.location == first.location
    assert "Permintaan lain masih dikerjakan" in browser.follow(other).text


def test_a_year_without_figures_makes_no_archive(session: Session, browser: Browser, room: Room) -> None:
    enter(session, browser, room)
    page = browser.get(f"{room.base}/mutu/rapor?tahun=2025")
    answer = browser.send(page, {"tahun": "2001"}, action=f"{room.base}/mutu/rapor/semua")
    assert "Belum ada angka untuk tahun ini" in browser.follow(answer).text
    assert members(session, room) == []


def test_a_leader_takes_the_cards_along_and_an_officer_sees_none_of_it(
    session: Session, browser: Browser, room: Room, reporter: Work
) -> None:
    enter(session, browser, room)
    location = ask(browser, room).location
    reporter()
    enter(session, browser, room, "leader")
    assert browser.get(f"{location}/arsip").status == 200
    enter(session, browser, room, "agency-officer", room.health, room.social)
    page = browser.get(f"{room.base}/mutu/rapor?tahun=2025")
    assert "semua rapor" not in page.text
    card = browser.get(f"{room.base}/mutu/rapor/{room.health}?tahun=2025")
    token = card.filled(f"{room.base}/mutu/rapor/{room.health}/dokumen")["csrf_token"]
    assert browser.post(f"{room.base}/mutu/rapor/semua", {"csrf_token": token, "tahun": "2025"}).status == 404
    for path in (location, f"{location}/arsip"):
        assert browser.get(path).status == 404
