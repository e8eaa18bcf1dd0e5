"""The start of the web service: what its processes share is loaded before they part."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_PROCESS = """
import gc, multiprocessing, sys
from puas_web import __main__ as start
multiprocessing.set_start_method(sys.argv[1])
start.load_for_children()
assert gc.isenabled()
print("puas_web.app" in sys.modules)
before = set(sys.modules)
start.application()
print(sorted(name for name in set(sys.modules) - before if name.startswith("puas")))
"""


def _loaded(method: str, folder: Path) -> list[str]:
    """What a process says that starts its children with this method: whether it loaded the application, and what was left."""
    # Addresses where nothing listens: to make the application nobody is asked.
    environment = {
        "PUAS_MODE": "demo",
        "PUAS_DATABASE_URL": "postgresql://puas_app@127.0.0.1:9/none",
        "PUAS_PROVINCE_DATABASE_URL": "postgresql://puas_province@127.0.0.1:9/none",
        "PUAS_REDIS_URL": "redis://127.0.0.1:9/0",
        "PUAS_BASE_URL": "http://localhost",
        "PUAS_FILES_URL": folder.as_uri(),
        "PUAS_SECRET_KEY": "only for tests, only for tests, only for tests",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PUAS_")}
    command = [sys.executable, "-c", _PROCESS, method]
    done = subprocess.run(command, env={**kept, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not copied")
def test_processes_that_are_copies_find_everything_loaded(tmp_path: Path) -> None:
    assert _loaded("fork", tmp_path) == ["True", "[]"]


@pytest.mark.slow
def test_processes_that_start_empty_load_for_themselves(tmp_path: Path) -> None:
    said, left = _loaded("spawn", tmp_path)
    assert said == "False"
    assert "puas_web.app" in left
