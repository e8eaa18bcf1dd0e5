"""Two installations, a regency that moves between them, and archives changed on the way."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session, sessionmaker

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.session import make_engine, make_session_factory
from puas.db.tables.people import Account, Credential, Locator, Membership
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Photograph, Report
from puas.db.tables.surveys import CollectionPoint
from puas.db.tables.yardsticks import EvidenceFile
from puas.domain.canonical_json import from_plain
from puas.domain.tenant_archive import MANIFEST, Manifest, Member, read_manifest, whole_sha256
from puas.runtime.archive_files import open_archive
from puas.runtime.file_store import DiskStore, tenant_key
from puas.runtime.signing_key import SigningKey
from puas.usecases.export_tenant import export_tenant
from puas.usecases.import_tenant import ImportedTenant, import_tenant
from tests.conftest import Database, _copy_of
from tests.factories.rows import KEY, FilledTenant, fill_tenant

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
OTHER_KEY = SigningKey("another secret of tests that is long enough to be one")


@dataclass(frozen=True)
class Installation:
    """A database and a file store."""

    factory: sessionmaker[Session]
    store: DiskStore
    engine: Engine


@contextmanager
def installation(template: Database, name: str, folder: Path) -> Iterator[Installation]:
    with _copy_of(template, name) as copy:
        engine = make_engine(copy.app_url)
        yield Installation(make_session_factory(engine), DiskStore(folder / name), engine)
        engine.dispose()


def inhabited(place: Installation) -> Installation:
    """Other tenants live there already, so that numbers differ."""
    with place.factory() as session:
        for number in range(3):
            session.add(Tenant(slug=f"penghuni-{number}", kind="demo", name=f"Penghuni {number}", time_zone="Asia/Jakarta"))
        session.commit()
    return place


def filled(place: Installation, *, slug: str = "tirta", region_code: str = "35.22") -> FilledTenant:
    """A regency with a row in every table, codes that lead to it, and files."""
    with place.factory() as session:
        made = fill_tenant(session, slug=slug, marker="Tirta", province_code="35", region_code=region_code)
        session.add(Membership(tenant_id=made.id, account_id=made.account_id, role="tenant-admin"))
        point = session.scalars(select(CollectionPoint)).one()
        report = session.scalars(select(Report)).one()
        picture, said = f"tenant-{made.id}/photographs/a.jpg", f'kata "tenant-{made.id}/ di sini'
        report.snapshot = json.dumps({"photographs": [{"key": picture}], "said": said}, separators=(",", ":"))
        locators.remember(session, kind=locators.CODE, key=point.code, target=str(point.id), tenant_id=made.id)
        locators.remember(session, kind=locators.DOCUMENT, key=report.document_id, target=str(report.id), tenant_id=made.id)
        key = tenant_key(made.id, "photographs", "a.jpg")
        session.execute(insert(Photograph), [
            {"tenant_id": made.id, "id": new_id(), "period_id": made.id_of("survey_period"), "file_key": key, "sha256": "x", "width": 1,
             "height": 1, "size_bytes": 5, "uploaded_at": NOW},
        ])  # fmt: skip
        place.store.write(key, b"gambar", content_type="image/jpeg")
        proof = tenant_key(made.id, "evidence", "b.pdf")
        session.execute(insert(EvidenceFile), [
            {"tenant_id": made.id, "id": new_id(), "subject": "complaints", "subject_id": made.id_of("agency"), "part": "2026-3",
             "agency_id": made.id_of("agency"), "title": "Rekap", "file_key": proof, "file_name": "rekap.pdf", "format": "pdf",
             "uploaded_at": NOW},
        ])  # fmt: skip
        place.store.write(proof, b"%PDF bukti", content_type="application/pdf")
        place.store.write(tenant_key(made.id, "archives", "lama.zip"), b"arsip", content_type="application/zip")
        with tenancy.inside(session, account_id=made.account_id):
            session.add(Credential(account_id=made.account_id, login_email=f"{slug}@contoh.example", password_hash="$argon2id$rahasia"))
        session.commit()
        return made


def exported(place: Installation, tenant_id: int, path: Path, *, key: SigningKey = KEY) -> Manifest:
    with place.factory() as session:
        archive = export_tenant(
            session=session, tenant_id=tenant_id, store=place.store, signing_key=key, source="https://lama.example", exported_by=None,
            now=NOW,
        )  # fmt: skip
        with path.open("wb") as stream:
            for piece in archive:
                stream.write(piece)
        session.commit()
        return archive.manifest


def imported(place: Installation, path: Path, **options: object) -> ImportedTenant:
    with open_archive(path) as archive, place.factory() as session:
        done = import_tenant(session=session, archive=archive, store=place.store, own_key=OTHER_KEY.public, now=NOW, **options)  # type: ignore[arg-type]
        session.commit()
        return done


def counts(place: Installation) -> tuple[int, int, int]:
    with place.factory() as session:
        return tuple(session.scalar(select(func.count()).select_from(each)) or 0 for each in (Tenant, Account, Locator))  # type: ignore[return-value]


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None], *, resign: bool = True) -> Path:
    """The archive with changed members; `resign`: by somebody who knows the signing key, so that nothing but the content is wrong."""
    with zipfile.ZipFile(path) as found:
        members = {name: found.read(name) for name in found.namelist()}
    manifest = read_manifest(members.pop(MANIFEST))
    change(members)
    if resign:
        listed = tuple(
            Member(name, len(content), hashlib.sha256(content).hexdigest(), content.count(b"\n") if name.endswith(".jsonl") else None)
            for name, content in members.items()
            if name != MANIFEST
        )
        told = json.loads(members.pop(MANIFEST, b"null")) or json.loads(manifest.to_json())
        changed = replace(from_plain(Manifest, told), members=listed, sha256=whole_sha256(listed), signature="")
        members[MANIFEST] = replace(changed, signature=KEY.sign(changed.signed_text())).to_json().encode()
    else:
        members[MANIFEST] = manifest.to_json().encode()
    target = path.with_name("berubah.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target


def row_change(table: str, **values: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        name = f"tables/{table}.jsonl"
        rows = [json.loads(line) for line in members[name].splitlines()]
        rows[0] |= values
        members[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    return change
