"""Commands of the operator, as processes with nothing but their environment."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from puas.cli.serve import MODULES
from puas.db.session import unit_of_work
from puas.db.tables.people import Operator
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


def test_the_web_service_refuses_to_start_without_its_settings() -> None:
    done = _puas("serve", "web")
    assert done.returncode == 2
    assert "PUAS_SECRET_KEY is missing" in done.stderr
    assert set(MODULES) == {"web", "worker", "scheduler", "reporter"}
