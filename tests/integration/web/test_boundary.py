"""The boundary: one commit after a successful change, nothing at all otherwise, and a GET never commits."""

from __future__ import annotations

import pytest
from flask import Flask, Response, flash
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.people import Account
from puas_web.access import public
from puas_web.csrf_protection import csrf
from puas_web.database import db
from tests.web_pages import Browser, DirtyGet

EMAIL = "batas@contoh.go.id"


def _write() -> None:
    db.session.add(Account(id=new_id(), email=EMAIL, name="Batas"))
    db.session.flush()


@pytest.fixture
def writing(app: Flask) -> Browser:
    """A browser for an application with views that write and then answer so and so."""

    @public
    def write_and_answer(status: int) -> Response:
        _write()
        if status == 599:
            raise RuntimeError("after writing")
        return Response("done", status=status)

    app.add_url_rule("/write/<int:status>", "write", write_and_answer, methods=["GET", "POST", "DELETE"])

    @public
    def forget_to_flush() -> str:
        db.session.add(Account(id=new_id(), email=EMAIL, name="Batas"))
        return "done"

    app.add_url_rule("/dirty", "dirty", forget_to_flush)
    csrf.exempt(write_and_answer)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return Browser(app)


def _is_kept(session: Session) -> bool:
    session.rollback()
    return session.scalar(select(Account.id).where(Account.email == EMAIL)) is not None


@pytest.mark.parametrize(
    ("status", "kept"), [(200, True), (302, True), (201, True), (400, False), (404, False), (422, False), (599, False)]
)
def test_only_a_successful_change_is_kept(writing: Browser, session: Session, status: int, kept: bool) -> None:
    writing.post(f"/write/{status}")
    assert _is_kept(session) is kept


def test_a_get_never_commits(writing: Browser, session: Session) -> None:
    assert writing.get("/write/200").status == 200
    assert not _is_kept(session)


def test_an_error_after_writing_is_explained(writing: Browser) -> None:
    page = writing.post("/write/599")
    assert (page.status, page.title) == (500, "Terjadi kesalahan pada sistem")
    assert "after writing" not in page.response.text


def test_nobody_is_told_of_a_success_that_was_not_kept(
    app: Flask, writing: Browser, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    @public
    def write_and_boast() -> Response:
        _write()
        flash("Sudah disimpan.", "good")
        return Response("done")

    app.add_url_rule("/boast", "boast", write_and_boast, methods=["POST"])
    csrf.exempt(write_and_boast)

    def fail() -> None:
        raise OperationalError("commit", {}, Exception("the server went away"))

    monkeypatch.setattr(db.session, "commit", fail)
    page = writing.post("/boast")
    assert (page.status, "Sudah disimpan" in page.response.text) == (503, False)
    assert "Sudah disimpan" not in writing.get("/masuk").response.text
    assert not _is_kept(session)


def test_the_tests_own_browser_refuses_a_get_that_leaves_changes(app: Flask, writing: Browser) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(DirtyGet, match="GET /dirty"):
        writing.get("/dirty")
