"""Brings in a tenant by its archive: all of it in one transaction, or nothing.

Runs as the services' own log-in. The archive is not believed: whoever made it may have changed it, so every row is put under the
new tenant's number and its own province's code, every file below its own prefix, and at the end what the database holds is read
back and its hashes are held against the archive's.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.archive_checks import codes_in_use, remember_codes, show_what_is_published, strangers_in
from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.migrate import current_revision
from puas.db.queries.known_keys import as_text
from puas.db.tables.people import Account
from puas.db.tables.places import KnownKey, Region, Tenant
from puas.db.tables.results import Result
from puas.db.tenant_rows import lines_of, put_lines, put_references, refers_to_itself, tenant_tables
from puas.domain.tenant_archive import (
    ACCOUNTS,
    KEYS,
    ArchivedTenant,
    Manifest,
    Member,
    UnusableArchive,
    check_members,
    read_manifest,
    table_member,
)
from puas.domain.tenant_naming import slug_of
from puas.runtime.archive_files import ArchiveReader
from puas.runtime.file_store import FileStore, UnableToUseKey, tenant_key
from puas.runtime.signing_key import PublicKey, UnreadableKeys, key_id_of, read_public_keys, verify
from puas.usecases._archived_rows import ComparedTable, hash_lines
from puas.usecases.record_audit import record_audit

_OCTETS = "application/octet-stream"


class UnableToImportTenant(Exception):
    """`reason`: other-schema, unknown-table, unknown-region, wrong-province, region-taken, slug-taken (`detail` offers another),
    unknown-zone, untrusted-key, codes-taken, rows-refused, strangers, forged-result or not-equal."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class ImportedTenant:
    """What was brought in."""

    tenant_id: int
    slug: str
    manifest: Manifest
    tables: tuple[ComparedTable, ...]
    files: int
    accounts_added: int
    accounts_merged: int
    results: int
    # Results whose key was not in the archive: their hash fits, their signature could not be checked.
    results_unverified: int


def import_tenant(
    *,
    session: Session,
    archive: ArchiveReader,
    store: FileStore,
    own_key: PublicKey,
    now: datetime,
    slug: str | None = None,
    trusted_keys: Collection[PublicKey] | None = None,
) -> ImportedTenant:
    """Check the archive, bring the tenant in under a new number, and compare table by table; the caller commits.

    `slug` is another address for it where its own is taken; `trusted_keys` are the only ones accepted as the archive's signer.
    """
    manifest, keys = _checked(archive, trusted_keys)
    _check_schema(session, manifest)
    tenant = _put_tenant(session, manifest.tenant, slug)
    tenancy.enter(session, tenant_id=tenant.id, account_id=None)
    # Storing a large file may take longer than a service's transaction may rest.
    session.execute(text("set local idle_in_transaction_session_timeout = 0"))
    session.execute(text("set local time zone 'UTC'"))
    added, merged = _put_accounts(session, archive)
    stored: list[str] = []
    try:
        _put_rows(session, archive, tenant.id)
        _refuse_strangers(session, tenant)
        remember_codes(session, tenant_id=tenant.id, region_code=tenant.region_code)
        show_what_is_published(session, tenant_id=tenant.id)
        _put_keys(session, keys, own_key, tenant.id, manifest.source, now)
        results, unverified = _check_results(session, tenant.id, keys)
        tables = _compare(session, tenant.id, manifest)
        _put_files(archive, store, tenant.id, manifest.files, stored)
        record_audit(
            session=session, tenant_id=tenant.id, account_id=None, action="import_tenant", subject=f"tenant:{tenant.id}", now=now,
            detail={"source": manifest.source, "sha256": manifest.sha256},
        )  # fmt: skip
        session.flush()
    except BaseException:
        for key in stored:
            store.delete(key)
        raise
    return ImportedTenant(
        tenant.id, tenant.slug, manifest, tables, len(stored), added, merged, results, unverified,
    )  # fmt: skip


