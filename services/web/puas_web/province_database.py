"""The province's own log-in to the database: it reads what was made for it, of its own regencies, and nothing else.

Pages of a province read across tenants through `province_session`; what belongs to the province's own tenant (members,
deadlines, letters, documents) they read and write through `db.session` like everybody else.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.session import make_engine, make_session_factory
from puas_web.access import current_tenant

_KEY = "puas_province_engine"
_SESSION = "province_session"


def province_session() -> Session:
    """The session of this request for reading across the regencies of the province whose workspace it is in."""
    here = current_tenant()
    if here.kind != "province" or here.province_code is None:
        raise RuntimeError("This request is not inside a province's workspace")
    session: Session | None = g.get(_SESSION)
    if session is None:
        session = make_session_factory(_engine())()
        tenancy.enter(session, province_code=here.province_code)
        setattr(g, _SESSION, session)
    return session


def _engine() -> Engine:
    engine: Engine = current_app.extensions[_KEY]
    return engine


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop(_SESSION, None)
    if session is not None:
        # It only reads; closing rolls back.
        session.close()


def init_app(app: Flask, *, database_url: str | None, **options: Any) -> None:
    if database_url is not None:
        app.extensions[_KEY] = make_engine(database_url, **options)
    app.teardown_appcontext(_close)
