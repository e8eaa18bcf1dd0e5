"""The request's database session: Flask-SQLAlchemy as a thin shim over our own engine and tables."""

from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import orm

from puas.db.base import Base
from puas.db.session import make_engine


class RequestSession(orm.Session):
    """Bound to the application's one engine, unless a test has bound it to its own connection."""

    def __init__(self, *, db: SQLAlchemy, **options: Any) -> None:
        super().__init__(**options)
        self._db = db

    def get_bind(self, *_: Any, **__: Any) -> sa.Engine | sa.Connection:
        return self.bind if self.bind is not None else self._db.engine


class Database(SQLAlchemy):
    """Scoped session only; `db.Model` and `Model.query` are not used, tables belong to `puas.db.tables`."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> sa.Engine:
        return make_engine(str(options["url"]))


# Objects stay readable after the boundary's commit, as in worker and reporter.
db = Database(metadata=Base.metadata, session_options={"class_": RequestSession, "expire_on_commit": False})


def init_app(app: Flask, *, database_url: str) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    db.init_app(app)