def _checked(archive: ArchiveReader, trusted: Collection[PublicKey] | None) -> tuple[Manifest, tuple[PublicKey, ...]]:
    """Every byte is looked at before the first row is written."""
    manifest = read_manifest(archive.manifest())
    check_members(manifest, archive.sizes)
    for member in manifest.members:
        if archive.sha256(member.name) != member.sha256:
            raise UnusableArchive("damaged", member.name)
    try:
        keys = read_public_keys(b"".join(archive.chunks(KEYS)))
    except UnreadableKeys as error:
        raise UnusableArchive("damaged", KEYS) from error
    signer = verify(manifest.signed_text(), manifest.signature, keys)
    if signer is None:
        raise UnusableArchive("bad-signature", key_id_of(manifest.signature))
    if trusted is not None and signer not in trusted:
        raise UnableToImportTenant("untrusted-key", signer.key_id)
    return manifest, keys


def _check_schema(session: Session, manifest: Manifest) -> None:
    here = current_revision(session.connection())
    if manifest.schema_revision != here:
        raise UnableToImportTenant("other-schema", f"{manifest.schema_revision} ≠ {here}")
    known = {table.name for table in tenant_tables()}
    if different := sorted(known ^ manifest.tables.keys()):
        raise UnableToImportTenant("unknown-table", different[0])


