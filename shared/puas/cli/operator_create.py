"""Membuat akun operator instalasi (atau mengganti kata sandinya) sebagai pemilik basis data (PUAS_OWNER_DATABASE_URL)."""

from __future__ import annotations

import argparse
import getpass
import sys
import warnings

from sqlalchemy.exc import DBAPIError

from puas.cli.database_troubles import database_trouble
from puas.db.session import make_engine, make_session_factory, unit_of_work
from puas.domain.password_rules import SHORTEST, UnableToAcceptPassword
from puas.runtime import clock
from puas.runtime.settings import OwnerSettings, UnableToStart, load
from puas.usecases.make_operator import make_operator


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who. The password is never an argument, because other users of the machine can read those."""
    parser.add_argument("email", help="alamat surel untuk masuk")
    parser.add_argument("--name", default="Operator", help="nama yang ditampilkan")
    parser.add_argument("--password-stdin", action="store_true", help="baca kata sandi dari masukan baku, satu baris")


def run(arguments: argparse.Namespace) -> int:
    """Ask for the password and make the operator."""
    try:
        settings = load(OwnerSettings)
    except UnableToStart as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if "@" not in arguments.email:
        print(f"puas: bukan alamat surel: {arguments.email}", file=sys.stderr)
        return 2
    try:
        password = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else _asked()
    except (EOFError, getpass.GetPassWarning):
        print("puas: tidak ada terminal untuk menanyakan kata sandi; berikan satu baris lewat --password-stdin", file=sys.stderr)
        return 2
    engine = make_engine(settings.owner_database_url)
    try:
        with unit_of_work(make_session_factory(engine)) as session:
            make_operator(session=session, email=arguments.email, name=arguments.name, password=password, now=clock.now())
    except UnableToAcceptPassword as refusal:
        print(f"puas: kata sandi terlalu mudah ({refusal.weakness}); pakai {SHORTEST} karakter atau lebih", file=sys.stderr)
        return 2
    except DBAPIError as error:
        print(f"puas: {database_trouble(error)}", file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    print(f"operator: {arguments.email}")
    return 0


def _asked() -> str:
    """What is typed at the terminal, unseen; where it could be seen, nobody is asked."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        return getpass.getpass("Kata sandi: ")
