"""The province's log-in reads what was made for it and nothing else: everything a person with its password could try in SQL.

The log-in is the platform's: which province it reads for is written by the application at the start of each transaction. So what
is tried here is to see more than one province's published rows, whatever is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Select, column, func, select, table, text
from sqlalchemy.exc import DBAPIError

from puas.db import tenancy
from tests.conftest import Committing, Database, committing_copy
from tests.factories.log_ins import connected, expect_refusal, is_refused
from tests.factories.rows import FilledTenant, fill_tenant

# What the province reads; of the first two not every column.
SHOWN: dict[str, set[str] | None] = {
    "submission": {
        "tenant_id", "period_id", "province_code", "agency_id", "agency_name", "agency_kind", "label", "kind", "starts_on", "ends_on",
        "state", "round", "respondents", "sample_target", "promises", "promises_done", "promises_late", "counted_at", "submitted_at",
        "approved_at", "published_at", "handed_over_at", "changed_at",
    },
    "followup_item": {
        "tenant_id", "id", "period_id", "province_code", "unsur", "action", "due_on", "due_precision", "state", "description",
        "carried_from", "position", "updated_at",
    },
    "shared_figure": None,
    "tenant_contact": None,
    "tenant_progress": None,
    "yardstick_figure": None,
}  # fmt: skip
OTHERS = ("RahasiaMerah", "RahasiaLatihan")


@pytest.fixture(scope="module")
def committing(template_database: Database) -> Iterator[Committing]:
    """Filled once: nothing here is left behind by a test."""
    with committing_copy(template_database, "puas_walls_of_provinces") as made:
        yield made


@pytest.fixture(scope="module")
def tenants(committing: Committing) -> dict[str, FilledTenant]:
    """A regency of province 99, one of province 98, and a demo under no province, each with a row in every table."""
    made = {}
    for slug, code, kind in (("biru", "99", "regency"), ("merah", "98", "regency"), ("latihan", None, "demo")):
        with committing.session_factory() as session:
            made[slug] = fill_tenant(session, slug=slug, marker=f"Rahasia{slug.title()}", province_code=code, kind=kind)
            session.commit()
    return made


@pytest.fixture
def province(committing: Committing, tenants: dict[str, FilledTenant]) -> Iterator[Connection]:
    """The province's log-in at work for province 99, allowed to write as far as that is its own choice."""
    with connected(committing.url("puas_province")) as connection:
        connection.execute(text("set transaction read write"))
        connection.execute(text("select set_config('app.province_code', '99', true)"))
        yield connection


def _columns(connection: Connection) -> dict[str, set[str]]:
    """Every relation of the schema with its columns, from the catalogue, which anybody may read."""
    rows = connection.execute(
        text(
            "select c.relname, array_agg(a.attname::text) from pg_class c join pg_attribute a on a.attrelid = c.oid"
            " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0"
            " and not a.attisdropped group by c.relname"
        )
    )
    return {name: set(columns) for name, columns in rows}


def test_every_column_not_meant_for_it_is_closed(province: Connection) -> None:
    relations = _columns(province)
    assert SHOWN.keys() < relations.keys()
    assert {"account", "credential", "tenant", "response", "tally", "result"} < relations.keys()
    for name, columns in relations.items():
        open_ones = columns if name in SHOWN and SHOWN[name] is None else SHOWN.get(name) or set()
        for each in sorted(columns):
            statement: Select[Any] = select(column(each)).select_from(table(name))
            if each in open_ones:
                province.execute(statement)
            else:
                expect_refusal(province, statement)


def test_a_closed_column_is_not_reached_around_a_corner(province: Connection) -> None:
    for statement in (
        "select * from submission",
        "select to_jsonb(s) from submission s",
        "select s::text from submission s",
        "select agency_name from submission where approved_by is not null",
        "select agency_name from submission order by report_id",
        "select count(*) from submission group by submitted_by",
        "select max(person_in_charge) from followup_item",
        "select f.evidence from followup_item f natural join submission",
        "select action from followup_item where evidence ->> 'obstacle' = 'x'",
        "select xmin, published_result_id from submission",
        "select 1 from shared_figure f join agency a on a.id = f.agency_id",
        "select 1 from shared_figure where exists (select from response)",
    ):
        expect_refusal(province, text(statement))