def _put_tenant(session: Session, told: ArchivedTenant, slug: str | None) -> Tenant:
    _check_region(session, told)
    try:
        ZoneInfo(told.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnableToImportTenant("unknown-zone", told.time_zone) from error
    wanted = slug or told.slug
    taken = session.scalars(select(Tenant.slug)).all()
    if wanted in taken:
        raise UnableToImportTenant("slug-taken", slug_of(wanted, taken))
    tenant = Tenant(
        slug=wanted, kind=told.kind, region_code=told.region_code, province_code=told.province_code, name=told.name,
        time_zone=told.time_zone, is_sample=told.is_sample, created_at=told.created_at,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(tenant)
    except IntegrityError as error:
        if violates(error, "uq_tenant_region_code"):
            raise UnableToImportTenant("region-taken", told.region_code or "") from error
        if violates(error, "uq_tenant_slug"):
            raise UnableToImportTenant("slug-taken", slug_of(wanted, [*taken, wanted])) from error
        raise
    return tenant


def _check_region(session: Session, told: ArchivedTenant) -> None:
    """The province's code opens the province's view, so it is what the region says, whatever the archive says."""
    if told.kind == "demo":
        if told.province_code is not None or told.region_code is not None:
            raise UnableToImportTenant("wrong-province", told.province_code or "")
        return
    region = session.scalars(select(Region).where(Region.code == told.region_code)).one_or_none()
    if region is None or not region.can_be_tenant or (region.parent_code is None) != (told.kind == "province"):
        raise UnableToImportTenant("unknown-region", told.region_code or "–")
    if told.province_code != (region.parent_code or region.code):
        raise UnableToImportTenant("wrong-province", told.province_code or "–")


def _put_accounts(session: Session, archive: ArchiveReader) -> tuple[int, int]:
    """People known here by their address stay who they are; others are added, without a password: they ask for one by mail."""
    added = merged = 0
    for line in archive.lines(ACCOUNTS):
        person = _person(line)
        known = select(Account.id).where(func.lower(Account.email) == person["email"].lower())
        if session.scalar(known) is not None:
            merged += 1
            continue
        wanted = UUID(person["id"])
        is_free = session.scalar(select(Account.id).where(Account.id == wanted)) is None
        session.add(
            Account(id=wanted if is_free else new_id(), email=person["email"], name=person["name"], locale=person["locale"])
        )
        session.flush()
        added += 1
    return added, merged


def _person(line: bytes) -> dict[str, str]:
    try:
        told = json.loads(line)
        person = {name: told[name] for name in ("id", "email", "name", "locale")}
        UUID(person["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableArchive("unreadable-row", ACCOUNTS) from error
    is_sound = all(isinstance(each, str) and len(each) <= 254 for each in person.values())
    if not is_sound or "@" not in person["email"] or person["locale"] not in ("id", "en"):
        raise UnusableArchive("unreadable-row", ACCOUNTS)
    return person


def _put_rows(session: Session, archive: ArchiveReader, tenant_id: int) -> None:
    for table in tenant_tables():
        name = table_member(table.name)
        try:
            put_lines(session, table=table, tenant_id=tenant_id, lines=archive.lines(name))
            if refers_to_itself(table):
                put_references(session, table=table, tenant_id=tenant_id, lines=archive.lines(name))
        except OperationalError:
            # The database went away or is full: the archive may be sound.
            raise
        except (DBAPIError, UnicodeDecodeError) as error:
            # A reference to what is not there (another tenant's row is not there either), a doubled key, a value out of bounds.
            raise UnableToImportTenant("rows-refused", table.name) from error


def _refuse_strangers(session: Session, tenant: Tenant) -> None:
    """What no constraint of the database can see."""
    if found := strangers_in(session, tenant_id=tenant.id, kind=tenant.kind):
        raise UnableToImportTenant("strangers", found)
    if codes := codes_in_use(session, tenant_id=tenant.id, region_code=tenant.region_code):
        raise UnableToImportTenant("codes-taken", codes)


def _put_keys(
    session: Session, keys: Iterable[PublicKey], own_key: PublicKey, tenant_id: int, source: str, now: datetime
) -> None:
    session.add_all(
        KnownKey(key_id=key.key_id, tenant_id=tenant_id, public_key=as_text(key), source=source, added_at=now)
        for key in keys
        if key != own_key
    )
    session.flush()


def _check_results(session: Session, tenant_id: int, keys: Collection[PublicKey]) -> tuple[int, int]:
    """Every result with its hash and its first signature; how many, and how many were signed with a key that did not come along."""
    number = unverified = 0
    statement = select(Result.id, Result.snapshot, Result.sha256, Result.signature).where(Result.tenant_id == tenant_id)
    known = {key.key_id for key in keys}
    for row in session.execute(statement, execution_options={"yield_per": 100}):
        number += 1
        if not hash_lines([row.snapshot.encode()]) == row.sha256:
            raise UnableToImportTenant("forged-result", str(row.id))
        if key_id_of(row.signature) not in known:
            unverified += 1
        elif verify(row.snapshot, row.signature, keys) is None:
            raise UnableToImportTenant("forged-result", str(row.id))
    return number, unverified


def _compare(session: Session, tenant_id: int, manifest: Manifest) -> tuple[ComparedTable, ...]:
    """Read back what the database holds now, the way it was exported."""
    compared = []
    for table in tenant_tables():
        member = manifest.tables[table.name]
        compared.append(ComparedTable(table.name, member.rows or 0, member.sha256, hash_lines(_all_lines(session, table.name, tenant_id))))
    different = [each.table for each in compared if not each.is_equal]
    # A province's letters name regencies that may not be here; the letters themselves are.
    if different and set(different) != {"letter"}:
        raise UnableToImportTenant("not-equal", ", ".join(different))
    return tuple(compared)


def _all_lines(session: Session, name: str, tenant_id: int) -> Iterable[bytes]:
    table = next(each for each in tenant_tables() if each.name == name)
    return lines_of(session, table=table, tenant_id=tenant_id)


def _put_files(archive: ArchiveReader, store: FileStore, tenant_id: int, files: Iterable[Member], stored: list[str]) -> None:
    for member in files:
        try:
            key = tenant_key(tenant_id, member.name.removeprefix("files/"))
        except UnableToUseKey as error:
            raise UnusableArchive("unsafe-name", member.name) from error
        stored.append(key)
        store.write(key, archive.chunks(member.name), content_type=mimetypes.guess_type(key)[0] or _OCTETS)
