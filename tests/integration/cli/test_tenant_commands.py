"""`puas tenant export` and `import`, as processes: out of one database, into another, and what they say."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from puas.db.session import make_engine, make_session_factory
from puas.db.tables.places import Tenant
from puas.domain.tenant_archive import ARCHIVE_FORMAT, MANIFEST, ArchivedTenant, Manifest, Member, whole_sha256
from puas.runtime.signing_key import SigningKey, public_keys_json
from tests.conftest import Committing, Database, _copy_of
from tests.factories.rows import fill_tenant

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SECRET = "only for tests, only for tests, only for tests"


def _puas(*words: str, database_url: str, files: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "PUAS_MODE": "demo", "PUAS_DATABASE_URL": database_url, "PUAS_FILES_URL": files.as_uri(), "PUAS_SECRET_KEY": SECRET,
        "PUAS_BASE_URL": "http://localhost", "PUAS_REDIS_URL": "redis://localhost",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "puas.cli.main", "tenant", *words], env={**os.environ, **environment}, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def elsewhere(template_database: Database) -> Iterator[Database]:
    with _copy_of(template_database, "puas_elsewhere") as copy:
        yield copy


def _archive_of_nothing(folder: Path) -> Path:
    """An archive that is sound as far as it can be looked at without a database."""
    key, keys = SigningKey(SECRET), public_keys_json([SigningKey(SECRET).public]).encode()
    members = (Member("puas-keys.json", len(keys), hashlib.sha256(keys).hexdigest()),)
    tenant = ArchivedTenant("tirta", "demo", None, None, "Kabupaten Tirta", "Asia/Jakarta", True, NOW)
    unsigned = Manifest(ARCHIVE_FORMAT, "0008_oversight", NOW, "", tenant, members, (), whole_sha256(members), "")
    path = folder / "kosong.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("puas-keys.json", keys)
        made.writestr(MANIFEST, replace(unsigned, signature=key.sign(unsigned.signed_text())).to_json())
    return path


def test_out_of_one_installation_and_into_another(committing: Committing, elsewhere: Database, tmp_path: Path) -> None:
    with committing.session_factory() as session:
        fill_tenant(session, slug="tirta", marker="Tirta", province_code="35", region_code="35.22")
        session.commit()
    archive = tmp_path / "tirta.zip"
    out = _puas("export", "tirta", str(archive), database_url=committing.app_url, files=tmp_path / "files")
    assert (out.returncode, out.stderr) == (0, "")
    for words in ("Kabupaten Tirta", "SHA-256 isi", "undangan yang belum diterima", "token API yang berlaku", "dokumen rahasia"):
        assert words in out.stdout, words
    again = _puas("export", "tirta", str(archive), database_url=committing.app_url, files=tmp_path / "files")
    assert again.returncode == 2 and "sudah ada" in again.stderr

    came = _puas("import", str(archive), database_url=elsewhere.app_url, files=tmp_path / "there")
    assert (came.returncode, came.stderr) == (0, "")
    assert "BERBEDA" not in came.stdout
    assert "tabel sama persis" in came.stdout and "/lupa-sandi" in came.stdout
    engine = make_engine(elsewhere.app_url)
    with make_session_factory(engine)() as session:
        assert session.scalars(select(Tenant.slug)).all() == ["tirta"]
    engine.dispose()

    twice = _puas("import", str(archive), database_url=elsewhere.app_url, files=tmp_path / "there")
    assert twice.returncode == 2
    assert "--slug tirta-2" in twice.stderr and "Tidak ada yang dimasukkan." in twice.stderr
    renamed = _puas("import", str(archive), "--slug", "tirta-2", database_url=elsewhere.app_url, files=tmp_path / "there")
    assert renamed.returncode == 2 and "wilayah ini sudah terdaftar" in renamed.stderr


def test_what_is_no_archive_is_said_in_one_sentence(committing: Committing, tmp_path: Path) -> None:
    (tmp_path / "bukan.zip").write_text("bukan arsip")
    done = _puas("import", str(tmp_path / "bukan.zip"), database_url=committing.app_url, files=tmp_path)
    assert done.returncode == 2
    assert "bukan arsip ZIP" in done.stderr and "Traceback" not in done.stderr
    missing = _puas("import", str(tmp_path / "tidak-ada.zip"), database_url=committing.app_url, files=tmp_path)
    assert missing.returncode == 2 and "Traceback" not in missing.stderr
    unknown = _puas("export", "tidak-ada", str(tmp_path / "x.zip"), database_url=committing.app_url, files=tmp_path)
    assert unknown.returncode == 2 and "tidak ada ruang kerja" in unknown.stderr
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize("words", [("export", "tirta", "x.zip"), ("import", "x.zip")])
def test_a_database_that_is_away_is_said_to_be_away(tmp_path: Path, words: tuple[str, ...]) -> None:
    fake = _archive_of_nothing(tmp_path)
    given = [str(fake) if word == "x.zip" and words[0] == "import" else str(tmp_path / word) if word == "x.zip" else word for word in words]
    done = _puas(*given, database_url="postgresql://puas_app@127.0.0.1:9/none", files=tmp_path)
    assert done.returncode in {1, 2}
    assert "basis data tidak dapat dihubungi" in done.stderr and "Traceback" not in done.stderr
