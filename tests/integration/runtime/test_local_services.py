"""The embedded servers: log-ins, kept data, and recovery after a killed run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from puas.runtime.leftover_processes import command_line
from puas.runtime.local_services import LocalServices, ServicesInUse


@pytest.fixture
def folder() -> Iterator[Path]:
    # A space in the path and a path too long for a socket: both happen in home directories.
    with tempfile.TemporaryDirectory(prefix="puas services ") as name:
        data = Path(name) / ("long-" * 16) / "data"
        yield data
        LocalServices(data).erase()


def _connect(services: LocalServices, role: str = "puas_owner") -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=str(services.socket_dir), user=role, dbname=services.database)


def test_log_ins_have_the_rights_of_their_work_and_no_more(services: LocalServices) -> None:
    with _connect(services, "puas_app") as connection:
        rows = connection.execute(
            "select rolname, rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname like 'puas\\_%' order by 1"
        ).fetchall()
        owner = connection.execute(
            "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"
        ).fetchone()
    assert rows == [
        ("puas_app", False, False, True),
        ("puas_backup", False, True, True),
        ("puas_owner", False, False, True),
        ("puas_province", False, False, True),
    ]
    assert owner == ("puas_owner",)


def test_application_may_not_create_tables(services: LocalServices) -> None:
    with _connect(services, "puas_app") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("create table smuggled (id int)")


@pytest.mark.slow
def test_second_start_keeps_the_data_and_a_second_owner_is_refused(folder: Path) -> None:
    with LocalServices(folder) as first:
        with _connect(first) as connection:
            connection.execute("create table kept (word text)")
            connection.execute("insert into kept values ('puas')")
        redis.Redis.from_url(first.redis_url).set("kept", "yes")
        with pytest.raises(ServicesInUse, match=str(os.getpid())):
            LocalServices(folder).start()
    with LocalServices(folder) as second:
        with _connect(second) as connection:
            assert connection.execute("select word from kept").fetchone() == ("puas",)
        assert redis.Redis.from_url(second.redis_url).get("kept") == b"yes"


_OWNER_THAT_IS_KILLED = """
import os, signal, sys
from pathlib import Path
from puas.runtime.local_services import LocalServices
import psycopg
services = LocalServices(Path(sys.argv[1])).start()
with psycopg.connect(host=str(services.socket_dir), user="puas_owner", dbname=services.database) as connection:
    connection.execute("create table kept (word text)")
    connection.execute("insert into kept values ('puas')")
os.kill(os.getpid(), signal.SIGKILL)
"""


def _killed_run(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _OWNER_THAT_IS_KILLED, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL


def _postmaster(services: LocalServices) -> int:
    return int((services.postgres_data / "postmaster.pid").read_text().split("\n", 1)[0])


@pytest.mark.slow
def test_servers_of_a_killed_run_are_stopped_by_the_next(folder: Path) -> None:
    _killed_run(folder)
    left_over = _postmaster(LocalServices(folder))
    assert str(LocalServices(folder).postgres_data) in command_line(left_over)
    with LocalServices(folder) as services:
        assert _postmaster(services) != left_over
        assert str(services.postgres_data) not in command_line(left_over)
        with _connect(services) as connection:
            assert connection.execute("select word from kept").fetchone() == ("puas",)


@pytest.mark.slow
def test_a_crashed_server_whose_process_id_now_belongs_to_a_stranger(folder: Path) -> None:
    _killed_run(folder)
    crashed = LocalServices(folder)
    os.kill(_postmaster(crashed), signal.SIGKILL)
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        pid_file = crashed.postgres_data / "postmaster.pid"
        rest = pid_file.read_text().split("\n", 1)[1]
        pid_file.write_text(f"{stranger.pid}\n{rest}")
        with LocalServices(folder) as services, _connect(services) as connection:
            assert connection.execute("select word from kept").fetchone() == ("puas",)
        assert stranger.poll() is None, "a process that is not ours was stopped"
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root's data lie elsewhere")
def test_a_database_whose_data_folder_was_deleted_is_named() -> None:
    with tempfile.TemporaryDirectory(prefix="puas deleted ") as name:
        lost, other = LocalServices(Path(name) / "lost"), LocalServices(Path(name) / "other")
        with lost:
            home = lost.home
            assert home not in other.abandoned_databases()
        (lost.data_dir / "local-services").rename(Path(name) / "aside")
        assert home in other.abandoned_databases()
        (Path(name) / "aside").rename(lost.data_dir / "local-services")
        assert home not in other.abandoned_databases()
        lost.erase()
        assert not home.exists()