@pytest.mark.parametrize(
    "settings",
    [
        {}, {"tenant_id": ""}, {"tenant_id": "1"}, {"tenant_id": "2"}, {"tenant_id": "3"}, {"login_email": "merah@contoh.example"},
        {"province_code": ""}, {"province_code": "9%"}, {"province_code": "98.01"}, {"province_code": "99' or '1'='1"},
    ],
    ids=str,
)  # fmt: skip
def test_no_setting_opens_more(committing: Committing, tenants: dict[str, FilledTenant], settings: dict[str, str]) -> None:
    for account in (None, tenants["merah"].account_id):
        extra = {} if account is None else {"account_id": account}
        with connected(committing.url("puas_province"), **settings, **extra) as connection:
            for name in SHOWN:
                assert connection.execute(select(func.count(column("tenant_id"))).select_from(table(name))).scalar_one() == 0


def test_a_province_sees_its_own_rows_alone(committing: Committing, tenants: dict[str, FilledTenant]) -> None:
    for code, slug in (("99", "biru"), ("98", "merah")):
        with connected(committing.url("puas_province"), province_code=code) as connection:
            for name in SHOWN:
                owners: set[int] = set(connection.execute(select(column("tenant_id")).select_from(table(name))).scalars())
                assert owners == {tenants[slug].id}, name


def test_promises_of_plans_that_are_not_published_are_not_there(committing: Committing, tenants: dict[str, FilledTenant]) -> None:
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=tenants["biru"].id)
        session.execute(text("update followup_item set province_code = null"))
        session.commit()
    with connected(committing.url("puas_province"), province_code="99") as connection:
        assert connection.execute(text("select count(id) from followup_item")).scalar_one() == 0


def test_an_error_does_not_tell_what_is_hidden(province: Connection) -> None:
    """The policy is applied before any condition of the reader's own, so that no message can carry another's value."""
    for statement in (
        "select name::int from shared_figure",
        "select unit_id from shared_figure where name::int = 1",
        "select unit_id from shared_figure where 1 / (case when name like '%Merah%' then 0 else 1 end) = 1",
        "select id from tenant_contact where name::int = 1 or true",
    ):
        try:
            with province.begin_nested():
                told = str(province.execute(text(statement)).all())
        except DBAPIError as error:
            assert "division" not in str(error.orig)
            told = str(error.orig)
        assert not any(marker in told for marker in OTHERS), statement


def test_it_writes_nothing(province: Connection) -> None:
    for name in _columns(province):
        expect_refusal(province, text(f"delete from {name}"))
        expect_refusal(province, text(f"truncate {name}"))
        expect_refusal(province, text(f"insert into {name} default values"))
    for name in SHOWN:
        expect_refusal(province, text(f"update {name} set tenant_id = tenant_id"))
        expect_refusal(province, text(f"select tenant_id from {name} for update"))
    for statement in (
        "create table mine (id int)", "create temporary table mine (id int)", "create schema mine",
        "create function mine() returns int language sql as 'select 1'", "create view mine as select 1", "drop table shared_figure",
        "alter table shared_figure disable row level security", "alter table shared_figure no force row level security",
        "create policy mine on shared_figure using (true)", "drop policy shared_figure_province on shared_figure",
        "grant select on response to puas_province", "alter role puas_province bypassrls",
        "comment on table response is 'x'", "analyze response", "lock table shared_figure in access exclusive mode",
    ):  # fmt: skip
        _expect_no(province, statement)


def _expect_no(connection: Connection, statement: str) -> None:
    """Refused; `analyze` only warns and does nothing."""
    if statement.startswith("analyze"):
        connection.execute(text(statement))
        return
    expect_refusal(connection, text(statement))


def test_it_cannot_become_anybody_else(province: Connection) -> None:
    for role in ("puas_app", "puas_owner", "puas_backup", "postgres", "pg_read_all_data", "pg_monitor"):
        expect_refusal(province, text(f"set local role {role}"))
        expect_refusal(province, text(f"set local session authorization {role}"))
    rows = province.execute(
        text("select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = 'puas_province'::regrole")
    )
    assert rows.all() == []
    # Asking for row-level security to be off turns the answer into an error, never into more rows.
    province.execute(text("set local row_security = off"))
    expect_refusal(province, text("select unit_id from shared_figure"))


