"""The database session of one form's request: opened when first asked for, finished after the view."""

from __future__ import annotations

import threading

from flask import Flask, Response, current_app, g
from sqlalchemy.orm import Session

from puas.db.answer_store import DirectAnswers
from puas_web.commit_after_request import finish
from puas_web.database import db

_ENGINE = "puas_answer_engine"
_SESSION = "answer_session"
_own = threading.local()


def request_session() -> Session:
    """This request's session, made as the administration's are and on the same connections."""
    session: Session | None = g.get(_SESSION)
    if session is None:
        factory = db.session.session_factory
        session = factory(bind=factory.kw.get("bind") or current_app.extensions[_ENGINE])
        setattr(g, _SESSION, session)
    return session


def answer_session() -> Session | DirectAnswers:
    """Where an answer goes: straight to the database, or into the request's session where a test has bound that."""
    return direct_answers(current_app.config["SQLALCHEMY_DATABASE_URI"]) or request_session()


def direct_answers(database_url: str) -> DirectAnswers | None:
    """This thread's connection for answers; None where a test has bound sessions to its own connection."""
    if db.session.session_factory.kw.get("bind") is not None:
        return None
    known: dict[str, DirectAnswers] = _own.__dict__
    answers = known.get(database_url)
    if answers is None:
        answers = known[database_url] = DirectAnswers(database_url)
    return answers


def init_app(app: Flask, administration: Flask) -> None:
    """Share the administration's connections."""
    with administration.app_context():
        app.extensions[_ENGINE] = db.engine
    app.after_request(_finish)
    app.teardown_appcontext(_close)


def _finish(response: Response) -> Response:
    session: Session | None = g.get(_SESSION)
    return response if session is None else finish(session, response)


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.get(_SESSION)
    if session is not None:
        session.close()
