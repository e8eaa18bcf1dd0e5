"""No tenant sees another: tried straight through SQL with each log-in, on every table there is.

Everything here really commits and uses connections of its own: what a shared test transaction hides must show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, ProgrammingError

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.session import make_engine, make_session_factory
from tests.conftest import Committing, Database, committing_copy
from tests.factories.log_ins import INSUFFICIENT_PRIVILEGE, connected, expect_refusal, is_refused
from tests.factories.rows import FilledTenant, Row, fill_tenant, tenant_tables

TABLES = tenant_tables()


@pytest.fixture(scope="module")
def committing(template_database: Database) -> Iterator[Committing]:
    """Filled once: nothing here is left behind by a test."""
    with committing_copy(template_database, "puas_walls") as made:
        yield made


@pytest.fixture(scope="module")
def tenants(committing: Committing) -> tuple[FilledTenant, FilledTenant]:
    """Two regencies of different provinces, each with a row in every table."""
    with committing.session_factory() as session:
        blue = fill_tenant(session, slug="biru", marker="RahasiaBiru", province_code="98")
        session.commit()
    with committing.session_factory() as session:
        green = fill_tenant(session, slug="hijau", marker="RahasiaHijau", province_code="99")
        session.commit()
    return blue, green


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _owners(connection: Connection, table: Table) -> set[int]:
    return set(connection.execute(select(table.c.tenant_id)).scalars())


def _rights(connection: Connection, table: Table) -> set[str]:
    found = connection.execute(
        text("select privilege_type from information_schema.table_privileges where grantee = current_user and table_name = :name"),
        {"name": table.name},
    )
    return set(found.scalars())


def _another(row: Row, table: Table) -> Row:
    """The row again, under keys not taken yet, so that only the policy can be what stops it."""
    fresh = {"id": new_id()} if "id" in table.columns else {}
    return {**row, **fresh}


def test_without_a_tenant_no_table_shows_a_row(committing: Committing, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    with connected(committing.app_url) as connection:
        assert {table.name: _count(connection, table) for table in TABLES} == {table.name: 0 for table in TABLES}


def test_in_a_tenant_every_table_shows_its_rows_and_only_its(committing: Committing, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    for mine in tenants:
        with connected(committing.app_url, tenant_id=mine.id) as connection:
            assert {table.name: _owners(connection, table) for table in TABLES} == {table.name: {mine.id} for table in TABLES}


def test_rows_of_another_tenant_are_neither_changed_nor_deleted(committing: Committing, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    mine, other = tenants
    with connected(committing.app_url, tenant_id=mine.id) as connection:
        for table in TABLES:
            rights = _rights(connection, table)
            touched = update(table).where(table.c.tenant_id == other.id).values(tenant_id=table.c.tenant_id)
            removed = delete(table).where(table.c.tenant_id == other.id)
            for right, statement in (("UPDATE", touched), ("DELETE", removed)):
                if right in rights:
                    assert connection.execute(statement).rowcount == 0, f"{right} {table.name}"
                else:
                    expect_refusal(connection, statement)


def test_a_row_cannot_be_written_for_another_tenant(session: Any, filled: tuple[FilledTenant, FilledTenant]) -> None:
    mine, other = filled
    tenancy.enter(session, tenant_id=mine.id, account_id=None)
    forged = {table.name: insert(table).values(_another(other.rows[table.name], table)) for table in TABLES}
    assert _let_through(session.connection(), forged) == []


def test_a_row_cannot_be_given_to_another_tenant(session: Any, filled: tuple[FilledTenant, FilledTenant]) -> None:
    mine, other = filled
    tenancy.enter(session, tenant_id=mine.id, account_id=None)
    assert _let_through(session.connection(), {table.name: update(table).values(tenant_id=other.id) for table in TABLES}) == []


def _let_through(connection: Connection, statements: Mapping[str, Any]) -> list[str]:
    """The tables whose statement did not fail for want of a right."""
    return [name for name, statement in statements.items() if not _is_refused(connection, statement)]


def _is_refused(connection: Connection, statement: Any) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(statement)
    except DBAPIError as error:
        return is_refused(error)
    return False


@pytest.fixture
def filled(session: Any) -> tuple[FilledTenant, FilledTenant]:
    """The two regencies inside a test's own transaction."""
    blue = fill_tenant(session, slug="biru", marker="RahasiaBiru", province_code="98")
    green = fill_tenant(session, slug="hijau", marker="RahasiaHijau", province_code="99")
    return blue, green


