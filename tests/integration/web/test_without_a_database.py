"""The database is away: every page says so kindly, also to somebody who is signed in, and the machines are told the truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from puas.db.identifiers import new_id
from puas.runtime.settings import WebSettings
from puas_web.app import create_app
from puas_web.database import db
from puas_web.security_headers import CONTENT_SECURITY_POLICY
from tests.web_pages import Browser, Page


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """Nobody listens where its servers should be."""
    application = create_app(
        WebSettings(
            mode="demo",
            database_url="postgresql://puas_app@127.0.0.1:9/none",
            redis_url="redis://127.0.0.1:9/0",
            base_url="http://localhost",
            files_url=tmp_path.as_uri(),
            secret_key="only for tests, only for tests, only for tests",
        )
    )
    yield application
    with application.app_context():
        db.engine.dispose()


def checked(page: Page, *statuses: int) -> Page:
    assert page.status in statuses, page.response.request.path
    assert page.response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    return page


@pytest.mark.parametrize("signed_in", [False, True])
def test_pages_say_that_the_service_is_away(app: Flask, signed_in: bool) -> None:
    browser = Browser(app)
    if signed_in:
        browser.sign_in(new_id())
        for path in ("/", "/masuk", "/profil", "/t/tirta/", "/operator"):
            page = checked(browser.get(path), 503)
            assert page.title == "Layanan sedang tidak tersedia"
            assert page.response.headers["Retry-After"] == "30"
    for path in ("/daftar", "/publik/tirta"):
        assert checked(browser.get(path), 503).title == "Layanan sedang tidak tersedia"
    api = checked(browser.get("/api/v1/results", headers={"Authorization": "Bearer x"}), 503)
    assert api.response.mimetype == "application/problem+json"


def test_an_answer_that_cannot_be_stored_is_not_thanked_for(app: Flask) -> None:
    browser = Browser(app)
    for page in (browser.get("/s/BCDFGHJ"), browser.post("/s/BCDFGHJ", {"waktu": "4"})):
        assert "Terima kasih" not in checked(page, 500, 503).title


def test_machines_are_told(app: Flask) -> None:
    browser = Browser(app)
    assert checked(browser.get("/healthz"), 200)
    assert checked(browser.get("/readyz"), 503).response.json == {"database": False, "queue": False}
