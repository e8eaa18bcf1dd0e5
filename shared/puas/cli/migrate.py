"""Membawa skema basis data ke versi terbaru sebagai pemilik (PUAS_OWNER_DATABASE_URL); aman diulang."""

from __future__ import annotations

import argparse
import sys

from sqlalchemy.exc import DBAPIError

from puas.cli.database_troubles import database_trouble
from puas.db.migrate import UnableToMigrate, newest_revision, upgrade
from puas.runtime.log_setup import set_up_logs
from puas.runtime.settings import OwnerSettings, UnableToStart, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing: everything comes from the environment."""


def run(arguments: argparse.Namespace) -> int:
    """Upgrade and say to what."""
    try:
        settings = load(OwnerSettings)
    except UnableToStart as refusal:
        print(refusal, file=sys.stderr)
        return 2
    set_up_logs("migrate", level=settings.log_level, plain=not settings.is_production)
    try:
        upgrade(settings.owner_database_url)
    except UnableToMigrate as refusal:
        newest = newest_revision()
        print(f"puas: skema basis data ({refusal}) lebih baru daripada versi Puas ini ({newest}); tidak ada yang diubah", file=sys.stderr)
        return 1
    except DBAPIError as error:
        print(f"puas: {database_trouble(error)}", file=sys.stderr)
        return 1
    print(f"skema basis data: {newest_revision()}")
    return 0