def test_the_next_transaction_of_a_pooled_connection_forgets_the_tenant(
    committing: Committing, tenants: tuple[FilledTenant, FilledTenant]
) -> None:
    engine = make_engine(committing.app_url, pool_size=1, max_overflow=0)
    factory = make_session_factory(engine)
    agencies = next(table for table in TABLES if table.name == "agency")
    with factory() as session:
        tenancy.enter(session, tenant_id=tenants[0].id)
        assert session.execute(select(func.count()).select_from(agencies)).scalar_one() == 1
        session.commit()
    with factory() as session:
        assert session.execute(select(func.count()).select_from(agencies)).scalar_one() == 0
    engine.dispose()


def test_the_application_cannot_step_out_of_its_log_in(committing: Committing, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    with connected(committing.app_url) as connection:
        for statement in ("set local role puas_owner", "set local role puas_backup", "truncate agency", "drop table tally"):
            expect_refusal(connection, text(statement))
        # Asking for row-level security to be off turns the answer into an error, never into more rows.
        connection.execute(text("set local row_security = off"))
        expect_refusal(connection, text("select * from agency"))


SHOWN_TO_PROVINCE = {"submission", "shared_figure", "followup_item", "tenant_contact", "tenant_progress", "yardstick_figure"}


def test_the_province_reads_what_is_meant_for_it_of_its_own_regencies(
    committing: Committing, tenants: tuple[FilledTenant, FilledTenant]
) -> None:
    _, green = tenants
    shown = [table for table in TABLES if table.name in SHOWN_TO_PROVINCE]
    with connected(committing.url("puas_province"), province_code="99") as connection:
        assert {table.name: _owners(connection, table) for table in shown} == {table.name: {green.id} for table in shown}
    for settings in ({}, {"province_code": ""}, {"province_code": "97"}, {"tenant_id": green.id}):
        with connected(committing.url("puas_province"), **settings) as connection:
            assert {table.name for table in shown if _owners(connection, table)} == set(), settings


def test_the_province_reads_nothing_else_and_writes_nothing(committing: Committing, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    _, green = tenants
    with connected(committing.url("puas_province"), province_code="99", tenant_id=green.id) as connection:
        for table in TABLES:
            if table.name not in SHOWN_TO_PROVINCE:
                expect_refusal(connection, select(table.c.tenant_id))
    with connected(committing.url("puas_province")) as connection:
        connection.execute(text("set transaction read write"))
        connection.execute(text("set local app.province_code = '99'"))
        for table in TABLES:
            expect_refusal(connection, update(table).values(tenant_id=green.id))
            expect_refusal(connection, delete(table))


def test_the_owner_sees_no_row_without_a_tenant_either(committing: Committing, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    with connected(committing.owner_url) as connection:
        assert {table.name: _count(connection, table) for table in TABLES} == {table.name: 0 for table in TABLES}
    with connected(committing.owner_url, tenant_id=tenants[0].id) as connection:
        assert {table.name: _owners(connection, table) for table in TABLES} == {table.name: {tenants[0].id} for table in TABLES}


def test_a_person_lists_their_own_memberships_of_all_tenants_and_no_others(
    committing: Committing, tenants: tuple[FilledTenant, FilledTenant]
) -> None:
    memberships = next(table for table in TABLES if table.name == "membership")
    with connected(committing.app_url, account_id=tenants[1].account_id) as connection:
        assert _owners(connection, memberships) == {tenants[1].id}


def test_nobody_lets_themselves_into_a_tenant(committing: Committing, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    memberships = next(table for table in TABLES if table.name == "membership")
    intruder = {"tenant_id": tenants[0].id, "account_id": tenants[1].account_id, "role": "tenant-admin"}
    for settings in ({}, {"tenant_id": tenants[1].id}):
        with (
            connected(committing.app_url, account_id=tenants[1].account_id, **settings) as connection,
            pytest.raises(ProgrammingError) as refusal,
        ):
            connection.execute(insert(memberships).values(intruder))
        assert refusal.value.orig.sqlstate == INSUFFICIENT_PRIVILEGE  # type: ignore[union-attr]
