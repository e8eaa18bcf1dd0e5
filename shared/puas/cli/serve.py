"""Menjalankan satu layanan produksi; pengaturan hanya dari variabel lingkungan PUAS_*."""

from __future__ import annotations

import argparse
import os
import sys

# The command line knows the services by module name only; it starts them as processes and imports none of them.
MODULES = {
    "web": "puas_web",
    "worker": "puas_worker",
    "scheduler": "puas_worker.schedule",
    "reporter": "puas_reporter",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which service."""
    parser.add_argument("service", choices=sorted(MODULES), help="layanan yang dijalankan")


def run(arguments: argparse.Namespace) -> int:
    """Become the service, so that signals of the supervisor reach it without a process in between."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", MODULES[arguments.service]])
