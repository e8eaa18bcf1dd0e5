"""The demo in a room without internet: phones reach it over plain http, and nothing meant for the laptop alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection

from puas.runtime.demo_logins import DemoLogin, write_demo_logins
from puas.runtime.settings import UnableToStart, WebSettings
from puas_web.app import create_app
from puas_web.database import db
from puas_web.file_storage import file_store
from puas_web.local_network import room_host
from tests.conftest import Database
from tests.web_pages import Browser, Page

LAPTOP, PHONE, ADDRESS = "192.168.43.1", "192.168.43.77", "192.168.43.1:8017"


@pytest.fixture
def room(database: Database, redis_url: str, tmp_path: Path, connection: Connection) -> Iterator[Flask]:
    application = create_app(
        WebSettings(
            mode="demo", database_url=database.app_url, province_database_url=database.url("puas_province"), redis_url=redis_url,
            base_url=f"http://{ADDRESS}", files_url=tmp_path.as_uri(), secret_key="only for tests, only for tests, only for tests",
        )
    )  # fmt: skip
    db.session.session_factory.configure(bind=connection, join_transaction_mode="create_savepoint")
    with application.app_context():
        write_demo_logins(file_store(), [DemoLogin("Pelatih", "Lestari", "Provinsi", "pelatih@contoh.example", "rahasia-demo")])
    yield application
    db.session.session_factory.configure(bind=None, join_transaction_mode="conditional_savepoint")
    with application.app_context():
        for engine in (*db.engines.values(), application.extensions["puas_province_engine"]):
            engine.dispose()


def opened(app: Flask, path: str, *, host: str = ADDRESS, visitor: str = PHONE, method: str = "GET") -> Page:
    return Page(Browser(app).client.open(path, method=method, base_url=f"http://{host}", environ_base={"REMOTE_ADDR": visitor}))


def test_a_phone_opens_the_page_to_join_and_keeps_its_cookie(room: Flask) -> None:
    page = opened(room, "/ikut")
    assert page.status == 200
    cookie = page.response.headers["Set-Cookie"]
    assert "Secure" not in cookie
    assert "HttpOnly" in cookie
    assert "Strict-Transport-Security" not in page.response.headers


def test_the_laptop_shows_the_address_and_a_drawing_to_the_room(room: Flask) -> None:
    page = opened(room, "/ikut", visitor=LAPTOP)
    assert f"{ADDRESS}/ikut" in page.text
    assert page.html.select("svg.qr")
    assert not opened(room, "/ikut").html.select("svg.qr")


def test_log_ins_and_mail_are_for_the_laptop_alone(room: Flask) -> None:
    assert "pelatih@contoh.example" in opened(room, "/", visitor=LAPTOP).text
    assert "pelatih@contoh.example" in opened(room, "/", visitor="127.0.0.1").text
    phone = opened(room, "/")
    assert phone.status == 200
    assert "pelatih@contoh.example" not in phone.text
    assert "rahasia-demo" not in phone.response.text
    with room.test_request_context():
        outbox = room.url_for("demo_outbox.index", _external=False)
    assert opened(room, outbox).status == 404
    assert opened(room, outbox, visitor=LAPTOP).status == 200


def test_another_name_of_the_laptop_leads_to_its_address(room: Flask) -> None:
    page = opened(room, "/ikut?a=1", host="laptop.local:8017")
    assert (page.status, page.location) == (302, f"http://{ADDRESS}/ikut?a=1")
    assert opened(room, "//jahat.example/x", host="jahat.example").location.startswith(f"http://{ADDRESS}/")
    assert opened(room, "/ikut", host="jahat.example", method="POST").status == 400
    assert opened(room, "/ikut", host="localhost:8017", visitor="127.0.0.1").status == 200


def test_pages_of_the_room_name_no_other_machine(room: Flask) -> None:
    for path in ("/", "/ikut", "/masuk"):
        html = opened(room, path, visitor=LAPTOP).html
        loaded = [tag.get("src") or tag.get("href") for tag in html.select("script, link, img, iframe, source")]
        assert [each for each in loaded if each and "//" in each] == []


@pytest.mark.parametrize(
    ("mode", "base_url", "host"),
    [
        ("demo", "http://192.168.43.1:8017", "192.168.43.1"),
        ("demo", "http://localhost:8000", ""),
        ("demo", "http://127.0.0.1:8000", ""),
        ("production", "https://skm.example.go.id", ""),
    ],
)
def test_only_a_demo_at_an_address_of_its_own_is_a_room(mode: str, base_url: str, host: str) -> None:
    assert room_host(mode=mode, base_url=base_url) == host


def test_production_never_starts_without_encryption(database: Database, redis_url: str, tmp_path: Path) -> None:
    with pytest.raises((ValueError, UnableToStart), match="https"):
        WebSettings(
            mode="production", database_url=database.app_url, province_database_url=database.url("puas_province"), redis_url=redis_url,
            base_url=f"http://{ADDRESS}", files_url=tmp_path.as_uri(), secret_key="k3yZ8uQw1Lm5Rt7Vb9Xc2Nd4Pf6Hg0Js",
        )  # fmt: skip
