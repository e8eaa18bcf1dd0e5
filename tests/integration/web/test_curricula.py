"""Curricula: what Puas proposes, copied and made one's own without losing a word."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.training import Curriculum, TrainingSession
from puas.domain.curricula import PROPOSALS, from_plain, to_plain
from puas.jobs import enqueue
from puas.usecases.save_curriculum import save_curriculum
from tests.factories.trainings import TRAINING_MORNING, Training, add_training
from tests.web_pages import Browser, Page


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    with time_machine.travel(TRAINING_MORNING, tick=False):
        yield


@pytest.fixture
def training(session: Session, browser: Browser) -> Training:
    made = add_training(session, is_open=False)
    session.commit()
    browser.sign_in(made.trainer_id)
    return made


def room(training: Training) -> str:
    return f"/t/{training.slug}/pelatihan/kurikulum"


def saved(session: Session, training: Training) -> list[Curriculum]:
    with tenancy.inside(session, tenant_id=training.tenant_id):
        statement = select(Curriculum).where(Curriculum.tenant_id == training.tenant_id)
        return list(session.scalars(statement.execution_options(populate_existing=True)))


def copy(browser: Browser, training: Training, key: str = "half-day") -> Page:
    return browser.get(f"{room(training)}/baru?dari={key}")


def test_proposals_say_that_they_are_proposals(browser: Browser, training: Training) -> None:
    page = browser.get(room(training))
    assert page.text.count("usulan – peraturan tidak menetapkan susunan pelatihan") == len(PROPOSALS)
    for proposal in PROPOSALS:
        shown = browser.get(f"{room(training)}/usulan/{proposal.key}")
        assert shown.title == proposal.title
        assert "peraturan tidak menetapkan" in shown.text
    assert browser.get(f"{room(training)}/usulan/lima-hari").status == 404


def test_a_copy_is_ones_own(browser: Browser, training: Training, session: Session) -> None:
    page = browser.send(copy(browser, training), {"act": "save", "title": "Bimtek Puskesmas"})
    assert page.status == 302
    row = saved(session, training)[0]
    assert (row.title, row.based_on) == ("Bimtek Puskesmas", "half-day")
    assert from_plain(row.agenda) == PROPOSALS[0].items
    assert "Bimtek Puskesmas" in browser.get(room(training)).text
    assert "Bimtek Puskesmas" in browser.get(f"/t/{training.slug}/pelatihan/baru").text


def test_rows_move_come_and_go_and_keep_what_was_typed(browser: Browser, training: Training, session: Session) -> None:
    page = browser.send(copy(browser, training), {"act": "add", "rows-0-title": "Tes pembuka"})
    assert page.status == 200
    last = len(PROPOSALS[0].items)
    assert page.filled()["rows-0-title"] == "Tes pembuka"
    page = browser.send(page, {"act": f"up-{last}", f"rows-{last}-title": "Penutupan", f"rows-{last}-minutes": "10"})
    page = browser.send(page, {"act": "remove-1"})
    assert saved(session, training) == []
    page = browser.send(page, {"act": "save"})
    assert page.status == 302
    items = from_plain(saved(session, training)[0].agenda)
    assert items[0].title == "Tes pembuka"
    assert [item.title for item in items][-2:] == ["Penutupan", "Evaluasi pelatihan"]
    assert "Mengapa dan atas dasar apa survei dilakukan" not in [item.title for item in items]
    assert len({item.key for item in items}) == len(items)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"rows-2-minutes": "4"}, "Langkah 3: Lamanya antara 5 dan 240 menit"),
        ({"rows-2-minutes": "tiga"}, "bilangan bulat"),
        ({"rows-1-day": "2"}, "Langkah 3: Urutan hari tidak runtut"),
        ({"rows-0-day": "9"}, "Langkah 1: Urutan hari"),
        ({"rows-0-about": "sing:song"}, "Langkah 1: Pilih jenisnya"),
        ({"rows-0-title": ""}, "Langkah 1: Tulis judulnya"),
        ({"title": ""}, "wajib diisi"),
        ({"rows-3-key": "rule"}, "tercatat dua kali"),
    ],
)
def test_what_makes_no_agenda_is_said_at_its_row(
    browser: Browser, training: Training, session: Session, typed: dict[str, str], words: str
) -> None:
    page = browser.send(copy(browser, training), {"act": "save", "rows-5-title": "Diketik ulang", **typed})
    assert page.status == 422
    assert words in page.text
    assert page.filled()["rows-5-title"] == "Diketik ulang"
    assert saved(session, training) == []


def make(session: Session, training: Training) -> UUID:
    with tenancy.inside(session, tenant_id=training.tenant_id):
        curriculum_id = save_curriculum(
            session=session, tenant_id=training.tenant_id, curriculum_id=None, title="Milik kami", items=PROPOSALS[0].items,
            based_on="half-day", seen_at=None, account_id=None, now=TRAINING_MORNING,
        )  # fmt: skip
    session.commit()
    return curriculum_id


def test_who_saves_second_is_told(browser: Browser, training: Training, session: Session) -> None:
    address = f"{room(training)}/{make(session, training)}/sunting"
    first, second = browser.get(address), browser.get(address)
    with time_machine.travel(TRAINING_MORNING.replace(minute=45), tick=False):
        assert browser.send(first, {"act": "save", "title": "Yang pertama"}).status == 302
        page = browser.send(second, {"act": "save", "title": "Yang kedua"})
        assert page.status == 422
        assert "Orang lain menyimpan" in page.text
        assert page.filled()["title"] == "Yang kedua"
        assert browser.send(page, {"act": "save"}).status == 302
    assert saved(session, training)[0].title == "Yang kedua"


def test_a_session_keeps_its_copy(browser: Browser, training: Training, session: Session) -> None:
    curriculum_id = make(session, training)
    before = to_plain(PROPOSALS[0].items)
    form = browser.get(f"/t/{training.slug}/pelatihan/baru")
    filled = {
        "title": "Gelombang 2", "starts_on": "30 November 2026", "place": "Aula", "curriculum": f"sendiri:{curriculum_id}",
        "story": "kabupaten", "seats": "10", "practice_days": "7",
    }  # fmt: skip
    session_id = UUID(browser.send(form, filled).location.rsplit("/", 1)[1])
    page = browser.get(f"{room(training)}/{curriculum_id}/sunting")
    assert browser.send(page, {"act": "save", "rows-0-title": "Lain sekali"}).status == 302
    assert browser.send(browser.get(f"{room(training)}/{curriculum_id}"), action=f"{room(training)}/{curriculum_id}/hapus").status == 302
    assert saved(session, training) == []
    with tenancy.inside(session, tenant_id=training.tenant_id):
        statement = select(TrainingSession.agenda).where(TrainingSession.tenant_id == training.tenant_id, TrainingSession.id == session_id)
        assert session.scalars(statement).one() == before


def test_another_owners_curriculum_is_not_found(browser: Browser, training: Training, session: Session) -> None:
    other = add_training(session, slug="provinsi-lain", is_open=False)
    foreign = make(session, other)
    for ending in ("", "/sunting"):
        assert browser.get(f"{room(training)}/{foreign}{ending}").status == 404
        assert browser.get(f"{room(training)}/{new_id()}{ending}").status == 404
    form = browser.get(f"/t/{training.slug}/pelatihan/baru")
    assert browser.send(form, {"curriculum": f"sendiri:{foreign}", "title": "X", "starts_on": "30 November 2026"}).status == 422
