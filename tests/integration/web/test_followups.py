"""Tindak lanjut: the list of promises, the plan of a period and its editor, progress, carrying on, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import FollowupItem, Report
from puas.domain.document_source import SkmReportSource
from puas.jobs import enqueue
from tests.factories.closed import ClosedPeriod, closed_period, same_period_in
from tests.factories.regency import make_member
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

TODAY = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
EARLIER = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Room:
    """The follow-up pages of a workspace with somebody in them."""

    browser: Browser
    closed: ClosedPeriod

    @property
    def path(self) -> str:
        return f"/t/{self.closed.survey.slug}/tindak-lanjut"

    @property
    def plan(self) -> str:
        return f"{self.path}/periode/{self.closed.period_id}"

    def get(self, path: str = "") -> Page:
        return self.browser.get(path or self.path)

    def edit(self) -> Page:
        return self.get(f"{self.plan}/sunting")

    def press(self, page: Page, act: str, **typed: str) -> Page:
        """Press one of the buttons beside the rows."""
        return self.browser.send(page, {"act": act, **typed})


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def closed(session: Session) -> ClosedPeriod:
    made = closed_period(session)
    session.commit()
    return made


def enter(session: Session, browser: Browser, closed: ClosedPeriod, role: str, *, agencies: list[UUID] | None = None) -> Room:
    account = make_member(session, closed.tenant_id, role, agency_ids=agencies or [])
    session.commit()
    browser.sign_in(account.id)
    return Room(browser, closed)


@pytest.fixture
def officer(session: Session, browser: Browser, closed: ClosedPeriod) -> Room:
    return enter(session, browser, closed, "agency-officer", agencies=[closed.survey.agency_id])


def promise(session: Session, closed: ClosedPeriod, action: str, period_id: UUID | None = None, **told: object) -> UUID:
    row = FollowupItem(
        tenant_id=closed.tenant_id, id=new_id(), period_id=period_id or closed.period_id, unsur="waktu", action=action,
        updated_at=EARLIER, **told,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row.id


def saved(session: Session, closed: ClosedPeriod, period_id: UUID | None = None) -> list[FollowupItem]:
    session.expire_all()
    statement = select(FollowupItem).where(FollowupItem.period_id == (period_id or closed.period_id)).order_by(FollowupItem.position)
    return list(session.scalars(statement))


def actions(page: Page) -> list[str]:
    """What the rows of the editor say, from the top."""
    return [area.get_text().strip() for area in page.html.select("textarea[name$=-action]")]


# The plan of a period


def test_a_plan_grows_from_proposals_and_keeps_its_rows(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    page = officer.edit()
    assert "Usulan untuk memulai" in page.text and len(actions(page)) == 3
    first = page.filled()
    sent = officer.browser.send(page, {"rows-0-due": "2026-12", "rows-0-person": "Sekretaris Dinas", "rows-1-due": "2027-TW1"})
    assert "Triwulan I 2027" in officer.browser.follow(sent).text
    rows = saved(session, closed)
    assert (rows[0].action, rows[0].due_on, rows[0].person_in_charge) == (
        first["rows-0-action"].strip(),
        date(2026, 12, 1),
        "Sekretaris Dinas",
    )
    assert (rows[1].due_on, rows[1].due_precision, rows[2].due_on) == (date(2027, 1, 1), "quarter", None)
    again = officer.edit()
    assert "Usulan untuk memulai" not in again.text
    officer.browser.send(again, {"rows-0-action": "Menambah loket", "rows-1-action": ""})
    after = saved(session, closed)
    assert [each.id for each in after] == [rows[0].id, rows[2].id]
    assert after[0].action == "Menambah loket" and after[0].person_in_charge == "Sekretaris Dinas"


def test_rows_are_added_moved_and_removed_without_a_script(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    for name in ("Satu", "Dua", "Tiga"):
        promise(session, closed, name, position=len(saved(session, closed)))
    page = officer.press(officer.edit(), "up-2", **{"rows-0-person": "Camat"})
    assert page.status == 200 and actions(page) == ["Satu", "Tiga", "Dua"]
    page = officer.press(page, "down-0")
    assert actions(page) == ["Tiga", "Satu", "Dua"] and page.filled()["rows-1-person"] == "Camat"
    page = officer.press(page, "add")
    assert actions(page) == ["Tiga", "Satu", "Dua", ""] and page.html.select("#rencana-4 textarea[autofocus]")
    page = officer.press(page, "remove-2", **{"rows-3-action": "Empat", "rows-3-unsur": "biaya"})
    assert actions(page) == ["Tiga", "Satu", "Empat"] and "Terhapus bila Anda menyimpan" in page.text and "Dua" in page.text
    assert [each.action for each in saved(session, closed)] == ["Satu", "Dua", "Tiga"], "nothing is saved yet"
    assert officer.press(page, "save").status == 302
    assert [(each.action, each.person_in_charge) for each in saved(session, closed)] == [("Tiga", ""), ("Satu", "Camat"), ("Empat", "")]


def test_a_weak_unsur_without_a_row_is_offered(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    promise(session, closed, "Menambah loket")
    page = officer.edit()
    offered = [str(button["value"]) for button in page.html.select("button[value^=idea-]")]
    assert offered and "idea-waktu" not in offered
    page = officer.press(page, offered[0])
    assert len(actions(page)) == 2 and actions(page)[1] and page.filled()["rows-1-unsur"] == [offered[0].removeprefix("idea-")]
    assert not page.html.select(f"button[value={offered[0]}]")


@pytest.mark.parametrize("act", ["up-99", "remove--1", "idea-laba", "bogus", "down-0'; drop", "remove-٣"])
def test_a_button_nobody_made_saves_like_any_other(officer: Room, session: Session, closed: ClosedPeriod, act: str) -> None:
    promise(session, closed, "Satu")
    assert officer.press(officer.edit(), act).status == 302
    assert [each.action for each in saved(session, closed)] == ["Satu"]


@pytest.mark.parametrize(
    "typed", [{"rows-0-due": "besok"}, {"rows-0-unsur": "laba"}, {"rows-0-action": "a" * 2_001}, {"rows-0-person": "a" * 201}]
)
def test_what_cannot_be_saved_is_shown_again(officer: Room, session: Session, closed: ClosedPeriod, typed: dict[str, str]) -> None:
    refused = officer.browser.send(officer.edit(), typed)
    name, value = next(iter(typed.items()))
    assert refused.status == 422 and refused.errors() and saved(session, closed) == []
    if name != "rows-0-unsur":
        kept = refused.filled()[name]
        assert (kept[0] if isinstance(kept, list) else kept.strip()) == value


def test_more_promises_than_a_plan_holds(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    rows = {f"rows-{number}-{name}": value for number in range(41) for name, value in (("unsur", "waktu"), ("action", f"Ke-{number}"))}
    refused = officer.browser.send(officer.edit(), rows)
    assert refused.status == 422 and "Paling banyak 40 rencana" in " ".join(refused.errors()) and len(actions(refused)) == 41
    assert saved(session, closed) == []


def test_of_two_editors_the_second_sees_both_versions_and_loses_nothing(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    promise(session, closed, "Asal")
    opened = officer.edit()
    theirs = officer.press(officer.edit(), "add")
    officer.browser.send(theirs, {"rows-0-action": "Versi rekan", "rows-1-action": "Tambahan rekan", "rows-1-unsur": "biaya"})
    clash = officer.browser.send(opened, {"rows-0-action": "Versi saya", "rows-0-person": "Camat"})
    assert clash.status == 422 and "Orang lain baru saja menyimpan" in " ".join(clash.errors())
    assert actions(clash) == ["Versi saya", "Tambahan rekan"] and "Versi rekan" in clash.text
    assert [each.action for each in saved(session, closed)] == ["Versi rekan", "Tambahan rekan"]
    assert officer.browser.send(clash).status == 302
    assert [(each.action, each.person_in_charge) for each in saved(session, closed)] == [("Versi saya", "Camat"), ("Tambahan rekan", "")]


# Progress


def test_progress_is_noted_and_leads_to_the_next_promise(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    first, second = promise(session, closed, "Satu", position=0), promise(session, closed, "Dua", position=1)
    page = officer.get(f"{officer.path}/{first}/kemajuan")
    sent = officer.browser.send(
        page,
        {"state": "in_progress", "description": "Loket dibuka.", "obstacle": "Anggaran", "documents": "SK 12\r\n\r\nFoto", "next": "1"},
    )
    assert sent.location.endswith(f"/{second}/kemajuan")
    row = saved(session, closed)[0]
    assert (row.state, row.description, row.evidence) == (
        "in_progress",
        "Loket dibuka.",
        {"documents": ["SK 12", "Foto"], "obstacle": "Anggaran"},
    )
    shown = officer.get(f"{officer.path}/{first}")
    assert all(words in shown.text for words in ("berjalan", "Loket dibuka.", "Anggaran", "SK 12"))


def test_of_two_who_note_progress_the_second_is_told(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    path = f"{officer.path}/{promise(session, closed, 'Satu')}/kemajuan"
    opened = officer.get(path)
    officer.browser.send(officer.get(path), {"state": "done", "description": "Catatan rekan."})
    clash = officer.browser.send(opened, {"state": "in_progress", "description": "Catatan saya."})
    assert clash.status == 422 and "Catatan rekan." in clash.text and clash.filled()["description"].strip() == "Catatan saya."
    assert saved(session, closed)[0].description == "Catatan rekan."
    assert officer.browser.send(clash, {"description": "Gabungan."}).status == 302
    assert saved(session, closed)[0].description == "Gabungan."


def test_editing_the_plan_is_no_clash_for_who_notes_progress(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    opened = officer.get(f"{officer.path}/{promise(session, closed, 'Satu')}/kemajuan")
    officer.browser.send(officer.edit(), {"rows-0-action": "Satu, diperjelas"})
    assert officer.browser.send(opened, {"state": "done"}).status == 302
    assert (saved(session, closed)[0].state, saved(session, closed)[0].action) == ("done", "Satu, diperjelas")


@pytest.mark.parametrize("typed", [{"state": "hebat"}, {"description": "a" * 2_001}, {"documents": "\n".join("x" * 21)}])
def test_progress_that_cannot_be_noted_is_shown_again(officer: Room, session: Session, closed: ClosedPeriod, typed: dict[str, str]) -> None:
    refused = officer.browser.send(
        officer.get(f"{officer.path}/{promise(session, closed, 'Satu')}/kemajuan"), {"obstacle": "Hujan", **typed}
    )
    assert refused.status == 422 and refused.errors() and refused.filled()["obstacle"].strip() == "Hujan"
    assert saved(session, closed)[0].evidence == {}


# The list


def test_the_list_counts_filters_and_says_what_is_late(
    officer: Room, session: Session, closed: ClosedPeriod, count_queries: CountQueries
) -> None:
    promise(session, closed, "Lewat bulan", due_on=date(2026, 10, 1))
    promise(session, closed, "Lewat triwulan", due_on=date(2026, 7, 1), due_precision="quarter", state="in_progress")
    promise(session, closed, "Triwulan berjalan", due_on=date(2026, 10, 1), due_precision="quarter", state="in_progress")
    promise(session, closed, "Beres", due_on=date(2026, 8, 1), state="done")
    with count_queries() as statements:
        page = officer.get()
    assert len(statements) <= 12
    assert "2 terlambat, 1 berjalan, 1 selesai" in page.text and "1 / 4" in page.text
    assert [tag.get_text() for tag in page.html.select("td .tag.bad")] == ["terlambat", "terlambat"]
    rows = [row.get_text(" ", strip=True) for row in page.html.select("tbody th")]
    assert rows == ["Lewat triwulan", "Lewat bulan", "Triwulan berjalan", "Beres"], "next due first, done last"
    late = officer.get(f"{officer.path}?keadaan=terlambat")
    assert "Lewat bulan" in late.text and "Beres" not in late.text and "2 terlambat" in late.text
    assert "Tidak ada rencana yang cocok" in officer.get(f"{officer.path}?unsur=biaya").text
    assert officer.get(f"{officer.path}?keadaan=%27&unsur=%00&perangkat=x&halaman=-1").status == 200


def test_start_pages_tell_of_what_is_late(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    start = f"/t/{closed.survey.slug}/"
    assert "janji terlambat" not in officer.get(start).text
    promise(session, closed, "Lewat bulan", due_on=date(2026, 10, 1))
    promise(session, closed, "Lewat triwulan", due_on=date(2026, 7, 1), due_precision="quarter")
    promise(session, closed, "Triwulan berjalan", due_on=date(2026, 10, 1), due_precision="quarter")
    page = officer.get(start)
    link = page.html.find("a", href=f"{officer.path}?keadaan=terlambat")
    assert "2 janji terlambat" in page.text and link is not None
    assert [row.get_text(strip=True) for row in officer.get(str(link["href"])).html.select("tbody th")] == ["Lewat triwulan", "Lewat bulan"]
    leader = enter(session, officer.browser, closed, "leader").get(start)
    assert "2, sejak 1 Oktober 2026" in leader.text
    late = f"{officer.path}?keadaan=terlambat&perangkat={closed.survey.agency_id}"
    assert leader.html.find("a", href=late) is not None


def test_an_empty_list_leads_to_the_plan_of_the_last_closed_period(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    page = officer.get()
    assert "Belum ada rencana tindak lanjut" in page.text
    assert page.html.select_one(f"a[href='{officer.plan}/sunting']")
    assert "Rencana periode ini belum disusun" in officer.get(officer.plan).text


# From report to report


def ask(session: Session, room: Room, period_id: UUID) -> SkmReportSource:
    desk = f"/t/{room.closed.survey.slug}/laporan/periode/{period_id}"
    assert room.browser.send(room.get(desk), action=f"{desk}/minta").status == 302
    session.expire_all()
    statement = select(Report.snapshot).where(Report.period_id == period_id).order_by(Report.id.desc())
    return SkmReportSource.from_json(session.scalars(statement).first() or "")


def test_a_plan_walks_through_three_reports(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    first, second = same_period_in(session, closed, 2024), same_period_in(session, closed, 2025)
    session.commit()
    slow = promise(
        session, closed, "Membangun ruang tunggu", first, due_on=date(2025, 1, 1), due_precision="quarter", person_in_charge="Camat"
    )
    quick = promise(session, closed, "Memasang papan alur", first, due_on=date(2025, 3, 1), position=1)
    planned = ask(session, officer, first).report.planned_follow_ups
    assert [(each.plan, each.when, each.due_on) for each in planned] == [
        ("Membangun ruang tunggu", "Triwulan I 2025", date(2025, 1, 1)), ("Memasang papan alur", "Maret 2025", date(2025, 3, 1))
    ]  # fmt: skip

    officer.browser.send(
        officer.get(f"{officer.path}/{quick}/kemajuan"), {"state": "done", "description": "Dipasang.", "documents": "Foto\nSK"}
    )
    done = ask(session, officer, second).report.done_follow_ups
    assert [(each.plan, each.state, each.evidence) for each in done] == [
        ("Membangun ruang tunggu", "planned", ()), ("Memasang papan alur", "done", ("Foto", "SK"))
    ]  # fmt: skip

    page = officer.get(officer.plan)
    assert "Belum selesai dari periode sebelumnya" in page.text and "Memasang papan alur" not in page.text
    carried = officer.browser.follow(officer.browser.send(page, action=f"{officer.plan}/bawa/{slow}"))
    assert "sekarang bagian dari rencana ini" in carried.html.get_text() and "Belum selesai dari periode sebelumnya" not in carried.text
    row = saved(session, closed)[0]
    assert (row.action, row.person_in_charge, row.state, row.due_on, row.carried_from) == (
        "Membangun ruang tunggu",
        "Camat",
        "planned",
        None,
        slow,
    )
    assert "dibawa ke Periode 2026" in officer.get(f"{officer.path}/{slow}").text
    assert "1 belum mulai, 1 selesai" in officer.get().text, "what was taken up is counted once"
    assert [each.plan for each in ask(session, officer, closed.period_id).report.planned_follow_ups] == ["Membangun ruang tunggu"]

    again = officer.browser.follow(officer.browser.post(f"{officer.plan}/bawa/{slow}", {"csrf_token": token(officer)}))
    assert "sudah dibawa ke rencana lain" in again.html.get_text() and len(saved(session, closed)) == 1


def token(room: Room) -> str:
    return str(room.edit().filled()["csrf_token"])


# Who may do what


def test_a_leader_reads_and_changes_nothing(session: Session, browser: Browser, closed: ClosedPeriod) -> None:
    leader = enter(session, browser, closed, "leader")
    assert "Lihat periode itu" in leader.get().text
    item = promise(session, closed, "Satu", due_on=date(2026, 1, 1))
    for path in (leader.path, leader.plan, f"{leader.path}/{item}"):
        page = leader.get(path)
        assert page.status == 200 and "Satu" in page.text and "terlambat" in page.text
        assert not {"Sunting rencana", "Catat kemajuan", "Susun rencana"} & {link.get_text() for link in page.html.select("main a")}
    for path in (f"{leader.plan}/sunting", f"{leader.path}/{item}/kemajuan"):
        assert leader.get(path).status == 404


def test_an_officer_of_another_agency_finds_nothing(session: Session, browser: Browser, closed: ClosedPeriod, officer: Room) -> None:
    item, csrf = promise(session, closed, "Rahasia dinas"), token(officer)
    other = Agency(tenant_id=closed.tenant_id, id=new_id(), name="Dinas Lain")
    session.add(other)
    session.flush()
    stranger = enter(session, browser, closed, "agency-officer", agencies=[other.id])
    assert "Rahasia dinas" not in stranger.get().text and "terlambat" not in stranger.get().text
    for path in (stranger.plan, f"{stranger.plan}/sunting", f"{stranger.path}/{item}", f"{stranger.path}/{item}/kemajuan"):
        assert stranger.get(path).status == 404, path
    row = {"csrf_token": csrf, "rows-0-unsur": "waktu", "rows-0-action": "Diambil alih"}
    for path in (f"{stranger.plan}/sunting", f"{stranger.path}/{item}/kemajuan", f"{stranger.plan}/bawa/{item}"):
        assert browser.post(path, row).status == 404, path
    assert [each.action for each in saved(session, closed)] == ["Rahasia dinas"]
