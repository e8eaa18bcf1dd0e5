"""Signing in and out, forgotten passwords, invitations and the profile, through the pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from redis import Redis
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import Account, Locator
from puas.domain.session_patience import SESSION_LIFETIME
from puas.runtime.clock import now
from puas.usecases.end_session import end_session
from puas.usecases.end_sessions import end_sessions
from puas.usecases.forget_old_correspondence import forget_old_correspondence
from puas.usecases.invite_member import invite_member
from tests.factories.members import PASSWORD, Workspace, add_login, add_workspace
from tests.web_pages import Browser

NEW_PASSWORD = "gunung kapur tua"


@pytest.fixture
def place(session: Session) -> Workspace:
    place = add_workspace(session)
    session.commit()
    return place


def _path_in_last_letter(session: Session, recipient: str) -> str:
    session.expire_all()
    statement = select(OutgoingMail.body).where(OutgoingMail.recipient == recipient).order_by(OutgoingMail.id.desc()).limit(1)
    found = re.search(r"http://localhost(/\S+)", session.scalars(statement).one())
    assert found is not None
    return found.group(1)


def _invite(session: Session, place: Workspace, email: str, role: str = "leader") -> str:
    invite_member(
        session=session,
        tenant_id=place.tenant_id,
        email=email,
        role=role,
        invited_by=place.admin.id,
        base_url="http://localhost",
        now=now(),
    )
    session.commit()
    return _path_in_last_letter(session, email)


def test_signing_in_leads_to_the_only_workspace(browser: Browser, place: Workspace) -> None:
    page = browser.follow(browser.log_in(place.admin.email, PASSWORD))
    assert page.status == 200
    assert place.name in page.html.get_text()
    assert page.response.request.path == f"/t/{place.slug}/"


def test_a_page_asked_for_before_is_opened_after_signing_in(browser: Browser, place: Workspace) -> None:
    asked = browser.get("/profil")
    assert asked.status == 302
    page = browser.send(browser.follow(asked), {"email": place.admin.email, "password": PASSWORD})
    assert page.location == "/profil"


def test_nobody_is_sent_away_after_signing_in(browser: Browser, place: Workspace) -> None:
    page = browser.get("/masuk?lanjut=https://evil.example/")
    assert browser.send(page, {"email": place.admin.email, "password": PASSWORD}).location == "/ruang-kerja"


def test_a_wrong_password_and_an_unknown_address_look_the_same(browser: Browser, place: Workspace) -> None:
    known = browser.log_in(place.admin.email, "wrong password")
    unknown = browser.log_in("nobody@example.go.id", "wrong password")
    assert (known.status, known.errors()) == (unknown.status, unknown.errors()) == (422, known.errors())
    assert known.html.find("input", {"name": "email"})["value"] == place.admin.email  # type: ignore[index]
    assert "wrong password" not in known.response.text


def test_guessing_one_address_is_braked_and_the_right_password_is_not_counted(app: Flask, place: Workspace) -> None:
    for _ in range(3):
        assert Browser(app).log_in(place.admin.email, PASSWORD).status == 302
    answers = [Browser(app).log_in(place.admin.email, "wrong").status for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert Browser(app).log_in(place.officer.email, PASSWORD).status == 302


def test_signing_out_ends_the_session(browser: Browser, place: Workspace) -> None:
    page = browser.follow(browser.log_in(place.admin.email, PASSWORD))
    left = browser.follow(browser.send(page, action="/keluar"))
    assert left.title == "Masuk"
    assert browser.get("/profil").status == 302


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(app: Flask, place: Workspace, session: Session) -> None:
    owner, thief, elsewhere = Browser(app), Browser(app), Browser(app)
    page = owner.follow(owner.log_in(place.admin.email, PASSWORD))
    elsewhere.log_in(place.admin.email, PASSWORD)
    copied = owner.client.get_cookie("puas_sesi")
    assert copied is not None
    thief.client.set_cookie("puas_sesi", copied.value)
    assert thief.get("/profil").status == 200
    owner.send(page, action="/keluar")
    assert thief.get("/profil").status == 302
    assert elsewhere.get("/profil").status == 200


def test_a_session_is_over_after_its_time_whatever_was_done_in_it(browser: Browser, place: Workspace, session: Session) -> None:
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        browser.log_in(place.admin.email, PASSWORD)
        for hours in range(12):
            clock.move_to(start + timedelta(hours=hours))
            assert browser.get("/profil").status == 200
        clock.move_to(start + SESSION_LIFETIME + timedelta(seconds=1))
        assert browser.get("/profil").status == 302
        # Forgotten once its cookie could not be good any more.
        end_session(session=session, account_id=place.admin.id, session_id=new_id(), now=now())
        kept = select(func.count()).select_from(Locator).where(Locator.kind == locators.ENDED_SESSION)
        assert session.scalar(kept) == 1
        forget_old_correspondence(session=session, now=now() + SESSION_LIFETIME + timedelta(seconds=1))
        assert session.scalar(kept) == 0


def test_signing_in_forgets_what_was_planted_before(app: Flask, place: Workspace) -> None:
    browser = Browser(app)
    with browser.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    planted = browser.client.get_cookie("puas_sesi")
    browser.log_in(place.admin.email, PASSWORD)
    with browser.client.session_transaction() as cookie:
        assert "planted" not in cookie
    assert planted is not None
    other = Browser(app)
    other.client.set_cookie("puas_sesi", planted.value)
    assert other.get("/profil").status == 302


def test_the_counters_of_attempts_hold_no_addresses_of_people(app: Flask, redis_client: Redis, place: Workspace) -> None:
    browser = Browser(app)
    browser.log_in(place.admin.email, "wrong")
    browser.log_in("x" * 100_000 + "@example.go.id", "wrong")
    keys = [str(each) for each in redis_client.keys("*")]
    assert keys
    assert [key for key in keys if "@" in key or len(key) > 200] == []


def test_guessing_the_old_password_of_an_open_session_is_braked(browser: Browser, place: Workspace) -> None:
    browser.log_in(place.admin.email, PASSWORD)
    wrong = {"old_password": "wrong", "password": "kali jernih 77"}
    answers = [browser.send(browser.get("/profil"), wrong, action="/profil/kata-sandi").status for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_session_ends_when_the_account_says_so(browser: Browser, place: Workspace, session: Session) -> None:
    browser.log_in(place.admin.email, PASSWORD)
    assert browser.get("/profil").status == 200
    end_sessions(session=session, account_id=place.admin.id, now=now())
    session.commit()
    assert browser.get("/profil").status == 302


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(browser: Browser, place: Workspace) -> None:
    cookies = [
        value for value in browser.log_in(place.admin.email, PASSWORD).response.headers.getlist("Set-Cookie") if "puas_sesi" in value
    ]
    assert len(cookies) == 1
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]


def test_a_forgotten_password(browser: Browser, place: Workspace, session: Session) -> None:
    for email in (place.officer.email, "nobody@example.go.id"):
        answer = browser.send(browser.get("/lupa-sandi"), {"email": email})
        assert (answer.status, answer.location) == (302, "/lupa-sandi/terkirim")
    path = _path_in_last_letter(session, place.officer.email)
    page = browser.get(path)
    weak = browser.send(page, {"password": "pendek"})
    assert weak.status == 422
    assert "terlalu pendek" in weak.text
    answer = browser.follow(browser.send(weak, {"password": NEW_PASSWORD}))
    assert "Kata sandi baru sudah disimpan" in answer.text
    assert browser.log_in(place.officer.email, NEW_PASSWORD).status == 302
    assert browser.send(page, {"password": NEW_PASSWORD}).status in {400, 410}


def test_an_invited_person_makes_an_account_and_arrives(browser: Browser, place: Workspace, session: Session) -> None:
    path = _invite(session, place, "baru@tirta.go.id")
    page = browser.get(path)
    assert page.title == place.name
    assert "Pimpinan" in page.text
    nameless = browser.send(page, {"name": " ", "password": NEW_PASSWORD})
    assert nameless.errors() == ["Nama lengkap: Tulis nama lengkap Anda."]
    arrived = browser.follow(browser.send(nameless, {"name": "Rina Kusuma", "password": NEW_PASSWORD}))
    assert arrived.response.request.path == f"/t/{place.slug}/"
    assert "Rina Kusuma" in arrived.response.text
    assert Browser(browser._app).get(path).status == 410


def test_somebody_with_an_account_signs_in_to_accept(browser: Browser, place: Workspace, session: Session) -> None:
    add_login(session, "punya@tirta.go.id", "Punya Akun")
    path = _invite(session, place, "punya@tirta.go.id")
    page = browser.get(path)
    assert "sudah memiliki akun" in page.text
    link = page.html.select_one("main a.button")
    assert link is not None
    back = browser.send(browser.get(str(link["href"])), {"email": "punya@tirta.go.id", "password": PASSWORD})
    assert back.location == path
    assert browser.send(browser.follow(back)).location == f"/t/{place.slug}/"


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_account_begins_in_the_language_its_invitation_was_read_in(
    browser: Browser, place: Workspace, session: Session, language: str
) -> None:
    path = _invite(session, place, "baru@tirta.go.id")
    browser.client.set_cookie("bahasa", language)
    page = browser.get(path)
    assert browser.send(page, {"name": "Siti", "password": NEW_PASSWORD}).status == 302
    assert session.scalars(select(Account.locale).where(Account.email == "baru@tirta.go.id")).one() == language


def test_an_invitation_is_for_its_address_only(browser: Browser, place: Workspace, session: Session) -> None:
    path = _invite(session, place, "baru@tirta.go.id")
    browser.log_in(place.officer.email, PASSWORD)
    page = browser.get(path)
    assert "untuk alamat lain" in page.text
    assert page.html.select_one("main form.form") is None


def test_an_unknown_invitation_says_so(browser: Browser) -> None:
    assert browser.get("/undangan/nothing-of-the-kind").status == 410


def test_name_and_language_are_kept(browser: Browser, place: Workspace, session: Session) -> None:
    browser.log_in(place.admin.email, PASSWORD)
    page = browser.send(browser.get("/profil"), {"name": "  Dra.  Sri   Wahyuni ", "language": "en"}, action="/profil")
    assert page.status == 302
    session.expire_all()
    assert (place.admin.name, place.admin.locale) == ("Dra. Sri Wahyuni", "en")
    assert browser.get("/profil").html.html["lang"] == "en"  # type: ignore[index]


def test_a_new_password_keeps_this_session_and_ends_the_others(app: Flask, place: Workspace) -> None:
    here, elsewhere = Browser(app), Browser(app)
    here.log_in(place.admin.email, PASSWORD)
    elsewhere.log_in(place.admin.email, PASSWORD)
    wrong = here.send(here.get("/profil"), {"old_password": "wrong", "password": NEW_PASSWORD}, action="/profil/kata-sandi")
    assert wrong.errors() == ["Kata sandi sekarang: Kata sandi sekarang belum cocok."]
    done = here.send(here.get("/profil"), {"old_password": PASSWORD, "password": NEW_PASSWORD}, action="/profil/kata-sandi")
    assert done.status == 302
    assert here.get("/profil").status == 200
    assert elsewhere.get("/profil").status == 302


def test_a_workspace_of_others_does_not_exist(browser: Browser, place: Workspace, session: Session) -> None:
    other = add_workspace(session, slug="kota-lain", name="Kota Lain")
    session.commit()
    browser.log_in(place.admin.email, PASSWORD)
    missing = browser.get(f"/t/{other.slug}/")
    nowhere = browser.get("/t/tidak-ada/")
    assert (missing.status, nowhere.status) == (404, 404)
    assert missing.text.replace(missing.response.headers["X-Request-ID"], "") == nowhere.text.replace(
        nowhere.response.headers["X-Request-ID"], ""
    )


def test_after_a_request_the_session_is_in_no_tenant(app: Flask, browser: Browser, place: Workspace) -> None:
    from puas_web.database import db

    browser.log_in(place.admin.email, PASSWORD)
    browser.get(f"/t/{place.slug}/")
    with app.app_context():
        assert tenancy.scope_of(db.session()) == tenancy.Scope()
