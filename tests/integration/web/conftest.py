"""The web application on the rolled-back connection of the test, and a browser for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import Connection

from puas_web.app import create_app
from puas_web.database import db
from tests.conftest import Database
from tests.web_pages import Browser, watch_for_dirty_gets


@dataclass(frozen=True)
class Settings:
    """Settings of a test's web service."""

    database_url: str
    redis_url: str
    province_database_url: str | None = None
    secret_key: str = "only for tests, only for tests, only for tests"
    base_url: str = "http://localhost"
    default_locale: str = "id"
    trusted_proxies: tuple[str, ...] = ()
    files_url: str = "file:///nonexistent"
    mode: str = "demo"
    is_production: bool = field(default=False)


@pytest.fixture
def settings(database: Database, redis_url: str) -> Settings:
    return Settings(database_url=database.app_url, redis_url=redis_url)


@pytest.fixture
def app(settings: Settings, connection: Connection) -> Iterator[Flask]:
    """The application; its commits are savepoints of the test."""
    application = create_app(settings)
    watch_for_dirty_gets(application)
    db.session.session_factory.configure(bind=connection, join_transaction_mode="create_savepoint")
    yield application
    db.session.session_factory.configure(bind=None, join_transaction_mode="conditional_savepoint")
    with application.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)
