"""Membawa skema basis data ke versi terbaru sebagai pemilik (PUAS_OWNER_DATABASE_URL); aman diulang."""

from __future__ import annotations

import argparse
import sys

from puas.db.migrate import newest_revision, upgrade
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
    upgrade(settings.owner_database_url)
    print(f"skema basis data: {newest_revision()}")
    return 0
