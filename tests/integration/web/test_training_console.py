"""The trainer's console, and what participants hear and see of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.places import Tenant
from puas.db.tables.training import TrainingParticipant, TrainingProgress, TrainingSession, TrainingTest
from puas.domain.curricula import EVALUATION, EXERCISE, EXERCISES, TEST_BEFORE, AgendaItem
from puas.domain.training_room import Screen
from puas.runtime import clock
from puas.usecases.note_presence import note_presence
from tests.conftest import Committing
from tests.factories.training_rooms import Hall, account_of, make_hall, take_seat
from tests.web_pages import Browser


@pytest.fixture
def hall(session: Session, browser: Browser) -> Hall:
    made = make_hall(session, open_steps=("hand-index",))
    browser.sign_in(made.trainer.id)
    session.commit()
    return made


def room(hall: Hall) -> str:
    return f"/t/{hall.owner_slug}/pelatihan/{hall.session_id}/ruang"


def row_of(session: Session, hall: Hall) -> TrainingSession:
    session.expire_all()
    with tenancy.inside(session, tenant_id=hall.owner_id):
        return session.scalars(select(TrainingSession).where(TrainingSession.tenant_id == hall.owner_id)).one()


def work(session: Session, hall: Hall, number: int, exercise: str, **values: object) -> None:
    now = clock.now()
    with tenancy.inside(session, tenant_id=hall.owner_id):
        person = session.scalars(
            select(TrainingParticipant.id).where(TrainingParticipant.tenant_id == hall.owner_id, TrainingParticipant.number == number)
        ).one()
        session.add(
            TrainingProgress(
                tenant_id=hall.owner_id, session_id=hall.session_id, participant_id=person, exercise=exercise, started_at=now,
                **{"changed_at": now, **values},
            )
        )  # fmt: skip
    session.commit()


def seats(session: Session, hall: Hall, number: int) -> None:
    for each in range(1, number + 1):
        take_seat(session, hall, number=each)
    session.commit()


def test_an_empty_room_says_what_to_do(browser: Browser, hall: Hall) -> None:
    page = browser.get(room(hall))
    assert page.status == 200
    assert "Belum ada peserta" in page.text


def test_the_console_says_who_is_stuck_where_and_on_what(session: Session, browser: Browser, hall: Hall) -> None:
    seats(session, hall, 3)
    work(session, hall, 1, "hand-index", state="solved", attempts=2, points=100)
    work(session, hall, 2, "hand-index", state="tried", attempts=4, points=40, faults=["nik:not-times-25"])
    page = browser.get(room(hall))
    assert "Perlu dibantu" in page.text
    assert "sudah berkali-kali mencoba" in page.text
    assert "NIK – belum dikali 25" in page.text
    assert "1 sedang mengerjakan · 1 belum mulai" in page.text


def test_steps_are_opened_begun_and_closed(session: Session, browser: Browser, hall: Hall) -> None:
    browser.get(room(hall))
    version = row_of(session, hall).version
    for act, step in (("buka", "report"), ("mulai", "sample-size"), ("tutup", "hand-index")):
        answer = browser.send(browser.get(room(hall)), action=f"{room(hall)}/langkah", data={"tindakan": act, "langkah": step})
        assert answer.status == 302
    row = row_of(session, hall)
    assert (row.open_steps, row.current_step, row.version) == (["sample-size", "report"], "sample-size", version + 3)


@pytest.mark.parametrize(
    ("rest", "data", "sentence"),
    [
        ("langkah", {"tindakan": "mulai", "langkah": "tidur"}, "Langkah itu tidak ada lagi"),
        ("waktu", {"menit": "999"}, "Waktu paling lama 240 menit"),
        ("waktu", {"menit": "-1"}, "Waktu paling lama 240 menit"),
        ("waktu", {"menit": "lima"}, "Waktu paling lama 240 menit"),
        ("tampilkan", {"layar": "film"}, "Pilih apa yang ditampilkan"),
        ("tampilkan", {"layar": "message", "pesan": "  "}, "Tulis pesannya"),
        ("tampilkan", {"layar": "message", "pesan": "a" * 301}, "Pesan paling panjang"),
        ("tampilkan", {"layar": "board", "soal": "menari"}, "Pilih apa yang ditampilkan"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    session: Session, browser: Browser, hall: Hall, rest: str, data: dict[str, str], sentence: str
) -> None:
    before = row_of(session, hall).version
    page = browser.follow(browser.send(browser.get(room(hall)), action=f"{room(hall)}/{rest}", data=data))
    assert sentence in page.text
    assert row_of(session, hall).version == before


def test_what_is_left_is_told_in_seconds_for_a_phone_may_have_a_wrong_clock(session: Session, browser: Browser, hall: Hall) -> None:
    browser.send(browser.get(room(hall)), action=f"{room(hall)}/waktu", data={"menit": "20"})
    for page in (browser.get(room(hall)), browser.get(f"{room(hall)}/layar")):
        [timer] = page.html.select(".timer")
        assert 0 < int(str(timer["data-seconds-left"])) <= 20 * 60
    with tenancy.inside(session, tenant_id=hall.owner_id):
        past = clock.now() - timedelta(hours=1)
        session.execute(update(TrainingSession).where(TrainingSession.tenant_id == hall.owner_id).values(timer_ends_at=past))
    session.commit()
    [timer] = browser.get(room(hall)).html.select(".timer")
    assert timer["data-seconds-left"] == "0"


def test_a_session_closed_meanwhile_cannot_be_steered(session: Session, browser: Browser, hall: Hall) -> None:
    page = browser.get(room(hall))
    with tenancy.inside(session, tenant_id=hall.owner_id):
        session.execute(update(TrainingSession).where(TrainingSession.tenant_id == hall.owner_id).values(state="closed"))
    session.commit()
    page = browser.follow(browser.send(page, action=f"{room(hall)}/waktu", data={"menit": "5"}))
    assert "ruangannya tidak dapat diatur" in page.text
    assert "tidak sedang dibuka" in page.text
    assert row_of(session, hall).timer_ends_at is None


def test_a_session_of_another_owner_is_not_found(session: Session, browser: Browser, hall: Hall) -> None:
    other = make_hall(session)
    session.commit()
    address = f"/t/{hall.owner_slug}/pelatihan/{other.session_id}/ruang"
    for each in (address, f"{address}/keadaan", f"{address}/layar"):
        assert browser.get(each).status == 404


def test_the_part_that_refreshes_is_sent_once(session: Session, browser: Browser, hall: Hall) -> None:
    seats(session, hall, 2)
    first = browser.get(f"{room(hall)}/keadaan")
    again = browser.get(f"{room(hall)}/keadaan", headers={"If-None-Match": first.response.headers["ETag"]})
    assert (first.status, again.status, again.text) == (200, 304, "")
    work(session, hall, 1, "hand-index", state="tried", attempts=1)
    assert browser.get(f"{room(hall)}/keadaan", headers={"If-None-Match": first.response.headers["ETag"]}).status == 200


def test_the_trainer_sees_how_many_sent_a_test_before_closing_its_step(session: Session, browser: Browser) -> None:
    agenda = (AgendaItem("opening-test", 1, "Tes pembuka", 10, TEST_BEFORE), AgendaItem("opinion", 1, "Kesan", 5, EVALUATION))
    hall = make_hall(session, agenda=agenda, open_steps=["opening-test"])
    seats = [take_seat(session, hall, number=number) for number in (1, 2, 3)]
    with tenancy.inside(session, tenant_id=hall.owner_id):
        for seat, finished_at in zip(seats, (clock.now(), clock.now(), None), strict=True):
            session.add(
                TrainingTest(
                    tenant_id=hall.owner_id, session_id=hall.session_id, participant_id=seat.participant_id, kind="before", questions=[],
                    started_at=clock.now(), finished_at=finished_at,
                )
            )  # fmt: skip
        session.flush()
    browser.sign_in(hall.trainer.id)
    session.commit()
    text = browser.get(f"{room(hall)}/keadaan").text
    assert "Tes pembuka, sudah dikirim 2 / 3" in text
    assert "Kesan, sudah dikirim 0 / 3" in text


def test_exercises_stand_in_the_order_of_the_agenda(session: Session, browser: Browser) -> None:
    agenda = [AgendaItem(f"step-{key}", 1, key, 20, EXERCISE, key) for key in ("worksheet", "hand-index")]
    hall = make_hall(session, agenda=agenda)
    take_seat(session, hall)
    browser.sign_in(hall.trainer.id)
    session.commit()
    assert "1 Membaca kertas kerja; 2 Menghitung indeks dengan tangan" in browser.get(room(hall)).text


def test_the_console_asks_as_much_of_a_large_room_as_of_a_small_one(session: Session, browser: Browser, hall: Hall) -> None:
    def statements() -> int:
        seen: list[str] = []
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *given: seen.append(given[2]))
        assert browser.get(room(hall)).status == 200
        return len([each for each in seen if not each.startswith(("SAVEPOINT", "RELEASE", "SET LOCAL"))])

    seats(session, hall, 2)
    few = statements()
    seats_more = range(3, 13)
    for number in seats_more:
        take_seat(session, hall, number=number)
    session.commit()
    for number in seats_more:
        for exercise in EXERCISES:
            work(session, hall, number, exercise, state="tried", attempts=1)
    assert statements() - few <= 1
    assert few <= 12


def test_everybody_sees_what_the_trainer_shows_and_nobody_sees_a_name(session: Session, browser: Browser, hall: Hall) -> None:
    seat = take_seat(session, hall, number=1)
    take_seat(session, hall, number=2)
    session.commit()
    work(session, hall, 2, "hand-index", state="solved", attempts=1, points=100)
    browser.send(browser.get(room(hall)), action=f"{room(hall)}/tampilkan", data={"layar": "board", "soal": "hand-index"})
    assert row_of(session, hall).shown == {"kind": "board", "step": "", "exercise": "hand-index", "words": ""}
    wall = browser.get(f"{room(hall)}/layar")
    assert "Peserta 2" not in wall.text
    base = _base(session, seat.practice_tenant_id)
    browser.sign_in(account_of(session, seat))
    page = browser.get(f"{base}/layar")
    assert "Menghitung indeks dengan tangan" in page.text
    assert "100 dari 100 poin" in page.text
    assert "Peserta 2" not in page.text


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        (Screen("message", words="Istirahat <sampai> pukul 10.00"), "Istirahat &lt;sampai&gt; pukul 10.00"),
        (Screen("code"), "Kode bergabung"),
        (Screen("step", step="sample-size"), "sample-size"),
        (Screen("step", step="gone"), "Bimtek Contoh"),
        (Screen("solution", exercise="hand-index"), "Pelatih mengizinkan pembahasan dibuka"),
        (None, "Tidak ada yang ditampilkan"),
    ],
)
def test_each_kind_of_screen(session: Session, browser: Browser, hall: Hall, screen: Screen | None, words: str) -> None:
    seat = take_seat(session, hall)
    shown = {} if screen is None else {"kind": screen.kind, "step": screen.step, "exercise": screen.exercise, "words": screen.words}
    with tenancy.inside(session, tenant_id=hall.owner_id):
        session.execute(update(TrainingSession).where(TrainingSession.tenant_id == hall.owner_id).values(shown=shown))
    browser.sign_in(account_of(session, seat))
    session.commit()
    assert words in browser.get(f"{_base(session, seat.practice_tenant_id)}/layar").response.text


def test_the_pulse_is_small_says_no_name_and_is_sent_once(session: Session, browser: Browser, hall: Hall) -> None:
    seat = take_seat(session, hall)
    browser.sign_in(account_of(session, seat))
    session.commit()
    url = f"{_base(session, seat.practice_tenant_id)}/denyut.json"
    first = browser.get(url)
    assert json.loads(first.text) == {"version": 1, "state": "open", "ends_at": None, "shows": False}
    assert len(first.text) < 120
    assert browser.get(url, headers={"If-None-Match": first.response.headers["ETag"]}).status == 304
    assert first.response.headers["Cache-Control"] == "no-store"


def test_presence_is_noted_once_a_minute(session: Session, hall: Hall) -> None:
    seat = take_seat(session, hall)
    now = clock.now()

    def seen(at: object) -> object:
        note_presence(session=session, owner_id=seat.owner_id, participant_id=seat.participant_id, now=at)  # type: ignore[arg-type]
        session.expire_all()
        with tenancy.inside(session, tenant_id=seat.owner_id):
            return session.scalars(
                select(TrainingParticipant.last_seen_at).where(
                    TrainingParticipant.tenant_id == seat.owner_id, TrainingParticipant.id == seat.participant_id
                )
            ).one()

    assert seen(now) == now
    assert seen(now + timedelta(seconds=59)) == now
    assert seen(now + timedelta(seconds=61)) == now + timedelta(seconds=61)


def test_a_pulse_tells_that_the_device_is_awake(committing: Committing, committed_browser: Browser) -> None:
    """Over a real connection: a GET commits nothing of its own, and the trainer must know all the same."""
    with committing.session_factory() as session:
        seat = take_seat(session, make_hall(session))
        account_id, url = account_of(session, seat), f"{_base(session, seat.practice_tenant_id)}/denyut.json"
        session.commit()
    committed_browser.sign_in(account_id)
    began = clock.now()
    for headers in ({}, {"If-None-Match": committed_browser.get(url).response.headers["ETag"]}):
        committed_browser.get(url, headers=headers).response.close()
    with committing.session_factory() as session, tenancy.inside(session, tenant_id=seat.owner_id):
        mine = (TrainingParticipant.tenant_id == seat.owner_id, TrainingParticipant.id == seat.participant_id)
        seen = session.scalars(select(TrainingParticipant.last_seen_at).where(*mine)).one()
    assert seen >= began


def test_somebody_in_no_session_hears_no_pulse(session: Session, browser: Browser, hall: Hall) -> None:
    seat = take_seat(session, hall)
    other = take_seat(session, make_hall(session))
    browser.sign_in(account_of(session, other))
    session.commit()
    for rest in ("denyut.json", "layar"):
        assert browser.get(f"{_base(session, seat.practice_tenant_id)}/{rest}").status == 404


def _base(session: Session, tenant_id: int) -> str:
    slug = session.scalars(select(Tenant.slug).where(Tenant.id == tenant_id)).one()
    return f"/t/{slug}/latihan"


