"""The rows of one tenant as lines of JSON, and back: exact, and the same wherever the tenant lives.

What differs from one installation to the next is not written: the tenant's number and its province's code are put in anew,
accounts stand as their addresses, keys of files without the tenant's own prefix, regencies of the directory as their region
codes. So the lines of a tenant that moved are equal to those it came with, byte by byte, and their hashes can be compared.

Everything is made by the database from the declared tables, so a new table or column travels without a line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Table, text
from sqlalchemy.orm import Session

import puas.db.tables  # noqa: F401  (fills the metadata)
from puas.db.base import Base

TENANT = "tenant_id"
PROVINCE = "province_code"
# Columns that hold a key of the file store; what else ends so is a key of another kind.
FILE_KEYS = frozenset({"file_key", "emblem_key"})
# Frozen texts that name files of the store.
TEXTS_WITH_KEYS = frozenset({("report", "snapshot")})
# A person, without a foreign key that says so.
OTHER_ACCOUNTS = frozenset({("audit_event", "account_id")})
# Rows whose key stays behind: they would look alive and open nothing.
LEFT_OUT = {
    "invitation": "accepted_at is null and revoked_at is null",
    "api_token": "revoked_at is null",
}
# In place of the tenant's prefix inside a frozen text. No key can look like it.
ANY_TENANT = "tenant-*/"

# A person as an address and back; an id that no account has (any more) stays an id. Likewise a regency of the directory.
_ADDRESS = "coalesce((select lower(a.email) from account a where a.id = t.{0}), t.{0}::text)"
_ACCOUNT = (
    "case when j ->> '{0}' ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' then (j ->> '{0}')::uuid"
    " else (select a.id from account a where lower(a.email) = j ->> '{0}') end"
)
_REGION = "(select d.region_code from tenant d where d.id = t.{0})"
_REGENCY = "(select d.id from tenant d where d.region_code = j ->> '{0}' and d.state <> 'left')"
_ROWS_AT_ONCE = 1000
_MOST_BYTES_AT_ONCE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a table's columns travel."""

    table: Table
    accounts: tuple[str, ...]
    files: tuple[str, ...]
    texts: tuple[str, ...]
    regencies: tuple[str, ...]
    # Columns that refer to another row of the same table: written when all its rows are there.
    within: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.table.primary_key.columns if column.name != TENANT)


def tenant_tables() -> list[Table]:
    """Tables a tenant owns, those referred to before those that refer."""
    return [table for table in Base.metadata.sorted_tables if table.info.get("ownership") == "tenant"]


def lines_of(session: Session, *, table: Table, tenant_id: int) -> Iterator[bytes]:
    """The table's rows of this tenant by their key, one JSON object and a line's end each; the session is in the tenant."""
    shape = _shape(table)
    order = ", ".join(f"t.{name}" for name in shape.key) or "1"
    kept = LEFT_OUT.get(table.name)
    condition = f" and not ({kept})" if kept else ""
    statement = f"select ({_written(shape, tenant_id)})::text from {table.name} t where t.tenant_id = :tenant{condition} order by {order}"  # noqa: S608 - names of ours
    rows = session.execute(text(statement), {"tenant": tenant_id}, execution_options={"yield_per": _ROWS_AT_ONCE})
    for (line,) in rows:
        yield line.encode() + b"\n"


def count_left_out(session: Session, *, table: Table, tenant_id: int) -> int:
    """How many rows stay behind."""
    kept = LEFT_OUT.get(table.name)
    if kept is None:
        return 0
    statement = f"select count(*) from {table.name} t where t.tenant_id = :tenant and {kept}"  # noqa: S608 - names of ours
    return session.scalar(text(statement), {"tenant": tenant_id}) or 0


def put_lines(session: Session, *, table: Table, tenant_id: int, lines: Iterable[bytes]) -> int:
    """Insert rows from their lines; how many. References within the table are left empty (`put_references`)."""
    shape = _shape(table)
    statement = text(_insertion(shape))
    number = 0
    for rows, batch in _batches(lines):
        session.execute(statement, {"tenant": tenant_id, "rows": batch, "prefix": f"tenant-{tenant_id:d}/"})
        number += rows
    return number


def refers_to_itself(table: Table) -> bool:
    """Whether the table's rows refer to one another."""
    return bool(_shape(table).within)


def put_references(session: Session, *, table: Table, tenant_id: int, lines: Iterable[bytes]) -> None:
    """Fill in what `put_lines` left empty."""
    shape = _shape(table)
    changes = ", ".join(f"{name} = r.{name}" for name in shape.within)
    same = " and ".join(f"t.{name} = r.{name}" for name in shape.key)
    told = " or ".join(f"r.{name} is not null" for name in shape.within)
    wanted = ", ".join(f"'{name}', j -> '{name}'" for name in (*shape.key, *shape.within))
    statement = text(
        f"update {table.name} t set {changes} from jsonb_array_elements(cast(:rows as jsonb)) j,"  # noqa: S608 - names of ours
        f" jsonb_populate_record(null::{table.name}, jsonb_build_object({wanted})) r"
        f" where t.tenant_id = :tenant and {same} and ({told})"
    )
    for _rows, batch in _batches(lines):
        session.execute(statement, {"tenant": tenant_id, "rows": batch})


