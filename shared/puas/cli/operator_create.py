"""Membuat akun operator instalasi (atau mengganti kata sandinya) sebagai pemilik basis data (PUAS_OWNER_DATABASE_URL)."""

from __future__ import annotations

import argparse
import getpass
import sys

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
    try:
        password = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else getpass.getpass("Kata sandi: ")
    except EOFError:
        print("puas: tidak ada terminal untuk menanyakan kata sandi; berikan satu baris lewat --password-stdin", file=sys.stderr)
        return 2
    if "@" not in arguments.email:
        print(f"puas: bukan alamat surel: {arguments.email}", file=sys.stderr)
        return 2
    engine = make_engine(settings.owner_database_url)
    try:
        with unit_of_work(make_session_factory(engine)) as session:
            make_operator(session=session, email=arguments.email, name=arguments.name, password=password, now=clock.now())
    except UnableToAcceptPassword as refusal:
        print(f"puas: kata sandi terlalu mudah ({refusal.weakness}); pakai {SHORTEST} karakter atau lebih", file=sys.stderr)
        return 2
    finally:
        engine.dispose()
    print(f"operator: {arguments.email}")
    return 0
