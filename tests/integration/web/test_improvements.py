"""Rencana perbaikan mutu: the list, the prefilled form, two editors, progress, taking back, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.yardsticks import ImprovementItem
from tests.factories.regency import Regency, make_agency, make_member, make_regency
from tests.factories.users_forms import add_assessment
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

TODAY = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Room:
    """The pages of improvement items with somebody in them."""

    browser: Browser
    session: Session
    regency: Regency
    agency_id: UUID
    other_id: UUID

    @property
    def path(self) -> str:
        return f"/t/{self.regency.slug}/tindak-lanjut/mutu"

    def get(self, path: str = "") -> Page:
        return self.browser.get(self.path + path)

    def enter(self, role: str, *agencies: UUID) -> None:
        account = make_member(self.session, self.regency.id, role, agency_ids=agencies)
        self.session.commit()
        self.browser.sign_in(account.id)

    def item(self, agency_id: UUID | None = None, **told: object) -> UUID:
        values = {
            "source": "performance", "topic": "Ruang tunggu", "year": 2026, "action": "Menambah kursi", "created_at": TODAY,
            "updated_at": TODAY, **told,
        }  # fmt: skip
        row = ImprovementItem(tenant_id=self.regency.id, id=new_id(), agency_id=agency_id or self.agency_id, **values)
        self.session.add(row)
        self.session.commit()
        return row.id


@pytest.fixture
def room(session: Session, browser: Browser) -> Iterator[Room]:
    regency = make_regency(session)
    first, second = (make_agency(session, regency.id, name)[0].id for name in ("Dinas Alam", "Dinas Buku"))
    made = Room(browser, session, regency, first, second)
    with time_machine.travel(TODAY, tick=False):
        made.enter("tenant-admin")
        yield made


def one(session: Session) -> ImprovementItem:
    session.expire_all()
    return session.scalars(select(ImprovementItem)).one()


def test_a_weak_indicator_becomes_a_promise(room: Room, session: Session) -> None:
    assert "Belum ada rencana perbaikan" in room.get().text
    entry = new_id()
    page = room.get(f"/baru?sumber=kinerja&entri={entry}&bagian=3.c.K&topik=Sarana+rentan&perangkat={room.other_id}")
    filled = page.filled()
    assert (filled["topic"], filled["agency"], filled["source"]) == ("Sarana rentan", [str(room.other_id)], ["performance"])
    done = room.browser.send(page, {"action": "Memasang bidang landai", "due": "2026-12", "person": "Sekretaris"})
    row = one(session)
    assert done.location.endswith(f"/tindak-lanjut/mutu/{row.id}")
    assert (row.agency_id, row.source, row.source_id, row.source_part, row.year) == (room.other_id, "performance", entry, "3.c.K", 2026)
    shown = room.browser.follow(done)
    assert "Sarana rentan" in shown.text and "Desember 2026" in shown.text and "Kinerja unit pelayanan" in shown.text
    room.browser.send(page, {"action": "Dikirim dua kali", "due": "2026-12"})
    assert one(session).action == "Memasang bidang landai"
    again = room.get(f"/baru?sumber=kinerja&entri={entry}&bagian=3.c.K&topik=Sarana+rentan")
    assert "Sudah ada rencana untuk hal ini" in again.text and "Memasang bidang landai" in again.text


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(room: Room, session: Session) -> None:
    page = room.get("/baru")
    sent = room.browser.send(page, {"agency": str(room.agency_id), "action": "Menambah kursi", "due": "2026-13", "person": "Camat"})
    assert sent.status == 422
    assert [text.split(":")[0] for text in sent.errors()] == ["Hal yang diperbaiki", "Waktu"]
    kept = sent.filled()
    assert (kept["action"].strip(), kept["person"]) == ("Menambah kursi", "Camat")
    assert room.browser.send(page, {"agency": str(new_id()), "topic": "x", "action": "y"}).status == 422
    assert session.scalars(select(ImprovementItem)).all() == []


@pytest.mark.parametrize("query", ["?sumber=cuaca", "?entri=x&perangkat=y", "?topik=%00x", "?topik=" + "a" * 3000, "?bagian=" + "b" * 300])
def test_an_odd_address_opens_an_empty_form(room: Room, query: str) -> None:
    assert room.get(f"/baru{query}").status == 200


def test_two_editors_lose_nothing(room: Room, session: Session) -> None:
    item_id = room.item()
    mine, theirs = room.get(f"/{item_id}/sunting"), room.get(f"/{item_id}/sunting")
    with time_machine.travel(TODAY + timedelta(minutes=1), tick=False):
        assert room.browser.send(theirs, {"action": "Tulisan mereka"}).status == 302
        clash = room.browser.send(mine, {"action": "Tulisan saya"})
    assert clash.status == 422 and "Tulisan mereka" in clash.text and clash.filled()["action"].strip() == "Tulisan saya"
    with time_machine.travel(TODAY + timedelta(minutes=2), tick=False):
        assert room.browser.send(clash).status == 302
    assert one(session).action == "Tulisan saya"


def test_progress_and_two_who_note_it(room: Room, session: Session) -> None:
    item_id = room.item()
    mine, theirs = room.get(f"/{item_id}/kemajuan"), room.get(f"/{item_id}/kemajuan")
    bare = room.browser.send(mine, {"state": "done", "description": ""})
    assert bare.status == 422 and "Tulis apa yang sudah dikerjakan" in bare.errors()[0]
    with time_machine.travel(TODAY + timedelta(minutes=1), tick=False):
        room.browser.send(theirs, {"state": "in_progress", "description": "Memesan kursi"})
        clash = room.browser.send(mine, {"state": "done", "description": "Kursi datang"})
    assert clash.status == 422 and "Memesan kursi" in clash.text and clash.filled()["description"].strip() == "Kursi datang"
    with time_machine.travel(TODAY + timedelta(minutes=2), tick=False):
        assert room.browser.send(clash).status == 302
    assert (one(session).state, one(session).description) == ("done", "Kursi datang")


def test_what_is_begun_cannot_be_taken_back(room: Room, session: Session) -> None:
    idle, begun = room.item(), room.item(state="in_progress")
    assert "Hapus rencana ini" in room.get(f"/{idle}").text and "Hapus rencana ini" not in room.get(f"/{begun}").text
    room.browser.send(room.get(f"/{idle}/hapus"))
    refused = room.browser.follow(room.browser.send(room.get(f"/{begun}/hapus")))
    assert "sudah berjalan tidak dihapus" in refused.html.get_text()
    assert one(session).id == begun


def test_the_list_begins_with_what_is_late(room: Room) -> None:
    room.item(action="Nanti", due_on=date(2026, 12, 1))
    room.item(room.other_id, action="Lewat", due_on=date(2026, 10, 1), source="procedures")
    room.item(room.other_id, action="Beres", due_on=date(2026, 9, 1), state="done")
    groups = [each.get_text() for each in room.get().html.select("section.card h2")]
    assert groups == ["Dinas Buku", "Dinas Alam"]
    for query, names in (
        ("?keadaan=terlambat", ["Lewat"]), ("?sumber=sop", ["Lewat"]), (f"?perangkat={room.agency_id}", ["Nanti"]),
        ("?keadaan=selesai", ["Beres"]), ("?keadaan=ngawur&perangkat=x&sumber=y", ["Lewat", "Beres", "Nanti"]),
    ):  # fmt: skip
        assert [each.get_text() for each in room.get(query).html.select("tbody th a")] == names, query
    assert "Tidak ada rencana yang cocok" in room.get("?sumber=mpp").text
    followups = room.browser.get(f"/t/{room.regency.slug}/tindak-lanjut")
    assert "Rencana perbaikan mutu" in followups.text and "1 terlambat, 1 belum mulai, 1 selesai" in followups.text


def test_officers_see_and_change_their_own_agency(room: Room) -> None:
    mine, theirs = room.item(), room.item(room.other_id, due_on=date(2026, 1, 1))
    room.enter("agency-officer", room.agency_id)
    assert room.get(f"/{mine}/sunting").status == 200
    for path in (f"/{theirs}", f"/{theirs}/sunting", f"/{theirs}/kemajuan", f"/{theirs}/hapus"):
        assert room.get(path).status == 404, path
    assert room.browser.send(room.get("/baru"), {"agency": str(room.other_id), "topic": "x", "action": "y"}).status == 422
    assert len(room.get().html.select("tbody tr")) == 1
    assert "perbaikan mutu terlambat" not in room.browser.get(f"/t/{room.regency.slug}/").text
    room.enter("agency-officer", room.other_id)
    assert "1 rencana perbaikan mutu terlambat" in room.browser.get(f"/t/{room.regency.slug}/").text


def test_an_officer_promises_nothing_from_the_assessment_of_another_agency(room: Room, session: Session) -> None:
    """What was promised from an assessment stands in its record and is counted for the province."""
    theirs, mine = (add_assessment(session, room.regency.id, each) for each in (room.other_id, room.agency_id))
    room.enter("agency-officer", room.agency_id)
    told = {"agency": str(room.agency_id), "topic": "A.18 Sarana", "action": "Menambah kursi"}
    for entry in (theirs.id, new_id()):
        assert room.browser.send(room.get(f"/baru?sumber=kinerja&entri={entry}"), told).status == 422
    assert session.scalars(select(ImprovementItem)).all() == []
    assert room.browser.send(room.get(f"/baru?sumber=kinerja&entri={mine.id}"), told).status == 302
    assert one(session).source_id == mine.id


@pytest.mark.parametrize("role", ["leader", "evaluator"])
def test_who_only_reads_finds_no_way_to_change(room: Room, role: str) -> None:
    item_id = room.item()
    room.enter(role)
    page = room.get(f"/{item_id}")
    assert page.status == 200 and "Catat kemajuan" not in page.text
    for path in ("/baru", f"/{item_id}/sunting", f"/{item_id}/kemajuan", f"/{item_id}/hapus"):
        assert room.get(path).status == 404, path


def test_statements_do_not_grow_with_the_list(room: Room, count_queries: CountQueries) -> None:
    room.item()
    with count_queries() as few:
        room.get()
    for number in range(30):
        room.item(room.other_id if number % 2 else None, action=f"Rencana {number}")
    with count_queries() as many:
        assert room.get().status == 200
    assert len(many) == len(few) <= 12
