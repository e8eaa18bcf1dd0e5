"""Wrong passwords are noted with the account they were meant for, and shown to its owner only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import AccountEvent
from puas.usecases.note_failed_log_in import ACTION, MOST_NOTED, note_failed_log_in
from tests.conftest import Committing
from tests.factories.members import PASSWORD, add_login
from tests.web_pages import Browser

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
EMAIL = "sri@tirta.go.id"


@pytest.fixture
def person(committing: Committing) -> None:
    with committing.session_factory() as session:
        add_login(session, EMAIL)
        session.commit()


@pytest.mark.usefixtures("person")
def test_the_owner_sees_that_somebody_tried(committed_app: Flask, committed_browser: Browser) -> None:
    stranger = Browser(committed_app)
    answer = stranger.log_in(EMAIL.upper(), "salah salah 88,31")
    assert answer.status == 422
    answer.response.close()
    committed_browser.log_in(EMAIL, PASSWORD)
    page = committed_browser.get("/profil")
    section = next(each for each in page.html.select("section") if "Percobaan masuk yang gagal" in each.get_text())
    assert len(section.select("li")) == 1
    assert "salah salah" not in page.response.text


@pytest.mark.usefixtures("person")
def test_an_unknown_address_leaves_nothing(committed_app: Flask, committing: Committing) -> None:
    stranger = Browser(committed_app)
    answer = stranger.log_in("orang@lain.go.id", "salah salah 88,31")
    assert answer.status == 422
    answer.response.close()
    superuser = committing.url("postgres")
    from sqlalchemy import create_engine, text

    from puas.db.session import with_driver

    engine = create_engine(with_driver(superuser))
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from account_event")) == 0
    engine.dispose()


def test_only_so_many_are_noted_in_an_hour(session: Session) -> None:
    account = add_login(session, EMAIL)
    outcomes = [note_failed_log_in(session=session, email=EMAIL, now=NOW + timedelta(seconds=second)) for second in range(MOST_NOTED + 2)]
    assert outcomes == [True] * MOST_NOTED + [False] * 2
    assert note_failed_log_in(session=session, email=EMAIL, now=NOW + timedelta(hours=2)) is True
    with tenancy.inside(session, account_id=account.id):
        events = session.scalars(select(AccountEvent).where(AccountEvent.action == ACTION)).all()
    assert len(events) == MOST_NOTED + 1
    assert {str(event.detail) for event in events} == {"{}"}


@pytest.mark.parametrize("email", ["", "x'; drop table account", "a\\b@c.d", "tidak-ada@contoh.example"])
def test_nonsense_is_no_address(session: Session, email: str) -> None:
    assert note_failed_log_in(session=session, email=email, now=NOW) is False


def test_another_s_events_are_not_shown(session: Session) -> None:
    mine, other = add_login(session, EMAIL), add_login(session, "budi@tirta.go.id")
    note_failed_log_in(session=session, email=EMAIL, now=NOW)
    with tenancy.inside(session, account_id=other.id):
        assert session.scalars(select(AccountEvent)).all() == []
    with tenancy.inside(session, account_id=mine.id):
        assert len(session.scalars(select(AccountEvent)).all()) == 1
