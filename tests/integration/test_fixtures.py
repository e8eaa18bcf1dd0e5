"""The fixtures themselves: a fixture that hides a tenant bug would make every other test worthless."""

from __future__ import annotations

import socket

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy
from puas.db.session import make_engine, make_session_factory
from puas.db.tables.places import Tenant
from tests.conftest import Committing, EmptiedDatabase, OutsideConnectionBlocked
from tests.factories.log_ins import connected

_REGIONS = text("select md5(string_agg(region::text, ',' order by code)) from region")
_TENANT_SETTING = text("select current_setting('app.tenant_id', true)")


def test_session_is_the_applications_log_in(session: Session) -> None:
    assert session.scalar(text("select current_user")) == "puas_app"


def test_tenant_of_one_session_does_not_reach_the_next(session_factory: sessionmaker[Session]) -> None:
    with session_factory() as first:
        tenancy.enter(first, tenant_id=7)
        assert first.scalar(_TENANT_SETTING) == "7"
        first.commit()
    with session_factory() as second:
        assert second.scalar(_TENANT_SETTING) == ""


def test_what_the_code_commits_stays_inside_the_test(session: Session, app_engine: Engine) -> None:
    session.add(Tenant(slug="left-behind", kind="demo", name="Left behind", time_zone="Asia/Jakarta"))
    session.commit()
    count = text("select count(*) from tenant where slug = 'left-behind'")
    assert session.scalar(count) == 1
    with app_engine.connect() as other:
        assert other.scalar(count) == 0


def test_committing_database_is_a_migrated_copy_of_its_own(committing: Committing) -> None:
    with committing.session_factory() as session:
        assert session.scalar(text("select count(*) from alembic_version")) == 1
        assert session.scalar(text("select current_database()")) == committing.database.name
        assert session.scalar(text("select current_user")) == "puas_app"


@pytest.mark.parametrize("change", ["create table left_behind (id int)", "update region set name = 'x' where code = '35'", ""])
def test_nothing_that_was_committed_is_there_for_the_next(emptied: EmptiedDatabase, change: str) -> None:
    def made() -> int:
        engine = make_engine(emptied.database.app_url)
        with make_session_factory(engine)() as session:
            tenant = Tenant(slug="left-behind", kind="demo", name="Left behind", time_zone="Asia/Jakarta")
            session.add(tenant)
            session.commit()
            number = tenant.id
        engine.dispose()
        return number

    first = made()
    with connected(emptied.database.owner_url) as owner:
        before = owner.scalar(_REGIONS)
        if change:
            owner.execute(text(change))
        owner.commit()
    emptied.empty()
    with connected(emptied.database.owner_url) as owner:
        assert owner.scalar(text("select count(*) from pg_class where relname = 'left_behind'")) == 0
        assert owner.scalar(_REGIONS) == before
    assert made() == first
    emptied.empty()


def test_the_outside_is_blocked() -> None:
    with socket.socket() as outside, pytest.raises(OutsideConnectionBlocked):
        outside.connect(("192.0.2.1", 80))
