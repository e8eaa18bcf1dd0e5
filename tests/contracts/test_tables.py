"""Every table decided about: whose it is, who sees its rows, and that nothing closes the door to sharding.

Read from the catalogue of a database that was migrated from zero, as the application's log-in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Engine, Table, text

import puas.db.tables  # noqa: F401  (fills the metadata)
from puas.db import migrate
from puas.db.base import Base
from puas.db.row_policies import ACCOUNT, APP, BACKUP, LOGIN_EMAIL, OWNER, PROVINCE, TENANT

pytestmark = pytest.mark.integration

VERSIONS = Path(migrate.__file__).parent / "migrations" / "versions"
BOOKKEEPING = "alembic_version"

# Global tables whose rows are nevertheless only their person's.
GUARDED_GLOBAL = {
    "credential": f"account_id = {ACCOUNT} OR login_email = {LOGIN_EMAIL}",
    "account_event": f"account_id = {ACCOUNT}",
}
# A person's memberships are looked up across tenants, to list the workspaces after signing in.
# Seen by their person everywhere, given out by their tenant only.
WRITTEN_UNDER = {"membership": f"tenant_id = {TENANT}"}
SPECIAL_SCOPE = {"membership": f"tenant_id = {TENANT} OR account_id = {ACCOUNT}"}
# A person's memberships, and what a province reads across its regencies.
CROSSING_INDEXES = {
    "ix_membership_account_id", "ix_submission_province_code", "ix_shared_figure_province_code", "ix_yardstick_figure_province_code",
}  # fmt: skip
# Global tables that name a tenant without being its property: directory entries found before a tenant is known.
NAMES_A_TENANT = {"locator", "tenant_request", "outgoing_mail", "tenant_departure", "known_key", "practice_tenant"}
SHOWN_TO_PROVINCE = {"submission", "shared_figure", "followup_item", "tenant_contact", "tenant_progress", "yardstick_figure"}
# Of these the province reads some columns only.
HIDDEN_FROM_PROVINCE = {
    "submission": {"version", "report_id", "published_result_id", "submitted_by", "approved_by"},
    "followup_item": {"person_in_charge", "evidence"},
}
# Trails that may only grow, also for our own services.
NEVER_CHANGED = {"audit_event", "account_event", "submission_step", "innovation_step"}
NEVER_DELETED = NEVER_CHANGED | {
    "tenant", "tenant_departure", "known_key", "account", "result", "report", "response", "survey_period", "agency", "service_type",
    "practice_tenant", "certificate", "training_evaluation", "service_pledge", "performance_assessment",
    "operating_procedure", "service_mall", "mall_member",
}  # fmt: skip
# What our own services may change of rows that were frozen, signed, or given to a person; everything else of them is for good.
CHANGED_IN = {
    "account": {"name", "locale", "session_version", "last_login_at"},
    "api_token": {"revoked_at"},
    "audit_event": set(),
    "certificate": {"report_id"},
    "collection_point": {"state", "printed_at", "agency_id", "service_type_id"},
    "evidence_file": {"removed_at", "title"},
    "credential": {"password_hash", "changed_at"},
    "invitation": {"accepted_at", "revoked_at"},
    "known_key": set(),
    "letter": {"report_id"},
    "locator": set(),
    "old_recap": {"state", "imported_at"},
    "past_result": set(),
    "performance_answer": set(),
    "period_service": set(),
    "response": {"state"},
    "result": {"superseded_at"},
    "review_remark": {"answer", "answered_by", "answered_at"},
    "service_pledge": {"replaced_at"},
    "signed_copy": set(),
    "survey_period": {"state", "closed_at", "sealed_at", "plan_version"},
    "tenant": {"state", "published_at", "name", "slug"},
    "training_evaluation": set(),
    "training_material": set(),
}


def _names(ownership: str) -> list[str]:
    return sorted(name for name, table in Base.metadata.tables.items() if table.info.get("ownership") == ownership)


TENANT_TABLES = _names("tenant")
GLOBAL_TABLES = _names("global")
ALL_TABLES = sorted(Base.metadata.tables)


@pytest.fixture(scope="module")
def catalogue(app_engine: Engine) -> Iterator[Connection]:
    with app_engine.connect() as connection:
        yield connection


def _rows(connection: Connection, statement: str, **values: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(statement), values)]


def _tidy(condition: object) -> str:
    """A condition as the server prints it and as we write it, reduced to what both have in common."""
    return re.sub(r"::(text|integer|int|uuid)|[()\s]", "", str(condition)).lower()


def test_every_table_declares_whose_it_is() -> None:
    undecided = set(Base.metadata.tables) - set(TENANT_TABLES) - set(GLOBAL_TABLES)
    assert undecided == set()
    assert len(TENANT_TABLES) > 15
    assert len(GLOBAL_TABLES) > 5


def test_the_database_holds_exactly_the_declared_tables(catalogue: Connection) -> None:
    found = _rows(catalogue, "select tablename from pg_tables where schemaname = 'public'")
    assert {str(name) for (name,) in found} == {*ALL_TABLES, BOOKKEEPING}


def test_a_table_is_tenant_owned_exactly_when_its_rows_belong_to_one() -> None:
    for name, table in Base.metadata.tables.items():
        owned = name in TENANT_TABLES
        assert ("tenant_id" in table.columns) == (owned or name in NAMES_A_TENANT), name
        if owned:
            assert not table.columns["tenant_id"].nullable, name


@pytest.mark.parametrize("name", TENANT_TABLES)
def test_keys_of_a_tenant_table_start_with_the_tenant(name: str) -> None:
    table = Base.metadata.tables[name]
    assert next(iter(table.columns)).name == "tenant_id"
    assert next(iter(table.primary_key.columns)).name == "tenant_id"
    for index in table.indexes:
        first = next(iter(index.expressions))
        assert index.name in CROSSING_INDEXES or getattr(first, "name", "") == "tenant_id", index.name


@pytest.mark.parametrize("name", TENANT_TABLES)
def test_indexes_in_the_database_start_with_the_tenant(catalogue: Connection, name: str) -> None:
    found = _rows(
        catalogue,
        "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid, 1, true)"
        " from pg_index i where i.indrelid = cast(:name as regclass)",
        name=name,
    )
    assert {index for index, first in found if first != "tenant_id"} <= CROSSING_INDEXES


@pytest.mark.parametrize("name", ALL_TABLES)
def test_foreign_keys_stay_inside_the_tenant(name: str) -> None:
    table = Base.metadata.tables[name]
    for constraint in table.foreign_key_constraints:
        target = constraint.referred_table.name
        pairs = [(element.parent.name, element.column.name) for element in constraint.elements]
        if target in TENANT_TABLES:
            assert name in TENANT_TABLES, f"{name} is global and refers to {target}"
            assert pairs[0] == ("tenant_id", "tenant_id"), f"{constraint.name} starts with {pairs[0]}"


@pytest.mark.parametrize("name", [*TENANT_TABLES, *GUARDED_GLOBAL])
def test_row_level_security_is_enabled_and_forced(catalogue: Connection, name: str) -> None:
    found = _rows(catalogue, "select relrowsecurity, relforcerowsecurity from pg_class where oid = cast(:name as regclass)", name=name)
    assert found == [(True, True)]


@pytest.mark.parametrize("name", [*TENANT_TABLES, *GUARDED_GLOBAL])
def test_policies_say_exactly_which_rows_whose_log_in_sees(catalogue: Connection, name: str) -> None:
    found = _rows(
        catalogue,
        "select policyname, permissive, roles::text[], cmd, qual, with_check from pg_policies where tablename = :name",
        name=name,
    )
    policies = {str(row[0]): row[1:] for row in found}
    condition = {**GUARDED_GLOBAL, **SPECIAL_SCOPE}.get(name, f"tenant_id = {TENANT}")
    expected = {f"{name}_scope", *([f"{name}_province"] if name in SHOWN_TO_PROVINCE else [])}
    assert set(policies) == expected
    permissive, roles, command, using, check = policies[f"{name}_scope"]
    assert (permissive, sorted(roles), command) == ("PERMISSIVE", [APP, OWNER], "ALL")  # type: ignore[call-overload]
    assert _tidy(using) == _tidy(condition)
    assert _tidy(check) == _tidy(WRITTEN_UNDER.get(name, condition))


@pytest.mark.parametrize("name", sorted(SHOWN_TO_PROVINCE))
def test_the_province_reads_rows_of_its_own_code_only(catalogue: Connection, name: str) -> None:
    found = _rows(
        catalogue,
        "select roles::text[], cmd, qual from pg_policies where policyname = :policy",
        policy=f"{name}_province",
    )
    expected = "province_code = nullif(current_setting('app.province_code', true), '')"
    assert [(row[0], row[1], _tidy(row[2])) for row in found] == [([PROVINCE], "SELECT", _tidy(expected))]


def _granted(connection: Connection, role: str) -> dict[str, set[str]]:
    found = _rows(
        connection,
        "select c.relname, a.privilege_type from pg_class c, aclexplode(c.relacl) a"
        " where c.relkind in ('r', 'p', 'v', 'm', 'S') and a.grantee = cast(:role as regrole)"
        " and c.relnamespace = 'public'::regnamespace",
        role=role,
    )
    rights: dict[str, set[str]] = {}
    for table, right in found:
        rights.setdefault(str(table), set()).add(str(right))
    return rights


def test_the_application_changes_rows_and_nothing_else(catalogue: Connection) -> None:
    rights = _granted(catalogue, APP)
    for name in ALL_TABLES:
        assert rights[name] <= {"SELECT", "INSERT", "UPDATE", "DELETE"}, name
    assert rights["region"] == {"SELECT"}
    assert rights["operator"] == {"SELECT"}
    assert rights[BOOKKEEPING] == {"SELECT"}
    assert {name for name in NEVER_CHANGED if "UPDATE" in rights[name]} == set()
    assert {name for name in NEVER_DELETED if "DELETE" in rights[name]} == set()


@pytest.mark.parametrize("name", sorted(CHANGED_IN))
def test_what_is_frozen_cannot_be_changed_by_the_services(catalogue: Connection, name: str) -> None:
    found = _rows(
        catalogue,
        "select attname from pg_attribute where attrelid = cast(:name as regclass) and attnum > 0 and not attisdropped"
        " and has_column_privilege(cast(:role as name), attrelid, attnum, 'UPDATE')",
        name=name,
        role=APP,
    )
    assert {str(column) for (column,) in found} == CHANGED_IN[name]


def test_the_province_reads_and_the_backup_reads(catalogue: Connection) -> None:
    assert _granted(catalogue, PROVINCE) == {name: {"SELECT"} for name in SHOWN_TO_PROVINCE - set(HIDDEN_FROM_PROVINCE)}
    assert set().union(*_granted(catalogue, BACKUP).values()) <= {"SELECT"}


@pytest.mark.parametrize("name", sorted(HIDDEN_FROM_PROVINCE))
def test_some_columns_are_hidden_from_the_province(catalogue: Connection, name: str) -> None:
    found = _rows(
        catalogue,
        "select attname from pg_attribute where attrelid = cast(:name as regclass) and attnum > 0 and not attisdropped"
        " and not has_column_privilege(cast(:role as name), attrelid, attnum, 'SELECT')",
        name=name,
        role=PROVINCE,
    )
    assert {str(column) for (column,) in found} == HIDDEN_FROM_PROVINCE[name]


def test_nothing_is_open_to_everybody(catalogue: Connection) -> None:
    found = _rows(
        catalogue,
        "select c.relname from pg_class c, aclexplode(c.relacl) a where a.grantee = 0 and c.relnamespace = 'public'::regnamespace",
    )
    assert found == []


@pytest.mark.parametrize("role", [APP, PROVINCE])
def test_log_ins_of_services_own_nothing_and_bypass_nothing(catalogue: Connection, role: str) -> None:
    found = _rows(
        catalogue,
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,"
        " exists (select from pg_class where relowner = r.oid), exists (select from pg_auth_members where member = r.oid),"
        " has_schema_privilege(rolname, 'public', 'CREATE')"
        " from pg_roles r where rolname = :role",
        role=role,
    )
    assert found == [(False,) * 8]


def test_the_owner_is_bound_by_its_own_policies(catalogue: Connection) -> None:
    found = _rows(catalogue, "select rolsuper, rolbypassrls from pg_roles where rolname = :role", role=OWNER)
    assert found == [(False, False)]


def test_no_triggers_rules_or_identities_and_one_function(catalogue: Connection) -> None:
    # Foreign keys are kept by internal triggers; those are the server's own.
    assert _rows(catalogue, "select tgrelid::regclass, tgname from pg_trigger where not tgisinternal") == []
    assert _rows(catalogue, "select tablename, rulename from pg_rules where schemaname = 'public'") == []
    assert (
        _rows(
            catalogue,
            "select attrelid::regclass, attname from pg_attribute a join pg_class c on c.oid = a.attrelid"
            " where a.attidentity <> '' and c.relnamespace = 'public'::regnamespace",
        )
        == []
    )
    # The one function stores an answer in one message. It runs with the rights of who calls it, so the walls hold within.
    functions = _rows(
        catalogue,
        "select proname, prosecdef, has_function_privilege('puas_app', oid, 'execute'),"
        " has_function_privilege('puas_province', oid, 'execute') from pg_proc where pronamespace = 'public'::regnamespace",
    )
    assert sorted(functions) == [
        ("erase_guest", True, True, False),
        ("erase_tenant_rows", True, True, False),
        ("store_answer", False, True, False),
    ]


def test_views_run_with_the_rights_of_who_asks(catalogue: Connection) -> None:
    found = _rows(
        catalogue,
        "select relname, reloptions from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace",
    )
    assert [name for name, options in found if "security_invoker=true" not in (options or [])] == []  # type: ignore[operator]


def test_migrations_from_zero_equal_the_tables_in_the_code(catalogue: Connection) -> None:
    context = MigrationContext.configure(catalogue, opts={"compare_type": True})
    assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("name", ALL_TABLES)
def test_check_constraints_equal_those_in_the_code(catalogue: Connection, name: str) -> None:
    found = _rows(catalogue, "select conname from pg_constraint where contype = 'c' and conrelid = cast(:name as regclass)", name=name)
    assert {str(constraint) for (constraint,) in found} == _check_names(Base.metadata.tables[name])


def _check_names(table: Table) -> set[str]:
    return {str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)}


def test_every_constraint_has_a_name_of_ours(catalogue: Connection) -> None:
    found = _rows(
        catalogue,
        "select conrelid::regclass::text, conname from pg_constraint"
        " where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'p', 'u')",
    )
    pattern = re.compile(r"(ck|fk|pk|uq)_")
    assert [row for row in found if row[0] != BOOKKEEPING and not pattern.match(str(row[1]))] == []


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(VERSIONS.parent))


def test_there_is_one_head_and_the_database_is_at_it(catalogue: Connection) -> None:
    assert len(_scripts().get_heads()) == 1
    assert migrate.current_revision(catalogue) == migrate.newest_revision()


def test_revisions_are_numbered_and_named_like_their_files() -> None:
    revisions = list(_scripts().walk_revisions())[::-1]
    files = sorted(path.stem for path in VERSIONS.glob("*.py") if path.stem != "__init__")
    assert [each.revision for each in revisions] == files
    for number, name in enumerate(files, start=1):
        assert re.fullmatch(rf"{number:04d}_[a-z0-9_]+", name), name
