"""Commands of the operator, as processes with nothing but their environment."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, text

from puas.cli.main import main
from puas.cli.serve import MODULES
from puas.db.session import unit_of_work
from puas.db.tables.people import Operator
from puas.runtime.local_services import LocalServices
from puas.usecases.log_in import UnableToLogIn, log_in
from tests.conftest import Committing

EMAIL = "operator@example.go.id"
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def _puas(*words: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "puas.cli.main", *words],
        input=given,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        # No terminal, also where a person runs the tests at one.
        start_new_session=True,
    )


def test_migrate_can_be_repeated(committing: Committing) -> None:
    done = _puas("migrate", PUAS_OWNER_DATABASE_URL=committing.owner_url)
    assert (done.returncode, done.stderr) == (0, "")
    with committing.session_factory() as session:
        assert session.scalar(text("select version_num from alembic_version")) == done.stdout.split()[-1]


@pytest.mark.parametrize("words", [("migrate",), ("operator", "create", EMAIL)])
def test_without_the_owners_address_they_say_which_variable_is_missing(words: tuple[str, ...]) -> None:
    done = _puas(*words, given="x\n")
    assert done.returncode == 2
    assert "PUAS_OWNER_DATABASE_URL is missing" in done.stderr


def test_operator_is_made_once_and_gets_a_new_password_the_second_time(committing: Committing) -> None:
    command = ("operator", "create", EMAIL, "--name", "Operator Satu", "--password-stdin")
    for password in ("kata sandi pertama", "kata sandi kedua"):
        done = _puas(*command, given=password + "\n", PUAS_OWNER_DATABASE_URL=committing.owner_url)
        assert (done.returncode, done.stderr) == (0, "")
    with unit_of_work(committing.session_factory) as session:
        opened = log_in(session=session, email=EMAIL, password="kata sandi kedua", now=NOW)
        assert session.scalars(select(Operator.account_id)).all() == [opened.account_id]
        assert opened.session_version == 2
    with committing.session_factory() as session, pytest.raises(UnableToLogIn):
        log_in(session=session, email=EMAIL, password="kata sandi pertama", now=NOW)


def test_a_short_password_is_refused(committing: Committing) -> None:
    done = _puas(
        "operator", "create", EMAIL, "--password-stdin", given="pendek\n", PUAS_OWNER_DATABASE_URL=committing.owner_url
    )
    assert done.returncode == 2
    assert "sandi terlalu mudah (short)" in done.stderr


def test_without_a_terminal_the_other_way_to_give_a_password_is_named(committing: Committing) -> None:
    done = _puas("operator", "create", EMAIL, PUAS_OWNER_DATABASE_URL=committing.owner_url)
    assert done.returncode == 2 and "--password-stdin" in done.stderr and "Traceback" not in done.stderr


NOWHERE = "postgresql://puas_owner:very-secret-words@127.0.0.1:1/puas"
Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command in this process: its code and what it said. A process of its own takes a second each time."""
    monkeypatch.setattr("puas.cli.migrate.set_up_logs", lambda *_, **__: None)

    def run(*words: str, given: str = "kata sandi pertama\n", **environment: str) -> tuple[int, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", StringIO(given))
        code = main(words)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


MAKE_OPERATOR = ("operator", "create", EMAIL, "--password-stdin")


@pytest.mark.parametrize("words", [("migrate",), MAKE_OPERATOR])
def test_a_database_that_is_away_is_named_in_one_line_without_its_password(call: Call, words: tuple[str, ...]) -> None:
    code, said = call(*words, PUAS_OWNER_DATABASE_URL=NOWHERE)
    assert code == 1
    assert "tidak dapat dihubungi" in said and len(said.splitlines()) == 1
    assert "very-secret-words" not in said


def test_an_operator_is_not_made_before_the_schema(call: Call, services: LocalServices) -> None:
    code, said = call(*MAKE_OPERATOR, PUAS_OWNER_DATABASE_URL=services.database_url("puas_owner", "postgres"))
    assert (code, "puas migrate" in said) == (1, True), said


def test_another_log_in_than_the_owners_is_told_so(call: Call, committing: Committing) -> None:
    code, said = call(*MAKE_OPERATOR, PUAS_OWNER_DATABASE_URL=committing.app_url)
    assert (code, "tidak berhak" in said) == (1, True), said


def test_a_schema_newer_than_the_code_is_left_alone(call: Call, committing: Committing) -> None:
    with psycopg.connect(committing.owner_url.replace("+psycopg", ""), autocommit=True) as owner:
        known = owner.execute("select version_num from alembic_version").fetchone()
        owner.execute("update alembic_version set version_num = '9999_later'")
        try:
            code, said = call("migrate", PUAS_OWNER_DATABASE_URL=committing.owner_url)
        finally:
            owner.execute("update alembic_version set version_num = %s", known)
    assert code == 1
    assert "9999_later" in said and "lebih baru" in said


def test_health_without_the_queues_address_says_which_variable_is_missing(call: Call) -> None:
    code, said = call("health", "worker")
    assert (code, "PUAS_REDIS_URL" in said) == (2, True), said


@pytest.mark.parametrize(("words", "expected"), [(("tenant",), 2), (("tenant", "--help"), 0), (("tenant", "hapus"), 2)])
def test_a_command_of_two_words_shows_its_second_words(call: Call, words: tuple[str, ...], expected: int) -> None:
    code, said = call(*words)
    assert code == expected
    assert "tenant export" in said and "migrate" not in said


def test_ctrl_c_is_no_fault(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("puas.cli.migrate.upgrade", interrupted)
    assert call("migrate", PUAS_OWNER_DATABASE_URL=NOWHERE) == (130, "")


def test_the_demo_refuses_a_folder_it_cannot_write_in(call: Call, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    code, said = call("demo", "--data", str(tmp_path / "berkas"))
    assert (code, "tidak dapat dibuat atau ditulisi" in said) == (2, True), said


def test_the_demo_refuses_a_folder_in_use(tmp_path: Path) -> None:
    with (tmp_path / "owner.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = _puas("demo", "--data", str(tmp_path))
    assert done.returncode == 1
    assert "sedang dipakai" in done.stderr and "Traceback" not in done.stderr


def test_the_web_service_refuses_to_start_without_its_settings() -> None:
    done = _puas("serve", "web")
    assert done.returncode == 2
    assert "PUAS_SECRET_KEY is missing" in done.stderr
    assert set(MODULES) == {"web", "worker", "scheduler", "reporter"}
