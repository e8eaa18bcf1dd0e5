"""Makes the archive of a tenant: everything it owns, to be kept or taken to another installation.

Runs as the services' own log-in inside the tenant: it reads nothing but what the tenant owns, so the owner of the tables is not
needed. Rows are read as they were at one moment where the caller's transaction is repeatable read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.migrate import current_revision, newest_revision
from puas.db.queries.known_keys import list_known_keys
from puas.db.tables.places import Tenant
from puas.db.tenant_rows import account_addresses, count_left_out, lines_of, tenant_tables
from puas.domain.tenant_archive import (
    ACCOUNTS,
    ARCHIVE_FORMAT,
    KEYS,
    MANIFEST,
    READ_ME,
    ArchivedTenant,
    LeftOut,
    Manifest,
    Member,
    file_member,
    table_member,
    whole_sha256,
)
from puas.presentation.archive_texts import read_me
from puas.runtime.archive_files import ArchiveStream
from puas.runtime.file_store import FileStore, UnableToFindFile, tenant_key
from puas.runtime.signing_key import SigningKey, public_keys_json
from puas.usecases.record_audit import record_audit

# Archives themselves are kept below this; one does not travel inside the next.
ARCHIVES = "archives"


class UnableToExportTenant(Exception):
    """There is no such tenant, or the database is of another version than this code, which then does not know all its tables."""


class TenantArchive:
    """An archive on its way; its manifest is known once all its pieces were taken."""

    def __init__(self, pieces: Iterator[bytes], manifest: list[Manifest]) -> None:
        self._pieces, self._manifest = pieces, manifest

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    @property
    def manifest(self) -> Manifest:
        return self._manifest[0]


def export_tenant(
    *, session: Session, tenant_id: int, store: FileStore, signing_key: SigningKey, source: str, exported_by: UUID | None, now: datetime
) -> TenantArchive:
    """The archive as a stream; the session's transaction must last until it is used up. The log tells of it, and travels along."""
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one_or_none()
    if tenant is None:
        raise UnableToExportTenant(str(tenant_id))
    if (here := current_revision(session.connection())) != newest_revision():
        raise UnableToExportTenant(f"{here} ≠ {newest_revision()}")
    tenancy.enter(session, tenant_id=tenant_id)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=exported_by, action="export_tenant", subject=f"tenant:{tenant_id}", now=now
    )
    session.flush()
    # Packing a large file may take longer than a service's transaction may rest.
    session.execute(text("set local idle_in_transaction_session_timeout = 0"))
    session.execute(text("set local time zone 'UTC'"))
    manifest: list[Manifest] = []
    return TenantArchive(_pieces(session, tenant, store, signing_key, source, now, manifest), manifest)


def _pieces(
    session: Session, tenant: Tenant, store: FileStore, signing_key: SigningKey, source: str, now: datetime, manifest: list[Manifest]
) -> Iterator[bytes]:
    stream, members = ArchiveStream(now), list[Member]()

    def add(name: str, chunks: Iterable[bytes], rows: list[int] | None = None) -> Iterator[bytes]:
        yield from stream.add(name, chunks)
        members.append(Member(name, stream.bytes, stream.sha256, rows[0] if rows else None))

    yield from add(READ_ME, [read_me(tenant.name, source).encode()])
    keys = [signing_key.public, *(key for key in list_known_keys(session, tenant_id=tenant.id) if key != signing_key.public)]
    yield from add(KEYS, [public_keys_json(keys).encode()])
    count = [0]
    yield from add(ACCOUNTS, _counted(_account_lines(session, tenant.id), count), count)
    left_out = []
    for table in tenant_tables():
        count = [0]
        yield from add(table_member(table.name), _counted(lines_of(session, table=table, tenant_id=tenant.id), count), count)
        if behind := count_left_out(session, table=table, tenant_id=tenant.id):
            left_out.append(LeftOut(table.name, behind))
    prefix = tenant_key(tenant.id)
    for key in store.keys(prefix):
        short = key.removeprefix(f"{prefix}/")
        if not short.startswith(f"{ARCHIVES}/"):
            yield from _file(stream, members, store, key, short)
    told = _manifest(session, tenant, source, now, members, left_out, signing_key)
    yield from stream.add(MANIFEST, [told.to_json().encode()])
    yield stream.close()
    manifest.append(told)


def _file(stream: ArchiveStream, members: list[Member], store: FileStore, key: str, short: str) -> Iterator[bytes]:
    """One file; one that was thrown away meanwhile has no member."""
    chunks = store.chunks(key)
    try:
        first = next(chunks, b"")
    except UnableToFindFile:
        return
    yield from stream.add(file_member(short), _again(first, chunks))
    members.append(Member(file_member(short), stream.bytes, stream.sha256))


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _counted(lines: Iterable[bytes], count: list[int]) -> Iterator[bytes]:
    """The lines in larger pieces; packing each by itself would take longer."""
    batch: list[bytes] = []
    for line in lines:
        count[0] += 1
        batch.append(line)
        if len(batch) == 500:
            yield b"".join(batch)
            batch.clear()
    yield b"".join(batch)


def _account_lines(session: Session, tenant_id: int) -> Iterator[bytes]:
    """Who they are, and nothing they sign in with."""
    for account_id, email, name, locale in account_addresses(session, tenant_id=tenant_id):
        record = {"id": account_id, "email": email, "name": name, "locale": locale}
        yield json.dumps(record, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _manifest(
    session: Session, tenant: Tenant, source: str, now: datetime, members: list[Member], left_out: list[LeftOut], signing_key: SigningKey
) -> Manifest:
    values = {
        "format": ARCHIVE_FORMAT,
        "schema_revision": current_revision(session.connection()),
        "exported_at": now,
        "source": source,
        "tenant": ArchivedTenant(
            tenant.slug, tenant.kind, tenant.region_code, tenant.province_code, tenant.name, tenant.time_zone, tenant.is_sample,
            tenant.created_at,
        ),
        "members": tuple(members),
        "left_out": tuple(left_out),
        "sha256": whole_sha256(members),
    }  # fmt: skip
    unsigned = Manifest(**values, signature="")  # type: ignore[arg-type]
    return Manifest(**values, signature=signing_key.sign(unsigned.signed_text()))  # type: ignore[arg-type]
