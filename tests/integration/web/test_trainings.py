"""Sessions of a training as those who lead them see them: planning, opening, people, attendance, and who may do what."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import Account
from puas.db.tables.training import Certificate, PracticeTenant, TrainingAttendance, TrainingSession
from puas.domain.curricula import PROPOSALS, to_plain
from puas.jobs import enqueue
from puas.jobs.catalogue import FILL_PRACTICE_POOL
from puas.usecases.open_training_session import open_training_session
from tests.factories.members import add_membership
from tests.factories.tenants import add_account
from tests.factories.trainings import PLAN, TRAINING_DAY, TRAINING_MORNING, Training, add_training, day_codes, join, participants
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    with time_machine.travel(TRAINING_MORNING, tick=False):
        yield


@dataclass(frozen=True)
class Room:
    """The pages of a session with its trainer in them."""

    browser: Browser
    training: Training

    @property
    def list(self) -> str:
        return f"/t/{self.training.slug}/pelatihan"

    def get(self, ending: str = "") -> Page:
        return self.browser.get(f"{self.training.path}{ending}")


def enter(session: Session, browser: Browser, training: Training, role: str | None = None) -> Room:
    account_id = training.trainer_id
    if role:
        account = add_account(session, f"{role}@lain.go.id", "Orang Lain")
        add_membership(session, tenant_id=training.tenant_id, account_id=account.id, role=role)
        account_id = account.id
    session.commit()
    browser.sign_in(account_id)
    return Room(browser, training)


@pytest.fixture
def training(session: Session) -> Training:
    return add_training(session)


@pytest.fixture
def room(session: Session, browser: Browser, training: Training) -> Room:
    return enter(session, browser, training)


def row_of(session: Session, training: Training, session_id: UUID | None = None) -> TrainingSession:
    with tenancy.inside(session, tenant_id=training.tenant_id):
        statement = select(TrainingSession).where(
            TrainingSession.tenant_id == training.tenant_id, TrainingSession.id == (session_id or training.session_id)
        )
        return session.scalars(statement.execution_options(populate_existing=True)).one()


FILLED = {
    "title": "Bimtek Puskesmas", "starts_on": "30 November 2026", "ends_on": "", "place": "Aula", "curriculum": "usulan:one-day",
    "story": "kabupaten", "seats": "30", "hours": "", "practice_days": "7",
}  # fmt: skip


def test_a_session_is_planned_opened_and_closed(room: Room, session: Session) -> None:
    page = room.browser.send(room.browser.get(f"{room.list}/baru"), FILLED)
    assert page.status == 302, page.errors()
    shown = room.browser.follow(page)
    assert shown.title == "Bimtek Puskesmas"
    row = row_of(session, room.training, UUID(page.location.rsplit("/", 1)[1]))
    assert (row.starts_on, row.ends_on, row.state, row.seats) == (date(2026, 11, 30), date(2026, 11, 30), "planned", 30)
    assert row.hours == 8  # JP of the curriculum without its breaks
    assert row.agenda == to_plain(PROPOSALS[1].items)
    assert len(day_codes(session, replace(room.training, session_id=row.id))) == 1
    opened = room.browser.follow(room.browser.send(shown, action=f"{page.location}/buka"))
    assert "0 dari 30 kursi terisi" in opened.text
    assert row_of(session, room.training, row.id).open_steps == ["test-before"]
    closed = room.browser.follow(room.browser.send(opened, action=f"{page.location}/tutup"))
    assert "Pelatihan sudah ditutup" in closed.text
    assert "Kode untuk masuk lagi" in closed.text and "Kode bergabung" not in closed.text, "nobody new can join"
    assert "Bimtek Puskesmas" in room.browser.get(room.list).text


@pytest.mark.parametrize(("first_day", "is_prepared"), [("23 November 2026", True), ("30 November 2026", False)])
def test_the_story_of_a_training_that_comes_soon_is_prepared_when_it_is_planned(
    room: Room, monkeypatch: pytest.MonkeyPatch, first_day: str, is_prepared: bool
) -> None:
    sent: list[enqueue.Request] = []
    monkeypatch.setattr(enqueue, "send", sent.append)
    page = room.browser.send(room.browser.get(f"{room.list}/baru"), {**FILLED, "starts_on": first_day})
    session_id = page.location.rsplit("/", 1)[1]
    asked = [each for each in sent if each.job is FILL_PRACTICE_POOL and each.arguments["session_id"] == session_id]
    assert bool(asked) is is_prepared
    # A phone may join a second after opening: the wish of opening is never dropped for that of planning.
    room.browser.send(room.browser.follow(page), action=f"{page.location}/buka")
    opened = [each.coalesce for each in sent if each.job is FILL_PRACTICE_POOL][len(asked) :]
    assert len(opened) == 1
    assert opened[0] not in [each.coalesce for each in asked]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": " "}, "wajib diisi"),
        ({"starts_on": "31 Juni 2026"}, "tanggal yang ada di kalender"),
        ({"ends_on": "1 November 2026"}, "tidak boleh sebelum hari pertama"),
        ({"ends_on": "30 Desember 2026"}, "Paling lama 10 hari"),
        ({"curriculum": "usulan:two-days"}, "memerlukan lebih banyak hari"),
        ({"curriculum": "usulan:lima-hari"}, "Pilih salah satu"),
        ({"place": "", "link": ""}, "Tulis tempat"),
        ({"link": "javascript:alert(1)"}, "https://"),
        ({"seats": "201"}, "antara 1 dan 200"),
        ({"seats": "empat"}, "bilangan bulat"),
        ({"practice_days": "-1"}, "antara 0 dan 90"),
        ({"region_code": "00.00"}, "Pilih salah satu"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(room: Room, typed: dict[str, str], words: str) -> None:
    page = room.browser.send(room.browser.get(f"{room.list}/baru"), {**FILLED, **typed})
    assert page.status == 422
    assert any(words in error for error in page.errors()), page.errors()
    assert page.filled()["place"] == typed.get("place", "Aula")


def test_the_page_shows_code_days_and_people(room: Room, session: Session) -> None:
    join(session, room.training, "Ani Rahmawati")
    session.commit()
    page = room.get()
    code = room.training.code
    assert f"{code[:3]} {code[3:]}" in page.text
    codes = day_codes(session, room.training).values()
    assert codes
    for each in codes:
        assert each in page.text
    assert "Ani Rahmawati" in page.text
    assert page.html.find("svg", class_="qr") is not None
    assert f"{code[:3]} {code[3:]}" in room.get("/kode").text


def test_pages_ask_few_questions(room: Room, session: Session, count_queries: CountQueries) -> None:
    join(session, room.training, "Ani Rahmawati")
    session.commit()
    for address in (room.list, f"{room.list}/baru", room.training.path, f"{room.training.path}/daftar-hadir"):
        with count_queries() as statements:
            assert room.browser.get(address).status == 200
        assert len(statements) <= 12, (address, len(statements))


def test_a_copy_takes_everything_but_days_and_people(room: Room, session: Session) -> None:
    join(session, room.training, "Ani Rahmawati")
    session.commit()
    form = room.browser.get(f"{room.list}/baru?dari={room.training.session_id}")
    assert form.filled()["title"] == PLAN.title
    page = room.browser.send(form, {"starts_on": "1 Desember 2026"})
    row = row_of(session, room.training, UUID(page.location.rsplit("/", 1)[1]))
    assert row.agenda == to_plain(PLAN.agenda or ())
    assert row.code != room.training.code
    assert row.seed != row_of(session, room.training).seed
    assert participants(session, replace(room.training, session_id=row.id)) == []
    assert room.browser.get(f"{room.list}/baru?dari={new_id()}").status == 404
    assert room.browser.get(f"{room.list}/baru?dari=x").status == 404


def test_what_was_opened_keeps_its_agenda(room: Room, session: Session) -> None:
    form = room.get("/ubah")
    page = room.browser.send(form, {"curriculum": "usulan:two-days"})
    assert page.status == 422
    assert "susunannya tetap" in page.errors()[0]
    page = room.browser.send(form, {"title": "Nama Baru", "seats": "10"})
    assert page.status == 302
    row = row_of(session, room.training)
    assert (row.title, row.seats, row.version) == ("Nama Baru", 10, 3)


def test_seats_cannot_be_fewer_than_have_joined(room: Room, session: Session) -> None:
    for name in ("Ani", "Budi"):
        join(session, room.training, name)
    session.commit()
    page = room.browser.send(room.get("/ubah"), {"seats": "1"})
    assert page.status == 422
    assert "lebih banyak daripada jumlah kursi" in page.errors()[0]


def test_days_that_stay_keep_their_codes_and_attended_ones_stay(room: Room, session: Session) -> None:
    seated = join(session, room.training, "Ani")
    session.commit()
    before = day_codes(session, room.training)
    page = room.browser.send(room.get("/ubah"), {"starts_on": "24 November 2026", "ends_on": "25 November 2026"})
    assert page.status == 302
    after = day_codes(session, room.training)
    assert after[date(2026, 11, 24)] == before[date(2026, 11, 24)]
    assert list(after) == [date(2026, 11, 24), date(2026, 11, 25)]
    mark(room, seated.participant_id, date(2026, 11, 24))
    page = room.browser.send(room.get("/ubah"), {"starts_on": "25 November 2026", "ends_on": ""})
    assert page.status == 422
    assert "tercatat hadir" in page.errors()[0]


def test_practice_goes_with_its_session_when_that_moves(room: Room, session: Session) -> None:
    seated = join(session, room.training, "Ani")
    session.commit()
    room.browser.send(room.get("/ubah"), {"practice_days": "30"})
    until = session.scalar(select(PracticeTenant.expires_at).where(PracticeTenant.tenant_id == seated.practice_tenant_id))
    assert until == row_of(session, room.training).practice_until
    assert until is not None
    assert until.date() == date(2026, 11, 24) + timedelta(days=30)  # midnight in Jakarta is still the day before in UTC


def mark(room: Room, participant_id: UUID, day: date, present: str = "1") -> Page:
    form = room.get(f"/daftar-hadir?hari={day.isoformat()}")
    token = form.html.find("input", {"name": "csrf_token"})
    assert token is not None
    return room.browser.post(
        f"{room.training.path}/daftar-hadir",
        {"csrf_token": token["value"], "participant": str(participant_id), "day": day.isoformat(), "present": present},
    )


def attended(session: Session, training: Training) -> list[tuple[object, ...]]:
    with tenancy.inside(session, tenant_id=training.tenant_id):
        columns = (TrainingAttendance.participant_id, TrainingAttendance.held_on, TrainingAttendance.marked_by)
        return [tuple(row) for row in session.execute(select(*columns).where(TrainingAttendance.tenant_id == training.tenant_id))]


def test_a_trainer_marks_and_unmarks(room: Room, session: Session) -> None:
    seated = join(session, room.training, "Ani")
    session.commit()
    assert mark(room, seated.participant_id, TRAINING_DAY).status == 302
    assert mark(room, seated.participant_id, TRAINING_DAY).status == 302  # twice is once
    assert attended(session, room.training) == [(seated.participant_id, TRAINING_DAY, "trainer")]
    assert "1 dari 1 peserta hadir" in room.get("/daftar-hadir").text
    assert mark(room, seated.participant_id, TRAINING_DAY, present="0").status == 302
    assert attended(session, room.training) == []


def test_days_and_people_of_no_session_are_refused(room: Room, session: Session) -> None:
    seated = join(session, room.training, "Ani")
    other = add_training(session, slug="provinsi-lain")
    stranger = join(session, other, "Orang Lain")
    tenancy.enter(session, tenant_id=None)
    session.commit()
    token = room.get("/daftar-hadir").html.find("input", {"name": "csrf_token"})
    assert token is not None
    for person, day in ((seated.participant_id, "2026-12-01"), (stranger.participant_id, "2026-11-23"), ("x", "2026-11-23")):
        data = {"csrf_token": token["value"], "participant": str(person), "day": day, "present": "1"}
        assert room.browser.post(f"{room.training.path}/daftar-hadir", data).status == 404
    assert attended(session, room.training) == []
    assert room.get("/daftar-hadir?hari=2026-12-01").status == 404


def test_the_list_is_handed_out_without_formulas(room: Room, session: Session) -> None:
    first = join(session, room.training, '=HYPERLINK("http://jahat.example")')
    join(session, room.training, "Budi Santoso")
    session.commit()
    mark(room, first.participant_id, TRAINING_DAY)
    text = room.get("/daftar-hadir/csv").response.text
    assert "'=HYPERLINK" in text
    assert "23 November 2026" in text
    book = load_workbook(io.BytesIO(room.get("/daftar-hadir/xlsx").response.data))
    cells = [cell for line in book.worksheets[0].iter_rows() for cell in line if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert [cell.value for cell in cells if cell.value == "hadir"] == ["hadir"]
    assert room.get("/daftar-hadir/exe").status == 404


def test_somebody_without_a_phone_is_written_down_and_comes_in_later(room: Room, session: Session) -> None:
    page = room.browser.send(room.get("/peserta/tambah"), {"name": "Tanpa Ponsel", "agency_name": "Kecamatan Tirta"})
    assert page.status == 302
    person = participants(session, room.training)[0]
    assert (person.account_id, person.practice_tenant_id) == (None, None)
    assert f"{person.code[:3]} {person.code[3:]}" in room.browser.follow(page).text
    room.browser.client.delete_cookie("puas_sesi")
    home = room.browser.send(room.browser.get(f"/ikut/{room.training.code}/kembali"), {"code": person.code})
    assert room.browser.follow(home).title == "Halo, Tanpa Ponsel"


def test_a_name_is_corrected_everywhere(room: Room, session: Session) -> None:
    seated = join(session, room.training, "Anni Rahmwati")
    session.commit()
    page = room.browser.send(room.get(f"/peserta/{seated.participant_id}/ubah"), {"name": "Ani Rahmawati"})
    assert page.status == 302
    assert "Ani Rahmawati" in room.get().text
    session.expire_all()
    assert session.scalar(select(Account.name).where(Account.id == seated.account_id)) == "Ani Rahmawati"


def test_who_is_removed_is_out_at_once_and_the_seat_is_free(room: Room, session: Session) -> None:
    seated = join(session, room.training, "Ani")
    session.commit()
    device = Browser(room.browser._app)
    device.sign_in(seated.account_id, seated.session_version)
    slug = room.browser  # the trainer's browser stays the trainer's
    assert room.browser.send(room.get(f"/peserta/{seated.participant_id}/keluarkan")).status == 302
    assert participants(session, room.training) == []
    assert device.get("/profil").status == 302
    expires = session.scalar(select(PracticeTenant.expires_at).where(PracticeTenant.tenant_id == seated.practice_tenant_id))
    assert expires == TRAINING_MORNING
    assert slug.get(room.training.path).status == 200


def test_who_shares_a_practice_tenant_keeps_it_when_one_goes(room: Room, session: Session) -> None:
    first, second = join(session, room.training, "Ani", group="Satu"), join(session, room.training, "Budi", group=" satu ")
    assert first.practice_tenant_id == second.practice_tenant_id
    session.commit()
    room.browser.send(room.get(f"/peserta/{first.participant_id}/keluarkan"))
    expires = session.scalar(select(PracticeTenant.expires_at).where(PracticeTenant.tenant_id == second.practice_tenant_id))
    assert expires == row_of(session, room.training).practice_until


def test_who_has_a_certificate_stays(room: Room, session: Session) -> None:
    seated = join(session, room.training, "Ani")
    with tenancy.inside(session, tenant_id=room.training.tenant_id):
        session.add(
            Certificate(
                tenant_id=room.training.tenant_id, id=new_id(), session_id=room.training.session_id, participant_id=seated.participant_id,
                year=2026, number=1, printed_number="1/SKM/XI/2026", dated_on=TRAINING_DAY, hours=5, issued_at=TRAINING_MORNING,
            )  # fmt: skip
        )
    session.commit()
    page = room.browser.send(room.get(f"/peserta/{seated.participant_id}/keluarkan"))
    assert page.status == 422
    assert "sudah menerima sertifikat" in page.text
    assert len(participants(session, room.training)) == 1


def test_a_trainer_of_another_owner_finds_nothing(session: Session, browser: Browser, training: Training) -> None:
    seated = join(session, training, "Ani")
    other = enter(session, browser, add_training(session, slug="provinsi-lain"))
    mine = f"/t/{other.training.slug}/pelatihan/{training.session_id}"
    person = f"{mine}/peserta/{seated.participant_id}"
    for address in (mine, f"{mine}/ubah", f"{mine}/kode", f"{mine}/daftar-hadir", f"{mine}/daftar-hadir/csv", person, f"{person}/ubah"):
        assert browser.get(address).status == 404, address
        assert browser.get(address.replace(other.training.slug, training.slug)).status == 404


def test_a_trainer_sees_nothing_else_of_the_province(room: Room) -> None:
    for page in ("kabupaten", "liga", "rekap", "anggota/", "pengaturan"):
        assert room.browser.get(f"/t/{room.training.slug}/{page}").status == 404, page


def test_who_only_looks_on_sees_no_codes_and_changes_nothing(session: Session, browser: Browser, training: Training) -> None:
    seated = join(session, training, "Ani")
    viewer = enter(session, browser, training, "province-viewer")
    page = viewer.get()
    assert page.status == 200
    assert not [code for code in day_codes(session, training).values() if code in page.text]
    assert viewer.get(f"/peserta/{seated.participant_id}").status == 404
    assert viewer.get("/ubah").status == 404
    assert viewer.browser.get(f"{viewer.list}/baru").status == 404


def test_a_session_whose_practice_is_over_is_not_opened_again(room: Room, session: Session) -> None:
    page = room.browser.send(room.get(), action=f"{room.training.path}/tutup")
    with time_machine.travel(TRAINING_MORNING + timedelta(days=40), tick=False):
        room.browser.sign_in(room.training.trainer_id)
        page = room.browser.follow(room.browser.send(room.get(), action=f"{room.training.path}/buka"))
    assert "Masa ruang latihan sudah lewat" in page.response.text
    assert row_of(session, room.training).state == "closed"


def test_opening_again_keeps_where_the_room_was(room: Room, session: Session) -> None:
    row = row_of(session, room.training)
    with tenancy.inside(session, tenant_id=room.training.tenant_id):
        row.current_step, row.open_steps = "hand-index", ["rule", "hand-index"]
    session.commit()
    room.browser.send(room.get(), action=f"{room.training.path}/tutup")
    with tenancy.inside(session, tenant_id=room.training.tenant_id):
        open_training_session(
            session=session, tenant_id=room.training.tenant_id, session_id=room.training.session_id, account_id=None, now=TRAINING_MORNING
        )
    row = row_of(session, room.training)
    assert (row.current_step, row.open_steps) == ("hand-index", ["rule", "hand-index"])
