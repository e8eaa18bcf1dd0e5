"""Materials of a training on screen: making them, one request for two clicks, what no longer fits, files, and who may."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy
from puas.db.tables.reports import Report
from puas.db.tables.training import TrainingMaterial, TrainingSession
from puas.domain.document_source import FORMATS_OF, TRAINING_SLIDES, TRAINING_WORKSHEETS
from puas.domain.training_source import TrainingSource
from puas.jobs import run
from puas.runtime.file_store import DiskStore
from puas_reporter import storage
from puas_reporter.jobs import render_report
from puas_web.training_materials.words import FORMATS, MATERIALS
from tests.factories.tenants import add_account, add_member, add_tenant
from tests.factories.training_rows import add_session_row
from tests.web_pages import Browser, Page


@dataclass(frozen=True)
class Room:
    tenant_id: int
    session_id: UUID
    slug: str
    browser: Browser

    @property
    def path(self) -> str:
        return f"/t/{self.slug}/pelatihan/{self.session_id}/bahan"

    def page(self) -> Page:
        return self.browser.get(self.path)

    def make(self, word: str, **values: str) -> Page:
        return self.browser.follow(self.browser.send(self.page(), values, action=f"{self.path}/buat/{word}"))


def a_room(session: Session, browser: Browser, *, slug: str = "provinsi-padma", role: str = "trainer", kind: str = "province") -> Room:
    tenant = add_tenant(session, slug=slug, name=f"Provinsi {slug}", kind=kind, region_code=None)
    person = add_account(session, f"{role}@{slug}.go.id", "Sri Pelatih")
    add_member(session, tenant_id=tenant.id, account_id=person.id, role=role)
    session_id = add_session_row(session, tenant.id)
    session.commit()
    browser.sign_in(person.id)
    return Room(tenant.id, session_id, slug, browser)


@pytest.fixture
def room(session: Session, browser: Browser) -> Room:
    return a_room(session, browser)


def made(session: Session, room: Room) -> list[Report]:
    session.expire_all()
    with tenancy.inside(session, tenant_id=room.tenant_id):
        return list(session.scalars(select(Report).where(Report.tenant_id == room.tenant_id).order_by(Report.requested_at)))


@pytest.fixture
def reporter(session_factory: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reporter's job on the connection of the test."""
    monkeypatch.setattr(run, "_factory", session_factory)
    monkeypatch.setattr(storage, "_store", DiskStore(tmp_path))


def test_the_page_offers_every_material_and_says_what_it_is_for(room: Room) -> None:
    page = room.page()
    for each in MATERIALS:
        assert str(each.name) in page.text and str(each.purpose) in page.text
        assert set(FORMATS_OF[each.document]) <= set(FORMATS)
    assert page.text.count("Buat") >= len(MATERIALS)


def test_a_material_is_made_from_the_session(session: Session, room: Room) -> None:
    page = room.make("paparan")
    (report,) = made(session, room)
    source = TrainingSource.from_json(report.snapshot)
    assert (report.document, report.state) == (TRAINING_SLIDES, "pending")
    assert source.session.title == "Bimtek SKM Gelombang 1" and source.session.join_url == "http://localhost/ikut"
    assert source.seats == () and source.example.number == 0
    with tenancy.inside(session, tenant_id=room.tenant_id):
        row = session.scalars(select(TrainingMaterial).where(TrainingMaterial.tenant_id == room.tenant_id)).one()
    assert (row.session_id, row.document, row.report_id) == (room.session_id, TRAINING_SLIDES, report.id)
    assert "Menunggu giliran" in page.text


def test_two_clicks_make_one_and_a_changed_session_another(session: Session, room: Room) -> None:
    page = room.page()
    for _click in range(2):
        room.browser.send(page, {}, action=f"{room.path}/buat/paparan")
    assert len(made(session, room)) == 1
    change(session, room, title="Bimtek SKM Gelombang 2")
    room.make("paparan")
    assert len(made(session, room)) == 2, "the one on its way would be wrong"


def change(session: Session, room: Room, **values: object) -> None:
    with tenancy.inside(session, tenant_id=room.tenant_id):
        session.execute(update(TrainingSession).where(TrainingSession.tenant_id == room.tenant_id).values(**values))
    session.commit()


def test_worksheets_are_for_everybody_or_for_one(session: Session, room: Room) -> None:
    room.make("lembar-latihan")
    room.make("lembar-latihan", seat="2")
    every, one = (TrainingSource.from_json(each.snapshot) for each in made(session, room))
    assert [each.number for each in every.seats] == [1, 2, 3]
    assert [each.number for each in one.seats] == [2] and one.seats[0] == every.seats[1]
    assert "Lembar latihan peserta nomor 2" in room.page().text


