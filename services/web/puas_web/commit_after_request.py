"""The boundary: the only place where a request's work is committed, once and after the view has answered."""

from typing import Any

from flask import Flask, Response, request
from sqlalchemy.orm import Session, scoped_session

from puas_web.database import db

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def finish(session: Session | scoped_session[Any], response: Response) -> Response:
    """Commit what a successful change wrote, throw everything else away. A GET never commits."""
    if request.method not in READING_METHODS and response.status_code < 400:
        session.commit()
    else:
        session.rollback()
    return response


def finish_transaction(response: Response) -> Response:
    """Finish the session of this request."""
    return finish(db.session, response)


def init_app(app: Flask) -> None:
    app.after_request(finish_transaction)
