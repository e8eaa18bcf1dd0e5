"""The boundary: the only place where a request's work is committed, once and after the view has answered."""

from flask import Flask, Response, request

from puas_web.database import db

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def finish_transaction(response: Response) -> Response:
    """Commit what a successful change wrote, throw everything else away. A GET never commits."""
    if not db.session.registry.has():
        return response  # nobody asked the database for anything
    if request.method not in READING_METHODS and response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def init_app(app: Flask) -> None:
    app.after_request(finish_transaction)
