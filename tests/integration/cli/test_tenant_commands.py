"""`puas tenant export` and `import`, as processes: out of one database, into another, and what they say."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from puas.db.session import make_engine, make_session_factory
from puas.db.tables.places import Tenant
from tests.conftest import Committing, Database, _copy_of
from tests.factories.rows import fill_tenant

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