@pytest.mark.parametrize("seat", ["0", "-1", "4", "201", "dua", "1.5", "9" * 30])
def test_a_seat_that_is_not_there_is_refused(session: Session, room: Room, seat: str) -> None:
    answer = room.browser.send(room.page(), {"seat": seat}, action=f"{room.path}/buat/lembar-latihan")
    assert answer.status in (302, 422)
    assert made(session, room) == []


def test_a_session_without_an_agenda_says_what_to_do(session: Session, room: Room) -> None:
    page = room.page()
    change(session, room, agenda=[])
    room.browser.send(page, {}, action=f"{room.path}/buat/paparan")
    assert made(session, room) == []
    assert "Susun acaranya lebih dahulu" in room.page().text


def test_files_are_handed_out_and_a_changed_agenda_is_told(session: Session, room: Room, reporter: None) -> None:
    room.make("lembar-latihan")
    (report,) = made(session, room)
    session.commit()
    render_report.run(tenant_id=room.tenant_id, report_id=str(report.id))
    page = room.page()
    assert "Excel untuk peserta, tanpa jawaban" in page.text and "Sudah tidak sesuai" not in page.text
    for name in FORMATS_OF[TRAINING_WORKSHEETS]:
        answer = room.browser.get(f"{room.path}/{report.id}/unduh/{name}").response
        assert answer.status_code == 200 and answer.data.startswith(b"PK")
        assert answer.headers["Content-Disposition"].endswith(".xlsx")
    change(session, room, agenda=[{"key": "a", "day": 1, "title": "Baru", "minutes": 10, "kind": "talk", "topic": "rule"}])
    assert "Sudah tidak sesuai acara" in room.page().text
    assert room.browser.get(f"{room.path}/{report.id}/unduh/pdf").response.status_code == 404


def test_a_material_that_failed_can_be_tried_again(session: Session, room: Room) -> None:
    room.make("paparan")
    (report,) = made(session, room)
    with tenancy.inside(session, tenant_id=room.tenant_id):
        session.execute(
            update(Report)
            .where(Report.tenant_id == room.tenant_id)
            .values(state="failed", failure="unexpected", finished_at=report.requested_at)
        )
    session.commit()
    page = room.page()
    assert "Gagal dibuat" in page.text
    room.browser.send(page, {}, action=f"{room.path}/{report.id}/coba-lagi")
    assert made(session, room)[0].state == "pending"


@pytest.mark.parametrize(("role", "kind", "sees", "makes"), [
    ("trainer", "province", True, True), ("province-admin", "province", True, True), ("province-viewer", "province", True, False),
    ("trainer", "demo", True, True), ("trainee", "demo", False, False), ("tenant-admin", "demo", False, False),
])  # fmt: skip
def test_who_may(session: Session, browser: Browser, role: str, kind: str, sees: bool, makes: bool) -> None:
    room = a_room(session, browser, role=role, kind=kind)
    page = room.page()
    assert (page.response.status_code == 200) is sees
    if not sees:
        return
    assert (f"{room.path}/buat/paparan" in page.response.text) is makes
    answer = browser.send(page, {}, action=f"{room.path}/buat/paparan") if makes else None
    assert answer is None or answer.response.status_code == 302
    assert len(made(session, room)) == int(makes)


def test_nobody_reaches_the_materials_of_another_tenant(session: Session, browser: Browser) -> None:
    other = a_room(session, browser, slug="provinsi-lain")
    other.make("paparan")
    (report,) = made(session, other)
    room = a_room(session, browser)
    for path in (
        f"/t/{room.slug}/pelatihan/{other.session_id}/bahan",
        f"{room.path}/{report.id}/unduh/pptx",
        f"{other.path}/{report.id}/unduh/pptx",
        f"/t/{room.slug}/pelatihan/{uuid4()}/bahan",
    ):
        assert browser.get(path).response.status_code == 404


def test_a_material_of_another_session_is_not_handed_out_here(session: Session, room: Room) -> None:
    room.make("paparan")
    (report,) = made(session, room)
    second = add_session_row(session, room.tenant_id, code="ZZZZZZZ")
    session.commit()
    elsewhere = f"/t/{room.slug}/pelatihan/{second}/bahan"
    assert room.browser.get(f"{elsewhere}/{report.id}/unduh/pptx").response.status_code == 404
    assert report.document_id not in room.browser.get(elsewhere).text


def test_an_unknown_material_is_a_miss(room: Room) -> None:
    token = room.page().filled(f"{room.path}/buat/paparan")
    assert room.browser.post(f"{room.path}/buat/lainnya", token).status == 404
