"""Exercises as a participant meets them: beginning, handing in, hints, solution, another round; and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.frozen_results import find_result
from puas.db.queries.training_seats import Seat
from puas.db.tables.places import Tenant
from puas.db.tables.training import TrainingProgress, TrainingSession
from puas.domain.exercises import EXERCISES, generated_task, seed_text
from puas.domain.exercises.task import Task
from puas.domain.followup_plan import quarter_of
from puas.domain.printed_numbers import comma
from puas.domain.regulation.registry import edition
from puas.usecases.save_followup_plan import PlannedItem, save_followup_plan
from tests.factories.closed import ClosedPeriod, closed_period
from tests.factories.training_rooms import Hall, account_of, make_hall, take_seat
from tests.web_pages import Browser, Page


@dataclass(frozen=True)
class Desk:
    """A participant at the exercises."""

    hall: Hall
    seat: Seat
    base: str
    closed: ClosedPeriod | None = None

    def url(self, exercise: str, rest: str = "") -> str:
        return f"{self.base}/soal/{exercise}{rest}"

    def task(self, exercise: str, again: int = 0) -> Task:
        return generated_task(exercise, seed_text(4711, self.seat.number, exercise, again), edition())


@pytest.fixture
def desk(session: Session, browser: Browser) -> Desk:
    hall = make_hall(session)
    seat = take_seat(session, hall, number=7)
    slug = session.scalars(select(Tenant.slug).where(Tenant.id == seat.practice_tenant_id)).one()
    browser.sign_in(account_of(session, seat))
    session.commit()
    return Desk(hall, seat, f"/t/{slug}/latihan")


def progress(session: Session, desk: Desk, exercise: str) -> TrainingProgress | None:
    session.expire_all()
    with tenancy.inside(session, tenant_id=desk.seat.owner_id):
        return session.scalars(
            select(TrainingProgress).where(
                TrainingProgress.tenant_id == desk.seat.owner_id,
                TrainingProgress.participant_id == desk.seat.participant_id,
                TrainingProgress.exercise == exercise,
            )
        ).one_or_none()


def change_session(session: Session, desk: Desk, **values: object) -> None:
    with tenancy.inside(session, tenant_id=desk.hall.owner_id):
        session.execute(
            update(TrainingSession)
            .where(TrainingSession.tenant_id == desk.hall.owner_id, TrainingSession.id == desk.hall.session_id)
            .values(**values)
        )
    session.commit()


def begin(browser: Browser, desk: Desk, exercise: str) -> Page:
    url = desk.url(exercise)
    return browser.follow(browser.send(browser.get(url), action=f"{url}/mulai"))


def typed(task: Task, **changes: str) -> dict[str, object]:
    right = {key: list(values) for key, values in task.right_answers().items()}
    return {**right, **{key: [value] for key, value in changes.items()}}


def test_nothing_is_noted_before_somebody_begins(session: Session, browser: Browser, desk: Desk) -> None:
    page = browser.get(desk.url("hand-index"))
    assert page.status == 200 and "Mulai mengerjakan" in page.text
    assert "Jawaban sepuluh responden" not in page.text
    assert progress(session, desk, "hand-index") is None
    page = begin(browser, desk, "hand-index")
    assert "Jawaban sepuluh responden" in page.text
    row = progress(session, desk, "hand-index")
    assert row is not None and (row.state, row.attempts) == ("begun", 0)


def test_the_page_shows_the_participants_own_forms(browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "hand-index")
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in page.html.select(".task-table")[0].select("tbody tr")]
    assert rows == [list(row[1:]) for row in desk.task("hand-index").tables[0].rows]


@pytest.mark.parametrize("exercise", ["hand-index", "sample-size"])
def test_right_answers_solve_it(session: Session, browser: Browser, desk: Desk, exercise: str) -> None:
    page = begin(browser, desk, exercise)
    page = browser.follow(browser.send(page, typed(desk.task(exercise))))
    assert "Semua benar" in page.text and "Pembahasan" in page.text
    row = progress(session, desk, exercise)
    assert row is not None and (row.state, row.points, row.attempts, row.faults) == ("solved", 100, 1, [])


def test_a_wrong_answer_is_explained_beside_its_field(session: Session, browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "hand-index")
    page = browser.follow(browser.send(page, typed(desk.task("hand-index"), nik=desk.task("hand-index").right_answers()["ni"][0])))
    words = page.html.select_one("#nik-verdict")
    assert words is not None and "Ini masih NI" in words.get_text()
    assert page.html.select_one("#nik")["aria-describedby"] == "nik-hint nik-verdict"  # type: ignore[index]
    row = progress(session, desk, "hand-index")
    assert row is not None and (row.state, row.faults) == ("tried", ["nik:not-times-25"])
    assert row.points == 83


def test_text_that_is_no_number_is_an_error_at_its_field_and_no_attempt(session: Session, browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "hand-index")
    page = browser.follow(browser.send(page, typed(desk.task("hand-index"), ni="tiga koma <b>lima</b>")))
    assert any("NI" in each and "Tulis angka" in each for each in page.errors())
    assert page.filled()["ni"] == "tiga koma <b>lima</b>"
    assert page.filled()["nik"] == desk.task("hand-index").right_answers()["nik"][0]
    row = progress(session, desk, "hand-index")
    assert row is not None and (row.state, row.attempts, row.points) == ("begun", 0, 0)


def test_what_was_sent_last_is_shown_again(browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "sample-size")
    browser.send(page, {"sample-1": "12", "sample-2": "abc"})
    filled = browser.get(desk.url("sample-size")).filled()
    assert (filled["sample-1"], filled["sample-2"]) == ("12", "abc")


def test_a_closed_step_refuses_and_keeps_what_was_typed(session: Session, browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "hand-index")
    change_session(session, desk, open_steps=["sample-size"])
    page = browser.send(page, typed(desk.task("hand-index"), ni="3,123"))
    assert page.status == 422 and "sedang ditutup oleh pelatih" in page.text
    assert page.filled()["ni"] == "3,123"
    row = progress(session, desk, "hand-index")
    assert row is not None and (row.attempts, row.answers) == (0, {})


def test_a_step_that_was_never_open_cannot_be_begun(session: Session, browser: Browser, desk: Desk) -> None:
    page = browser.get(desk.url("hand-index"))
    change_session(session, desk, open_steps=[])
    assert browser.send(page, action=desk.url("hand-index", "/mulai")).status == 422
    assert "belum dibuka" in browser.get(desk.url("hand-index")).text
    assert progress(session, desk, "hand-index") is None


@pytest.mark.parametrize("act", ["mulai", "periksa", "petunjuk", "pembahasan"])
def test_a_phone_that_was_asleep_comes_back_to_the_exercise(browser: Browser, desk: Desk, act: str) -> None:
    page = browser.get(desk.url("hand-index", f"/{act}"))
    assert page.status == 302, page.status
    assert page.location.split("#")[0].endswith(desk.url("hand-index"))


def test_hints_come_one_at_a_time_and_lose_nothing_typed(session: Session, browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "hand-index")
    hints = desk.task("hand-index").hints
    sent = {**page.filled(), "nik": "81,5"}
    first = browser.post(desk.url("hand-index", "/petunjuk"), sent)
    assert hints[0] in first.text and hints[1] not in first.text
    assert first.filled()["nik"] == "81,5"
    again = browser.post(desk.url("hand-index", "/petunjuk"), sent)
    assert hints[1] not in again.text, "a second click uncovers no second hint"
    second = browser.post(desk.url("hand-index", "/petunjuk"), first.filled())
    assert hints[1] in second.text
    row = progress(session, desk, "hand-index")
    assert row is not None and (row.hints, row.attempts) == (2, 0)


def test_the_solution_waits_for_three_attempts(session: Session, browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "hand-index")
    refused = browser.post(desk.url("hand-index", "/pembahasan"), page.filled())
    assert refused.status == 422 and "tiga kali mencoba" in refused.text
    for number in range(3):
        page = browser.follow(browser.send(page, {"ni": f"3,{number}"}))
    assert "Buka pembahasan" in page.text and page.html.select_one("#pembahasan") is None
    page = browser.post(desk.url("hand-index", "/pembahasan"), page.filled())
    assert page.html.select_one("#pembahasan") is not None
    page = browser.follow(browser.send(page, typed(desk.task("hand-index"))))
    row = progress(session, desk, "hand-index")
    assert row is not None and (row.state, row.points) == ("shown", 0), "what was looked at gives no points"


def test_the_trainer_can_open_the_solution_to_all(session: Session, browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "hand-index")
    change_session(session, desk, shown={"kind": "solution", "exercise": "sample-size"})
    assert browser.post(desk.url("hand-index", "/pembahasan"), page.filled()).status == 422
    change_session(session, desk, shown={"kind": "solution", "exercise": "hand-index"})
    page = browser.post(desk.url("hand-index", "/pembahasan"), page.filled())
    assert page.status == 200 and page.html.select_one("#pembahasan") is not None


def test_another_round_has_other_numbers_and_leaves_no_trace(session: Session, browser: Browser, desk: Desk) -> None:
    url = desk.url("sample-size", "/lagi/1")
    page = browser.get(url)
    task = desk.task("sample-size", again=1)
    assert task.tables != desk.task("sample-size").tables
    page = browser.send(page, typed(task))
    assert page.status == 200 and "Semua benar" in page.text
    assert progress(session, desk, "sample-size") is None


@pytest.mark.parametrize("address", ["nothing", "hand-index/lagi/0", "hand-index/lagi/100", "worksheet/lagi/1"])
def test_what_is_no_exercise_is_not_found(browser: Browser, desk: Desk, address: str) -> None:
    assert browser.get(desk.url(address)).status == 404


def test_who_has_no_seat_finds_nothing(session: Session, browser: Browser, desk: Desk) -> None:
    other = take_seat(session, make_hall(session))
    browser.sign_in(account_of(session, other))
    session.commit()
    assert browser.get(desk.url("hand-index")).status == 404
    assert browser.post(desk.url("hand-index", "/mulai")).status in (400, 404)


def test_two_participants_have_different_numbers(session: Session, browser: Browser, desk: Desk) -> None:
    other = take_seat(session, desk.hall, number=8)
    assert generated_task("hand-index", seed_text(4711, other.number, "hand-index"), edition()).tables != desk.task("hand-index").tables


@pytest.fixture
def office(session: Session, browser: Browser) -> Desk:
    """A participant in a practice tenant whose agency was surveyed and has closed its period."""
    closed = closed_period(session, slug="kantor-latihan")
    hall = make_hall(session)
    seat = take_seat(session, hall, practice_tenant_id=closed.tenant_id)
    browser.sign_in(account_of(session, seat))
    session.commit()
    return Desk(hall, seat, "/t/kantor-latihan/latihan", closed)


def test_the_worksheet_asks_about_the_tenants_own_result(session: Session, browser: Browser, office: Desk) -> None:
    page = begin(browser, office, "worksheet")
    assert office.closed is not None
    frozen = find_result(session, tenant_id=office.closed.tenant_id, result_id=office.closed.result_id)
    assert frozen is not None
    assert page.html.select_one(f'main a[href$="/hasil/periode/{office.closed.period_id}/kertas-kerja"]') is not None
    lowest = frozen.snapshot.lowest(1)[0]
    index = frozen.snapshot.index.nik
    assert index is not None
    page = browser.follow(
        browser.send(page, {"lowest": lowest.slug, "ones": "0", "respondents": "24", "nik": comma(index), "distance": "x"})
    )
    assert [each.partition(":")[0] for each in page.errors()] == ["Berapa lagi NIK-nya sampai mutu A?"]
    distance = comma(Decimal("88.31") - index)
    page = browser.follow(browser.send(page, {"distance": distance}))
    assert "Semua benar" in page.text, page.text


def test_a_tenant_without_answers_has_nothing_to_ask(session: Session, browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "worksheet")
    assert "belum mempunyai hasil survei" in page.text
    refused = browser.post(desk.url("worksheet", "/periksa"), {"nik": "80", "csrf_token": page_token(page)})
    assert refused.status == 422 and "belum mempunyai hasil survei" in refused.text


def test_the_plan_turns_green_from_what_is_saved(session: Session, browser: Browser, office: Desk) -> None:
    assert office.closed is not None
    page = begin(browser, office, "followup-plan")
    edit = f"/tindak-lanjut/periode/{office.closed.period_id}/sunting"
    assert page.html.select_one(f'main a[href$="{edit}"]') is not None
    page = browser.follow(browser.send(page))
    assert "0 dari 4 langkah selesai" in page.text
    found = find_result(session, tenant_id=office.closed.tenant_id, result_id=office.closed.result_id)
    assert found is not None
    weakest = found.snapshot.lowest(1)[0].slug
    later = quarter_of(datetime.now(UTC).date())
    item = PlannedItem(weakest, "Memasang papan alur bergambar di dua loket", later, "Kepala Seksi Pelayanan")
    with tenancy.inside(session, tenant_id=office.closed.tenant_id):
        save_followup_plan(
            session=session, tenant_id=office.closed.tenant_id, period_id=office.closed.period_id, items=[item], version=None,
            account_id=None, now=datetime.now(UTC),
        )  # fmt: skip
    session.commit()
    page = browser.get(office.url("followup-plan"))
    assert "Tekan tombol di bawah agar tercatat" in page.text
    page = browser.follow(browser.send(page))
    row = progress(session, office, "followup-plan")
    assert row is not None and (row.state, row.points, row.attempts) == ("solved", 100, 2)


def test_the_report_leads_step_by_step_to_what_is_missing(session: Session, browser: Browser, office: Desk) -> None:
    assert office.closed is not None
    page = browser.follow(browser.send(begin(browser, office, "report")))
    states = [str(each["class"][0]) for each in page.html.select(".ticks > li")]
    assert states == ["right", "wrong", "wrong", "wrong"]
    links = page.html.select(".ticks a")
    assert links
    for link in links:
        assert browser.get(str(link["href"])).status == 200, link["href"]
    row = progress(session, office, "report")
    assert row is not None and row.points == 25 and row.faults[0] == "proof:must-findings"


def test_a_recap_can_be_solved_on_its_page(session: Session, browser: Browser, desk: Desk) -> None:
    page = begin(browser, desk, "old-recap")
    task = desk.task("old-recap")
    missed = next(iter(task.right_answers()))
    page = browser.follow(browser.send(page, typed(task)))
    assert "Semua benar" in page.text and missed
    row = progress(session, desk, "old-recap")
    assert row is not None and row.state == "solved"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_trainer_reads_every_exercise_and_hands_in_nothing(session: Session, browser: Browser, exercise: str) -> None:
    hall = make_hall(session)
    browser.sign_in(hall.trainer.id)
    session.commit()
    page = browser.get(f"/t/{hall.owner_slug}/pelatihan/soal/{exercise}")
    assert page.status == 200 and page.title == EXERCISES[exercise].title
    assert page.html.select("main form") == [] and page.html.select_one("#pembahasan") is not None


def test_a_participant_does_not_see_the_trainers_page(session: Session, browser: Browser, desk: Desk) -> None:
    assert browser.get(f"/t/{desk.hall.owner_slug}/pelatihan/soal/hand-index").status == 404
    assert browser.get(f"{desk.base.removesuffix('latihan')}pelatihan/soal/hand-index").status == 404


def page_token(page: Page) -> str:
    found = page.html.select_one("input[name=csrf_token]")
    return "" if found is None else str(found["value"])
