"""The web application on the rolled-back connection of the test, and a browser for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.session import make_engine
from puas.runtime.settings import WebSettings
from puas_web.app import create_app
from puas_web.database import db
from tests.conftest import Committing, Database
from tests.factories.regency import make_member
from tests.web_pages import Browser, watch_for_dirty_gets

Enter = Callable[..., Browser]


@pytest.fixture
def settings(database: Database, redis_url: str, tmp_path: Path) -> WebSettings:
    return WebSettings(
        mode="demo",
        database_url=database.app_url,
        province_database_url=database.url("puas_province"),
        redis_url=redis_url,
        base_url="http://localhost",
        files_url=tmp_path.as_uri(),
        secret_key="only for tests, only for tests, only for tests",
    )


@pytest.fixture
def app(settings: WebSettings, connection: Connection) -> Iterator[Flask]:
    """The application; its commits are savepoints of the test."""
    application = create_app(settings)
    watch_for_dirty_gets(application)
    db.session.session_factory.configure(bind=connection, join_transaction_mode="create_savepoint")
    yield application
    db.session.session_factory.configure(bind=None, join_transaction_mode="conditional_savepoint")
    _let_go(application)


def _let_go(application: Flask) -> None:
    with application.app_context():
        for engine in (*db.engines.values(), application.extensions["puas_province_engine"]):
            engine.dispose()


@pytest.fixture
def committed_app(committing: Committing, redis_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database of the test's own, where commits are real: a province reads through a log-in of its own."""
    application = create_app(
        WebSettings(
            mode="demo",
            database_url=committing.app_url,
            province_database_url=committing.url("puas_province"),
            redis_url=redis_url,
            base_url="http://localhost",
            files_url=tmp_path.as_uri(),
            secret_key="only for tests, only for tests, only for tests",
        )
    )
    watch_for_dirty_gets(application)
    yield application
    _let_go(application)


@pytest.fixture
def committed_browser(committed_app: Flask) -> Browser:
    return Browser(committed_app)


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def enter(app: Flask, session: Session) -> Enter:
    """Signed in as somebody new: `enter(tenant_id, "agency-officer", agency_id)`; without a role as an administrator."""

    def entered(tenant_id: int, role: str = "tenant-admin", *agency_ids: UUID) -> Browser:
        tenancy.enter(session, tenant_id=tenant_id)
        account = make_member(session, tenant_id, role, agency_ids=agency_ids)
        session.commit()
        browser = Browser(app)
        browser.sign_in(account.id)
        return browser

    return entered


@pytest.fixture(scope="module")
def operator_account(database: Database) -> Iterator[UUID]:
    """Only the owner can make an operator, so the row is really committed, and removed when no test holds it any more."""
    account_id = new_id()
    engine = make_engine(database.owner_url)
    with engine.begin() as connection:
        values = {"id": account_id, "email": f"{account_id}@puas.example"}
        connection.execute(text("insert into account (id, email, name) values (:id, :email, 'Operator')"), values)
        connection.execute(text("insert into operator (account_id) values (:id)"), values)
    yield account_id
    with engine.begin() as connection:
        connection.execute(text("delete from account where id = :id"), values)
    engine.dispose()


@pytest.fixture
def operator(operator_account: UUID, browser: Browser) -> UUID:
    """Signed in as an operator."""
    browser.sign_in(operator_account)
    return operator_account


CountQueries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def count_queries(connection: Connection) -> CountQueries:
    """The statements a page sends, without savepoints and settings: `with count_queries() as statements`."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.lstrip().upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
                statements.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        yield statements
        event.remove(connection, "before_cursor_execute", note)

    return counting
