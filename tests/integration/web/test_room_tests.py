"""Tests and evaluation as a participant meets them: saved, sent once, safe on two devices, and nobody's answers traced."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import inspect, select, text, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_seats import Seat
from puas.db.tables.places import Tenant
from puas.db.tables.training import TrainingEvaluation, TrainingParticipant, TrainingSession, TrainingTest
from puas.domain.curricula import EVALUATION, TEST_AFTER, TEST_BEFORE, AgendaItem
from puas.domain.question_bank import BANK, RIGHT
from puas.domain.training_evaluation import STATEMENTS, Evaluation
from puas.domain.training_tests import drawn_for
from puas.usecases._room_tests import UnableToTakeTest
from puas.usecases.begin_test import begin_test
from puas.usecases.send_evaluation import UnableToSendEvaluation, send_evaluation
from puas.usecases.send_test import send_test
from tests.factories.training_rooms import NOW, Hall, account_of, make_hall, take_seat
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

if TYPE_CHECKING:
    from tests.conftest import Committing

AGENDA = (
    AgendaItem("test-before", 1, "Tes awal", 10, TEST_BEFORE),
    AgendaItem("test-after", 1, "Tes akhir", 10, TEST_AFTER),
    AgendaItem("evaluation", 1, "Evaluasi", 5, EVALUATION),
)
STEPS = [each.key for each in AGENDA]
OPINION = Evaluation(dict.fromkeys(STATEMENTS, 4), "Latihannya", "Waktunya kurang")


@dataclass(frozen=True)
class Desk:
    """A participant at the tests."""

    hall: Hall
    seat: Seat
    base: str

    def url(self, kind: str = "before") -> str:
        return f"{self.base}/tes/{kind}"

    @property
    def evaluation(self) -> str:
        return f"{self.base}/evaluasi"

    def right(self, kind: str = "before") -> dict[str, list[str]]:
        questions = drawn_for(4711, self.seat.number, kind)
        return {f"q{number}": [str(each.options.index(RIGHT) + 1)] for number, each in enumerate(questions, start=1)}


@pytest.fixture
def desk(session: Session, browser: Browser) -> Desk:
    hall = make_hall(session, agenda=AGENDA, open_steps=STEPS)
    seat = take_seat(session, hall, number=7)
    slug = session.scalars(select(Tenant.slug).where(Tenant.id == seat.practice_tenant_id)).one()
    browser.sign_in(account_of(session, seat))
    session.commit()
    return Desk(hall, seat, f"/t/{slug}/latihan")


def taken(session: Session, desk: Desk, kind: str = "before") -> TrainingTest | None:
    session.expire_all()
    with tenancy.inside(session, tenant_id=desk.seat.owner_id):
        return session.scalars(
            select(TrainingTest).where(
                TrainingTest.tenant_id == desk.seat.owner_id, TrainingTest.participant_id == desk.seat.participant_id,
                TrainingTest.kind == kind,
            )
        ).one_or_none()  # fmt: skip


def evaluations(session: Session, owner_id: int) -> list[TrainingEvaluation]:
    session.expire_all()
    with tenancy.inside(session, tenant_id=owner_id):
        return list(session.scalars(select(TrainingEvaluation).where(TrainingEvaluation.tenant_id == owner_id)))


def change_session(session: Session, desk: Desk, **values: object) -> None:
    with tenancy.inside(session, tenant_id=desk.hall.owner_id):
        session.execute(
            update(TrainingSession)
            .where(TrainingSession.tenant_id == desk.hall.owner_id, TrainingSession.id == desk.hall.session_id)
            .values(**values)
        )
    session.commit()


def begin(browser: Browser, desk: Desk, kind: str = "before") -> Page:
    url = desk.url(kind)
    return browser.follow(browser.send(browser.get(url), action=f"{url}/mulai"))


@pytest.mark.parametrize("act", ["mulai", "simpan", "kirim", "kirim-saja"])
def test_a_phone_that_was_asleep_comes_back_to_the_test(browser: Browser, desk: Desk, act: str) -> None:
    begin(browser, desk)
    page = browser.get(f"{desk.url()}/{act}")
    assert page.status == 302, page.status
    assert page.location.endswith(desk.url())


@pytest.mark.parametrize("address", ["before/menyontek", "middle/kirim"])
def test_what_is_no_part_of_a_test_is_not_found(browser: Browser, desk: Desk, address: str) -> None:
    assert browser.get(f"{desk.base}/tes/{address}").status == 404


def save(browser: Browser, page: Page, desk: Desk, choices: Mapping[str, Any]) -> Page:
    return browser.post(f"{desk.url()}/simpan", {**page.filled(), **choices})


def take(browser: Browser, desk: Desk, kind: str) -> Page:
    return browser.follow(browser.send(begin(browser, desk, kind), desk.right(kind)))


def test_pages_take_few_statements(browser: Browser, desk: Desk, count_queries: CountQueries) -> None:
    begin(browser, desk)
    for url in (desk.url(), desk.evaluation, f"{desk.base}/sertifikat"):
        with count_queries() as sent:
            assert browser.get(url).status == 200
        assert len(sent) <= 12


def test_nothing_is_kept_before_somebody_begins(session: Session, browser: Browser, desk: Desk) -> None:
    page = browser.get(desk.url())
    assert page.status == 200 and "Mulai mengerjakan" in page.text
    assert not page.html.select("input[type=radio]")
    assert taken(session, desk) is None


def test_the_page_shows_fourteen_questions_and_no_key_of_an_answer(browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk)
    fields = page.html.select("fieldset")
    assert len(fields) == 14
    for number, (drawn, field) in enumerate(zip(drawn_for(4711, 7, "before"), fields, strict=True), start=1):
        shown = [label.get_text(strip=True) for label in field.select("label")]
        assert shown == [drawn.question.options[option] for option in drawn.options]
        assert [choice["value"] for choice in field.select("input[type=radio]")] == ["1", "2", "3", "4"]
        assert {choice["name"] for choice in field.select("input[type=radio]")} == {f"q{number}"}
        assert drawn.key not in page.response.text
        assert drawn.question.why not in page.response.text
    assert not page.html.select("input[checked]")


def test_saved_answers_are_there_on_the_other_device(browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk)
    assert save(browser, page, desk, {"q1": "2", "q9": "4"}).status == 302
    filled = browser.get(desk.url()).filled()
    assert (filled["q1"], filled["q9"], filled.get("q2")) == (["2"], ["4"], None)


def test_a_page_that_is_behind_takes_back_nothing(browser: Browser, desk: Desk) -> None:
    laptop = phone = begin(browser, desk)
    save(browser, laptop, desk, {"q1": "2", "q2": "3"})
    save(browser, phone, desk, {"q3": "1"})
    laptop = browser.get(desk.url())
    save(browser, laptop, desk, {"q1": "4"})
    # The phone's page still shows what it showed before the laptop changed the first answer.
    stale = {**laptop.filled(), "q4": ["1"]}
    browser.post(f"{desk.url()}/simpan", stale)
    filled = browser.get(desk.url()).filled()
    assert [filled[name] for name in ("q1", "q2", "q3", "q4")] == [["4"], ["3"], ["1"], ["1"]]


def test_a_sent_test_shows_its_score_and_explains_nothing_yet(session: Session, browser: Browser, desk: Desk) -> None:
    right = desk.right()
    wrong = {"q1": "1" if right["q1"] != ["1"] else "2"}
    page = browser.follow(browser.send(begin(browser, desk), {**right, **wrong}))
    assert "13 dari 14 benar" in page.text
    row = taken(session, desk)
    assert row is not None and row.finished_at is not None and row.correct == 13
    assert "terbuka setelah Anda mengirim tes akhir" in page.text
    assert all(BANK[each["key"]].why not in page.response.text for each in row.questions)


def test_explanations_of_both_open_with_the_second_test(browser: Browser, desk: Desk) -> None:
    take(browser, desk, "before")
    after = take(browser, desk, "after")
    for page, kind in ((after, "after"), (browser.get(desk.url()), "before")):
        assert all(each.question.why.split(".")[0][:40] in page.text for each in drawn_for(4711, 7, kind))


def test_the_second_test_alone_explains_nothing_while_the_first_may_still_come(browser: Browser, desk: Desk) -> None:
    page = take(browser, desk, "after")
    assert "14 dari 14 benar" in page.text and "penjelasannya terbuka" in page.text


def test_a_closed_session_explains_what_was_sent(session: Session, browser: Browser, desk: Desk) -> None:
    take(browser, desk, "before")
    change_session(session, desk, state="closed")
    assert drawn_for(4711, 7, "before")[0].question.why[:40] in browser.get(desk.url()).text


def test_open_questions_are_named_and_nothing_is_lost(session: Session, browser: Browser, desk: Desk) -> None:
    right = desk.right()
    page = browser.send(begin(browser, desk), {name: place for name, place in right.items() if name != "q5"})
    assert page.status == 200 and page.errors() == ["Pertanyaan 5"]
    row = taken(session, desk)
    assert row is not None and row.finished_at is None and len(row.answers) == 13
    page = browser.follow(browser.post(f"{desk.url()}/kirim-saja", page.filled()))
    assert "13 dari 14 benar" in page.text


def test_a_second_send_is_refused_and_changes_nothing(session: Session, browser: Browser, desk: Desk) -> None:
    form = begin(browser, desk)
    browser.send(form, desk.right())
    page = browser.follow(browser.send(form, {name: ["1"] for name in desk.right()}))
    assert "tidak berubah lagi" in page.text and "14 dari 14 benar" in page.text
    assert browser.follow(save(browser, form, desk, {"q1": "3"})).text.count("14 dari 14 benar") == 1


def test_a_step_closed_meanwhile_refuses_and_keeps_what_was_chosen(session: Session, browser: Browser, desk: Desk) -> None:
    form = begin(browser, desk)
    save(browser, form, desk, {"q1": "2"})
    change_session(session, desk, open_steps=["test-after"])
    page = browser.send(form, desk.right())
    assert page.status == 422 and "sedang ditutup oleh pelatih" in page.text
    assert all(page.filled()[name] == place for name, place in desk.right().items())
    row = taken(session, desk)
    assert row is not None and row.finished_at is None and len(row.answers) == 1
    change_session(session, desk, open_steps=STEPS)
    assert "14 dari 14 benar" in browser.follow(browser.send(page, action=f"{desk.url()}/kirim")).text


def test_a_test_that_was_never_open_cannot_be_begun(session: Session, browser: Browser, desk: Desk) -> None:
    page = browser.get(desk.url())
    change_session(session, desk, open_steps=[])
    assert browser.send(page, action=f"{desk.url()}/mulai").status == 422
    assert taken(session, desk) is None
    assert "Tunggu sampai pelatih membukanya" in browser.get(desk.url()).text


@pytest.mark.parametrize("place", ["5", "-1", "a", "1 or 1=1", ""])
def test_a_place_that_is_none_is_an_error_at_its_question(session: Session, browser: Browser, desk: Desk, place: str) -> None:
    page = browser.send(begin(browser, desk), {**desk.right(), "q3": place})
    assert page.status == 422 and page.errors() == ["Pertanyaan 3: Pilih salah satu dari empat jawaban yang ada."]
    row = taken(session, desk)
    assert row is not None and row.answers == {} and row.finished_at is None


def test_a_question_that_is_none_is_refused(session: Session, browser: Browser, desk: Desk) -> None:
    assert browser.send(begin(browser, desk), {**desk.right(), "q99": "1"}).status == 422
    row = taken(session, desk)
    assert row is not None and row.finished_at is None


@pytest.mark.parametrize("kind", ["between", "BEFORE", "before.json"])
def test_there_are_two_tests(browser: Browser, desk: Desk, kind: str) -> None:
    assert browser.get(desk.url(kind)).status == 404
    assert browser.post(f"{desk.url(kind)}/mulai").status in {400, 404}


def test_somebody_else_of_the_room_has_a_test_of_their_own(session: Session, browser: Browser, desk: Desk) -> None:
    take(browser, desk, "before")
    other = take_seat(session, desk.hall, number=8, practice_tenant_id=desk.seat.practice_tenant_id)
    browser.sign_in(account_of(session, other))
    session.commit()
    assert "Mulai mengerjakan" in browser.get(desk.url()).text


def test_of_two_who_send_at_once_the_second_waits_and_is_told(committing: Committing) -> None:
    with committing.session_factory() as session:
        hall = make_hall(session, agenda=AGENDA, open_steps=STEPS)
        seat = take_seat(session, hall)
        begin_test(session=session, seat=seat, kind="before", now=NOW)
        session.commit()

    def act(session: Session, place: int) -> str:
        places = dict.fromkeys(range(1, 15), str(place))
        try:
            send_test(session=session, seat=seat, kind="before", places=places, may_be_incomplete=True, now=NOW)
        except UnableToTakeTest as refusal:
            return refusal.reason
        return "sent"

    def second() -> str:
        with committing.session_factory() as session:
            said = act(session, 2)
            session.commit()
            return said

    with committing.session_factory() as first, ThreadPoolExecutor(1) as pool:
        assert act(first, 1) == "sent"
        waiting = pool.submit(second)
        # Only once the second one stands before the row is the first one committed.
        while not first.scalar(text("select count(*) from pg_locks where not granted")) and not waiting.done():
            pass
        first.commit()
        assert waiting.result() == "sent-already"
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=hall.owner_id)
        row = session.scalars(select(TrainingTest).where(TrainingTest.tenant_id == hall.owner_id)).one()
        drawn = {each["key"]: each["options"] for each in row.questions}
        assert {drawn[key].index(option) for key, option in row.answers.items()} == {0}


def opinion(**changes: str) -> dict[str, str]:
    return {**dict.fromkeys(STATEMENTS, "3"), "liked": "Latihannya", **changes}


def test_an_evaluation_is_sent_once(session: Session, browser: Browser, desk: Desk) -> None:
    form = browser.get(desk.evaluation)
    page = browser.follow(browser.send(form, opinion()))
    assert "sudah dikirim" in page.text and not page.html.select("main input[type=radio]")
    assert browser.follow(browser.send(form, opinion(liked="Lagi"))).status == 200
    [kept] = evaluations(session, desk.hall.owner_id)
    assert (kept.liked, kept.ratings) == ("Latihannya", dict.fromkeys(STATEMENTS, 3))


def test_an_evaluation_with_a_gap_comes_back_as_it_was_filled_in(session: Session, browser: Browser, desk: Desk) -> None:
    given = opinion(missed="Jaringan lambat")
    del given["time"]
    page = browser.send(browser.get(desk.evaluation), given)
    assert page.status == 422 and len(page.errors()) == 1 and "Waktu" in page.errors()[0]
    assert (page.filled()["useful"], page.filled()["missed"].strip()) == (["3"], "Jaringan lambat")
    assert evaluations(session, desk.hall.owner_id) == []


@pytest.mark.parametrize("changes", [{"time": "5"}, {"time": "0"}, {"liked": "x" * 1001}])
def test_an_evaluation_out_of_range_is_refused(session: Session, browser: Browser, desk: Desk, changes: dict[str, str]) -> None:
    assert browser.send(browser.get(desk.evaluation), opinion(**changes)).status == 422
    assert evaluations(session, desk.hall.owner_id) == []


def test_a_closed_evaluation_keeps_what_was_typed(session: Session, browser: Browser, desk: Desk) -> None:
    form = browser.get(desk.evaluation)
    change_session(session, desk, open_steps=[])
    page = browser.send(form, opinion(liked="Semua"))
    assert page.status == 422 and "sedang ditutup" in page.text
    assert page.filled()["liked"].strip() == "Semua"
    assert evaluations(session, desk.hall.owner_id) == []


def test_no_column_leads_from_an_answer_to_a_person() -> None:
    columns = {each.name for each in inspect(TrainingEvaluation).columns}
    assert columns == {"tenant_id", "id", "session_id", "ratings", "liked", "missed", "sent_on"}


def test_neither_time_nor_order_nor_transaction_links_an_answer_to_a_person(committing: Committing) -> None:
    """Everything the log-in of the services can read, hidden columns included."""
    with committing.session_factory() as session:
        hall = make_hall(session, agenda=AGENDA, open_steps=STEPS)
        seats = [take_seat(session, hall, number=number) for number in range(1, 6)]
        session.commit()
    for minutes, seat in enumerate(reversed(seats)):
        with committing.session_factory() as session:
            send_evaluation(session=session, seat=seat, evaluation=OPINION, now=NOW + timedelta(minutes=minutes))
            session.commit()
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=hall.owner_id)
        answers = session.execute(text("select id, xmin::text as writer, sent_on from training_evaluation order by ctid")).all()
        people = session.execute(
            text("select number, xmin::text as writer, evaluated_at from training_participant order by ctid")
        ).all()
    assert {type(each.sent_on) for each in answers} == {date}
    assert {each.id.version for each in answers} == {4}
    # Everybody has the same mark of time and of the transaction that wrote it, and rows stand in the order of joining.
    assert len({each.evaluated_at for each in people}) == 1
    assert len({each.writer for each in people}) == 1
    assert [each.number for each in people] == [1, 2, 3, 4, 5]


def test_evaluations_are_told_by_the_day_of_the_owner(session: Session, desk: Desk) -> None:
    late = datetime.fromisoformat("2026-11-21T18:30:00+00:00")
    send_evaluation(session=session, seat=desk.seat, evaluation=OPINION, now=late)
    [kept] = evaluations(session, desk.hall.owner_id)
    assert kept.sent_on == date(2026, 11, 22)
    with tenancy.inside(session, tenant_id=desk.hall.owner_id):
        noted = session.scalars(
            select(TrainingParticipant.evaluated_at).where(TrainingParticipant.id == desk.seat.participant_id)
        ).one()
    assert noted == datetime.fromisoformat("2026-11-22T00:00:00+07:00")


def test_two_devices_send_one_evaluation(committing: Committing) -> None:
    with committing.session_factory() as session:
        hall = make_hall(session, agenda=AGENDA, open_steps=STEPS)
        seats = [take_seat(session, hall, number=number) for number in range(1, 4)]
        session.commit()
    start = Barrier(6)

    def act(seat: Seat) -> str:
        with committing.session_factory() as session:
            start.wait()
            try:
                send_evaluation(session=session, seat=seat, evaluation=OPINION, now=NOW)
            except UnableToSendEvaluation as refusal:
                return refusal.reason
            session.commit()
            return "sent"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(act, seats * 2)) == ["sent"] * 3 + ["sent-already"] * 3
    with committing.session_factory() as session:
        assert len(evaluations(session, hall.owner_id)) == 3