def test_no_function_or_sequence_of_ours_is_its_to_use(province: Connection) -> None:
    usable = province.execute(
        text(
            "select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace"
            " and has_function_privilege('puas_province', p.oid, 'execute')"
        )
    )
    assert usable.scalars().all() == []
    known = province.execute(text("select count(*) from pg_proc where pronamespace = 'public'::regnamespace and proname = 'store_answer'"))
    assert known.scalar_one() == 1
    sequences = province.execute(text("select relname from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace"))
    names = sequences.scalars().all()
    assert names
    for name in names:
        for statement in (f"select nextval('{name}')", f"select last_value from {name}", f"select setval('{name}', 1)"):
            expect_refusal(province, text(statement))


def test_no_view_of_ours_looks_past_the_policies(province: Connection) -> None:
    views = province.execute(
        text(
            "select relname, coalesce('security_invoker=true' = any(reloptions) or 'security_invoker=on' = any(reloptions), false)"
            " from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace"
        )
    )
    assert [name for name, invoker in views if not invoker] == []


def test_copying_out_is_reading(committing: Committing, province: Connection) -> None:
    for statement in (
        "copy response to stdout", "copy submission to stdout", "copy (select * from tally) to stdout", "copy tenant to stdout",
        "copy shared_figure to '/tmp/figures'", "copy (select 1) to program 'true'", "copy shared_figure from '/etc/hostname'",
        "select pg_read_file('/etc/hostname')", "select pg_ls_dir('.')", "select pg_stat_file('.')",
        "select lo_import('/etc/hostname')",
    ):  # fmt: skip
        expect_refusal(province, text(statement))
    driver = province.connection.driver_connection
    assert driver is not None
    with driver.cursor().copy("copy (select name from shared_figure) to stdout") as out:
        told = b"".join(bytes(each) for each in out).decode()
    assert "RahasiaBiru" in told
    assert not any(marker in told for marker in OTHERS)


def test_statistics_and_the_catalogue_tell_no_value(committing: Committing, province: Connection) -> None:
    with connected(committing.owner_url) as owner:
        for name in _columns(owner):
            owner.execute(text(f"analyze {name}"))
        owner.commit()
    seen = {
        view: str(province.execute(text(f"select * from {view}")).all())
        for view in ("pg_stats", "pg_stats_ext", "pg_stat_activity", "pg_stat_user_tables", "pg_settings", "pg_locks", "pg_description")
    }
    for marker in ("RahasiaBiru", *OTHERS, "contoh.example"):
        assert not [view for view, told in seen.items() if marker in told], marker
    # Of tables under row-level security it sees no statistics at all, not even of columns it may read.
    shown = province.execute(text("select distinct tablename from pg_stats where schemaname = 'public'")).scalars().all()
    assert shown == []
    for secret in ("pg_statistic", "pg_authid", "pg_shadow", "pg_statistic_ext_data", "pg_user_mapping"):
        expect_refusal(province, text(f"select * from {secret}"))


def test_policies_for_the_province_are_those_of_the_tables_shown(province: Connection) -> None:
    """Also a policy for everybody would be one for the province."""
    rows = province.execute(
        text(
            "select tablename, cmd, permissive, qual from pg_policies"
            " where schemaname = 'public' and ('puas_province' = any(roles) or 'public' = any(roles))"
        )
    ).all()
    assert {row.tablename for row in rows} == SHOWN.keys()
    assert len(rows) == len(SHOWN)
    condition = "(province_code = NULLIF(current_setting('app.province_code'::text, true), ''::text))"
    assert {(row.cmd, row.permissive, row.qual) for row in rows} == {("SELECT", "PERMISSIVE", condition)}


def test_a_refusal_is_told_from_another_failure(province: Connection) -> None:
    with pytest.raises(DBAPIError) as caught, province.begin_nested():
        province.execute(text("select no_such_column from shared_figure"))
    assert not is_refused(caught.value)
