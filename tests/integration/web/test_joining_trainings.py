"""Joining a training by its code, coming back, and everything that can go wrong at that door."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from puas.db.queries.tenants import find_tenant
from puas.domain.training_plan import TrainingPlan
from puas.jobs import enqueue
from puas.usecases.close_training_session import close_training_session
from tests.factories.tenants import add_account
from tests.factories.trainings import PLAN, TRAINING_MORNING, Training, add_training, join, participants
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    with time_machine.travel(TRAINING_MORNING, tick=False):
        yield


@pytest.fixture
def training(session: Session) -> Training:
    made = add_training(session)
    session.commit()
    return made


def made(session: Session, plan: TrainingPlan = PLAN, *, is_open: bool = True) -> Training:
    training = add_training(session, plan=plan, is_open=is_open)
    session.commit()
    return training


def typed_code(browser: Browser, code: str) -> Page:
    return browser.send(browser.get("/ikut"), {"code": code})


def joined(browser: Browser, training: Training, name: str = "Ani Rahmawati, S.Sos.", **more: str) -> Page:
    return browser.send(browser.get(f"/ikut/{training.code}"), {"name": name, "agency_name": "Puskesmas Tirta", **more})


def came_back(browser: Browser, training: Training, personal_code: str, **more: str) -> Page:
    return browser.send(browser.get(f"/ikut/{training.code}/kembali"), {"code": personal_code, **more})


def test_a_code_leads_straight_into_a_practice_tenant(browser: Browser, training: Training, session: Session) -> None:
    spoken = f" {training.code[:3].lower()}-{training.code[3:].lower()} "
    page = typed_code(browser, spoken)
    assert (page.status, page.location) == (302, f"/ikut/{training.code}")
    page = joined(browser, training)
    assert page.status == 302
    home = browser.follow(page)
    assert home.status == 200
    assert home.title == "Halo, Ani Rahmawati, S.Sos."
    person = participants(session, training)[0]
    assert (person.number, person.name, person.agency_name) == (1, "Ani Rahmawati, S.Sos.", "Puskesmas Tirta")
    assert f"{person.code[:3]} {person.code[3:]}" in home.text
    assert "Ani" not in page.location


def test_the_front_door_leads_participants_in(browser: Browser) -> None:
    page = browser.get("/")
    assert [each.get_text() for each in page.html.select('a[href="/ikut"]')] == ["Ikut atau masuk lagi dengan kode"]


def test_the_practice_tenant_is_a_sample_and_of_no_province(browser: Browser, training: Training, session: Session) -> None:
    slug = joined(browser, training).location.split("/")[2]
    row = find_tenant(session, slug=slug)
    assert row is not None
    assert row.kind == "demo"
    assert "DATA CONTOH" in browser.get(f"/t/{slug}/").response.text


@pytest.mark.parametrize("name", ["Budi 😀 Santoso", "ꦧꦸꦢꦶ ꦱꦤ꧀ꦠꦺꦴꦱꦺꦴ", "Budi\u200b Santoso"])
def test_a_name_no_certificate_can_show_is_asked_for_again(browser: Browser, training: Training, session: Session, name: str) -> None:
    page = joined(browser, training, name)
    assert page.status == 422
    assert [each.partition(".")[0] for each in page.errors()] == ["Nama lengkap: Tulis dengan huruf Latin, seperti pada KTP"]
    assert page.filled()["name"] == name
    assert participants(session, training) == []


@pytest.mark.parametrize("name", ["Ni Luh Dé Ayu", "Ma'ruf ‘Abdul’ Ḥakīm", "R. Aj. Siti–Aminah, S.Sos., M.Si.", "Jose\u0301 Soares"])
def test_names_of_identity_cards_are_taken(browser: Browser, training: Training, session: Session, name: str) -> None:
    assert joined(browser, training, name).status == 302
    [person] = participants(session, training)
    assert person.name == unicodedata.normalize("NFC", name)


def test_a_guessed_code_says_nothing(browser: Browser, training: Training) -> None:
    page = typed_code(browser, "BCDFGHJ")
    assert page.status == 422
    assert "tidak dikenal" in page.text
    assert browser.get("/ikut/BCDFGHJ").status == 404
    assert browser.get("/ikut/BCDFGHJ/kembali").status == 404
    assert PLAN.title not in browser.get("/ikut/BCDFGHJ").text


def test_guessing_is_stopped_on_every_page(browser: Browser, training: Training) -> None:
    page = browser.get("/ikut")
    answers = {browser.send(page, {"code": f"BCDFG{number:03d}"}).status for number in range(101)}
    assert answers == {422, 429}
    assert browser.get(f"/ikut/{training.code}").status == 429


def test_forty_phones_behind_one_address_are_no_guessing(app: Flask, session: Session) -> None:
    training = made(session, replace(PLAN, seats=45))
    for number in range(42):
        assert joined(Browser(app), training, f"Peserta Nomor {chr(65 + number % 26)}{chr(97 + number // 26)}").status == 302


def test_a_room_that_is_full_says_so_and_loses_nothing_typed(app: Flask, browser: Browser, session: Session) -> None:
    training = made(session, replace(PLAN, seats=1))
    assert joined(Browser(app), training, "Budi Santoso").status == 302
    page = joined(browser, training, "Ani Rahmawati")
    assert page.status == 422
    assert "Semua kursi sudah terisi" in page.errors()[0]
    assert page.filled()["name"] == "Ani Rahmawati"
    assert len(participants(session, training)) == 1


def test_before_it_is_opened_nobody_joins(browser: Browser, session: Session) -> None:
    training = made(session, is_open=False)
    page = joined(browser, training)
    assert page.status == 422
    assert "belum dibuka" in page.errors()[0]
    assert "Anda belum bergabung" in page.text and "perlu diperbaiki" not in page.text, "nothing typed is at fault"
    assert participants(session, training) == []


def test_a_closed_session_lets_nobody_new_in_but_back(app: Flask, browser: Browser, training: Training, session: Session) -> None:
    other = Browser(app)
    joined(other, training)
    form = browser.get(f"/ikut/{training.code}")
    close_training_session(
        session=session, tenant_id=training.tenant_id, session_id=training.session_id, account_id=None, now=TRAINING_MORNING
    )
    session.commit()
    page = browser.send(form, {"name": "Terlambat Sekali"})
    assert page.status == 422
    assert "tidak menerima peserta baru" in page.text
    assert browser.get(f"/ikut/{training.code}").html.find("input", {"name": "name"}) is None
    code = participants(session, training)[0].code
    assert browser.follow(came_back(browser, training, code)).title.startswith("Halo, Ani")


def test_somebody_of_the_same_name_is_asked(app: Flask, browser: Browser, training: Training, session: Session) -> None:
    joined(Browser(app), training, "Ani Rahmawati, S.Sos.")
    page = joined(browser, training, "ani  rahmawati S.Sos")
    assert page.status == 422
    assert "Apakah itu Anda?" in page.text
    assert len(participants(session, training)) == 1
    assert browser.send(page, {"is_another": "y"}).status == 302
    assert [each.number for each in participants(session, training)] == [1, 2]


def test_a_form_sent_twice_is_one_participant(app: Flask, browser: Browser, training: Training, session: Session) -> None:
    app.config["WTF_CSRF_ENABLED"] = False  # the second tap still carries the cookie of before, which a test's browser has replaced
    form = browser.get(f"/ikut/{training.code}")
    typed = {"name": "Ani Rahmawati"}
    first, second = browser.send(form, typed), browser.send(form, typed)
    assert first.location == second.location
    assert len(participants(session, training)) == 1


def test_two_devices_work_in_one_place(app: Flask, browser: Browser, training: Training, session: Session) -> None:
    laptop = Browser(app)
    address = joined(browser, training).location
    code = participants(session, training)[0].code
    assert came_back(laptop, training, f"{code[:3]} {code[3:].lower()}").location == address
    for device in (browser, laptop):
        assert device.get(address).title == "Halo, Ani Rahmawati, S.Sos."
    assert len(participants(session, training)) == 1


def test_who_leaves_comes_back_and_finds_everything(browser: Browser, training: Training, session: Session) -> None:
    address = joined(browser, training).location
    code = participants(session, training)[0].code
    page = browser.send(browser.get(address), action=f"{address}/keluar")
    assert page.location == f"/ikut/{training.code}/kembali"
    assert browser.get(address).location.startswith("/masuk")
    assert came_back(browser, training, code).location == address
    assert [each.number for each in participants(session, training)] == [1]


def test_a_wrong_personal_code_opens_nothing(app: Flask, browser: Browser, training: Training, session: Session) -> None:
    joined(Browser(app), training)
    other = add_training(session, slug="provinsi-lain")
    join(session, other, "Orang Lain")
    session.commit()
    foreign = participants(session, other)[0].code
    for wrong in ("BCDFGHJ", foreign):
        page = came_back(browser, training, wrong)
        assert page.status == 422
        assert "tidak dikenal" in page.errors()[0]


def test_guessing_personal_codes_is_stopped(browser: Browser, training: Training) -> None:
    form = browser.get(f"/ikut/{training.code}/kembali")
    assert {browser.send(form, {"code": f"BCDFG{number}X"}).status for number in range(61)} == {422, 429}


def test_an_official_is_warned_before_being_signed_out(browser: Browser, training: Training, session: Session) -> None:
    official = add_account(session, "kepala@tirta.go.id", "Kepala Bagian")
    session.commit()
    browser.sign_in(official.id)
    form = browser.get(f"/ikut/{training.code}")
    assert "Kepala Bagian" in form.text
    page = browser.send(form, {"name": "Ani Rahmawati"})
    assert page.status == 422
    assert browser.get("/profil").status == 200
    assert participants(session, training) == []
    assert browser.send(page, {"replaces": "y"}).status == 302
    assert browser.get("/profil").text.count("Kepala Bagian") == 0


def test_who_has_joined_on_this_device_is_led_back(browser: Browser, training: Training) -> None:
    address = joined(browser, training).location
    assert browser.get(f"/ikut/{training.code}").html.find("a", href=address) is not None


def test_the_pages_of_joining_ask_few_questions(
    browser: Browser, training: Training, session: Session, count_queries: CountQueries
) -> None:
    with count_queries() as statements:
        assert browser.get(f"/ikut/{training.code}").status == 200
    assert len(statements) <= 12
    address = joined(browser, training).location
    with count_queries() as statements:
        assert browser.get(address).status == 200
    assert len(statements) <= 12


def test_a_guest_meets_no_password_and_no_address(browser: Browser, training: Training) -> None:
    home = browser.follow(joined(browser, training))
    profile = browser.get("/profil")
    assert "Kata sandi" not in profile.text
    assert "peserta.invalid" not in home.response.text + profile.response.text
    page = browser.send(profile, action="/keluar")
    assert page.location == "/ikut"
    assert browser.get("/masuk").html.find("a", href="/ikut") is not None