def names_files_of_others(session: Session, *, tenant_id: int) -> bool:
    """Whether a frozen text names a file of another tenant's; a document made of it would show that file."""
    pattern = rf'(:|,|\[)\s*"tenant-(?!{tenant_id:d}/)[0-9]+/'
    return any(
        session.scalar(
            text(f"select exists (select from {table} t where t.tenant_id = :tenant and t.{column} ~ :pattern)"),  # noqa: S608 - names of ours
            {"tenant": tenant_id, "pattern": pattern},
        )
        for table, column in sorted(TEXTS_WITH_KEYS)
    )


def account_addresses(session: Session, *, tenant_id: int) -> list[tuple[str, str, str, str]]:
    """Id, address, name and language of everybody a row of the tenant names, by address."""
    named = " union ".join(
        f"select t.{name} from {shape.table.name} t where t.tenant_id = :tenant and t.{name} is not null"  # noqa: S608 - names of ours
        for shape in map(_shape, tenant_tables())
        for name in shape.accounts
    )
    statement = text(f"select a.id::text, a.email, a.name, a.locale from account a where a.id in ({named}) order by lower(a.email)")  # noqa: S608 - names of ours
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(statement, {"tenant": tenant_id})]


def _shape(table: Table) -> _Shape:
    accounts, regencies, within = set(), set(), set()
    for constraint in table.foreign_key_constraints:
        target = constraint.referred_table.name
        columns = [element.parent.name for element in constraint.elements if element.parent.name != TENANT]
        if target == "account":
            accounts.update(columns)
        elif target == "tenant":
            regencies.update(columns)
        elif target == table.name:
            within.update(columns)
    names = [column.name for column in table.columns]
    accounts |= {name for name in names if (table.name, name) in OTHER_ACCOUNTS}
    return _Shape(
        table=table,
        accounts=_ordered(names, accounts),
        files=_ordered(names, FILE_KEYS),
        texts=_ordered(names, {column for owner, column in TEXTS_WITH_KEYS if owner == table.name}),
        regencies=_ordered(names, regencies),
        within=_ordered(names, within),
    )


def _ordered(names: list[str], wanted: Iterable[str]) -> tuple[str, ...]:
    found = set(wanted)
    return tuple(name for name in names if name in found)


def _written(shape: _Shape, tenant_id: int) -> str:
    """The row as it travels."""
    prefix = f"tenant-{tenant_id:d}/"
    changed = {
        **{name: _ADDRESS.format(name) for name in shape.accounts},
        **{name: _REGION.format(name) for name in shape.regencies},
        **{name: f"regexp_replace(t.{name}, '^{prefix}', '')" for name in shape.files},
        # A key begins a JSON string; what a person wrote there has its quotes escaped and does not look so.
        **{name: rf"""regexp_replace(t.{name}, '(:|,|\[)"{prefix}', '\1"{ANY_TENANT}', 'g')""" for name in shape.texts},
    }
    row = f"to_jsonb(t) - '{TENANT}' - '{PROVINCE}'"
    if not changed:
        return row
    pairs = ", ".join(f"'{name}', {value}" for name, value in changed.items())
    return f"{row} || jsonb_build_object({pairs})"


def _insertion(shape: _Shape) -> str:
    names = [column.name for column in shape.table.columns]
    replaced = {
        TENANT: ":tenant",
        PROVINCE: "(select d.province_code from tenant d where d.id = :tenant)",
        **{name: _ACCOUNT.format(name) for name in shape.accounts},
        **{name: _REGENCY.format(name) for name in shape.regencies},
        **{name: f"cast(:prefix as text) || (j ->> '{name}')" for name in shape.files},
        **{name: f"""replace(j ->> '{name}', '"{ANY_TENANT}', '"' || cast(:prefix as text))""" for name in shape.texts},
        **dict.fromkeys(shape.within, "null"),
    }
    taken_out = "".join(f" - '{name}'" for name in (*shape.accounts, *shape.regencies))
    values = ", ".join(replaced.get(name, f"r.{name}") for name in names)
    return (
        f"insert into {shape.table.name} ({', '.join(names)}) select {values}"  # noqa: S608 - names of ours
        f" from jsonb_array_elements(cast(:rows as jsonb)) j, jsonb_populate_record(null::{shape.table.name}, j{taken_out}) r"
    )


def _batches(lines: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """Some lines at a time, as one JSON array."""
    batch: list[str] = []
    size = 0
    for line in lines:
        batch.append(line.decode())
        size += len(line)
        if len(batch) >= _ROWS_AT_ONCE or size >= _MOST_BYTES_AT_ONCE:
            yield len(batch), f"[{','.join(batch)}]"
            batch, size = [], 0
    if batch:
        yield len(batch), f"[{','.join(batch)}]"
