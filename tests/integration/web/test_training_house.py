"""The operator's training house, and the start page of those who train."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import Invitation, Membership
from puas.db.tables.places import Tenant
from puas.db.tables.training import TrainingProgress
from puas.jobs import enqueue
from tests.factories.members import add_membership
from tests.factories.tenants import add_account, add_tenant
from tests.factories.trainings import TRAINING_MORNING, add_training, join
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    with time_machine.travel(TRAINING_MORNING, tick=False):
        yield


def house(session: Session) -> Tenant | None:
    return session.scalars(select(Tenant).where(Tenant.slug == "pelatihan")).one_or_none()


def trainers(session: Session, tenant: Tenant) -> list[UUID]:
    with tenancy.inside(session, tenant_id=tenant.id):
        statement = select(Membership.account_id).where(Membership.tenant_id == tenant.id, Membership.role == "trainer")
        return list(session.scalars(statement))


def opened(browser: Browser, session: Session) -> Tenant:
    browser.send(browser.get("/operator/pelatihan"), action="/operator/pelatihan/buka")
    made = house(session)
    assert made is not None
    return made


def test_the_house_is_made_when_it_is_first_opened(browser: Browser, session: Session, operator: UUID) -> None:
    assert browser.get("/operator").html.find("a", href="/operator/pelatihan") is not None
    assert browser.get("/operator/pelatihan").status == 200
    assert house(session) is None
    made = opened(browser, session)
    assert (made.kind, made.is_sample, made.province_code) == ("demo", False, None)
    assert trainers(session, made) == [operator]
    assert browser.get("/t/pelatihan/pelatihan").title == "Pelatihan"
    assert opened(browser, session).id == made.id
    assert trainers(session, made) == [operator]


def test_a_house_is_no_regency(browser: Browser, session: Session, operator: UUID) -> None:
    opened(browser, session)
    assert browser.get("/t/pelatihan/").title == "Pelatihan berikutnya"
    for page in ("survei", "hasil", "laporan", "pengaturan", "anggota/"):
        assert browser.get(f"/t/pelatihan/{page}").status == 404, page


def test_a_session_of_the_house_is_for_anybody(browser: Browser, session: Session, operator: UUID) -> None:
    opened(browser, session)
    form = browser.get("/t/pelatihan/pelatihan/baru")
    assert "Semua daerah" in form.text
    filled = {
        "title": "Pelatihan pelatih", "starts_on": "23 November 2026", "link": "https://rapat.example/skm", "curriculum": "usulan:half-day",
        "story": "puskesmas", "seats": "20", "practice_days": "7", "region_code": "35",
    }  # fmt: skip
    page = browser.follow(browser.send(form, filled))
    assert page.title == "Pelatihan pelatih"
    assert "daring" in page.text


def test_trainers_are_invited_and_taken_out(browser: Browser, session: Session, operator: UUID) -> None:
    made = opened(browser, session)
    page = browser.send(browser.get("/operator/pelatihan"), {"email": "bukan alamat"}, action="/operator/pelatihan/undang")
    assert page.status == 422
    assert page.filled("/operator/pelatihan/undang")["email"] == "bukan alamat"
    assert browser.send(page, {"email": "pelatih@contoh.go.id"}, action="/operator/pelatihan/undang").status == 302
    with tenancy.inside(session, tenant_id=made.id):
        invited = session.scalars(select(Invitation).where(Invitation.tenant_id == made.id)).one()
    assert (invited.email, invited.role) == ("pelatih@contoh.go.id", "trainer")
    assert "pelatih@contoh.go.id" in browser.get("/operator/pelatihan").text
    other = add_account(session, "lama@contoh.go.id", "Pelatih Lama")
    add_membership(session, tenant_id=made.id, account_id=other.id, role="trainer")
    session.commit()
    address = f"/operator/pelatihan/{other.id}/keluarkan"
    assert browser.send(browser.get("/operator/pelatihan"), action=address).status == 302
    assert trainers(session, made) == [operator]
    page = browser.get("/operator/pelatihan")
    token = page.filled("/operator/pelatihan/undang")["csrf_token"]
    assert browser.post(address, {"csrf_token": token}).status == 404


def test_another_tenant_at_the_address_is_left_alone(browser: Browser, session: Session, operator: UUID) -> None:
    add_tenant(session, slug="pelatihan", name="Kabupaten Pelatihan", region_code=None)
    session.commit()
    page = browser.send(browser.get("/operator/pelatihan"), action="/operator/pelatihan/buka")
    assert page.location == "/operator/pelatihan"
    made = house(session)
    assert made is not None
    assert (made.kind, trainers(session, made)) == ("regency", [])


def test_a_trainer_starts_with_who_is_stuck(browser: Browser, session: Session, count_queries: CountQueries) -> None:
    training = add_training(session)
    seated = join(session, training, "Ani")
    browser.sign_in(training.trainer_id)
    session.commit()
    page = browser.get(f"/t/{training.slug}/")
    assert page.title == "Siapa yang perlu dibantu?"
    assert "tidak ada yang tersangkut" in page.text
    with tenancy.inside(session, tenant_id=training.tenant_id):
        session.add(
            TrainingProgress(
                tenant_id=training.tenant_id, session_id=training.session_id, participant_id=seated.participant_id, exercise="hand-index",
                state="tried", attempts=3, started_at=TRAINING_MORNING, changed_at=TRAINING_MORNING,
            )  # fmt: skip
        )
    session.commit()
    with count_queries() as statements:
        page = browser.get(f"/t/{training.slug}/")
    assert "1 peserta sudah berkali-kali mencoba" in page.text
    assert len(statements) <= 12


def test_a_trainer_without_sessions_is_told_what_to_do(browser: Browser, session: Session) -> None:
    tenant = add_tenant(session, slug="provinsi-sepi", name="Provinsi Sepi", kind="province", region_code=None)
    trainer = add_account(session, "pelatih@sepi.go.id")
    add_membership(session, tenant_id=tenant.id, account_id=trainer.id, role="trainer")
    session.commit()
    browser.sign_in(trainer.id)
    page = browser.get("/t/provinsi-sepi/")
    assert "Belum ada pelatihan" in page.text
    assert page.html.find("a", href="/t/provinsi-sepi/pelatihan/baru") is not None
