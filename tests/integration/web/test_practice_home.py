"""The participant's own page: steps, attendance by the code of the day, beginning again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.places import Tenant
from puas.db.tables.training import TrainingAttendance, TrainingProgress, TrainingSession
from puas.domain.training_people import Seated
from puas.jobs import enqueue
from tests.factories.tenants import add_account, add_member
from tests.factories.trainings import TRAINING_DAY, TRAINING_MORNING, Training, add_training, day_codes, join
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page


@dataclass(frozen=True)
class Place:
    """A participant at their page."""

    browser: Browser
    training: Training
    seated: Seated
    path: str

    def get(self, ending: str = "") -> Page:
        return self.browser.get(f"{self.path}{ending}")

    def states(self) -> dict[str, str]:
        """Titles of steps and how each stands."""
        return {
            " ".join(step.select_one(".step-words span").get_text(" ").split()): step["class"][0]  # type: ignore[union-attr]
            for step in self.get().html.select(".steps-to-take > li")
        }


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    with time_machine.travel(TRAINING_MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def place(session: Session, browser: Browser) -> Place:
    training = add_training(session)
    seated = join(session, training, "Ani Rahmawati")
    slug = session.scalars(select(Tenant.slug).where(Tenant.id == seated.practice_tenant_id)).one()
    session.commit()
    browser.sign_in(seated.account_id, seated.session_version)
    return Place(browser, training, seated, f"/t/{slug}/latihan")


def steer(session: Session, training: Training, *, current: str, open_steps: list[str]) -> None:
    with tenancy.inside(session, tenant_id=training.tenant_id):
        statement = select(TrainingSession).where(TrainingSession.tenant_id == training.tenant_id)
        row = session.scalars(statement).one()
        row.current_step, row.open_steps = current, open_steps
    session.commit()


def test_steps_are_done_open_or_still_to_come(place: Place, session: Session) -> None:
    with tenancy.inside(session, tenant_id=place.training.tenant_id):
        session.add(
            TrainingProgress(
                tenant_id=place.training.tenant_id, session_id=place.training.session_id, participant_id=place.seated.participant_id,
                exercise="sample-size", state="solved", started_at=TRAINING_MORNING, changed_at=TRAINING_MORNING,
            )  # fmt: skip
        )
    steer(session, place.training, current="hand-index", open_steps=["rule", "sample-size", "hand-index"])
    states = place.states()
    assert states["Menentukan jumlah responden"] == "done"
    assert states["Menghitung indeks dengan tangan dari sepuluh formulir"] == "now"
    assert states["Mengapa dan atas dasar apa survei dilakukan"] == "open"
    assert states["Tes awal"] == "past"
    assert states["Tes akhir"] == "later"
    page = place.get()
    assert "Menghitung indeks dengan tangan" in page.html.select_one(".next-step h2").get_text()  # type: ignore[union-attr]
    assert page.html.select_one(f'.next-step a[href="{place.path}/soal/hand-index"]') is not None
    assert page.html.find("a", href=f"{place.path}/soal/old-recap") is None


def test_what_the_trainer_shows_stands_here_too(place: Place, session: Session) -> None:
    assert place.get().html.find("a", href=f"{place.path}/layar") is None
    with tenancy.inside(session, tenant_id=place.training.tenant_id):
        row = session.scalars(select(TrainingSession).where(TrainingSession.tenant_id == place.training.tenant_id)).one()
        row.shown = {"kind": "message", "words": "Istirahat sampai pukul 10.15"}
    session.commit()
    page = place.get()
    assert "Istirahat sampai pukul 10.15" in page.text
    assert page.html.find("a", href=f"{place.path}/layar") is not None


def test_the_certificate_is_one_link_away(place: Place) -> None:
    assert place.get().html.find("a", href=f"{place.path}/sertifikat") is not None


def test_every_page_of_the_workspace_leads_back(place: Place) -> None:
    home = place.path.removesuffix("latihan")
    for address in (home, f"{home}survei"):
        page = place.browser.follow(place.browser.get(address))
        assert page.status == 200, address
        assert page.html.select_one(f'.ribbon a[href="{place.path}"]') is not None, address


def test_the_code_of_the_day_notes_who_is_there(place: Place, session: Session) -> None:
    codes = day_codes(session, place.training)
    assert place.get().html.find("a", href=f"{place.path}/hadir") is not None
    page = place.browser.send(place.get("/hadir"), {"code": codes[TRAINING_DAY].lower()})
    assert page.status == 302
    assert "Ketik kode hadir" not in place.get().text
    with tenancy.inside(session, tenant_id=place.training.tenant_id):
        row = session.scalars(select(TrainingAttendance)).one()
    assert (row.participant_id, row.held_on, row.marked_by) == (place.seated.participant_id, TRAINING_DAY, "code")


@pytest.mark.parametrize(("which", "words"), [("other", "untuk hari lain"), ("wrong", "bukan kode hari ini")])
def test_another_days_code_notes_nothing(place: Place, session: Session, which: str, words: str) -> None:
    codes = day_codes(session, place.training)
    typed = codes[TRAINING_DAY + timedelta(days=1)] if which == "other" else "BBBBB"
    page = place.browser.send(place.get("/hadir"), {"code": typed})
    assert page.status == 422
    assert words in page.errors()[0]
    assert page.filled()["code"] == typed
    with tenancy.inside(session, tenant_id=place.training.tenant_id):
        assert session.scalars(select(TrainingAttendance)).all() == []


def test_on_a_day_of_no_session_nobody_is_there(place: Place, session: Session, day: time_machine.Traveller) -> None:
    # 22.00 in Jakarta on the evening before: in UTC, and in Jakarta, not the day of the session.
    day.move_to(TRAINING_MORNING - timedelta(hours=10, minutes=30))
    place.browser.sign_in(place.seated.account_id, place.seated.session_version)
    page = place.browser.send(place.get("/hadir"), {"code": day_codes(session, place.training)[TRAINING_DAY]})
    assert page.status == 422
    assert "bukan hari pelatihan" in page.errors()[0]


def test_the_day_begins_on_the_owners_clock(place: Place, session: Session, day: time_machine.Traveller) -> None:
    # 00.30 in Jakarta on the day; in UTC it is still the day before.
    day.move_to(TRAINING_MORNING - timedelta(hours=8))
    place.browser.sign_in(place.seated.account_id, place.seated.session_version)
    page = place.browser.send(place.get("/hadir"), {"code": day_codes(session, place.training)[TRAINING_DAY]})
    assert page.status == 302


def test_guessing_the_code_of_the_day_is_stopped(place: Place) -> None:
    form = place.get("/hadir")
    assert {place.browser.send(form, {"code": f"BBBB{number}"}).status for number in range(21)} == {422, 429}


def test_beginning_again_asks_twice(place: Place) -> None:
    form = place.get("/ulang")
    assert "akan hilang" in form.text
    page = place.browser.send(form, {"checkpoint": "awal"})
    assert page.status == 422
    assert "Centang bila Anda yakin" in page.errors()[0]
    page = place.browser.send(form, {"is_sure": "y"})
    assert page.status == 422
    # The room's practice tenants are empty here, so there is no story to begin again with.
    page = place.browser.send(form, {"checkpoint": "awal", "is_sure": "y"})
    assert page.status == 422
    assert "sedang disiapkan" in page.errors()[0]


def test_who_takes_part_in_no_session_finds_no_steps(place: Place, session: Session, browser: Browser) -> None:
    stranger = add_account(session, "orang@lain.go.id")
    add_member(session, tenant_id=place.seated.practice_tenant_id, account_id=stranger.id, role="trainee")
    session.commit()
    browser.sign_in(stranger.id)
    for ending in ("", "/hadir", "/ulang"):
        assert browser.get(f"{place.path}{ending}").status == 404


def test_a_participant_cannot_open_anothers_place(place: Place, session: Session, browser: Browser) -> None:
    other = join(session, place.training, "Budi Santoso")
    session.commit()
    browser.sign_in(other.account_id, other.session_version)
    assert browser.get(place.path).status == 404
    assert browser.get(place.training.path).status == 404


def test_the_page_asks_few_questions(place: Place, count_queries: CountQueries) -> None:
    for ending in ("", "/hadir", "/ulang"):
        with count_queries() as statements:
            assert place.get(ending).status == 200
        assert len(statements) <= 12, ending
